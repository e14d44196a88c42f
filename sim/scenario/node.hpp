// Node: a JSON value that knows where it was written. Members of an object keep their order.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/scenario/place.hpp"

namespace twostep::scenario {

class Node {
 public:
  enum class Kind { null, boolean, integer, number, string, array, object };
  using Member = std::pair<std::string, Node>;

  Node() = default;  // null, nowhere

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(value_.index()); }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  [[nodiscard]] bool is_bool() const { return kind() == Kind::boolean; }
  [[nodiscard]] bool is_integer() const { return kind() == Kind::integer; }
  [[nodiscard]] bool is_number() const { return kind() == Kind::number || is_integer(); }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }

  // Each needs a value of its kind and throws std::bad_variant_access otherwise; as_number() takes integers too.
  [[nodiscard]] bool as_bool() const { return std::get<bool>(value_); }
  [[nodiscard]] std::int64_t as_integer() const { return std::get<std::int64_t>(value_); }
  [[nodiscard]] double as_number() const;
  [[nodiscard]] const std::string& as_string() const { return std::get<std::string>(value_); }
  // Elements of an array, members of an object; empty for anything else.
  [[nodiscard]] std::span<const Node> items() const;
  [[nodiscard]] std::span<const Member> members() const;
  // The member of an object; null when there is none or this is no object.
  [[nodiscard]] const Node* find(std::string_view key) const;
  // By JSON pointer relative to this node; null when nothing is there or the pointer is malformed.
  [[nodiscard]] const Node* at_pointer(std::string_view json_pointer) const;
  [[nodiscard]] Node* at_pointer(std::string_view json_pointer);

  [[nodiscard]] const Place& place() const { return place_; }
  // The parameter that this value was taken from; "" when it was written in place.
  [[nodiscard]] std::string_view parameter() const { return parameter_ ? std::string_view(*parameter_) : ""; }

  static Node null(Place place) { return {Value(), std::move(place)}; }
  static Node boolean(bool value, Place place) { return {value, std::move(place)}; }
  static Node integer(std::int64_t value, Place place) { return {value, std::move(place)}; }
  static Node number(double value, Place place) { return {value, std::move(place)}; }
  static Node string(std::string value, Place place) { return {std::move(value), std::move(place)}; }
  static Node array(Place place) { return {std::vector<Node>(), std::move(place)}; }
  static Node object(Place place) { return {std::vector<Member>(), std::move(place)}; }
  // Every value at the same place, pointers below it.
  static Node from_json(const nlohmann::ordered_json& json, const Place& place);
  [[nodiscard]] nlohmann::ordered_json to_json() const;

  // For an object: replaces the member, or appends it. The value keeps its own place.
  void set(std::string key, Node value);
  void append(std::string key, Node value);  // like set, where the caller knows that the key is new
  void erase(std::string_view key);
  // For an array: appends.
  void push(Node value);
  // The same value as if written at `use`, every part of it marked as taken from `parameter`.
  [[nodiscard]] Node moved_to(const Place& use, const std::string& parameter) const;

 private:
  using Value =
      std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<Node>, std::vector<Member>>;

  void place_at(const Place& use, const std::shared_ptr<const std::string>& parameter);

  Node(Value value, Place place) : value_(std::move(value)), place_(std::move(place)) {}

  Value value_;  // alternatives in the order of Kind
  Place place_;
  std::shared_ptr<const std::string> parameter_;
};

// Objects merge member by member, at every depth; of anything else `over` replaces `base`. Places are kept.
Node merged(const Node& base, const Node& over);

// For messages: where the member is written; the object itself, where it is left out.
[[nodiscard]] const Node& place_of(const Node& object, std::string_view key);

// As JSON on one line, cut after about `limit` characters: {"mean": "3 s", "sd": ...
std::string short_text(const Node& node, std::size_t limit = 60);
// "an object", "a string": for messages.
std::string_view kind_text(const Node& node);

}  // namespace twostep::scenario
