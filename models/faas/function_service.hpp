// FunctionService: one function of a FaaS platform in one run: invocations find or start an execution environment, run
// in it for no longer than the lifetime, and are billed by memory and time.
#pragma once

#include <string>

#include "models/faas/account.hpp"
#include "models/faas/environment_pool.hpp"
#include "models/faas/function_spec.hpp"
#include "models/metering.hpp"
#include "models/program/interpreter.hpp"
#include "models/program/ports.hpp"
#include "models/sampler.hpp"
#include "models/workload/request.hpp"

namespace twostep::models {

class FunctionService : public Invocable {
 public:
  // `platform` is this function's index into RunResult::platforms.
  FunctionService(engine::Simulation& simulation, engine::Network& network, Account& account, Metering& metering,
                  observation::Recorder& recorder, Interpreter& interpreter, const std::string& name,
                  const FunctionSpec& spec, std::uint32_t platform);

  // What it runs: set once, before the run. `shares_processors`: its steps may compute at the same moment.
  void set_program(const Program& program, bool shares_processors) {
    program_ = &program;
    if (shares_processors) environments_.share_processors();
  }

  // A request that arrives now, straight at the platform: invokes the function and records the request's end.
  engine::Process<void> serve();
  // An invocation on behalf of someone else. A program that outlives one execution is invoked again until it is done:
  // the result covers all of them.
  engine::Process<void> invoke(AtLimit at_limit, InvocationResult& result) override;

  [[nodiscard]] EnvironmentPool& environments() { return environments_; }
  [[nodiscard]] const FunctionSpec& spec() const { return spec_; }

 private:
  struct Attempt;

  engine::Process<void> start(Attempt& attempt);
  void release(Environment& environment, ExecutionStatus status);
  void bill(const Attempt& attempt, Duration duration);
  void record(const Attempt& attempt, observation::Outcome outcome, Duration billed);

  engine::Simulation& simulation_;
  Account& account_;
  observation::Recorder& recorder_;
  Interpreter& interpreter_;
  FunctionSpec spec_;
  std::uint32_t platform_;
  const Program* program_ = nullptr;
  EnvironmentPool environments_;
  Sampler<Duration> invoke_overhead_;
  Sampler<Duration> placement_;
  Sampler<Duration> runtime_init_;
  Sampler<CpuWork> own_init_;
  Duration package_fetch_;
  Meter& gb_s_;
  Meter& requests_;
};

}  // namespace twostep::models
