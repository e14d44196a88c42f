// Whole numbers and exact decimal fractions as text, in as few instructions as a row a simulated invocation can bear.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace twostep::observation {

namespace detail {

inline constexpr auto digit_pairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// Exactly `digits` of them, zeros in front. Requires number < 10^digits.
template <int digits>
char* write_digits(char* out, std::uint32_t number) {
  if constexpr (digits == 1) {
    *out = static_cast<char>('0' + number);
    return out + 1;
  } else if constexpr (digits == 2) {
    std::memcpy(out, &digit_pairs[std::size_t{2} * number], 2);
    return out + 2;
  } else if constexpr (digits == 4) {
    return write_digits<2>(write_digits<2>(out, number / 100), number % 100);
  } else if constexpr (digits == 8) {
    return write_digits<4>(write_digits<4>(out, number / 10'000), number % 10'000);
  } else {
    constexpr int first = digits > 8 ? 8 : (digits > 4 ? 4 : 2);
    constexpr std::uint32_t rest = [] {
      std::uint32_t power = 1;
      for (int i = first; i < digits; ++i) power *= 10;
      return power;
    }();
    return write_digits<digits - first>(write_digits<first>(out, number / rest), number % rest);
  }
}

}  // namespace detail

// At most 20 characters at `out`; returns the end of what it wrote, as all here do.
inline char* write_whole(char* out, std::uint64_t number) {
  using detail::write_digits;
  if (number >= 100'000'000) return std::to_chars(out, out + 20, number).ptr;
  const auto small = static_cast<std::uint32_t>(number);
  if (small < 10) return write_digits<1>(out, small);
  if (small < 100) return write_digits<2>(out, small);
  if (small < 10'000) {
    out = small < 1'000 ? write_digits<1>(out, small / 100) : write_digits<2>(out, small / 100);
    return write_digits<2>(out, small % 100);
  }
  return write_digits<4>(write_whole(out, small / 10'000), small % 10'000);
}

// number / 10^digits, without zeros at the end. At most 22 characters.
template <std::uint64_t unit, int digits>
char* write_decimal(char* out, std::int64_t number) {
  auto rest = static_cast<std::uint64_t>(number);
  if (number < 0) {
    *out++ = '-';
    rest = 0 - rest;
  }
  out = write_whole(out, rest / unit);
  const std::uint64_t fraction = rest % unit;
  if (fraction == 0) return out;
  *out++ = '.';
  if constexpr (digits > 9) {
    constexpr std::uint64_t billion = 1'000'000'000;
    out = detail::write_digits<digits - 9>(out, static_cast<std::uint32_t>(fraction / billion));
    out = detail::write_digits<9>(out, static_cast<std::uint32_t>(fraction % billion));
  } else {
    out = detail::write_digits<digits>(out, static_cast<std::uint32_t>(fraction));
  }
  while (out[-1] == '0') --out;
  return out;
}

}  // namespace twostep::observation
