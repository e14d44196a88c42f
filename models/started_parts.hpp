// Started parts: what providers bill and clients send by: requests by the chunk, units by the size.
#pragma once

#include <algorithm>
#include <cstdint>

namespace twostep::models {

// Parts of that size that a whole has, the last perhaps in part; of nothing, one.
[[nodiscard]] constexpr std::int64_t started_parts(std::int64_t whole, std::int64_t part) {
  return std::max<std::int64_t>(1, (whole + part - 1) / part);
}

}  // namespace twostep::models
