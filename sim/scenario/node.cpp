#include "sim/scenario/node.hpp"

#include <algorithm>
#include <unordered_map>

#include <nlohmann/json.hpp>

namespace twostep::scenario {

double Node::as_number() const { return is_integer() ? static_cast<double>(as_integer()) : std::get<double>(value_); }

std::span<const Node> Node::items() const {
  const auto* items = std::get_if<std::vector<Node>>(&value_);
  return items == nullptr ? std::span<const Node>() : *items;
}

std::span<const Node::Member> Node::members() const {
  const auto* members = std::get_if<std::vector<Member>>(&value_);
  return members == nullptr ? std::span<const Member>() : *members;
}

const Node* Node::find(std::string_view key) const {
  const auto all = members();
  const auto found = std::ranges::find(all, key, &Member::first);
  return found == all.end() ? nullptr : &found->second;
}

const Node& place_of(const Node& object, std::string_view key) {
  const Node* member = object.find(key);
  return member != nullptr ? *member : object;
}

Node Node::from_json(const nlohmann::ordered_json& json, const Place& place) {
  using Type = nlohmann::ordered_json::value_t;
  const auto below = [&](std::string_view key) {
    return Place{.file = place.file, .line = place.line, .pointer = child_pointer(place.pointer, key)};
  };
  switch (json.type()) {
    case Type::boolean:
      return boolean(json.get<bool>(), place);
    case Type::number_integer:
      return integer(json.get<std::int64_t>(), place);
    case Type::number_float:
      return number(json.get<double>(), place);
    case Type::string:
      return string(json.get<std::string>(), place);
    case Type::number_unsigned: {
      const auto value = json.get<std::uint64_t>();
      return value <= INT64_MAX ? integer(static_cast<std::int64_t>(value), place)
                                : number(static_cast<double>(value), place);
    }
    case Type::array: {
      Node node = array(place);
      for (const auto& item : json) node.push(from_json(item, below(std::to_string(node.items().size()))));
      return node;
    }
    case Type::object: {
      Node node = object(place);
      for (const auto& [key, value] : json.items()) node.append(key, from_json(value, below(key)));
      return node;
    }
    default:
      return null(place);
  }
}

nlohmann::ordered_json Node::to_json() const {
  nlohmann::ordered_json json;
  switch (kind()) {
    case Kind::null:
      break;
    case Kind::boolean:
      json = as_bool();
      break;
    case Kind::integer:
      json = as_integer();
      break;
    case Kind::number:
      json = as_number();
      break;
    case Kind::string:
      json = as_string();
      break;
    case Kind::array:
      json = nlohmann::ordered_json::array();
      for (const Node& item : items()) json.push_back(item.to_json());
      break;
    case Kind::object: {
      // Built as a whole: looking each key up first would take quadratic time.
      nlohmann::ordered_json::object_t object;
      auto& list = static_cast<nlohmann::ordered_json::object_t::Container&>(object);
      list.reserve(members().size());
      for (const auto& [key, value] : members()) list.emplace_back(key, value.to_json());
      json = std::move(object);
      break;
    }
  }
  return json;
}

void Node::set(std::string key, Node value) {
  auto& members = std::get<std::vector<Member>>(value_);
  const auto found = std::ranges::find(members, key, &Member::first);
  if (found == members.end()) {
    members.emplace_back(std::move(key), std::move(value));
  } else {
    found->second = std::move(value);
  }
}

void Node::append(std::string key, Node value) {
  std::get<std::vector<Member>>(value_).emplace_back(std::move(key), std::move(value));
}

void Node::erase(std::string_view key) {
  std::erase_if(std::get<std::vector<Member>>(value_), [&](const Member& member) { return member.first == key; });
}

void Node::push(Node value) { std::get<std::vector<Node>>(value_).push_back(std::move(value)); }

void Node::place_at(const Place& use, const std::shared_ptr<const std::string>& parameter) {
  place_ = use;
  parameter_ = parameter;
  const auto below = [&](std::string_view key) {
    return Place{.file = use.file, .line = use.line, .pointer = child_pointer(use.pointer, key)};
  };
  if (auto* items = std::get_if<std::vector<Node>>(&value_)) {
    for (std::size_t i = 0; i < items->size(); ++i) (*items)[i].place_at(below(std::to_string(i)), parameter);
  } else if (auto* members = std::get_if<std::vector<Member>>(&value_)) {
    for (auto& [key, value] : *members) value.place_at(below(key), parameter);
  }
}

Node Node::moved_to(const Place& use, const std::string& parameter) const {
  Node moved = *this;
  moved.place_at(use, std::make_shared<const std::string>(parameter));
  return moved;
}

Node merged(const Node& base, const Node& over) {
  if (!base.is_object() || !over.is_object()) return over;
  Node result = Node::object(over.place());
  std::unordered_map<std::string_view, const Node*> replacing;
  for (const auto& [key, value] : over.members()) replacing.emplace(key, &value);
  for (const auto& [key, value] : base.members()) {
    const auto found = replacing.find(key);
    result.append(key, found == replacing.end() ? value : merged(value, *found->second));
    if (found != replacing.end()) replacing.erase(found);
  }
  for (const auto& [key, value] : over.members()) {
    if (replacing.contains(key)) result.append(key, value);
  }
  return result;
}

}  // namespace twostep::scenario
