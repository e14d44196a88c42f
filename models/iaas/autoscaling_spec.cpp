#include "models/iaas/autoscaling_spec.hpp"

#include <algorithm>

namespace twostep::models {

using scenario::Choice;
using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_limits(const ScalingLimits& limits, const Node& node, Issues& issues) {
  if (limits.max < limits.min) {
    issues.add(place_of(node, "max"), "is below the least number", "at least " + std::to_string(limits.min));
  }
  if (limits.period.ns <= 0) issues.add(place_of(node, "period"), "is no period", R"(for example "60 s")");
}

void check_target(const TargetTracking& target, const Node& node, Issues& issues) {
  const bool by_utilisation = target.utilisation.share > 0;
  const bool by_requests = target.requests.per_second > 0;
  if (by_utilisation == by_requests) {
    issues.add(node, "needs one target",
               R"("utilisation" (for example "60 %") or "requests" of an instance ("20 /s"))");
  }
  if (target.utilisation.share > 1) {
    issues.add(place_of(node, "utilisation"), "is more than workers can be used", R"(at most "100 %")");
  }
  if (target.slack.share >= 1) issues.add(place_of(node, "slack"), "leaves nothing", R"(below "100 %")");
}

void check_step(const ScalingStep& step, const Node& node, Issues& issues) {
  if (step.above.has_value() == step.below.has_value()) {
    issues.add(node, "needs one threshold", R"("above" or "below")");
  } else if ((step.above ? step.add : step.remove) == 0 || (step.above ? step.remove : step.add) != 0) {
    issues.add(node, "does not say what to do", R"("add" instances above, "remove" them below a threshold)");
  }
}

void check_schedule(const ScheduledScaling& schedule, const Node& node, Issues& issues) {
  const auto& times = schedule.times;
  const bool rising = std::ranges::is_sorted(times, [](const auto& a, const auto& b) { return a.first < b.first; });
  const bool some = std::ranges::all_of(times, [](const auto& time) { return time.second >= 1; });
  const bool within = schedule.repeats.ns == 0 || times.empty() || times.back().first < schedule.repeats;
  if (rising && some && within) return;
  issues.add(place_of(node, "times"), "is no schedule",
             R"([time, number] with rising times, below "repeats" if that is given, and numbers of at least 1)");
}

}  // namespace

std::pair<std::int64_t, std::int64_t> range_of(const Autoscaling& policy) {
  if (const auto* schedule = std::get_if<ScheduledScaling>(&policy)) {
    std::pair<std::int64_t, std::int64_t> range{INT64_MAX, 1};
    for (const auto& [time, number] : schedule->times) {
      range = {std::min(range.first, number), std::max(range.second, number)};
    }
    return range;
  }
  const auto* target = std::get_if<TargetTracking>(&policy);
  const ScalingLimits& limits = target != nullptr ? target->limits : std::get<StepScaling>(policy).limits;
  return {limits.min, limits.max};
}

Shape<ScalingLimits> shape_of(Describe<ScalingLimits>) {
  Shape<ScalingLimits> shape("scaling_limits", "Between which numbers a fleet is scaled, and how quickly.");
  shape.optional("min", &ScalingLimits::min, "least instances, or containers where it has them")
      .at_least(1)
      .at_most(1'000'000);
  shape.required("max", &ScalingLimits::max, "most instances, or containers where it has them")
      .at_least(1)
      .at_most(1'000'000);
  shape.optional("period", &ScalingLimits::period, "over which the load is averaged before each decision");
  shape.optional("warm_up", &ScalingLimits::warm_up,
                 "of an instance that serves; before, it counts neither for the load nor against a need for more");
  shape.optional("cooldown", &ScalingLimits::cooldown, "after a change, how long none follows");
  shape.check(&check_limits);
  return shape;
}

Shape<TargetTracking> shape_of(Describe<TargetTracking>) {
  Shape<TargetTracking> shape("target_tracking", "As many as keep a measure of the load at a target.");
  shape.optional("utilisation", &TargetTracking::utilisation, "target: share of the workers that are busy");
  shape.optional("requests", &TargetTracking::requests, "target: requests that an instance takes");
  shape.part(&TargetTracking::limits);
  shape.optional("above_for", &TargetTracking::above_for, "how long above the target before it grows");
  shape.optional("below_for", &TargetTracking::below_for, "how long below the target before it shrinks");
  shape.optional("slack", &TargetTracking::slack, "below the target by less than this share is not below");
  shape.check(&check_target);
  return shape;
}

Shape<ScalingStep> shape_of(Describe<ScalingStep>) {
  Shape<ScalingStep> shape("scaling_step", "What to do above or below a threshold of the workers' utilisation.");
  shape.optional("above", &ScalingStep::above, "utilisation above which instances are added");
  shape.optional("below", &ScalingStep::below, "utilisation below which instances are removed");
  shape.optional("add", &ScalingStep::add, "how many").at_least(0).at_most(1'000'000);
  shape.optional("remove", &ScalingStep::remove, "how many").at_least(0).at_most(1'000'000);
  shape.check(&check_step);
  return shape;
}

Shape<StepScaling> shape_of(Describe<StepScaling>) {
  Shape<StepScaling> shape("step_scaling", "So many more or fewer by how far the utilisation is beyond thresholds.");
  shape.required("steps", &StepScaling::steps, "of those that apply, that with the most extreme threshold").not_empty();
  shape.part(&StepScaling::limits);
  return shape;
}

Shape<ScheduledScaling> shape_of(Describe<ScheduledScaling>) {
  Shape<ScheduledScaling> shape("scheduled_scaling", "So many from given times on.");
  shape.required("times", &ScheduledScaling::times, "[time, number]: from then on, so many").not_empty();
  shape.optional("repeats", &ScheduledScaling::repeats, "after which the times begin again; 0 s: never");
  shape.check(&check_schedule);
  return shape;
}

Choice<Autoscaling> choice_of(Describe<Autoscaling>) {
  auto choice = Choice<Autoscaling>::by_member("autoscaling", "policy");
  choice.add<TargetTracking>("target_tracking", "keeps a measure of the load at a target");
  choice.add<StepScaling>("step", "adds and removes by thresholds");
  choice.add<ScheduledScaling>("schedule", "by the time of the day");
  return choice;
}

}  // namespace twostep::models
