// Autoscaler: changes how many instances or containers a fleet wants, by its load or by the time.
//
// It looks at the load after each period. An instance counts for the load, and as capacity that is there, when it was
// warm before the period began. What more is needed is found from those that count alone, so that what still starts is
// not asked for twice; and while any still starts or warms up, none is removed.
#pragma once

#include <cstdint>

#include "models/iaas/instance_pool.hpp"

namespace twostep::models {

class Autoscaler {
 public:
  // All must outlive the run.
  Autoscaler(engine::Simulation& simulation, const engine::Network& network, InstancePool& pool,
             const Autoscaling& policy)
      : simulation_(simulation), network_(network), pool_(pool), policy_(policy) {}
  Autoscaler(const Autoscaler&) = delete;
  Autoscaler& operator=(const Autoscaler&) = delete;

  void start();

 private:
  // Of the instances that count, over the last period.
  struct Load {
    std::int64_t instances = 0;
    std::int64_t units = 0;
    double utilisation = 0;
    double requests_per_second = 0;  // of an instance
    bool all_count = true;           // nothing starts or warms up
  };

  engine::Process<void> follow_load(ScalingLimits limits);
  engine::Process<void> follow_schedule(ScheduledScaling schedule);
  [[nodiscard]] Load load(const ScalingLimits& limits);
  void decide(const TargetTracking& target, const Load& load);
  void decide(const StepScaling& steps, const Load& load);
  void change_to(std::int64_t units, const ScalingLimits& limits);

  engine::Simulation& simulation_;
  const engine::Network& network_;
  InstancePool& pool_;
  const Autoscaling& policy_;
  SimTime changed_at_{-1};  // below zero: never
  Duration above_for_;
  Duration below_for_;
};

}  // namespace twostep::models
