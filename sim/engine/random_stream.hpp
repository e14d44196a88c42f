// RandomStream: a stream of random numbers for one (seed, purpose), counter-based, so that streams never shift each
// other.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <Random123/philox.h>

#include "sim/engine/philox_blocks.hpp"

namespace twostep::engine {

// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): key = 64-bit hash of seed and
// purpose, counter = position. Same seed and purpose: same numbers, on every machine.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::string_view purpose);

  std::uint64_t next_u64() {
    if (used_ == 2) {
      block_ = next_block();
      used_ = 0;
    }
    return block_[used_++];
  }
  // Uniform in the open interval (0, 1): 53 random bits, never 0 or 1, so that quantile functions stay finite. (The
  // greatest number of all would be rounded to 1.)
  double next_uniform() { return uniform_of(next_u64()); }
  // The next numbers, all at once, which takes about half of the time.
  void next_uniforms(std::span<double> numbers) {
    std::size_t made = 0;
    while (made < numbers.size() && used_ < 2) numbers[made++] = next_uniform();
    for (; made + 2 * philox_blocks_at_once <= numbers.size(); position_ += philox_blocks_at_once) {
      for (const std::uint64_t bits : philox_blocks(position_, key_)) numbers[made++] = uniform_of(bits);
    }
    while (made < numbers.size()) numbers[made++] = next_uniform();
  }

 private:
  using Block = std::array<std::uint64_t, 2>;

  static double uniform_of(std::uint64_t bits) {
    return std::min((static_cast<double>(bits >> 11) + 0.5) * 0x1.0p-53, 1 - 0x1.0p-53);
  }
  Block next_block() {
    const r123::Philox4x32::ctr_type counter = {
        {static_cast<std::uint32_t>(position_), static_cast<std::uint32_t>(position_ >> 32), 0, 0}};
    const auto out = r123::Philox4x32{}(counter, key_);
    ++position_;
    return {(static_cast<std::uint64_t>(out[1]) << 32) | out[0], (static_cast<std::uint64_t>(out[3]) << 32) | out[2]};
  }

  r123::Philox4x32::key_type key_{};
  std::uint64_t position_ = 0;
  Block block_{};
  unsigned used_ = 2;
};

}  // namespace twostep::engine
