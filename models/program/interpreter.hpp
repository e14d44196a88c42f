// Interpreter: runs a compiled program at a site, step by step, and accounts for where its time goes.
#pragma once

#include <array>
#include <coroutine>
#include <cstdint>
#include <optional>

#include "models/phase.hpp"
#include "models/ports.hpp"
#include "models/program/program.hpp"
#include "models/site.hpp"
#include "models/storage/store_exchange.hpp"
#include "sim/engine/network.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

// In the order of their gravity: of parallel branches, the gravest is that of all.
enum class ExecutionStatus : std::uint8_t {
  completed,
  stopped_early,  // before an iteration that would not fit: to be resumed at `progress`
  killed,         // by the lifetime, in a resumable repeat: to be resumed at `progress`
  timed_out,      // by the lifetime, and nothing is left to resume
  failed,         // by itself, or because a service or a function that it needs did not do what it asked
  crashed,        // and what it ran in is gone
};

[[nodiscard]] constexpr bool is_failure(ExecutionStatus status) { return status >= ExecutionStatus::timed_out; }
// Whether an execution leaves behind something that another can run in: one that ended in the midst of a step does not.
[[nodiscard]] constexpr bool leaves_reusable(ExecutionStatus status) {
  return status != ExecutionStatus::killed && status != ExecutionStatus::timed_out &&
         status != ExecutionStatus::crashed;
}

// One execution of a program. The phases add up to the time since it began.
struct Execution {  // NOLINT(cppcoreguidelines-pro-type-member-init): see slots
  Site* site = nullptr;
  SimTime deadline = SimTime::max();  // the end of its lifetime
  ExecutionStatus status = ExecutionStatus::completed;
  bool foreseen = true;   // the deadline: what stops early stops before it
  bool cold = false;      // first execution at this site
  bool poisoned = false;  // its input makes it fail, at its end
  SimTime origin;         // arrival of the request that it descends from
  Duration traced;        // how long it took when it was recorded in a trace
  observation::PhaseTimes phases{};
  std::int64_t progress = 0;   // finished iterations of the resumable repeat
  Duration longest_iteration;  // of the resumable repeat, in this execution
  // Loop counters and start times of spans, set by the first instruction of their block: clearing them would cost every
  // execution.
  std::array<std::int64_t, max_slots> slots;

  // At its end: an input that makes it fail has done so.
  void settle() {
    if (poisoned && status == ExecutionStatus::completed) status = ExecutionStatus::failed;
  }
};

class Interpreter {
 public:
  Interpreter(engine::Simulation& simulation, engine::Network& network, observation::Recorder& recorder)
      : simulation_(simulation), network_(network), recorder_(recorder) {}

  class Run;
  // co_await run(program, execution): runs the whole program, or up to the execution's deadline; says in
  // execution.status how it ended.
  [[nodiscard]] Run run(const Program& program, Execution& execution);
  // Whether a program needs no process at a site of that kind: all that it does takes time, or is a plain request to a
  // store. Who runs it then need not be one either.
  [[nodiscard]] static bool is_plain(const Program& program, const Site& site);

 private:
  struct Join;

  engine::Process<void> run_block(const Program& program, Execution& execution, Block block);
  engine::Network::Transfer compute(const Instruction& step, const Execution& execution);
  engine::Process<bool> request_of(const Instruction& step, Execution& execution);
  void end_request(const Instruction& step, Execution& execution, bool done);
  engine::Process<void> run_service_step(const Instruction& step, Execution& execution);
  engine::Process<void> run_branches(const Program& program, Execution& execution, std::uint32_t at);
  engine::Process<void> run_branch(const Program& program, Execution branch, Block block, Join& join);
  engine::Process<void> enter_state(Execution& execution);
  engine::Process<void> fail(Failing with, Execution& execution);
  engine::Process<void> run_with_retries(const Program& program, Execution& execution, std::uint32_t at);
  engine::Process<void> invoke_and_forget(Invocable& function, Invocation invocation);
  // Loops, loads and spans: moves `at`; false when a resumable repeat stops here, before an iteration that would not
  // fit.
  bool step_control(const Program& program, Execution& execution, std::uint32_t& at);
  [[nodiscard]] bool next_iteration(const Instruction& begin, Execution& execution, std::uint32_t& at) const;

  engine::Simulation& simulation_;
  engine::Network& network_;
  observation::Recorder& recorder_;
};

// A program as it runs, kept by who waits for it: a process (co_await), or of a plain program anybody. Plain steps need
// no process of their own, as long as no other step has come; from that one on, a process runs the rest.
class Interpreter::Run {
 public:
  Run(Interpreter& interpreter, const Program& program, Execution& execution)
      : interpreter_(interpreter), program_(program), execution_(execution), at_(program.code.data()) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() = default;

  // Of a plain program: begins it; whether it has ended already, which may have taken time.
  [[nodiscard]] bool ready() { return go_on(); }
  // If not: who is called at its end. To be said at once.
  void then(engine::Wakeup done) { done_ = done; }

  [[nodiscard]] bool await_ready() { return go_on(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    done_ = engine::Simulation::wakeup_of(caller);
    if (rest_) return begin_rest();
    return std::noop_coroutine();
  }
  void await_resume() const {
    if (rest_) rest_->operator co_await().await_resume();
  }

 private:
  enum class Began : std::uint8_t { over, waits, not_at_all };

  bool go_on();
  Began begin_step(const Instruction& step);
  Began begin_exchange(const Instruction& step);
  bool end_step();
  [[gnu::noinline]] void begin_process();
  std::coroutine_handle<> begin_rest();
  static void wake(void* self);

  Interpreter& interpreter_;
  const Program& program_;
  Execution& execution_;
  engine::Wakeup done_;  // where rest_ is: of a process
  const Instruction* at_;
  SimTime began_;  // the step under way
  std::optional<StoreService::Exchange> exchange_;
  std::optional<engine::Process<void>> rest_;
};

inline Interpreter::Run Interpreter::run(const Program& program, Execution& execution) {
  return {*this, program, execution};
}

}  // namespace twostep::models
