// Several blocks of the generator of RandomStream at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <Random123/philox.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace twostep::engine {

inline constexpr std::size_t philox_blocks_at_once = 4;
using PhiloxBlocks = std::array<std::uint64_t, 2 * philox_blocks_at_once>;

// Philox4x32-10 (see RandomStream) of the counters position, position + 1 ...: the first and the second half of each
// block, one block after the other. The blocks do not depend on each other. A processor of this kind multiplies two
// numbers at once, which takes half the time that Random123's own form does; others use that.
inline PhiloxBlocks philox_blocks(std::uint64_t position, r123::Philox4x32::key_type key) {
  PhiloxBlocks out;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled here
#ifdef __SSE2__
  // Numbers of 32 bits in the lower halves of words of 64, those of two blocks in a register. What is in the upper
  // halves meanwhile has no effect: a multiplication and the end look at the lower ones alone.
  struct Pair {
    __m128i c0, c1, c2, c3;
  };
  const auto both = [](std::uint32_t number) { return _mm_set1_epi64x(static_cast<long long>(number)); };
  const auto pair_at = [](std::uint64_t first) {
    const std::uint64_t second = first + 1;
    const __m128i counters = _mm_set_epi64x(static_cast<long long>(second), static_cast<long long>(first));
    return Pair{counters, _mm_srli_epi64(counters, 32), _mm_setzero_si128(), _mm_setzero_si128()};
  };
  const __m128i m0 = both(PHILOX_M4x32_0);
  const __m128i m1 = both(PHILOX_M4x32_1);
  const __m128i w0 = both(PHILOX_W32_0);
  const __m128i w1 = both(PHILOX_W32_1);
  __m128i k0 = both(key[0]);
  __m128i k1 = both(key[1]);
  const auto round = [&](const Pair& p) {
    const __m128i low = _mm_mul_epu32(p.c0, m0);
    const __m128i high = _mm_mul_epu32(p.c2, m1);
    return Pair{_mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(high, 32), p.c1), k0), high,
                _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(low, 32), p.c3), k1), low};
  };
  Pair first = pair_at(position);
  Pair second = pair_at(position + 2);
  for (int i = 0; i < philox4x32_rounds; ++i) {
    first = round(first);
    second = round(second);
    k0 = _mm_add_epi32(k0, w0);
    k1 = _mm_add_epi32(k1, w1);
  }
  const auto store = [&out](const Pair& p, std::size_t at) {
    const __m128i low = _mm_set1_epi64x(0xffffffff);
    const __m128i halves[] = {_mm_or_si128(_mm_and_si128(p.c0, low), _mm_slli_epi64(p.c1, 32)),
                              _mm_or_si128(_mm_and_si128(p.c2, low), _mm_slli_epi64(p.c3, 32))};
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&out[at]), _mm_unpacklo_epi64(halves[0], halves[1]));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&out[at + 2]), _mm_unpackhi_epi64(halves[0], halves[1]));
  };
  store(first, 0);
  store(second, 4);
#else
  for (std::size_t i = 0; i < philox_blocks_at_once; ++i) {
    const std::uint64_t at = position + i;
    const auto block =
        r123::Philox4x32{}({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at >> 32), 0, 0}}, key);
    out[2 * i] = (static_cast<std::uint64_t>(block[1]) << 32) | block[0];
    out[2 * i + 1] = (static_cast<std::uint64_t>(block[3]) << 32) | block[2];
  }
#endif
  return out;
}

}  // namespace twostep::engine
