#include "models/event_trace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "models/meter_price.hpp"

namespace twostep::models {

using observation::Outcome;
using observation::TraceSlice;

namespace {

// In the order in which they happen, as far as there is one.
constexpr std::array<Phase, 3> before_execution{Phase::invoke, Phase::boot, Phase::queueing};
constexpr std::array<Phase, 6> in_execution{Phase::cold_start, Phase::fetch,   Phase::compute,
                                            Phase::store,      Phase::message, Phase::sleep};
static_assert(before_execution.size() + in_execution.size() == phase_count);

Duration time_of(Phase phase, const observation::PhaseTimes& phases) { return phases[static_cast<std::size_t>(phase)]; }

Duration total_of(std::span<const Phase> shown, const observation::PhaseTimes& phases) {
  Duration sum;
  for (const Phase phase : shown) sum += time_of(phase, phases);
  return sum;
}

std::uint64_t count_of(std::span<const Phase> shown, const observation::PhaseTimes& phases) {
  const auto takes_time = [&phases](Phase phase) { return time_of(phase, phases) > Duration::zero(); };
  return static_cast<std::uint64_t>(std::ranges::count_if(shown, takes_time));
}

std::string_view text_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::completed:
      return "completed";
    case Outcome::failed:
      return "failed";
    case Outcome::throttled:
      return "throttled";
    case Outcome::dead_lettered:
      return "dead_lettered";
  }
  return "";
}

constexpr std::uint64_t names_of_slice = 2;  // its process and its thread

}  // namespace

