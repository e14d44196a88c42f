// AtLimit: what becomes of an invocation that finds a limit reached: of concurrency, of scaling or of memory.
#pragma once

#include <cstdint>

namespace twostep::models {

enum class AtLimit : std::uint8_t { reject, queue };

}  // namespace twostep::models
