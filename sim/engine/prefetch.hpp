// Memory that is needed soon, brought into the processor's cache while there is something else to do.
#pragma once

#include <cstddef>
#include <cstdint>

namespace twostep::engine {

// The first `bytes` from `target` on, in lines of 64; where there is no such memory it does nothing.
template <std::size_t bytes>
void prefetch(const void* target) {
  // Numbers, since no pointer may leave its object, let alone begin at null.
  const auto begin = reinterpret_cast<std::uintptr_t>(target);
  for (std::size_t at = 0; at < bytes; at += 64) {
    __builtin_prefetch(reinterpret_cast<const void*>(begin + at));  // NOLINT(performance-no-int-to-ptr): see above
  }
}

}  // namespace twostep::engine
