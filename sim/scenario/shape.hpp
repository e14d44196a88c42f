// Shape: the description of an object of a scenario, from which its reading, its schema and its reference table all
// come.
//
//   struct Fleet {
//     std::string profile;
//     std::int64_t instances = 1;
//     Duration boot = Duration::seconds(30);
//   };
//   inline scenario::Shape<Fleet> shape_of(scenario::Describe<Fleet>) {
//     return scenario::Shape<Fleet>("fleet", "Servers of one type that run the program.")
//         .required("profile", &Fleet::profile, "Entry of the catalogue.").not_empty()
//         .optional("instances", &Fleet::instances, "How many servers there are.").at_least(1).at_most(100'000)
//         .optional("boot", &Fleet::boot, "From the request for a server to its first work.");
//   }
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <typeindex>
#include <utility>
#include <vector>

#include "sim/scenario/choice.hpp"
#include "sim/scenario/container_codecs.hpp"
#include "sim/scenario/enum_codec.hpp"
#include "sim/scenario/quantity_codecs.hpp"
#include "sim/scenario/scalar_codecs.hpp"
#include "sim/scenario/shape_core.hpp"

namespace twostep::scenario {

// T needs a default constructor; a member `Place place` is set to where the object was written.
template <class T>
class Shape {
 public:
  using Check = std::function<void(const T&, const Node&, Issues&)>;

  // The name is what definitions, tables and messages call it: unique among all shapes, in small letters.
  Shape(std::string name, std::string summary)
      : core_{.name = std::move(name), .summary = std::move(summary), .fields = {}, .short_form = {}} {}

  template <class M>
  Shape& required(std::string key, M T::* member, std::string doc) {
    core_.fields.push_back(make_field<T>(std::move(key), member, std::move(doc), true));
    return *this;
  }
  // Absent: the member keeps the value it has in T{}, which the schema shows.
  template <class M>
  Shape& optional(std::string key, M T::* member, std::string doc) {
    core_.fields.push_back(make_field<T>(std::move(key), member, std::move(doc), false));
    return *this;
  }

  // The keys of another described object, in this same object; its checks too.
  template <class P>
  Shape& part(P T::* member);

  // About the field named last. A bound has the field's own type (Duration for a Duration), or is a plain number for a
  // number; anything else throws std::logic_error when the shape is made.
  template <class B>
  Shape& at_least(const B& bound) {
    return bounded(Bound::Kind::at_least, bound);
  }
  template <class B>
  Shape& at_most(const B& bound) {
    return bounded(Bound::Kind::at_most, bound);
  }
  template <class B>
  Shape& more_than(const B& bound) {
    return bounded(Bound::Kind::more_than, bound);
  }
  // Of a text, a list or a map.
  Shape& not_empty() {
    core_.last().text.is_never_empty = true;
    return *this;
  }
  Shape& example(Json value) {
    core_.last().text.examples.push_back(std::move(value));
    return *this;
  }

  // What is no object is read as this field alone: {"value": 3, "note": "..."} or just 3.
  Shape& short_form(std::string key) {
    core_.short_form = std::move(key);
    return *this;
  }
  // Sets what follows from the node and is no field, after all fields were read.
  Shape& derive(void (*derivation)(T&, const Node&)) {
    derivations_.emplace_back(derivation);
    return *this;
  }
  // Across fields; called when each field was read and good.
  Shape& check(void (*across_fields)(const T&, const Node&, Issues&)) {
    checks_.emplace_back(across_fields);
    return *this;
  }

  [[nodiscard]] const std::string& name() const { return core_.name; }
  [[nodiscard]] const std::string& summary() const { return core_.summary; }
  [[nodiscard]] const std::vector<Field>& fields() const { return core_.fields; }
  [[nodiscard]] bool has_key(const std::string& key) const { return core_.has_key(key); }

  // `tag_key` is one more key that may stand in the object: that of a choice.
  std::optional<T> read(const Node& node, Issues& issues, const std::string& tag_key = "") const;
  Json schema(SchemaContext& context, const std::optional<Tag>& tag = std::nullopt) const {
    const T defaults{};
    return core_.schema(context, tag, &defaults);
  }
  std::optional<Json> written(const T& value) const {
    const T defaults{};
    return core_.written(&value, &defaults);
  }

 private:
  template <class P>
  friend class Shape;

  template <class B>
  Shape& bounded(Bound::Kind kind, const B& bound);

  ShapeCore core_;
  std::vector<std::function<void(T&, const Node&)>> derivations_;
  std::vector<Check> checks_;
};

// The one shape of T, made when first asked for.
template <class T>
const Shape<T>& shape() {
  static const Shape<T> shape = shape_of(Describe<T>{});
  return shape;
}

template <HasShape T>
struct Codec<T> {
  static std::optional<T> read(const Node& node, Issues& issues) { return shape<T>().read(node, issues); }
  static Json schema(SchemaContext& context) {
    return context.define(shape<T>().name(), typeid(T), [&context] { return shape<T>().schema(context); });
  }
  static TypeWords words() { return {.type = shape<T>().name(), .unit = ""}; }
  static std::optional<Json> written(const T& value) { return shape<T>().written(value); }
};

}  // namespace twostep::scenario

// At the end, since both need Shape.
#include "sim/scenario/sampled_codec.hpp"  // IWYU pragma: export
#include "sim/scenario/shape_impl.hpp"     // IWYU pragma: export
