#include "models/iaas/load_balancer.hpp"

#include <algorithm>
#include <cmath>

namespace twostep::models {

namespace {

constexpr Duration hour = Duration::seconds(seconds_per_hour);
constexpr std::int64_t parts_per_unit = 1'000'000;  // a unit is counted in millionths

observation::Usage usage(const std::string& resource, const LoadBalancerSpec& spec, const char* meter, const char* unit,
                         std::int64_t base_per_unit) {
  return {.resource = resource, .service = spec.service, .meter = meter, .unit = unit, .base_per_unit = base_per_unit};
}

}  // namespace

LoadBalancer::LoadBalancer(ServiceContext context, const std::string& name, const LoadBalancerSpec& spec)
    : context_(context),
      name_(name),
      spec_(spec),
      latency_(context.simulation, spec.latency, name + ".latency"),
      hours_(context.metering, usage(name, spec, "load_balancer_hour", "h", seconds_per_hour), 1, spec.billing_quantum),
      units_(context.metering.open(usage(name, spec, "lcu_hour", "LCU-h", parts_per_unit))),
      hour_end_(SimTime{} + hour) {}

TargetChoice LoadBalancer::choice_for(const std::string& fleet) const {
  return {spec_.policy, context_.simulation.stream(name_ + ".choice." + fleet)};
}

void LoadBalancer::opened(Bytes payload) {
  begin_hours_until(context_.simulation.now());
  ++connections_;
  bytes_ += payload.count;
  open_.change(context_.simulation.now(), 1);
}

void LoadBalancer::closed() {
  begin_hours_until(context_.simulation.now());
  open_.change(context_.simulation.now(), -1);
}

void LoadBalancer::begin_hours_until(SimTime now) {
  while (now >= hour_end_) {
    open_.settle(hour_end_);
    count_units();
    units_before_ = static_cast<double>(counted_) / static_cast<double>(parts_per_unit);
    open_before_ns_ = open_.integral_ns();
    connections_ = 0;
    bytes_ = 0;
    hour_end_ = hour_end_ + hour;
  }
}

// The largest dimension so far never falls within an hour: what is counted only grows.
void LoadBalancer::count_units() {
  const double hour_s = hour.in_seconds();
  const double by_connections = static_cast<double>(connections_) / (spec_.lcu_connections.per_second * hour_s);
  const double by_active =
      (open_.integral_ns() - open_before_ns_) / (static_cast<double>(spec_.lcu_active) * hour_s * 1e9);
  const double by_bytes = static_cast<double>(bytes_) / static_cast<double>(spec_.lcu_bytes.count);
  const double units = units_before_ + std::max({by_connections, by_active, by_bytes});
  const auto parts = static_cast<std::int64_t>(std::llrint(units * static_cast<double>(parts_per_unit)));
  units_.add(parts - counted_);
  counted_ = parts;
}

void LoadBalancer::accrue(SimTime now) {
  begin_hours_until(now);
  open_.settle(now);
  count_units();
  hours_.accrue(now);
}

void LoadBalancer::close(SimTime end) {
  accrue(end);
  hours_.close(end);
}

}  // namespace twostep::models
