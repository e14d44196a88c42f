#include "sim/engine/random_stream.hpp"

namespace twostep::engine {

namespace {

// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): the same on every machine, unlike std::hash.
std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

// The finaliser of splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): a
// bijection in which every input bit moves every output bit.
std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

// Mixing the seed first keeps (seed, purpose) pairs apart that would cancel in a plain exclusive-or; the added constant
// is splitmix64's, so that seed 0 is not a fixed point.
std::uint64_t key_of(std::uint64_t seed, std::string_view purpose) {
  return mix(mix(seed + 0x9e3779b97f4a7c15U) ^ fnv1a(purpose));
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view purpose) {
  const std::uint64_t key = key_of(seed, purpose);
  key_ = {{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}};
}

}  // namespace twostep::engine
