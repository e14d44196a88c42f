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
  for (const Field& field : other.core_.fields) {
    core_.fields.push_back(
        {.text = field.text,
         .bounded_type = field.bounded_type,
         .read = [read = field.read, member](
                     const Node& node, void* object, const FieldText& text,
                     Issues& issues) { return read(node, &(static_cast<T*>(object)->*member), text, issues); },
         .written = [written = field.written,
                     member](const void* object) { return written(&(static_cast<const T*>(object)->*member)); },
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
  core_.add_bound({.kind = kind, .magnitude = magnitude(bound), .shown = *Codec<B>::written(bound)}, typeid(B),
                  std::is_arithmetic_v<B>);
  return *this;
}

template <class T>
std::optional<T> Shape<T>::read(const Node& node, Issues& issues, const std::string& tag_key) const {
  T value{};
  if (!core_.read(node, &value, issues, tag_key)) return std::nullopt;
  if constexpr (requires { value.place = node.place(); }) value.place = node.place();
  for (const auto& derivation : derivations_) derivation(value, node);
  const std::size_t before = issues.count();
  for (const Check& check : checks_) check(value, node, issues);
  if (issues.count() != before) return std::nullopt;
  return value;
}

}  // namespace twostep::scenario
