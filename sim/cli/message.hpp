// Message: a value of JSON as bytes, for a pipe between two processes on one machine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <nlohmann/json.hpp>

namespace twostep::cli {

// In pieces that follow each other. As CBOR, but what is binary in it (json::binary) goes apart, as it is: as CBOR it
// would be written and read a byte at a time.
[[nodiscard]] std::vector<std::vector<std::uint8_t>> message_of(nlohmann::json value);
// Nothing when it is no whole message.
[[nodiscard]] std::optional<nlohmann::json> value_of(std::span<const std::uint8_t> message);

}  // namespace twostep::cli
