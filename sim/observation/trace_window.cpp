#include "sim/observation/trace_window.hpp"

namespace twostep::observation {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// `fallback` for no text at all.
std::optional<SimTime> parse_time(std::string_view text, SimTime fallback) {
  if (text.empty()) return fallback;
  const std::optional<Duration> since_begin = parse_duration(text);
  if (!since_begin || *since_begin < Duration::zero()) return std::nullopt;
  return SimTime{} + *since_begin;
}

}  // namespace

std::optional<TraceWindow> parse_trace_window(std::string_view text) {
  constexpr std::string_view separator = "..";
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view first = trimmed(text.substr(0, at));
  const std::string_view second = trimmed(text.substr(at + separator.size()));
  if (first.empty() && second.empty()) return std::nullopt;
  const std::optional<SimTime> from = parse_time(first, SimTime{});
  const std::optional<SimTime> to = parse_time(second, SimTime::max());
  if (!from || !to || *from >= *to) return std::nullopt;
  return TraceWindow{.from = *from, .to = *to};
}

}  // namespace twostep::observation
