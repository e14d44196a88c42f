// Choice: the description of a value that is one of several alternatives, each of its own shape.
//
// V is a std::variant; or a struct that is made from an alternative by V{alternative, place} or V{alternative}, which
// lets alternatives hold lists of V:
//   struct Step { std::variant<Compute, Get, Repeat> action; Place place; };
//   inline scenario::Choice<Step> choice_of(scenario::Describe<Step>) {
//     return scenario::Choice<Step>::by_first_key("step")
//         .add<Compute>("compute", "Uses a processor.")
//         .add<Repeat>("repeat", "Does steps again and again.");
//   }
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/scenario/codec.hpp"
#include "sim/scenario/described.hpp"
#include "sim/scenario/field.hpp"
#include "sim/scenario/schema.hpp"

namespace twostep::scenario {

template <class T>
class Shape;
template <class T>
const Shape<T>& shape();

enum class ChoiceForm {
  by_member,     // {"kind": "function", ...}: the member names the alternative
  by_first_key,  // {"get": "1 KB", "from": "s3"}: the first tag, in the order of add(), that is a key of the object
  by_only_key,   // {"uniform": {...}}: one member, its key the tag, its value the alternative
};

// An alternative as messages and schemas speak of it.
struct AlternativeText {
  std::string tag;
  std::string doc;
  Json schema;       // filled for choice_schema
  std::string type;  // in words
};

// The index of the alternative that the node is; nullopt, with an issue, when it is none.
std::optional<std::size_t> find_alternative(const Node& node, ChoiceForm form, const std::string& key,
                                            const std::string& name, const std::vector<std::string>& tags,
                                            Issues& issues);
Json choice_schema(ChoiceForm form, const std::string& key, const std::string& name,
                   const std::vector<AlternativeText>& alternatives);
ReferenceTable choice_table(ChoiceForm form, const std::string& key, const std::string& name,
                            const std::vector<AlternativeText>& alternatives);

template <class V>
class Choice {
 public:
  static Choice by_member(std::string name, std::string key) {
    return {ChoiceForm::by_member, std::move(name), std::move(key)};
  }
  static Choice by_first_key(std::string name) { return {ChoiceForm::by_first_key, std::move(name), ""}; }
  static Choice by_only_key(std::string name) { return {ChoiceForm::by_only_key, std::move(name), ""}; }

  // T has a shape; with by_first_key one of its keys is the tag (else std::logic_error), and with by_only_key it may be
  // any type that has a codec.
  template <class T>
  Choice& add(std::string tag, std::string doc);  // NOLINT(performance-unnecessary-value-param): it is moved from

  [[nodiscard]] const std::string& name() const { return name_; }
  std::optional<V> read(const Node& node, Issues& issues) const;
  Json schema(SchemaContext& context) const;
  std::optional<Json> written(const V& value) const;

 private:
  struct Alternative {
    std::string tag;
    std::string doc;
    std::function<std::optional<V>(const Node&, Issues&)> read;
    std::function<Json(SchemaContext&)> schema;
    std::function<std::string()> type;
    std::function<std::optional<Json>(const V&)> written;  // nullopt when the value is another alternative
  };

  Choice(ChoiceForm form, std::string name, std::string key)
      : form_(form), name_(std::move(name)), key_(std::move(key)) {}
  template <class T>
  static std::optional<Json> written_as(const V& value, ChoiceForm form, const std::string& key,
                                        const std::string& tag);

