#include "models/iaas/autoscaler.hpp"

#include <algorithm>
#include <cmath>

namespace twostep::models {

using engine::Process;

namespace {

// Those that are up at time zero have been for long.
SimTime warm_since(const Instance& instance, const ScalingLimits& limits) {
  return instance.ready_since == SimTime{} ? SimTime{} : instance.ready_since + limits.warm_up;
}

}  // namespace

void Autoscaler::start() {
  if (const auto* schedule = std::get_if<ScheduledScaling>(&policy_)) {
    simulation_.spawn_daemon(follow_schedule(*schedule), "autoscaling schedule");
  } else {
    const auto* target = std::get_if<TargetTracking>(&policy_);
    const ScalingLimits& limits = target != nullptr ? target->limits : std::get<StepScaling>(policy_).limits;
    simulation_.spawn_daemon(follow_load(limits), "autoscaling");
  }
}

Process<void> Autoscaler::follow_schedule(ScheduledScaling schedule) {
  for (SimTime day;; day = day + schedule.repeats) {
    for (const auto& [time, number] : schedule.times) {
      const SimTime at = day + time;
      co_await simulation_.tick_until(at);
      if (at > SimTime{} && simulation_.only_ticks_left() && !network_.busy()) co_return;
      pool_.want(number);
    }
    if (schedule.repeats.ns == 0) co_return;
  }
}

Process<void> Autoscaler::follow_load(ScalingLimits limits) {
  for (SimTime at = SimTime{} + limits.period;; at = at + limits.period) {
    co_await simulation_.tick_until(at);
    if (simulation_.only_ticks_left() && !network_.busy()) co_return;
    const Load now = load(limits);
    if (now.instances == 0) continue;
    if (changed_at_.ns >= 0 && at < changed_at_ + limits.cooldown) continue;
    if (const auto* target = std::get_if<TargetTracking>(&policy_)) {
      decide(*target, now);
    } else {
      decide(std::get<StepScaling>(policy_), now);
    }
  }
}

Autoscaler::Load Autoscaler::load(const ScalingLimits& limits) {
  const SimTime now = simulation_.now();
  const SimTime begin = now - limits.period;
  Load load;
  double busy_ns = 0;
  double capacity_ns = 0;
  std::int64_t taken = 0;
  for (Instance& instance : pool_.instances()) {
    if (instance.state == InstanceState::starting) load.all_count = false;
    if (instance.state != InstanceState::serving) continue;
    const WorkerTime since = instance.worker_time(now);
    const std::int64_t took = std::exchange(instance.taken, 0);
    const bool is_warm = warm_since(instance, limits) <= begin;
    if (instance.started < instance.units || !is_warm) load.all_count = false;
    if (!is_warm) continue;
    ++load.instances;
    load.units += instance.started;
    busy_ns += since.busy_ns;
    capacity_ns += since.capacity_ns;
    taken += took;
  }
  if (capacity_ns > 0) load.utilisation = busy_ns / capacity_ns;
  if (load.instances > 0) {
    load.requests_per_second =
        static_cast<double>(taken) / (static_cast<double>(load.instances) * limits.period.in_seconds());
  }
  return load;
}

// In proportion, as "Target tracking scaling policies" of the EC2 Auto Scaling user guide describes it.
void Autoscaler::decide(const TargetTracking& target, const Load& load) {
  const double ratio = target.utilisation.share > 0 ? load.utilisation / target.utilisation.share
                                                    : load.requests_per_second / target.requests.per_second;
  above_for_ = ratio > 1 ? above_for_ + target.limits.period : Duration::zero();
  below_for_ = ratio < 1 - target.slack.share ? below_for_ + target.limits.period : Duration::zero();
  constexpr double rounding = 1e-9;
  const auto needed = static_cast<std::int64_t>(std::ceil(static_cast<double>(load.units) * ratio - rounding));
  const bool grows = above_for_ > Duration::zero() && above_for_ >= target.above_for && needed > pool_.wanted();
  const bool shrinks = below_for_ > Duration::zero() && below_for_ >= target.below_for && needed < pool_.wanted();
  if (grows || (shrinks && load.all_count)) change_to(needed, target.limits);
}

void Autoscaler::decide(const StepScaling& steps, const Load& load) {
  const ScalingStep* above = nullptr;
  const ScalingStep* below = nullptr;
  for (const ScalingStep& step : steps.steps) {
    if (step.above && load.utilisation > step.above->share && (above == nullptr || *step.above > *above->above)) {
      above = &step;
    }
    if (step.below && load.utilisation < step.below->share && (below == nullptr || *step.below < *below->below)) {
      below = &step;
    }
  }
  if (above != nullptr) {
    change_to(std::max(pool_.wanted(), load.units + above->add), steps.limits);
  } else if (below != nullptr && load.all_count) {
    change_to(pool_.wanted() - below->remove, steps.limits);
  }
}

void Autoscaler::change_to(std::int64_t units, const ScalingLimits& limits) {
  const std::int64_t allowed = std::clamp(units, limits.min, limits.max);
  if (allowed == pool_.wanted()) return;
  changed_at_ = simulation_.now();
  pool_.want(allowed);
}

}  // namespace twostep::models
