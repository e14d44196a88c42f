// Step: one thing that a program does, as a scenario writes it. A program is a list of steps; it says nothing of where
// it runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct Step;
using Steps = std::vector<Step>;

struct ComputeStep {
  engine::Sampled<CpuWork> compute;
  std::int64_t threads = 1;
  std::optional<engine::Sampled<CpuWork>> cold;  // instead of `compute` on an environment's first execution
};
struct SleepStep {
  engine::Sampled<Duration> sleep;
  std::optional<engine::Sampled<Duration>> cold;
};
// As long as the invocation took when a trace recorded it.
enum class TracedAs : std::uint8_t { compute, sleep };
struct TracedStep {
  TracedAs traced = TracedAs::compute;
};
struct GetStep {
  engine::Sampled<Bytes> get;
  std::string from;
  std::int64_t connections = 1;
};
struct PutStep {
  engine::Sampled<Bytes> put;
  std::string to;
  std::int64_t connections = 1;
};
struct ScanStep {
  engine::Sampled<Bytes> scan;
  std::string from;
};
struct SendStep {
  std::int64_t send = 1;
  engine::Sampled<Bytes> size = Bytes{1'000};
  std::string to;
};
struct ReceiveStep {
  std::int64_t receive = 1;
  std::string from;
};
struct MessageStep {
  engine::Sampled<Bytes> message;
  std::string to;
};
enum class InvokeMode : std::uint8_t { sync, async };
struct InvokeStep {
  std::string invoke;
  engine::Sampled<Bytes> payload;
  InvokeMode mode = InvokeMode::sync;
};
// What becomes of a repeat that a function's lifetime does not leave time for.
enum class AtLifetime : std::uint8_t { fail, stop_early, killed };
struct RepeatStep {
  std::int64_t repeat = 1;
  Steps steps;
  AtLifetime at_lifetime = AtLifetime::fail;
  Steps save;
};
struct ParallelStep {
  std::vector<Steps> parallel;
};
struct FanOutStep {
  std::int64_t fan_out = 1;
  Steps steps;
};
struct LoadStep {
  Steps load;
};
struct SpanStep {
  std::string span;
  Steps steps;
};

using StepBody = std::variant<ComputeStep, SleepStep, TracedStep, GetStep, PutStep, ScanStep, SendStep, ReceiveStep,
                              MessageStep, InvokeStep, RepeatStep, ParallelStep, FanOutStep, LoadStep, SpanStep>;

struct Step {
  StepBody body;
  scenario::Place place;
};

struct ProgramSpec {
  Bytes memory{};  // that the program needs; 0: not checked
  Steps steps;
};

scenario::EnumNames<TracedAs> names_of(scenario::Describe<TracedAs>);
scenario::EnumNames<InvokeMode> names_of(scenario::Describe<InvokeMode>);
scenario::EnumNames<AtLifetime> names_of(scenario::Describe<AtLifetime>);
scenario::Shape<ComputeStep> shape_of(scenario::Describe<ComputeStep>);
scenario::Shape<SleepStep> shape_of(scenario::Describe<SleepStep>);
scenario::Shape<TracedStep> shape_of(scenario::Describe<TracedStep>);
scenario::Shape<GetStep> shape_of(scenario::Describe<GetStep>);
scenario::Shape<PutStep> shape_of(scenario::Describe<PutStep>);
scenario::Shape<ScanStep> shape_of(scenario::Describe<ScanStep>);
scenario::Shape<SendStep> shape_of(scenario::Describe<SendStep>);
scenario::Shape<ReceiveStep> shape_of(scenario::Describe<ReceiveStep>);
scenario::Shape<MessageStep> shape_of(scenario::Describe<MessageStep>);
scenario::Shape<InvokeStep> shape_of(scenario::Describe<InvokeStep>);
scenario::Shape<RepeatStep> shape_of(scenario::Describe<RepeatStep>);
scenario::Shape<ParallelStep> shape_of(scenario::Describe<ParallelStep>);
scenario::Shape<FanOutStep> shape_of(scenario::Describe<FanOutStep>);
scenario::Shape<LoadStep> shape_of(scenario::Describe<LoadStep>);
scenario::Shape<SpanStep> shape_of(scenario::Describe<SpanStep>);
scenario::Choice<Step> choice_of(scenario::Describe<Step>);
scenario::Shape<ProgramSpec> shape_of(scenario::Describe<ProgramSpec>);

}  // namespace twostep::models
