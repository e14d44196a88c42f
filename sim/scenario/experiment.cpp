#include "sim/scenario/experiment.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "sim/scenario/field.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::scenario {
namespace {

bool is_file_safe(std::string_view name) {
  const auto is_safe = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !name.empty() && name.size() <= 100 && std::ranges::all_of(name, is_safe);
}

// The node of a member, or of the whole where a short form left it out.
const Node& part(const Node& node, std::string_view pointer) {
  const Node* found = node.at_pointer(pointer);
  return found == nullptr ? node : *found;
}

void check_expectation(const Expectation& expectation, const Node& node, Issues& issues) {
  if (!expectation.within && expectation.quoted.empty()) {
    issues.add(node.place(), "", "neither asserts nor quotes its figure",
               R"(add "within": "4 %" to assert it, or "quoted" with the reason why it is only reported)");
  }
  if (expectation.within && !expectation.quoted.empty()) {
    issues.add(part(node, "/within"), "stands beside \"quoted\"",
               "a quoted figure is not asserted: leave one of the two out");
  }
  if (expectation.over && expectation.is.dimension != Dimension::number) {
    issues.add(part(node, "/is"), "has a unit, but a ratio has none", "write a number, as in 21");
  }
  if (expectation.is.value < 0) issues.add(part(node, "/is"), "is negative", "no metric is ever negative");
}

void fill_in_ratio(Expectation& expectation, const Node& /*node*/) {
  if (expectation.over && expectation.over->metric.empty()) expectation.over->metric = expectation.metric;
}

void list_variants(Experiment& experiment, const Node& node) {
  const Node* variants = node.find("variants");
  if (variants == nullptr) return;
  for (const auto& [name, variant] : variants->members()) {
    if (!is_comment(name)) experiment.variants.push_back(name);
  }
}

void check_variant(const std::string& name, const Node& node, const Experiment& experiment, Issues& issues) {
  if (std::ranges::find(experiment.variants, name) != experiment.variants.end()) return;
  issues.add(node, "is no variant of this scenario", suggestion(name, experiment.variants));
}

void check_experiment(const Experiment& experiment, const Node& node, Issues& issues) {
  if (!is_file_safe(experiment.name)) {
    issues.add(part(node, "/name"), "cannot name a file", "use at most 100 letters, digits, - and _");
  }
  if (!experiment.baseline.empty()) check_variant(experiment.baseline, part(node, "/baseline"), experiment, issues);
  for (std::size_t i = 0; i < experiment.expect.size(); ++i) {
    const Expectation& expectation = experiment.expect[i];
    const Node& row = part(node, fmt::format("/expect/{}", i));
    check_variant(expectation.of, part(row, "/of"), experiment, issues);
    if (!expectation.over) continue;
    const Node& over = part(row, "/over");
    check_variant(expectation.over->variant, part(over, "/variant"), experiment, issues);
  }
}

}  // namespace

Shape<Ratio> shape_of(Describe<Ratio>) {
  return Shape<Ratio>("ratio", "What a metric is divided by: that of another variant, or another metric.")
      .required("variant", &Ratio::variant, "The variant whose metric is divided by.")
      .not_empty()
      .optional("metric", &Ratio::metric, "Its metric; the same one when left out.")
      .short_form("variant");
}

Shape<Expectation> shape_of(Describe<Expectation>) {
  return Shape<Expectation>("expectation", "A published figure that the simulated one is held against.")
      .required("metric", &Expectation::metric, "The metric.")
      .not_empty()
      .example("makespan")
      .required("of", &Expectation::of, "The variant that it is measured on.")
      .not_empty()
      .optional("over", &Expectation::over, "Divide by this variant's metric: the figure is then a ratio.")
      .required("is", &Expectation::is, "The published figure.")
      .optional("within", &Expectation::within, "How far the simulated figure may be off. Left out when quoted.")
      .example("4 %")
      .optional("source", &Expectation::source, "Where it was published.")
      .optional("quoted", &Expectation::quoted,
                "Why the figure is only reported beside the simulated one, and not asserted.")
      .optional("calibrates", &Expectation::calibrates,
                "What was fitted on this figure: it is asserted, and counted as calibration, not as validation.")
      .optional("note", &Expectation::note, "Anything else a reader should know.")
      .derive(fill_in_ratio)
      .check(check_expectation);
}

Shape<Experiment> shape_of(Describe<Experiment>) {
  return Shape<Experiment>("experiment", "What is asked, and what was published about it.")
      .required("name", &Experiment::name,
                "A word of letters, digits, - and _ that names the scenario and its results.")
      .not_empty()
      .required("question", &Experiment::question, "What the scenario asks, in a sentence.")
      .not_empty()
      .optional("source", &Experiment::source, "Where the experiment was published.")
      .required("catalogue", &Experiment::catalogue, "The dated figures and prices of a provider that it runs with.")
      .not_empty()
      .optional("parameters", &Experiment::parameters,
                "Figures with a name, used as \"$name\" and changed with --set NAME=VALUE.")
      .optional("baseline", &Experiment::baseline, "The variant that the others are compared with.")
      .optional("expect", &Experiment::expect, "Published figures, held against the simulated ones.")
      .derive(list_variants)
      .check(check_experiment);
}

std::optional<Parameter> Codec<Parameter>::read(const Node& node, Issues& issues) {
  if (node.find("value") == nullptr && node.find("note") == nullptr) return Parameter{.value = node, .note = ""};
  bool good = report_unknown_keys(node, {"value", "note"}, issues);
  Parameter parameter;
  if (const Node* value = node.find("value")) {
    parameter.value = *value;
  } else {
    issues.add(node.place(), "", "the key \"value\" is missing", "add the parameter's value");
    good = false;
  }
  if (const Node* note = node.find("note")) {
    const std::optional<std::string> text = Codec<std::string>::read(*note, issues);
    good = good && text.has_value();
    parameter.note = text.value_or("");
  }
  return good ? std::optional(std::move(parameter)) : std::nullopt;
}

Json Codec<Parameter>::schema(SchemaContext& /*context*/) {
  const Json described = {
      {"type", "object"},
      {"properties",
       {{"value", {{"description", "The value, if the command line and the variant give no other."}}},
        {"note", {{"type", "string"}, {"description", "Where the value comes from."}}}}},
      {"required", Json::array({"value"})},
      {"patternProperties", {{"^//", Json::object()}}},
      {"additionalProperties", false}};
  const Json bare = {
      {"not",
       {{"type", "object"},
        {"anyOf", Json::array({{{"required", Json::array({"value"})}}, {{"required", Json::array({"note"})}}})}}}};
  return {{"anyOf", Json::array({described, bare})}};
}

std::optional<Json> Codec<Parameter>::written(const Parameter& parameter) {
  if (parameter.note.empty()) return parameter.value.to_json();
  Json json = {{"value", parameter.value.to_json()}};
  json["note"] = parameter.note;
  return json;
}

}  // namespace twostep::scenario