std::uint32_t EventTrace::position(Rank rank, std::uint32_t number) {
  // Within the million that a variant has, see observation::TraceOptions.
  constexpr std::array<std::uint32_t, 4> first{0, 1, 10'000, 500'000};
  constexpr std::array<std::uint32_t, 4> most{0, 9'998, 489'999, 499'999};
  const auto at = static_cast<std::size_t>(rank);
  return first.at(at) + std::min(number, most.at(at));
}

EventTrace::EventTrace(const observation::TraceOptions& options, const cost::PriceList& prices)
    : prices_(prices),
      window_(options.window),
      writer_(options.file, options.most_events),
      first_id_(options.first_id),
      next_id_(options.first_id),
      process_prefix_(options.process_prefix) {}

double EventTrace::price_of(const observation::Usage& usage) const { return dollars_per_base_unit(usage, prices_); }

std::uint32_t EventTrace::process(const std::string& name, std::uint32_t position) {
  const auto [entry, is_new] = processes_.try_emplace(name, next_id_);
  if (!is_new) return entry->second;
  writer_.name_process(next_id_, process_prefix_ + name, first_id_ + position);
  return next_id_++;
}

// Slices come in the order of their ends: in the lane that has been free for the shortest time, they take as few lanes
// as there can be.
std::uint32_t EventTrace::thread(EventTrack& track, SimTime start, SimTime end) {
  const auto too_late = track.lanes.upper_bound(start);
  if (too_late == track.lanes.begin()) return track.lanes.emplace(end, new_thread(track))->second;
  auto lane = track.lanes.extract(std::prev(too_late));
  lane.key() = end;
  return track.lanes.insert(std::move(lane))->second;
}

std::uint32_t EventTrace::new_thread(EventTrack& track) {
  constexpr std::uint32_t most_positions = 1000;  // of the lanes of a track
  if (track.lanes.empty()) track.position = tracks_++ * most_positions;
  const std::uint32_t owner = process(track.process, track.process_position);
  const std::size_t number = track.lanes.size() + 1;
  std::string name = track.thread;
  if (track.numbered) name += " " + std::to_string(number);
  if (!track.numbered && number > 1) name += " (" + std::to_string(number) + ")";
  const auto lane = std::min(static_cast<std::uint32_t>(number), most_positions) - 1;
  writer_.name_thread(owner, next_id_, name, track.position + lane);
  return next_id_++;
}

void EventTrace::write_phases(const TraceSlice& whole, std::span<const Phase> shown,
                              const observation::PhaseTimes& phases) {
  TraceSlice part = whole;
  part.category = "phase";
  for (const Phase phase : shown) {
    part.duration = time_of(phase, phases);
    if (part.duration <= Duration::zero()) continue;
    part.name = phase_names_[static_cast<std::size_t>(phase)];
    writer_.slice(part);
    part.start = part.start + part.duration;
  }
}

void EventTrace::show_wait(EventTrack& waiting, const ShownInvocation& invocation) {
  const Duration took = total_of(before_execution, invocation.phases);
  const bool turned_away = invocation.outcome == Outcome::throttled;
  if (took == Duration::zero() && !turned_away) return;
  const SimTime end = invocation.asked + took;
  if (!window_.overlaps(invocation.asked, end)) return;
  const std::uint64_t slices = 1 + count_of(before_execution, invocation.phases);
  if (!writer_.admit(slices, invocation.asked, names_of_slice)) return;
  const std::uint32_t lane = thread(waiting, invocation.asked, end);
  const TraceSlice slice{.name = invocation.name,
                         .category = turned_away ? "throttled" : "wait",
                         .process = process(waiting.process, waiting.process_position),
                         .thread = lane,
                         .start = invocation.asked,
                         .duration = took};
  if (turned_away) {
    writer_.slice(slice, {{"invocation", invocation.number},
                          {"outcome", text_of(invocation.outcome)},
                          {"cold", false},
                          {"cost_usd", 0.0}});
  } else {
    writer_.slice(slice, {{"invocation", invocation.number}});
  }
  write_phases(slice, before_execution, invocation.phases);
}

void EventTrace::show_execution(EventTrack& place, const ShownInvocation& invocation, bool cold, Duration billed,
                                double dollars) {
  const SimTime start = invocation.asked + total_of(before_execution, invocation.phases);
  const Duration took = total_of(in_execution, invocation.phases);
  if (!window_.overlaps(start, start + took)) return;
  const std::uint64_t slices = 1 + count_of(in_execution, invocation.phases);
  if (!writer_.admit(slices, start, names_of_slice)) return;
  const std::uint32_t lane = thread(place, start, start + took);
  const TraceSlice slice{.name = invocation.name,
                         .category = "invocation",
                         .process = process(place.process, place.process_position),
                         .thread = lane,
                         .start = start,
                         .duration = took};
  writer_.slice(slice, {{"invocation", invocation.number},
                        {"outcome", text_of(invocation.outcome)},
                        {"cold", cold},
                        {"cost_usd", dollars},
                        {"billed_ms", billed.in_ms()},
                        {"response_time_ms", (start + took - invocation.asked).in_ms()}});
  write_phases(slice, in_execution, invocation.phases);
}

void EventTrace::show_other(EventTrack& place, std::string_view name, SimTime start, SimTime end, double dollars,
                            std::string_view part_name, Duration part) {
  if (!window_.overlaps(start, end)) return;
  const bool has_part = part > Duration::zero();
  if (!writer_.admit(has_part ? 2 : 1, start, names_of_slice)) return;
  const std::uint32_t lane = thread(place, start, end);
  TraceSlice slice{.name = name,
                   .category = "environment",
                   .process = process(place.process, place.process_position),
                   .thread = lane,
                   .start = start,
                   .duration = end - start};
  writer_.slice(slice, {{"cost_usd", dollars}});
  if (!has_part) return;
  slice.name = part_name;
  slice.duration = std::min(part, slice.duration);
  writer_.slice(slice);
}

void EventTrace::show_row(SimTime at, std::span<const observation::TimelineSeries> series,
                          std::span<const double> values) {
  if (at < window_.from) {
    before_window_.assign(values.begin(), values.end());
    return;
  }
  if (!before_window_.empty()) write_row(window_.from, series, before_window_);
  before_window_.clear();
  if (window_.contains(at)) write_row(at, series, values);
}

// Of those that changed: a counter shows its value until the next one.
void EventTrace::write_row(SimTime at, std::span<const observation::TimelineSeries> series,
                           std::span<const double> values) {
  counted_.resize(series.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (std::isnan(values[i]) || values[i] == counted_[i] || !writer_.admit(1, at, 1)) continue;
    const std::string& unit = series[i].unit;
    writer_.counter(process("counters", position(Rank::counters, 0)),
                    unit == "1" ? series[i].name : series[i].name + " (" + unit + ")", at, values[i]);
    counted_[i] = values[i];
  }
}

}  // namespace twostep::models
