// Memory that is needed soon, brought into the processor's cache while there is something else to do.
#pragma once

#include <cstddef>
#include <cstdint>

namespace twostep::engine {

// The first `bytes` from `target` on, in lines of 64. Where there is no such memory it does nothing, but takes as long
// as finding that out takes.
template <std::size_t bytes>
void prefetch(const void* target) {
  asm volatile("");  // an effect, or gcc takes a function that does only this for one that does nothing
  // Numbers, since no pointer may leave its object, let alone begin at null.
  const auto begin = reinterpret_cast<std::uintptr_t>(target);
  for (std::size_t at = 0; at < bytes; at += 64) {
    __builtin_prefetch(reinterpret_cast<const void*>(begin + at));  // NOLINT(performance-no-int-to-ptr): see above
  }
}

}  // namespace twostep::engine