  ChoiceForm form_;
  std::string name_;
  std::string key_;  // of by_member
  std::vector<Alternative> alternatives_;
};

template <class V>
template <class T>
// NOLINTNEXTLINE(performance-unnecessary-value-param): it is moved from
Choice<V>& Choice<V>::add(std::string tag, std::string doc) {
  const auto as_choice = [](std::optional<T> value, const Node& node) -> std::optional<V> {
    if (!value) return std::nullopt;
    if constexpr (requires { V{std::move(*value), node.place()}; }) {
      return V{std::move(*value), node.place()};
    } else {
      return V{std::move(*value)};
    }
  };
  Alternative alternative{.tag = tag, .doc = std::move(doc), .read = {}, .schema = {}, .type = {}, .written = {}};
  alternative.written = [form = form_, key = key_, tag](const V& value) {
    return written_as<T>(value, form, key, tag);
  };
  if (form_ == ChoiceForm::by_only_key) {
    alternative.read = [as_choice, tag](const Node& node, Issues& issues) {
      return as_choice(Codec<T>::read(*node.find(tag), issues), node);
    };
    alternative.schema = [](SchemaContext& context) { return Codec<T>::schema(context); };
    alternative.type = [] { return Codec<T>::words().type; };
  } else if constexpr (HasShape<T>) {
    if (form_ == ChoiceForm::by_first_key && !shape<T>().has_key(tag)) {
      throw std::logic_error("an alternative without its key: " + name_ + " " + tag);
    }
    alternative.read = [as_choice, key = key_](const Node& node, Issues& issues) {
      return as_choice(shape<T>().read(node, issues, key), node);
    };
    const std::optional<Tag> named = key_.empty() ? std::nullopt : std::optional(Tag{.key = key_, .value = tag});
    alternative.schema = [named, name = name_](SchemaContext& context) {
      const auto make = [&] { return shape<T>().schema(context, named); };
      return context.define(named ? name + "-" + named->value : shape<T>().name(), typeid(T), make);
    };
    alternative.type = [] { return shape<T>().name(); };
  } else {
    throw std::logic_error("an alternative without a shape: " + name_ + " " + tag);
  }
  alternatives_.push_back(std::move(alternative));
  return *this;
}

template <class V>
template <class T>
std::optional<Json> Choice<V>::written_as(const V& value, ChoiceForm form, const std::string& key,
                                          const std::string& tag) {
  if constexpr (requires { std::get_if<T>(&value); }) {
    const T* alternative = std::get_if<T>(&value);
    std::optional<Json> json = alternative == nullptr ? std::nullopt : Codec<T>::written(*alternative);
    if (!json || form == ChoiceForm::by_first_key) return json;
    Json tagged = Json::object();
    if (form == ChoiceForm::by_member) {
      tagged[key] = tag;
      tagged.update(*json);
    } else {
      tagged[tag] = std::move(*json);
    }
    return tagged;
  } else {
    return std::nullopt;
  }
}

template <class V>
std::optional<V> Choice<V>::read(const Node& node, Issues& issues) const {
  std::vector<std::string> tags;
  tags.reserve(alternatives_.size());
  for (const Alternative& alternative : alternatives_) tags.push_back(alternative.tag);
  const std::optional<std::size_t> index = find_alternative(node, form_, key_, name_, tags, issues);
  return index ? alternatives_[*index].read(node, issues) : std::nullopt;
}

template <class V>
Json Choice<V>::schema(SchemaContext& context) const {
  std::vector<AlternativeText> texts;
  texts.reserve(alternatives_.size());
  for (const Alternative& alternative : alternatives_) {
    texts.push_back({.tag = alternative.tag,
                     .doc = alternative.doc,
                     .schema = alternative.schema(context),
                     .type = alternative.type()});
  }
  context.add_table(choice_table(form_, key_, name_, texts));
  return choice_schema(form_, key_, name_, texts);
}

template <class V>
std::optional<Json> Choice<V>::written(const V& value) const {
  for (const Alternative& alternative : alternatives_) {
    if (std::optional<Json> json = alternative.written(value)) return json;
  }
  return std::nullopt;
}

// The one choice of V, made when first asked for.
template <class V>
const Choice<V>& choice() {
  static const Choice<V> choice = choice_of(Describe<V>{});
  return choice;
}

template <HasChoice V>
struct Codec<V> {
  static std::optional<V> read(const Node& node, Issues& issues) { return choice<V>().read(node, issues); }
  static Json schema(SchemaContext& context) {
    return context.define(choice<V>().name(), typeid(V), [&context] { return choice<V>().schema(context); });
  }
  static TypeWords words() { return {.type = choice<V>().name(), .unit = ""}; }
  static std::optional<Json> written(const V& value) { return choice<V>().written(value); }
};

}  // namespace twostep::scenario
