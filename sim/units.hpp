// Value types for time, size, speed, work and money, and their text forms ("2.49 s", "640 MiB", "$0.10/h").
//
// Decimal prefixes are powers of 1000 (kB, MB, GB), binary ones powers of 1024 (KiB, MiB, GiB). "KB" is 1000 bytes.
// Time is int64 nanoseconds: exact, ordered, and good for 292 years.
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twostep {

// A length of simulated time, in nanoseconds; may be negative as a difference.
struct Duration {
  std::int64_t ns = 0;

  static constexpr Duration zero() { return {0}; }
  static constexpr Duration max() { return {INT64_MAX}; }
  static constexpr Duration nanoseconds(std::int64_t n) { return {n}; }
  static constexpr Duration microseconds(std::int64_t n) { return {n * 1'000}; }
  static constexpr Duration milliseconds(std::int64_t n) { return {n * 1'000'000}; }
  static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000'000}; }
  // Nearest nanosecond; saturates at the ends of the range.
  static Duration from_seconds(double s) { return from_ns(s * 1e9); }
  static Duration from_ns(double n) {
    if (n >= 9.2e18) return max();
    if (n <= -9.2e18) return {-INT64_MAX};
    return {static_cast<std::int64_t>(std::llrint(n))};
  }
  [[nodiscard]] constexpr double in_seconds() const { return static_cast<double>(ns) / 1e9; }
  [[nodiscard]] constexpr double in_ms() const { return static_cast<double>(ns) / 1e6; }

  constexpr auto operator<=>(const Duration&) const = default;
  constexpr Duration operator-() const { return {-ns}; }
  constexpr Duration& operator+=(Duration o) {
    ns += o.ns;
    return *this;
  }
  constexpr Duration& operator-=(Duration o) {
    ns -= o.ns;
    return *this;
  }
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.ns + b.ns}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.ns - b.ns}; }
  friend constexpr Duration operator*(Duration a, std::int64_t k) { return {a.ns * k}; }
};

// A point of simulated time: nanoseconds since the run began.
struct SimTime {
  std::int64_t ns = 0;

  static constexpr SimTime max() { return {INT64_MAX}; }
  [[nodiscard]] constexpr double in_seconds() const { return static_cast<double>(ns) / 1e9; }
  constexpr auto operator<=>(const SimTime&) const = default;
  // Saturates, so that "never" stays never.
  friend constexpr SimTime operator+(SimTime t, Duration d) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(t.ns, d.ns, &sum) ? max() : SimTime{sum};
  }
  friend constexpr SimTime operator-(SimTime t, Duration d) { return {t.ns - d.ns}; }
  friend constexpr Duration operator-(SimTime a, SimTime b) { return {a.ns - b.ns}; }
};

// A number of bytes.
struct Bytes {
  std::int64_t count = 0;

  constexpr auto operator<=>(const Bytes&) const = default;
  constexpr Bytes& operator+=(Bytes o) {
    count += o.count;
    return *this;
  }
  friend constexpr Bytes operator+(Bytes a, Bytes b) { return {a.count + b.count}; }
  friend constexpr Bytes operator-(Bytes a, Bytes b) { return {a.count - b.count}; }
  friend constexpr Bytes operator*(Bytes a, std::int64_t k) { return {a.count * k}; }
  [[nodiscard]] constexpr double in_mib() const { return static_cast<double>(count) / 1048576.0; }
};

// A data rate in bytes per second; infinite when nothing limits it.
struct Bandwidth {
  double bytes_per_second = 0;

  static constexpr Bandwidth unlimited() { return {HUGE_VAL}; }
  static constexpr Bandwidth mbit_per_second(double m) { return {m * 125'000.0}; }
  [[nodiscard]] constexpr double in_mbit_per_second() const { return bytes_per_second / 125'000.0; }
  [[nodiscard]] bool is_unlimited() const { return std::isinf(bytes_per_second); }
  constexpr auto operator<=>(const Bandwidth&) const = default;
  // As above, in one comparison instead of three: what is no number is never there.
  friend constexpr bool operator<(Bandwidth a, Bandwidth b) { return a.bytes_per_second < b.bytes_per_second; }
};

// Processor work: nanoseconds of one whole vCPU.
struct CpuWork {
  std::int64_t vcpu_ns = 0;

  [[nodiscard]] constexpr double in_vcpu_seconds() const { return static_cast<double>(vcpu_ns) / 1e9; }
  constexpr auto operator<=>(const CpuWork&) const = default;
};

// Events per second of simulated time.
struct Rate {
  double per_second = 0;
  constexpr auto operator<=>(const Rate&) const = default;
};

// Money, in integer pico-dollars (1e-12 USD): sums are exact. Range +-9.2 million dollars; overflow throws
// std::overflow_error where amounts are made (sim/cost), never wraps.
struct Usd {
  std::int64_t pico = 0;

  [[nodiscard]] constexpr double in_dollars() const { return static_cast<double>(pico) / 1e12; }
  constexpr auto operator<=>(const Usd&) const = default;
  constexpr Usd& operator+=(Usd o) {
    pico += o.pico;
    return *this;
  }
  friend constexpr Usd operator+(Usd a, Usd b) { return {a.pico + b.pico}; }
};

// A price for one unit of something, in integer femto-dollars (1e-15 USD), with the unit as it is listed: {20000...,
// "1M requests"}.
struct UnitPrice {
  std::int64_t femto = 0;  // dollars * 1e15 for `per`
  std::string per;         // text after the slash: "GB-s", "h", "1M requests", "request"
};

// Text to value. Each takes a number, optional blanks, and a unit; nullopt when the text is not of that form or out of
// range. parse_duration: ns us ms s min h d       parse_bytes: B KB kB MB GB TB KiB MiB GiB TiB (whole bytes)
// parse_bandwidth: bit/s Kbit/s Mbit/s Gbit/s B/s KB/s MB/s GB/s MiB/s GiB/s, and the word "unlimited"
// parse_work: "vCPU-s", "vCPU-ms", "vCPU-us", "vCPU-min", "vCPU-h"     parse_rate: "/s", "/min", "/h", "/d", and
// "request/s", "message/s" parse_unit_price: "$0.10/h", "$0.20/1M requests"
std::optional<Duration> parse_duration(std::string_view text);
std::optional<Bytes> parse_bytes(std::string_view text);
std::optional<Bandwidth> parse_bandwidth(std::string_view text);
std::optional<CpuWork> parse_work(std::string_view text);
std::optional<Rate> parse_rate(std::string_view text);
std::optional<UnitPrice> parse_unit_price(std::string_view text);
// A plain share: "4 %" is 0.04.
std::optional<double> parse_percent(std::string_view text);

// Value to short text for a person: 3 to 4 significant digits, the unit that keeps the number readable ("21m 40s", "7h
// 38m", "2.49 s", "13.0 ms").
std::string to_text(Duration d);
std::string to_text(Bytes b);
std::string to_text(Bandwidth b);
std::string to_text(CpuWork w);
std::string to_text(Rate r);
// "$0.036", "$1,584", "$27.84": two decimals from one dollar on, three significant digits below.
std::string to_text(Usd u);

}  // namespace twostep
