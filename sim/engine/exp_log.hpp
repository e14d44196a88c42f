// Exponential and logarithm, for samples: without tables or branches, so that a loop of them takes several at once, and
// with the same result on every processor, which the C library does not promise.
//
// Relative errors are below 1.5 units in the last place (tests/engine/exp_log_test.cpp).
#pragma once

#include <bit>
#include <cstdint>

namespace twostep::engine {

// e to the power of x: of more than 700 that of 700, of less than -700 zero. x = n ln 2 + r with |r| <= ln 2 / 2, and
// e^r = 1 + 2 r P(r^2) / (Q(r^2) - r P(r^2)). Constants: S. L. Moshier, "Methods and Programs for Mathematical
// Functions", Ellis Horwood, 1989 (Cephes, exp.c).
inline double fast_exp(double x) {
  constexpr double most = 700;
  constexpr double log2_e = 1.4426950408889634074;
  constexpr double ln_2_high = 6.93145751953125e-1;  // few bits: its product with n is exact
  constexpr double ln_2_low = 1.42860682030941723212e-6;
  constexpr double to_integer = 0x1.8p52;  // added to a small number, leaves no place for its fraction
  double within = x > most ? most : x;
  within = within < -most ? -most : within;
  const double shifted = within * log2_e + to_integer;
  const double n = shifted - to_integer;
  const double r = (within - n * ln_2_high) - n * ln_2_low;
  const double rr = r * r;
  const double rp = r * ((1.26177193074810590878e-4 * rr + 3.02994407707441961300e-2) * rr + 9.99999999999999999910e-1);
  const double q =
      ((3.00198505138664455042e-6 * rr + 2.52448340349684104192e-3) * rr + 2.27265548208155028766e-1) * rr + 2;
  const double e_r = 1 + 2 * (rp / (q - rp));
  // The last bits of `shifted` are those of n; the exponent is in the first 12.
  const std::uint64_t scaled = std::bit_cast<std::uint64_t>(e_r) + (std::bit_cast<std::uint64_t>(shifted) << 52U);
  return x < -most ? 0 : std::bit_cast<double>(scaled);
}

// The natural logarithm of a positive, finite and normal number. x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2), and
// log(1 + f) from a polynomial in s = f / (2 + f). Constants: fdlibm, e_log.c (Sun Microsystems, 1993).
inline double fast_log(double x) {
  constexpr std::uint64_t bits_of_1 = 0x3ff0000000000000;
  constexpr std::uint64_t bits_of_sqrt_half = 0x3fe6a09e667f3bcd;
  constexpr std::uint64_t fraction = 0x000fffffffffffff;
  constexpr std::uint64_t bits_of_2_52 = 0x4330000000000000;  // and a number in its last bits is added to it
  constexpr double ln_2_high = 6.93147180369123816490e-1;
  constexpr double ln_2_low = 1.90821492927058770002e-10;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) + (bits_of_1 - bits_of_sqrt_half);
  const double k = std::bit_cast<double>(bits_of_2_52 | bits >> 52U) - (0x1p52 + 1023);
  const double f = std::bit_cast<double>((bits & fraction) + bits_of_sqrt_half) - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  const double w = z * z;
  const double even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const double odd = z * (6.666666666666735130e-1 +
                          w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const double half_square = 0.5 * f * f;
  return k * ln_2_high - ((half_square - (s * (half_square + (even + odd)) + k * ln_2_low)) - f);
}

}  // namespace twostep::engine
