#include "sim/cli/message.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

// The number of binary values, the size of each, their bytes one after the other, and the rest as CBOR, in which they
// are empty. Numbers are the machine's own, of 64 bits. Values are counted in the order of a walk through the JSON.

namespace twostep::cli {

namespace {

using nlohmann::json;

template <class Visit>
void for_each_binary(json& value, const Visit& visit) {
  if (value.is_binary()) visit(value.get_binary());
  if (!value.is_structured()) return;
  for (json& child : value) for_each_binary(child, visit);
}

void append(std::vector<std::uint8_t>& message, std::uint64_t number) {
  const std::size_t had = message.size();
  message.resize(had + sizeof number);
  std::memcpy(message.data() + had, &number, sizeof number);
}

// Takes bytes off the front; fewer, when there are not as many.
std::span<const std::uint8_t> take(std::span<const std::uint8_t>& message, std::uint64_t size) {
  const std::span<const std::uint8_t> taken = message.first(std::min<std::uint64_t>(size, message.size()));
  message = message.subspan(taken.size());
  return taken;
}

std::optional<std::uint64_t> take_number(std::span<const std::uint8_t>& message) {
  std::uint64_t number = 0;
  const std::span<const std::uint8_t> bytes = take(message, sizeof number);
  if (bytes.size() != sizeof number) return std::nullopt;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

}  // namespace

std::vector<std::vector<std::uint8_t>> message_of(json value) {
  std::vector<std::vector<std::uint8_t>> pieces(1);
  for_each_binary(value, [&](json::binary_t& bytes) { pieces.push_back(std::exchange(bytes, {})); });
  std::vector<std::uint8_t> sizes;
  append(sizes, pieces.size() - 1);
  for (std::size_t i = 1; i < pieces.size(); ++i) append(sizes, pieces[i].size());
  pieces.front() = std::move(sizes);
  pieces.push_back(json::to_cbor(value));
  return pieces;
}

std::optional<json> value_of(std::span<const std::uint8_t> message) {
  const std::optional<std::uint64_t> count = take_number(message);
  if (!count || *count > message.size() / sizeof *count) return std::nullopt;
  std::vector<std::uint64_t> sizes;
  for (std::uint64_t i = 0; i < *count; ++i) sizes.push_back(*take_number(message));
  std::vector<std::span<const std::uint8_t>> apart;
  for (const std::uint64_t size : sizes) {
    apart.push_back(take(message, size));
    if (apart.back().size() != size) return std::nullopt;
  }
  json value = json::from_cbor(message.begin(), message.end(), true, false);
  if (value.is_discarded()) return std::nullopt;
  std::size_t next = 0;
  for_each_binary(value, [&](json::binary_t& bytes) {
    if (next < apart.size()) bytes.assign(apart[next].begin(), apart[next].end());
    ++next;
  });
  if (next != apart.size()) return std::nullopt;
  return value;
}

}  // namespace twostep::cli
