// FunctionService: a function of a FaaS platform in one run, or all functions of a trace that are made after one
// pattern: invocations find or start an execution environment, run in it for no longer than the lifetime, and are
// billed by memory and time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/faas/account.hpp"
#include "models/faas/environment_pool.hpp"
#include "models/faas/function_events.hpp"
#include "models/faas/function_spec.hpp"
#include "models/metering.hpp"
#include "models/ports.hpp"
#include "models/program/interpreter.hpp"
#include "models/request.hpp"
#include "models/sampler.hpp"

namespace twostep::models {

class FunctionService : public Invocable {
 public:
  // `platform` is this function's index into RunResult::platforms. `shares_processors`: its steps may compute at the
  // same moment.
  FunctionService(engine::Simulation& simulation, Account& account, Metering& metering, observation::Recorder& recorder,
                  Interpreter& interpreter, const std::string& name, const FunctionSpec& spec, std::uint32_t platform,
                  bool shares_processors);

  ~FunctionService() override;

  // What it runs: set once, before the run.
  void set_program(const Program& program);
  // One more function of this pattern, with its own environments; returns its number. The first is number 0, the
  // function itself.
  std::uint32_t add_function(const std::string& name, Bytes memory);
  // Prepares what stands ready from the beginning of the run.
  void start();
  // From now on, shows what it does in the timeline, which must outlive the run.
  void show_in(EventTrace& trace);

  // A request that arrives now, straight at the platform: invokes a function and records the request's end. `traced`
  // is how long it ran when it was recorded in a trace; `poisoned`: its input makes it fail.
  engine::Process<void> serve(std::uint32_t function, Duration traced, bool poisoned);
  // A request that nobody waits for, when lead() is over.
  struct Arriving {
    std::uint32_t function = 0;
    Duration traced{};
    SimTime arrival;          // now - lead()
    bool is_counted = false;  // as an arrival, by the recorder
    bool poisoned = false;
    std::uint64_t number = 0;  // names it where it is a process
  };
  void accept(const Arriving& arriving);
  // What the platform takes for each of them before anything else can happen to it; zero where that is not always the
  // same, and then it is a part of what accept() begins.
  [[nodiscard]] Duration lead() const;
  // Brings what an invocation of a function looks at first into the processor's cache, and then, of a function that is
  // there, what it looks at further.
  void prefetch(std::uint32_t function) const {
    functions_[function]->prefetch();
    functions_[function]->prefetch_first();
  }
  void prefetch_further(std::uint32_t function) const { functions_[function]->prefetch_further(); }
  // An invocation on behalf of someone else. A program that outlives one execution is invoked again until it is done:
  // the result covers all of them.
  engine::Process<void> invoke(const Invocation& invocation, InvocationResult& result) override;

  // Counts what stands ready up to now.
  void accrue(SimTime now);
  // What each of its functions did; those of a pattern's trace without the pattern itself.
  [[nodiscard]] std::vector<observation::FunctionUse> uses(SimTime end);
  [[nodiscard]] std::uint32_t function_count() const { return static_cast<std::uint32_t>(functions_.size()); }
  // The concurrency set aside for it; null when there is none.
  [[nodiscard]] Slots* reserved() { return reserved_ ? &*reserved_ : nullptr; }
  // Its environments now, those of all functions of the pattern.
  [[nodiscard]] const EnvironmentCount& count() const { return count_; }
  [[nodiscard]] const FunctionSpec& spec() const { return spec_; }

 private:
  struct Attempt;
  struct PlainRequest;
  struct ColdStart {
    Duration before_init{};  // placement and package fetch
    Duration init{};         // of the runtime and its own
  };

  engine::Process<void> handle(EnvironmentPool& function, Duration traced, Invocation invocation,
                               InvocationResult* answer, const Attempt* begun);
  void begin_execution(Attempt& attempt);
  ExecutionStatus end_execution(EnvironmentPool& function, Attempt& attempt);
  void end_span(SimTime origin, observation::Outcome outcome);
  [[nodiscard]] bool leads_all_alike() const { return spec_.invoke_overhead.is_constant(); }
  void accept_as_process(const Arriving& arriving);
  void add_plain_request();
  engine::Process<void> start(Attempt& attempt);
  void end_start(Attempt& attempt, SimTime began, Duration init);
  engine::Process<void> wait_until_ready(Attempt& attempt);
  engine::Process<void> load(EnvironmentPool& function);
  [[nodiscard]] ColdStart next_cold_start(const Environment& environment);
  Duration bill(Environment& environment);
  void record(EnvironmentPool& function, const Attempt& attempt, observation::Outcome outcome);
  void write_row(const Attempt& attempt, observation::Outcome outcome);
  void show_begin(EnvironmentPool& function, Attempt& attempt);
  void show_end(EnvironmentPool& function, const Attempt& attempt, observation::Outcome outcome);
  [[nodiscard]] EnvironmentPool::Settings pool_settings(Bytes memory);

  // What every request looks at stands together, up to the bill's meters.
  engine::Simulation& simulation_;
  Account& account_;
  observation::Recorder& recorder_;
  Interpreter& interpreter_;
  const Program* program_ = nullptr;
  PlainRequest* free_ = nullptr;  // of plain_requests_, those that are over
  std::int64_t quantum_ms_;       // of its bill
  std::uint32_t platform_;
  bool shares_processors_;
  bool runs_plainly_ = false;  // a request that waits for nobody needs no process
  std::vector<std::unique_ptr<EnvironmentPool>> functions_;
  Meter& gb_s_;
  Meter& requests_;

  FunctionSpec spec_;
  std::string name_;
  std::vector<std::unique_ptr<PlainRequest>> plain_requests_;
  std::optional<Slots> reserved_;
  EnvironmentCount count_;
  Sampler<Duration> invoke_overhead_;
  Sampler<Duration> placement_;
  Sampler<Duration> runtime_init_;
  Sampler<CpuWork> own_init_;
  Duration package_fetch_;
  Meter* provisioned_gb_s_ = nullptr;
  Meter* provisioned_duration_gb_s_ = nullptr;
  std::int64_t accrued_ms_ = 0;
  std::optional<FunctionEvents> events_;  // none: no timeline is wanted
};

}  // namespace twostep::models
