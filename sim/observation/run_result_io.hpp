// RunResult to JSON and to CBOR and back, exactly: how a run in a process of its own hands its result over.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/observation/run_result.hpp"

namespace twostep::observation {

[[nodiscard]] nlohmann::json json_of(const RunResult& result);
// Throws nlohmann::json::exception or std::invalid_argument on anything that json_of does not write.
[[nodiscard]] RunResult run_result_of(const nlohmann::json& object);

// The same as CBOR (RFC 8949), in which infinities survive too. from_cbor throws as above, also on truncated or
// trailing bytes.
[[nodiscard]] std::vector<std::uint8_t> to_cbor(const RunResult& result);
[[nodiscard]] RunResult run_result_from_cbor(std::span<const std::uint8_t> bytes);

}  // namespace twostep::observation
