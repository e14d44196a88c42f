#include "models/iaas/instance_bill.hpp"

#include <algorithm>

namespace twostep::models {

namespace {

constexpr std::int64_t ms_per_hour = 1000 * seconds_per_hour;

Meter& open(Metering& metering, const std::string& resource, const FleetSpec& spec, const std::string& suffix,
            MeterScope scope) {
  return metering.open({.resource = resource,
                        .service = spec.service,
                        .meter = spec.type + suffix,
                        .unit = "h",
                        .base_per_unit = scope == MeterScope::run_only ? seconds_per_hour : ms_per_hour},
                       scope);
}

}  // namespace

InstanceBill::InstanceBill(Metering& metering, const std::string& resource, const FleetSpec& spec)
    : quantum_(spec.billing_quantum),
      minimum_(spec.billing_minimum),
      reservations_(spec.purchase == Purchase::reserved ? spec.instances : 0),
      free_reservations_(reservations_),
      hours_(open(metering, resource, spec, spec.purchase == Purchase::spot ? "_spot_hour" : "_hour",
                  MeterScope::run_only)),
      hours_in_window_(open(metering, resource, spec, spec.purchase == Purchase::spot ? "_spot_hour" : "_hour",
                            MeterScope::window_only)) {
  if (reservations_ == 0) return;
  reserved_hours_ = &open(metering, resource, spec, "_reserved_hour", MeterScope::run_only);
  reserved_hours_in_window_ = &open(metering, resource, spec, "_reserved_hour", MeterScope::window_only);
}

std::int64_t InstanceBill::billed_seconds(Duration running) const {
  const Duration at_least = std::max(running, minimum_);
  const std::int64_t quanta = (at_least.ns + quantum_.ns - 1) / quantum_.ns;
  return (quanta * quantum_.ns + 999'999'999) / 1'000'000'000;
}

bool InstanceBill::take_reservation() {
  if (free_reservations_ == 0) return false;
  --free_reservations_;
  return true;
}

void InstanceBill::began(SimTime now, bool reserved) {
  if (!reserved) running_.change(now, 1);
}

std::int64_t InstanceBill::ended(SimTime since, SimTime now, bool reserved) {
  if (reserved) {
    ++free_reservations_;
    return 0;
  }
  running_.change(now, -1);
  const std::int64_t billed = billed_seconds(now - since);
  hours_.add(billed);
  return billed;
}

void InstanceBill::accrue(SimTime now) {
  running_.settle(now);
  const auto ms = static_cast<std::int64_t>((running_.integral_ns() - accrued_ns_) / 1e6);
  accrued_ns_ += static_cast<double>(ms) * 1e6;
  hours_in_window_.add(ms);
  if (reservations_ == 0) return;
  const std::int64_t reserved_ms = reservations_ * ((now - SimTime{}).ns / 1'000'000);
  reserved_hours_in_window_->add(reserved_ms - accrued_reserved_ms_);
  accrued_reserved_ms_ = reserved_ms;
}

void InstanceBill::close(SimTime end) {
  if (reservations_ > 0) reserved_hours_->add(reservations_ * billed_seconds(end - SimTime{}));
}

}  // namespace twostep::models
