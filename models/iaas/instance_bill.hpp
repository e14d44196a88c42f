// InstanceBill: what a fleet's instances are billed for the time that they run, or that they are reserved.
#pragma once

#include <string>

#include "models/iaas/fleet_spec.hpp"
#include "models/metering.hpp"
#include "models/time_weighted.hpp"

namespace twostep::models {

class InstanceBill {
 public:
  InstanceBill(Metering& metering, const std::string& resource, const FleetSpec& spec);

  // Whether a reservation is free for an instance that begins to run; it then takes it.
  [[nodiscard]] bool take_reservation();
  // An instance runs, or ran from `since` until now.
  void began(SimTime now, bool reserved);
  // Returns the seconds that it is billed for; zero when it was reserved.
  std::int64_t ended(SimTime since, SimTime now, bool reserved);

  // Counts running and reserved time up to now, towards the window's meters.
  void accrue(SimTime now);
  // Bills the reservations for the whole run.
  void close(SimTime end);

  // The meter of running time.
  [[nodiscard]] const observation::Usage& usage() const { return hours_.usage(); }

 private:
  [[nodiscard]] std::int64_t billed_seconds(Duration running) const;

  Duration quantum_;
  Duration minimum_;
  std::int64_t reservations_;  // bought
  std::int64_t free_reservations_;
  TimeWeighted running_;  // and billed by it
  Meter& hours_;
  Meter& hours_in_window_;
  Meter* reserved_hours_ = nullptr;
  Meter* reserved_hours_in_window_ = nullptr;
  double accrued_ns_ = 0;
  std::int64_t accrued_reserved_ms_ = 0;
};

}  // namespace twostep::models
