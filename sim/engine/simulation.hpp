// Simulation: simulated time, the future event list and the processes that live in one run.
//
// It runs by itself (`run`), or inside SimGrid (simgrid/event_queue_model.hpp), which then keeps the network. Either
// way the time that processes see is `now()`.
#pragma once

#include <coroutine>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/event_queue.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/random_stream.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

// Thrown by a run that ends with processes that nothing will ever wake.
class SuspendedProcesses : public std::runtime_error {
 public:
  explicit SuspendedProcesses(std::vector<std::string> names);
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed = 1) : seed_(seed) {}
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;
  // Destroys the frames of processes that have not ended.
  ~Simulation();

  [[nodiscard]] SimTime now() const { return now_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  // The random stream of this run for one purpose: streams of other purposes do not move it.
  [[nodiscard]] RandomStream stream(std::string_view purpose) const { return {seed_, purpose}; }

  // Calls `wakeup` at `at` (not before now), after all that was scheduled for that time earlier.
  void schedule(SimTime at, Wakeup wakeup) { queue_.push(at < now_ ? now_ : at, wakeup); }
  void schedule_now(Wakeup wakeup) { queue_.push(now_, wakeup); }
  // What resumes a process.
  [[nodiscard]] static Wakeup wakeup_of(std::coroutine_handle<> process) { return {&resume, process.address()}; }
  void resume_at(SimTime at, std::coroutine_handle<> process) { schedule(at, wakeup_of(process)); }
  void resume_now(std::coroutine_handle<> process) { resume_at(now_, process); }

  struct Delay {
    Simulation& simulation;
    SimTime until;
    [[nodiscard]] bool await_ready() const { return until <= simulation.now_ || simulation.skip_to(until); }
    void await_suspend(std::coroutine_handle<> process) const { simulation.resume_at(until, process); }
    void await_resume() const noexcept {}
  };
  // co_await delay(d): resumes d later; a delay of zero or less does not suspend.
  [[nodiscard]] Delay delay(Duration d) { return {*this, now_ + d}; }
  [[nodiscard]] Delay delay_until(SimTime at) { return {*this, at}; }

  struct Tick : Delay {
    explicit Tick(Delay delay) : Delay(delay) {}
    [[nodiscard]] bool await_ready() const noexcept { return until <= simulation.now_; }
    void await_suspend(std::coroutine_handle<> process) const {
      ++simulation.ticks_;
      Delay::await_suspend(process);
    }
    void await_resume() const noexcept {
      if (until > asked) --simulation.ticks_;
    }
    SimTime asked = simulation.now_;
  };
  // The same as delay_until for a daemon that looks at the run again and again, which is not a reason to go on: it ends
  // when only_ticks_left().
  [[nodiscard]] Tick tick_until(SimTime at) { return Tick(delay_until(at)); }
  [[nodiscard]] bool only_ticks_left() const { return queue_.size() == ticks_; }

  // For what would suspend a process until `at` and schedule nothing else: moves the time on to there instead, when
  // that process would be the next to run in any case. False when something else is due before, or the code that runs
  // now has been called by other code that has not finished with the present; the process then has to wait its turn.
  // Nobody sees a difference: it saves the event.
  [[nodiscard]] bool skip_to(SimTime at) {
    if (queue_.next_time() <= at || at > horizon_ || starting_ > 0 || finished()) return false;
    now_ = at;
    ++events_run_;
    return true;
  }

  // Starts a process now; it runs until it first suspends. `name` must outlive the run. The run lasts until every such
  // process has ended; an exception that leaves one ends the run and is rethrown by it.
  void spawn(Process<void> process, const char* name, std::uint64_t number = 0) {
    start(std::move(process), name, number, false);
  }
  // The same for a process that serves others: it does not keep the run alive.
  void spawn_daemon(Process<void> process, const char* name, std::uint64_t number = 0) {
    start(std::move(process), name, number, true);
  }

  // While it lives, nothing moves the time on (skip_to): for who calls what spawn would start as a process.
  class Present {
   public:
    explicit Present(Simulation& simulation) : simulation_(simulation) { ++simulation_.starting_; }
    ~Present() { --simulation_.starting_; }
    Present(const Present&) = delete;
    Present& operator=(const Present&) = delete;

   private:
    Simulation& simulation_;
  };

  // Keeps the run alive for something that is owed without a process of its own (a message that a consumer will
  // process, a request that needs none), until it is released.
  void hold(std::uint64_t things = 1) { held_ += things; }
  void release(std::uint64_t things = 1) { held_ -= things; }

  // Runs until every spawned process has ended and nothing is held. Throws what a process threw, or SuspendedProcesses.
  void run();

  // For a driver that owns the clock: runs own events up to and including `horizon`, or until nothing is left to do.
  // Time does not move beyond the last event that ran. `interrupt`, called from within an event, keeps time from moving
  // on: what else is due now still runs.
  void run_events_until(SimTime horizon);
  void interrupt() { horizon_ = now_; }
  [[nodiscard]] SimTime next_event_time() const { return queue_.next_time(); }
  // For a driver: moves the time on, without running anything. Requires at >= now().
  void advance_to(SimTime at) { now_ = at; }
  [[nodiscard]] bool finished() const { return (live_ | held_) == 0 || error_ != nullptr; }
  // Throws the stored exception of a process, or SuspendedProcesses when processes are left. Called at the end of a
  // run.
  void check_ended();

  // Processes spawned, not daemons, and not ended.
  [[nodiscard]] std::uint64_t live_processes() const { return live_; }
  [[nodiscard]] std::uint64_t events_run() const { return events_run_; }

 private:
  friend void detail::root_finished(RootProcess&, std::coroutine_handle<>, std::exception_ptr) noexcept;

  static void resume(void* frame) { std::coroutine_handle<>::from_address(frame).resume(); }
  void start(Process<void> process, const char* name, std::uint64_t number, bool daemon);

  EventQueue queue_;
  SimTime now_;
  SimTime horizon_ = SimTime::max();
  std::uint64_t seed_;
  std::uint64_t live_ = 0;
  std::uint64_t held_ = 0;
  std::uint32_t starting_ = 0;  // calls of what has been spawned, or like it, from code that is still in the present
  std::uint64_t ticks_ = 0;     // events that are such looks
  std::uint64_t events_run_ = 0;
  std::exception_ptr error_;
  RootProcess* roots_ = nullptr;  // every spawned process that has not ended, newest first
};

}  // namespace twostep::engine
