// JsonPlace: a value in a JSON document together with where it stands, for messages that say what is wrong where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace twostep::page {

// Every member throws PageRefused when the value is of another kind than is asked for: "/variants/0/name is no text".
class JsonPlace {
 public:
  explicit JsonPlace(const nlohmann::ordered_json& value, std::string pointer = "")
      : value_(&value), pointer_(std::move(pointer)) {}

  [[nodiscard]] const nlohmann::ordered_json& json() const { return *value_; }
  [[nodiscard]] JsonPlace at(const std::string& key) const;
  [[nodiscard]] bool has(const std::string& key) const { return value_->is_object() && value_->contains(key); }
  [[nodiscard]] std::vector<JsonPlace> items() const;                            // of an array
  [[nodiscard]] std::vector<std::pair<std::string, JsonPlace>> members() const;  // of an object
  [[nodiscard]] std::string text() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] std::uint64_t count() const;  // a whole number from zero
  [[nodiscard]] std::optional<double> number_or_null() const;
  [[nodiscard]] std::vector<double> numbers() const;

 private:
  [[noreturn]] void refuse(const char* what) const;

  const nlohmann::ordered_json* value_;
  std::string pointer_;
};

}  // namespace twostep::page
