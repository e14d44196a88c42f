// EventTrace: the timeline of one run: who did what when, as slices on the threads of processes, and counters.
//
// An invocation has two slices. Before it has a place to run it is on its way (phases invoke, boot, queueing) and has a
// slice among those that wait for its function or fleet; from then on it has one where it runs (all other phases).
// Inside each of them its phases follow each other in that order. What is recorded of a phase is the sum of the time
// spent in it, not when: a program that reads, computes and reads again shows one fetch as long as both and then one
// compute. The slices of the phases add up to the two, and these to the invocation's response time, to the nanosecond.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/phase.hpp"
#include "sim/cost/price_list.hpp"
#include "sim/observation/invocation_record.hpp"
#include "sim/observation/timeline.hpp"
#include "sim/observation/trace_event_writer.hpp"
#include "sim/observation/trace_options.hpp"
#include "sim/observation/usage.hpp"

namespace twostep::models {

// One place in a timeline: a thread or, where several things happen there at the same time, as many as it takes.
struct EventTrack {
  std::string process;
  std::uint32_t process_position = 0;  // see EventTrace::Position
  std::string thread;
  bool numbered = false;  // "worker 1", "worker 2"; else "resize #7", "resize #7 (2)"
  std::uint32_t position = 0;
  std::multimap<SimTime, std::uint32_t> lanes{};  // threads by the end of the last slice in each
};

// One invocation as far as every timeline shows it.
struct ShownInvocation {
  std::uint64_t number = 0;
  std::string_view name;
  SimTime asked;
  observation::PhaseTimes phases{};  // since it was asked for
  observation::Outcome outcome = observation::Outcome::completed;
};

class EventTrace {
 public:
  // Where processes stand: counters, then who is arriving, by platform, then hosts and then instances by number.
  enum class Rank : std::uint8_t { counters, waiting, host, instance };
  [[nodiscard]] static std::uint32_t position(Rank rank, std::uint32_t number);

  // Creates the file; this and everything that writes throw what TraceEventWriter throws.
  EventTrace(const observation::TraceOptions& options, const cost::PriceList& prices);

  [[nodiscard]] double price_of(const observation::Usage& usage) const;
  // Whether anything from `start` to `end` can be in it.
  [[nodiscard]] bool shows(SimTime start, SimTime end) const { return window_.overlaps(start, end); }
  [[nodiscard]] std::uint64_t next_invocation() { return ++invocations_; }

  // Of one track, what is shown must come in the order in which it ended.
  //
  // The way of an invocation up to now, where it got a place to run or was turned away.
  void show_wait(EventTrack& waiting, const ShownInvocation& invocation);
  // The rest of it, up to now. `billed` may be zero.
  void show_execution(EventTrack& place, const ShownInvocation& invocation, bool cold, Duration billed, double dollars);
  // Something else that takes place there, of which the first `part` has a name of its own.
  void show_other(EventTrack& place, std::string_view name, SimTime start, SimTime end, double dollars,
                  std::string_view part_name = {}, Duration part = {});
  // A row of the run's time series. Where the window begins, the last one before it stands.
  void show_row(SimTime at, std::span<const observation::TimelineSeries> series, std::span<const double> values);

  void close() { writer_.close(); }

 private:
  [[nodiscard]] std::uint32_t process(const std::string& name, std::uint32_t position);
  std::uint32_t thread(EventTrack& track, SimTime start, SimTime end);
  [[nodiscard]] std::uint32_t new_thread(EventTrack& track);
  void write_phases(const observation::TraceSlice& whole, std::span<const Phase> shown,
                    const observation::PhaseTimes& phases);
  void write_row(SimTime at, std::span<const observation::TimelineSeries> series, std::span<const double> values);

  const cost::PriceList& prices_;
  observation::TraceWindow window_;
  observation::TraceEventWriter writer_;
  std::uint32_t first_id_;
  std::uint32_t next_id_;
  std::string process_prefix_;
  std::vector<std::string> phase_names_ = phase_names();
  std::map<std::string, std::uint32_t, std::less<>> processes_;  // ids by name
  std::uint32_t tracks_ = 0;
  std::uint64_t invocations_ = 0;
  std::vector<double> counted_;        // what each counter shows
  std::vector<double> before_window_;  // the last row there
};

}  // namespace twostep::models
