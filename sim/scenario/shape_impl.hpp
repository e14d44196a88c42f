// The bodies of Shape's members; included by shape.hpp alone.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/shape.hpp"

namespace twostep::scenario {

template <class T>
template <class P>
Shape<T>& Shape<T>::part(P T::* member) {
  const Shape<P>& other = shape<P>();
  for (const Field<P>& field : other.fields_) {
    fields_.push_back(
        {.text = field.text,
         .bounded_type = field.bounded_type,
         .read = [read = field.read, member](const Node& node, T& object, const FieldText& text,
                                             Issues& issues) { return read(node, object.*member, text, issues); },
         .written = [written = field.written, member](const T& object) { return written(object.*member); },
         .schema = field.schema,
         .words = field.words});
  }
  derivations_.emplace_back([member, &other](T& object, const Node& node) {
    if constexpr (requires(P& p) { p.place = node.place(); }) (object.*member).place = node.place();
    for (const auto& derivation : other.derivations_) derivation(object.*member, node);
  });
  checks_.emplace_back([member, &other](const T& object, const Node& node, Issues& issues) {
    for (const auto& check : other.checks_) check(object.*member, node, issues);
  });
  return *this;
}

template <class T>
template <class B>
Shape<T>& Shape<T>::bounded(Bound::Kind kind, const B& bound) {
  static_assert(HasMagnitude<B>, "a bound is a number or a quantity");
  const auto is_number = [](std::type_index type) {
    return type == typeid(int) || type == typeid(std::int64_t) || type == typeid(double);
  };
  const std::type_index type = last().bounded_type;
  if (type != typeid(B) && !(is_number(type) && std::is_arithmetic_v<B>)) {
    throw std::logic_error("a bound of another type than " + name_ + "." + last().text.key);
  }
  last().text.bounds.push_back({.kind = kind, .magnitude = magnitude(bound), .shown = *Codec<B>::written(bound)});
  return *this;
}

template <class T>
bool Shape<T>::has_key(const std::string& key) const {
  return std::ranges::any_of(fields_, [&](const Field<T>& field) { return field.text.key == key; });
}

template <class T>
bool Shape<T>::read_fields(const Node& node, T& value, Issues& issues) const {
  bool good = true;
  for (const Field<T>& field : fields_) {
    if (const Node* member = node.find(field.text.key)) {
      good = field.read(*member, value, field.text, issues) && good;
    } else if (field.text.is_required) {
      report_missing_key(node, field.text, issues);
      good = false;
    }
  }
  return good;
}

template <class T>
std::optional<T> Shape<T>::read(const Node& node, Issues& issues, const std::string& tag_key) const {
  T value{};
  bool good = true;
  if (!node.is_object() && !short_form_.empty()) {
    const auto field = std::ranges::find_if(fields_, [&](const Field<T>& f) { return f.text.key == short_form_; });
    good = field->read(node, value, field->text, issues);
  } else {
    if (!expect_object(node, issues)) return std::nullopt;
    std::vector<std::string> known;
    if (!tag_key.empty()) known.push_back(tag_key);
    for (const Field<T>& field : fields_) known.push_back(field.text.key);
    good = report_unknown_keys(node, known, issues);
    good = read_fields(node, value, issues) && good;
  }
  if (!good) return std::nullopt;
  if constexpr (requires { value.place = node.place(); }) value.place = node.place();
  for (const auto& derivation : derivations_) derivation(value, node);
  const std::size_t before = issues.count();
  for (const Check& check : checks_) check(value, node, issues);
  if (issues.count() != before) return std::nullopt;
  return value;
}

template <class T>
Json Shape<T>::schema(SchemaContext& context, const std::optional<Tag>& tag) const {
  std::vector<FieldDescription> descriptions;
  const T defaults{};
  for (const Field<T>& field : fields_) {
    descriptions.push_back({.text = &field.text,
                            .schema = field.schema(context),
                            .words = field.words(),
                            .default_value = field.text.is_required ? std::nullopt : field.written(defaults)});
  }
  context.add_table(object_table(name_, summary_, descriptions, tag));
  const Json object = object_schema(name_, summary_, descriptions, tag);
  if (short_form_.empty()) return object;
  const auto field = std::ranges::find_if(fields_, [&](const Field<T>& f) { return f.text.key == short_form_; });
  return {{"title", name_}, {"description", summary_}, {"anyOf", Json::array({field->schema(context), object})}};
}

template <class T>
std::optional<Json> Shape<T>::written(const T& value) const {
  Json json = Json::object();
  const T defaults{};
  for (const Field<T>& field : fields_) {
    std::optional<Json> member = field.written(value);
    if (!member && field.text.is_required) return std::nullopt;
    if (!member || (!field.text.is_required && member == field.written(defaults))) continue;
    json[field.text.key] = std::move(*member);
  }
  return json;
}

}  // namespace twostep::scenario
