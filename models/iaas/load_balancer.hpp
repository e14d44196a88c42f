// LoadBalancer: what stands in front of the fleets of one variant: its latency, its policy, and what it is billed.
//
// Billed: the hours that it exists, each started one whole; and capacity units (LCU): for each hour, the largest of new
// connections (each request is one), connections open on average (requests not yet answered) and bytes (payloads of
// requests). Rule evaluations, the fourth dimension of Amazon's, are none: there are no rules.
#pragma once

#include <string>

#include "models/iaas/load_balancer_spec.hpp"
#include "models/iaas/target_choice.hpp"
#include "models/metering.hpp"
#include "models/sampler.hpp"
#include "models/standing_charge.hpp"
#include "models/storage/store_service.hpp"
#include "models/time_weighted.hpp"

namespace twostep::models {

class LoadBalancer {
 public:
  LoadBalancer(ServiceContext context, const std::string& name, const LoadBalancerSpec& spec);
  LoadBalancer(const LoadBalancer&) = delete;
  LoadBalancer& operator=(const LoadBalancer&) = delete;

  // How it chooses among the instances of one fleet.
  [[nodiscard]] TargetChoice choice_for(const std::string& fleet) const;
  [[nodiscard]] bool has_latency() const { return !latency_.is_zero(); }
  [[nodiscard]] Duration next_latency() { return latency_.next(); }

  // A request of this payload came in; and it was answered, or turned away.
  void opened(Bytes payload);
  void closed();

  // Counts up to now, towards the window's meters.
  void accrue(SimTime now);
  // Bills its hours for the whole run.
  void close(SimTime end);

 private:
  void begin_hours_until(SimTime now);
  void count_units();

  ServiceContext context_;
  std::string name_;
  LoadBalancerSpec spec_;
  Sampler<Duration> latency_;
  StandingCharge hours_;
  Meter& units_;
  // Of the hour that has begun.
  SimTime hour_end_;
  std::int64_t connections_ = 0;
  std::int64_t bytes_ = 0;
  double open_before_ns_ = 0;  // of the open connections' integral, what is of earlier hours
  TimeWeighted open_;
  double units_before_ = 0;  // of earlier hours
  std::int64_t counted_ = 0;
};

}  // namespace twostep::models
