// Many numbers as one value of JSON: their bytes. It is for what one process hands over to another on the same machine,
// as CBOR, where a value of JSON for each number would take most of the time that a short run needs besides.
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace twostep::observation {

template <class Number>
[[nodiscard]] nlohmann::json bytes_of(const std::vector<Number>& numbers) {
  static_assert(std::is_trivially_copyable_v<Number>);
  std::vector<std::uint8_t> bytes(numbers.size() * sizeof(Number));
  if (!bytes.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return nlohmann::json::binary(std::move(bytes));
}

// Throws nlohmann::json::exception when it is no such value, std::invalid_argument when it is not of whole numbers.
template <class Number>
[[nodiscard]] std::vector<Number> numbers_of(const nlohmann::json& bytes) {
  static_assert(std::is_trivially_copyable_v<Number>);
  const auto& from = bytes.get_binary();
  if (from.size() % sizeof(Number) != 0) throw std::invalid_argument("bytes that are no whole numbers");
  std::vector<Number> numbers(from.size() / sizeof(Number));
  if (!numbers.empty()) std::memcpy(numbers.data(), from.data(), from.size());
  return numbers;
}

}  // namespace twostep::observation
