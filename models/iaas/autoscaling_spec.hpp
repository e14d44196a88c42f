// Autoscaling: how many instances (or containers) a fleet has as its load changes.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "sim/scenario/codec.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// What every policy that looks at the load has in common.
struct ScalingLimits {
  std::int64_t min = 1;
  std::int64_t max = 1;
  Duration period = Duration::seconds(60);  // the load is averaged over this, and looked at after each
  Duration warm_up = Duration::zero();      // of an instance that serves: before, it does not count
  Duration cooldown = Duration::zero();     // none changes for so long after a change
};

// Keeps a measure of load near a target. Defaults: Amazon EC2 Auto Scaling's target tracking makes an alarm of three
// minutes above the target, and one of fifteen minutes below 90 % of it (user guide, "Target tracking scaling
// policies", 2018-12).
struct TargetTracking {
  ScalingLimits limits;
  scenario::Percent utilisation;                // of the workers; zero: not this measure
  Rate requests;                                // an instance takes; zero: not this measure
  Duration above_for = Duration::seconds(180);  // before it grows
  Duration below_for = Duration::seconds(900);  // before it shrinks
  scenario::Percent slack{.share = 0.10};       // below the target by less than this share is not below
};

// One threshold of the workers' utilisation. Exactly one of `above` and `below` is given.
struct ScalingStep {
  std::optional<scenario::Percent> above;
  std::optional<scenario::Percent> below;
  std::int64_t add = 0;
  std::int64_t remove = 0;
};

struct StepScaling {
  ScalingLimits limits;
  std::vector<ScalingStep> steps;
};

struct ScheduledScaling {
  std::vector<std::pair<Duration, std::int64_t>> times;  // from then on, so many
  Duration repeats = Duration::zero();                   // zero: once
};

using Autoscaling = std::variant<TargetTracking, StepScaling, ScheduledScaling>;

// The least and the most that a policy asks for.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> range_of(const Autoscaling& policy);

scenario::Shape<ScalingLimits> shape_of(scenario::Describe<ScalingLimits>);
scenario::Shape<TargetTracking> shape_of(scenario::Describe<TargetTracking>);
scenario::Shape<ScalingStep> shape_of(scenario::Describe<ScalingStep>);
scenario::Shape<StepScaling> shape_of(scenario::Describe<StepScaling>);
scenario::Shape<ScheduledScaling> shape_of(scenario::Describe<ScheduledScaling>);
scenario::Choice<Autoscaling> choice_of(scenario::Describe<Autoscaling>);

}  // namespace twostep::models
