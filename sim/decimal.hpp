// Decimal: a number as it was written in base ten, so that "0.1 s" becomes 100,000,000 ns and not 100,000,000.00000001.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twostep {

class Decimal {
 public:
  // Takes a number off the front of `text`: digits, then optionally a point and digits, then optionally an exponent,
  // with an optional minus before them all. Digits may be grouped in threes by commas ("1,584"). Nothing is taken when
  // there is none.
  static std::optional<Decimal> take(std::string_view& text);

  [[nodiscard]] bool is_negative() const { return negative_; }
  [[nodiscard]] bool is_zero() const { return digits_.empty(); }

  // The value times a whole number, exactly; nullopt when that is no whole number or exceeds +-INT64_MAX, and when the
  // number has more than 38 significant digits.
  [[nodiscard]] std::optional<std::int64_t> whole(std::int64_t factor) const;
  // The double nearest to the value times 10^power; nullopt when it is too large or, not being zero, too small for a
  // double.
  [[nodiscard]] std::optional<double> nearest(int power = 0) const;

 private:
  bool negative_ = false;
  std::string digits_;  // no zeros at either end; empty for zero
  int exponent_ = 0;    // value = digits * 10^exponent
};

}  // namespace twostep
