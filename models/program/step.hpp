// Step: one thing that a program does, as a scenario writes it. A program is a list of steps; it says nothing of where
// it runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/quantity.hpp"
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
  scenario::Percent condition_fails{};  // share of these writes whose condition does not hold
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
// Runs its steps again when they failed: AWS, "Exponential backoff and jitter" (2015-03-04): before the n-th retry it
// waits min(longest, backoff * factor^(n-1)), or with full jitter a uniform part of that.
enum class Jitter : std::uint8_t { full, none };
struct RetryStep {
  std::int64_t retry = 1;
  Steps steps;
  Duration backoff = Duration::milliseconds(100);
  double factor = 2;
  Duration longest = Duration::seconds(20);
  Jitter jitter = Jitter::full;
};
enum class Failing : std::uint8_t { error, crash, hang };
struct FailStep {
  scenario::Percent fail{.share = 1};
  Failing with = Failing::error;
};

// Takes part in leader elections: see models/protocol/election_group.hpp.
struct ElectStep {
  std::string elect;  // name of the measured span
  std::string over;
  std::int64_t nodes = 2;
  std::int64_t rounds = 1;
  Duration interval = Duration::milliseconds(250);
  std::int64_t lost_after = 4;     // intervals
  std::int64_t answer_within = 4;  // intervals
  Bytes size = {1'024};
  Duration pause = Duration::seconds(5);
  Duration patience = Duration::seconds(900);
};

using StepBody =
    std::variant<ComputeStep, SleepStep, TracedStep, GetStep, PutStep, ScanStep, SendStep, ReceiveStep, MessageStep,
                 InvokeStep, RepeatStep, ParallelStep, FanOutStep, LoadStep, SpanStep, RetryStep, FailStep, ElectStep>;

struct Step {
  StepBody body;
  scenario::Place place;
};

struct ProgramSpec {
  Bytes memory{};  // that the program needs; 0: not checked
  Steps steps;
  scenario::OneOrMore<scenario::Located<std::string>> triggered_by;  // names bound to what starts it
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
scenario::EnumNames<Jitter> names_of(scenario::Describe<Jitter>);
scenario::EnumNames<Failing> names_of(scenario::Describe<Failing>);
scenario::Shape<RetryStep> shape_of(scenario::Describe<RetryStep>);
scenario::Shape<FailStep> shape_of(scenario::Describe<FailStep>);
scenario::Shape<ElectStep> shape_of(scenario::Describe<ElectStep>);
scenario::Choice<Step> choice_of(scenario::Describe<Step>);
scenario::Shape<ProgramSpec> shape_of(scenario::Describe<ProgramSpec>);

}  // namespace twostep::models
