#include "sim/scenario/choice.hpp"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

#include "sim/scenario/container_codecs.hpp"
#include "sim/scenario/enum_codec.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::scenario {
namespace {

std::optional<std::size_t> alternative_by_member(const Node& node, const std::string& key, const std::string& name,
                                                 const std::vector<std::string>& tags, Issues& issues) {
  if (const Node* tag = node.find(key)) return read_word(*tag, tags, issues);
  issues.add(node.place(), "", fmt::format("the key {} of a {} is missing", in_quotes(key), name),
             fmt::format("add {}: one of {}", in_quotes(key), list_of(tags)));
  return std::nullopt;
}

void report_no_tag(const Node& node, const std::string& name, const std::vector<std::string>& tags, Issues& issues) {
  for (const auto& [key, value] : node.members()) {
    if (is_comment(key) || nearest_word(key, tags).empty()) continue;
    issues.add(value.place(), in_quotes(key), fmt::format("is no {}", name), suggestion(key, tags));
    return;
  }
  issues.add(node, fmt::format("is no {}", name), fmt::format("one of its keys must be {}", list_of(tags)));
}

std::optional<std::size_t> alternative_by_key(const Node& node, const std::string& name,
                                              const std::vector<std::string>& tags, Issues& issues) {
  const auto found = std::ranges::find_if(tags, [&](const std::string& tag) { return node.find(tag) != nullptr; });
  if (found != tags.end()) return static_cast<std::size_t>(found - tags.begin());
  report_no_tag(node, name, tags, issues);
  return std::nullopt;
}

bool has_only_one_key(const Node& node, const std::string& tag, Issues& issues) {
  bool good = true;
  for (const auto& [key, value] : node.members()) {
    if (is_comment(key) || key == tag) continue;
    issues.add(value.place(), in_quotes(key), fmt::format("stands beside {}", in_quotes(tag)),
               "write only one of the two");
    good = false;
  }
  return good;
}

Json comments() { return {{"^//", Json::object()}}; }

// if A then ... else if B then ... : the first tag that is a key decides.
Json first_key_schema(const std::vector<AlternativeText>& alternatives) {
  Json chain = false;
  for (const AlternativeText& alternative : std::views::reverse(alternatives)) {
    chain = {{"if", {{"required", Json::array({alternative.tag})}}},
             {"then", alternative.schema},
             {"else", std::move(chain)}};
  }
  // Named here too, so that an editor offers them in an empty object.
  Json properties = Json::object();
  for (const AlternativeText& alternative : alternatives)
    properties[alternative.tag] = {{"description", alternative.doc}};
  chain["properties"] = std::move(properties);
  return chain;
}

Json member_schema(const std::string& key, const std::vector<AlternativeText>& alternatives) {
  std::vector<std::string> tags;
  std::vector<std::string> docs;
  Json conditions = Json::array();
  for (const AlternativeText& alternative : alternatives) {
    tags.push_back(alternative.tag);
    docs.push_back(alternative.doc);
    conditions.push_back(
        {{"if", {{"properties", {{key, {{"const", alternative.tag}}}}}, {"required", Json::array({key})}}},
         {"then", alternative.schema}});
  }
  return {{"properties", {{key, or_parameter(words_schema(tags, docs))}}},
          {"required", Json::array({key})},
          {"allOf", std::move(conditions)}};
}

Json only_key_schema(const std::vector<AlternativeText>& alternatives) {
  Json properties = Json::object();
  for (const AlternativeText& alternative : alternatives) {
    properties[alternative.tag] = or_parameter(alternative.schema);
    properties[alternative.tag]["description"] = alternative.doc;
  }
  Json one_of = Json::array();
  for (const AlternativeText& alternative : alternatives)
    one_of.push_back({{"required", Json::array({alternative.tag})}});
  return {{"properties", std::move(properties)},
          {"patternProperties", comments()},
          {"additionalProperties", false},
          {"oneOf", std::move(one_of)}};
}

std::string choice_summary(ChoiceForm form, const std::string& key) {
  switch (form) {
    case ChoiceForm::by_member:
      return fmt::format("One of these, named by its \"{}\".", key);
    case ChoiceForm::by_first_key:
      return "One of these, told by which key it has.";
    case ChoiceForm::by_only_key:
      break;
  }
  return "One of these, told by its only key.";
}

}  // namespace

std::optional<std::size_t> find_alternative(const Node& node, ChoiceForm form, const std::string& key,
                                            const std::string& name, const std::vector<std::string>& tags,
                                            Issues& issues) {
  if (!expect_object(node, issues)) return std::nullopt;
  if (form == ChoiceForm::by_member) return alternative_by_member(node, key, name, tags, issues);
  const std::optional<std::size_t> index = alternative_by_key(node, name, tags, issues);
  if (index && form == ChoiceForm::by_only_key && !has_only_one_key(node, tags[*index], issues)) return std::nullopt;
  return index;
}

Json choice_schema(ChoiceForm form, const std::string& key, const std::string& name,
                   const std::vector<AlternativeText>& alternatives) {
  Json schema = {{"title", name}, {"description", choice_summary(form, key)}, {"type", "object"}};
  switch (form) {
    case ChoiceForm::by_member:
      schema.update(member_schema(key, alternatives));
      break;
    case ChoiceForm::by_first_key:
      schema.update(first_key_schema(alternatives));
      break;
    case ChoiceForm::by_only_key:
      schema.update(only_key_schema(alternatives));
      break;
  }
  return schema;
}

ReferenceTable choice_table(ChoiceForm form, const std::string& key, const std::string& name,
                            const std::vector<AlternativeText>& alternatives) {
  ReferenceTable table{.name = name, .summary = choice_summary(form, key), .rows = {}};
  for (const AlternativeText& alternative : alternatives) {
    table.rows.push_back({.key = alternative.tag,
                          .type = alternative.type,
                          .unit = "",
                          .default_value = "",
                          .required = false,
                          .doc = alternative.doc});
  }
  return table;
}

}  // namespace twostep::scenario
