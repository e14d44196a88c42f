// InstancePool: the instances of one fleet over a run: how many are wanted, and how each is launched, boots, serves, is
// drained or lost, and is billed.
//
// Capacity is wanted in units: containers, or instances where there are none (an instance is then its own unit). When
// an instance dies by itself is drawn when it begins to run, so that what it serves can end at that moment.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "models/iaas/fleet_spec.hpp"
#include "models/iaas/hazards.hpp"
#include "models/iaas/instance.hpp"
#include "models/iaas/instance_bill.hpp"
#include "models/sampler.hpp"
#include "models/storage/store_service.hpp"

namespace twostep::models {

// Who has work for the instances.
class Tenant {
 public:
  virtual ~Tenant() = default;
  // The instance has so many more workers.
  virtual void workers_started(std::uint32_t index, std::int64_t number) = 0;
  // So many of them serve no longer.
  virtual void workers_stopped(std::uint32_t index, std::int64_t number) = 0;
  // The instance takes no new work.
  virtual void instance_stopped(std::uint32_t index) = 0;
  // It is gone, with all that waits there.
  virtual void instance_lost(std::uint32_t index) = 0;
  // It is gone, and billed so many seconds.
  virtual void instance_ended(std::uint32_t index, std::int64_t billed_seconds) = 0;
};

class InstancePool {
 public:
  InstancePool(ServiceContext context, const std::string& name, const FleetSpec& spec, engine::LinkKind nic_kind,
               bool processors_contended, Tenant& tenant);
  InstancePool(const InstancePool&) = delete;
  InstancePool& operator=(const InstancePool&) = delete;

  [[nodiscard]] std::deque<Instance>& instances() { return instances_; }
  [[nodiscard]] const std::deque<Instance>& instances() const { return instances_; }

  // Launches the instances that are there at the start.
  void start();
  [[nodiscard]] std::int64_t wanted() const { return wanted_; }
  // From now on, so many units are wanted.
  void want(std::int64_t units);
  // A unit more, up to the fleet's limit.
  void grow();
  // A worker of the instance has nothing to do any more: one that drains may end.
  void idle(std::uint32_t index);

  void accrue(SimTime now) {
    running_.settle(now);
    bill_.accrue(now);
  }
  // Bills every instance up to the end of the run.
  void close(SimTime end);

  [[nodiscard]] const InstanceBill& bill() const { return bill_; }
  [[nodiscard]] const TimeWeighted& running() const { return running_; }
  [[nodiscard]] TimeWeighted& running() { return running_; }
  [[nodiscard]] std::uint64_t launched() const { return launched_; }
  [[nodiscard]] std::int64_t interruptions() const { return interruptions_; }
  [[nodiscard]] std::int64_t crashes() const { return crashes_; }
  // By outages of zones.
  [[nodiscard]] std::int64_t lost() const { return lost_; }

 private:
  [[nodiscard]] static bool is_active(const Instance& instance) {
    return instance.state == InstanceState::starting || instance.state == InstanceState::serving;
  }
  void reconcile(bool boots);
  [[nodiscard]] bool add_unit(bool boots);
  void remove_unit();
  void start_unit(std::uint32_t index, bool boots);
  engine::Process<void> start_container(std::uint32_t index, std::uint32_t generation);
  [[nodiscard]] std::optional<std::uint32_t> instance_with_room() const;
  [[nodiscard]] std::uint32_t instance_to_shrink() const;

  // Whether it is still that instance, and not gone.
  [[nodiscard]] bool is_same(std::uint32_t index, std::uint32_t generation) const {
    return instances_[index].generation == generation && instances_[index].state != InstanceState::gone;
  }
  [[nodiscard]] std::uint32_t new_place();
  void give_place_back(std::uint32_t index);
  void add_links(std::uint32_t index);
  void launch(std::uint32_t zone, bool boots);
  engine::Process<void> boot(std::uint32_t index, std::uint32_t generation);
  void run(std::uint32_t index);
  void ready(std::uint32_t index, bool boots);
  engine::Process<void> live(std::uint32_t index, std::uint32_t generation, Fate fate);
  engine::Process<void> lose_zone(OutageSpec outage);
  void stop(std::uint32_t index);
  void lose(std::uint32_t index);
  void end(std::uint32_t index);

  ServiceContext context_;
  FleetSpec spec_;
  engine::LinkKind nic_kind_;
  bool processors_contended_;
  Tenant& tenant_;
  std::deque<Instance> instances_;  // by place; a place is used again when nothing runs there any more
  std::vector<std::uint32_t> free_places_;
  std::deque<engine::LinkId> nics_;    // of the instances that may exist, when SimGrid must know them before the run
  std::vector<std::int64_t> in_zone_;  // instances that are starting or serving
  std::int64_t wanted_ = 0;
  std::int64_t units_ = 0;  // of the instances that are starting or serving
  TimeWeighted running_;
  InstanceBill bill_;
  Sampler<Duration> launch_time_;
  Sampler<Duration> boot_time_;
  Sampler<Duration> container_start_;
  Hazards hazards_;
  std::uint64_t launched_ = 0;
  std::int64_t interruptions_ = 0;
  std::int64_t crashes_ = 0;
  std::int64_t lost_ = 0;
};

}  // namespace twostep::models
