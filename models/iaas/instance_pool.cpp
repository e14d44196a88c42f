#include "models/iaas/instance_pool.hpp"

#include <algorithm>
#include <tuple>

namespace twostep::models {

using engine::Process;

InstancePool::InstancePool(ServiceContext context, const std::string& name, const FleetSpec& spec,
                           engine::LinkKind nic_kind, bool processors_contended, Tenant& tenant)
    : context_(context),
      spec_(spec),
      nic_kind_(nic_kind),
      processors_contended_(processors_contended),
      tenant_(tenant),
      in_zone_(static_cast<std::size_t>(spec.zones), 0),
      bill_(context.metering, name, spec),
      launch_time_(context.simulation, spec.launch, name + ".launch"),
      boot_time_(context.simulation, spec.boot, name + ".boot"),
      container_start_(context.simulation, spec.containers ? spec.containers->start : engine::Sampled<Duration>{},
                       name + ".container_start"),
      hazards_(context.simulation, name, spec) {
  if (nic_kind_ != engine::LinkKind::simgrid || spec_.network.is_unlimited()) return;
  for (std::int64_t i = 0; i < spec_.most_instances(); ++i)
    nics_.push_back(context_.network.add_link(spec_.network.base, nic_kind_));
}

void InstancePool::start() {
  wanted_ = spec_.units_at_start();
  reconcile(spec_.at_start == AtStart::booting);
  for (const OutageSpec& outage : spec_.outages) {
    context_.simulation.spawn_daemon(lose_zone(outage), "zone outage", static_cast<std::uint64_t>(outage.zone));
  }
}

void InstancePool::want(std::int64_t units) {
  wanted_ = units;
  reconcile(true);
}

void InstancePool::grow() {
  if (!spec_.autoscaling && wanted_ < spec_.most_units()) want(wanted_ + 1);
}

void InstancePool::reconcile(bool boots) {
  while (units_ < wanted_ && add_unit(boots)) {
  }
  while (units_ > wanted_) remove_unit();
}

// On an instance with room, else on a new one. False: no zone is left.
bool InstancePool::add_unit(bool boots) {
  std::optional<std::uint32_t> index = spec_.containers ? instance_with_room() : std::nullopt;
  if (!index) {
    const std::optional<std::uint32_t> zone = hazards_.best_zone(in_zone_, context_.simulation.now());
    if (!zone) return false;
    launch(*zone, boots);
    return true;
  }
  ++units_;
  ++instances_[*index].units;
  if (instances_[*index].state == InstanceState::serving) start_unit(*index, boots);
  return true;
}

// That with the fewest containers, so that they spread.
std::optional<std::uint32_t> InstancePool::instance_with_room() const {
  std::optional<std::uint32_t> best;
  for (std::uint32_t index = 0; index < instances_.size(); ++index) {
    const Instance& instance = instances_[index];
    if (!is_active(instance) || instance.units >= spec_.units_per_instance()) continue;
    if (!best || instance.units < instances_[*best].units) best = index;
  }
  return best;
}

// Before others: one that serves nobody yet, then one in the zone that has most, then the one with the fewest
// containers, then the newest.
std::uint32_t InstancePool::instance_to_shrink() const {
  std::optional<std::uint32_t> best;
  const auto rank = [this](std::uint32_t index) {
    const Instance& instance = instances_[index];
    return std::tuple(instance.state == InstanceState::starting, in_zone_[instance.zone], -instance.units,
                      instance.number);
  };
  for (std::uint32_t index = 0; index < instances_.size(); ++index) {
    if (is_active(instances_[index]) && (!best || rank(index) > rank(*best))) best = index;
  }
  return *best;
}

void InstancePool::remove_unit() {
  const std::uint32_t index = instance_to_shrink();
  Instance& instance = instances_[index];
  if (instance.units == 1) {
    stop(index);
    idle(index);
    return;
  }
  --units_;
  --instance.units;
  if (instance.started <= instance.units) return;  // it had not started
  --instance.started;
  tenant_.workers_stopped(index, spec_.workers);
}

std::uint32_t InstancePool::new_place() {
  if (free_places_.empty()) {
    instances_.emplace_back();
    add_links(static_cast<std::uint32_t>(instances_.size() - 1));
    return static_cast<std::uint32_t>(instances_.size() - 1);
  }
  const std::uint32_t index = free_places_.back();
  free_places_.pop_back();
  Instance& instance = instances_[index];
  Site site = instance.site;
  site.used = false;
  site.loaded = false;
  const std::uint32_t generation = instance.generation + 1;
  instance = Instance();
  instance.site = site;
  instance.generation = generation;
  if (spec_.network.bursts() && nics_.empty()) context_.network.refill(site.nic);
  return index;
}

void InstancePool::add_links(std::uint32_t index) {
  Site& site = instances_[index].site;
  site.vcpus = spec_.vcpus;
  if (processors_contended_) {
    site.processors = context_.network.add_link({spec_.vcpus * 1e9}, engine::LinkKind::fluid);
  }
  if (!nics_.empty()) {
    // One that drains, or still ends what it lost, lends its own to the one that replaces it.
    site.nic = nics_[index % nics_.size()];
    site.nic_kind = engine::LinkKind::simgrid;
  } else if (!spec_.network.is_unlimited()) {
    site.nic = add_link(context_.network, spec_.network);
  }
  if (!spec_.volume_bandwidth.is_unlimited()) {
    site.volume_link = context_.network.add_link(spec_.volume_bandwidth, engine::LinkKind::fluid);
  }
}

void InstancePool::launch(std::uint32_t zone, bool boots) {
  const std::uint32_t index = new_place();
  Instance& instance = instances_[index];
  instance.number = launched_++;
  instance.zone = zone;
  if (spec_.zones > 1) instance.site.zone = zone + 1;
  instance.units = 1;
  ++in_zone_[zone];
  ++units_;
  if (boots) {
    context_.simulation.spawn_daemon(boot(index, instance.generation), "booting instance", index);
  } else {
    run(index);
    ready(index, false);
  }
}

Process<void> InstancePool::boot(std::uint32_t index, std::uint32_t generation) {
  co_await context_.simulation.delay(launch_time_.next());
  if (!is_same(index, generation)) co_return;
  run(index);
  co_await context_.simulation.delay(boot_time_.next());
  if (is_same(index, generation) && instances_[index].state == InstanceState::starting) ready(index, true);
}

// The running state: billed from here.
void InstancePool::run(std::uint32_t index) {
  Instance& instance = instances_[index];
  const SimTime now = context_.simulation.now();
  instance.running_since = now;
  instance.reserved = bill_.take_reservation();
  bill_.began(now, instance.reserved);
  running_.change(now, 1);
  if (!spec_.mortal()) return;
  const Fate fate = hazards_.fate_of(now, instance.zone);
  instance.dies_at = fate.end();
  if (std::min(fate.notice, fate.crash) != SimTime::max()) {
    context_.simulation.spawn_daemon(live(index, instance.generation, fate), "instance", index);
  }
}

void InstancePool::ready(std::uint32_t index, bool boots) {
  Instance& instance = instances_[index];
  instance.ready_since = context_.simulation.now();
  instance.state = InstanceState::serving;
  for (std::int64_t i = 0; i < instance.units; ++i) start_unit(index, boots);
}

// A container takes its time; an instance without any is ready when it is.
void InstancePool::start_unit(std::uint32_t index, bool boots) {
  if (boots && spec_.containers) {
    context_.simulation.spawn_daemon(start_container(index, instances_[index].generation), "starting container", index);
    return;
  }
  ++instances_[index].started;
  tenant_.workers_started(index, spec_.workers);
}

Process<void> InstancePool::start_container(std::uint32_t index, std::uint32_t generation) {
  co_await context_.simulation.delay(container_start_.next());
  Instance& instance = instances_[index];
  const bool wanted = is_same(index, generation) && instance.state == InstanceState::serving;
  if (!wanted || instance.started >= instance.units) co_return;  // it was scaled in meanwhile
  ++instance.started;
  tenant_.workers_started(index, spec_.workers);
}

// Until it is taken back, at notice, or crashes.
Process<void> InstancePool::live(std::uint32_t index, std::uint32_t generation, Fate fate) {
  if (fate.notice < fate.crash) {
    co_await context_.simulation.delay_until(fate.notice);
    if (!is_same(index, generation)) co_return;
    ++interruptions_;
    instances_[index].noticed = true;
    stop(index);
    reconcile(true);
  }
  const SimTime end = std::min(fate.reclaimed, fate.crash);
  co_await context_.simulation.delay_until(end);
  if (!is_same(index, generation)) co_return;
  if (fate.crash == end) ++crashes_;
  lose(index);
  reconcile(true);
}

Process<void> InstancePool::lose_zone(OutageSpec outage) {
  co_await context_.simulation.delay_until(SimTime{} + outage.from);
  for (std::uint32_t index = 0; index < instances_.size(); ++index) {
    if (instances_[index].state == InstanceState::gone || instances_[index].zone + 1 != outage.zone) continue;
    ++lost_;
    lose(index);
  }
  reconcile(true);
  co_await context_.simulation.delay(outage.lasts);
  reconcile(true);
}

void InstancePool::stop(std::uint32_t index) {
  Instance& instance = instances_[index];
  if (!is_active(instance)) return;
  units_ -= instance.units;
  --in_zone_[instance.zone];
  const bool served = instance.state == InstanceState::serving;
  instance.state = InstanceState::draining;
  if (served) tenant_.instance_stopped(index);
}

// One that drains ends with what it has; one that will be taken back stays until then.
void InstancePool::idle(std::uint32_t index) {
  const Instance& instance = instances_[index];
  if (instance.busy.level() > 0 || instance.waiting_count > 0 || instance.pollers > 0) return;
  if (instance.state == InstanceState::draining && !instance.noticed) end(index);
  if (instance.state == InstanceState::gone && !instance.is_free) give_place_back(index);
}

void InstancePool::lose(std::uint32_t index) {
  stop(index);
  tenant_.instance_lost(index);
  end(index);
  idle(index);
}

void InstancePool::end(std::uint32_t index) {
  Instance& instance = instances_[index];
  instance.state = InstanceState::gone;
  instance.dies_at = std::min(instance.dies_at, context_.simulation.now());
  if (instance.running_since == SimTime::max()) return;  // it was never running: not billed
  const SimTime now = context_.simulation.now();
  running_.change(now, -1);
  tenant_.instance_ended(index, bill_.ended(instance.running_since, now, instance.reserved));
}

void InstancePool::give_place_back(std::uint32_t index) {
  instances_[index].is_free = true;
  free_places_.push_back(index);
}

void InstancePool::close(SimTime end_of_run) {
  accrue(end_of_run);
  for (std::uint32_t index = 0; index < instances_.size(); ++index) {
    const Instance& instance = instances_[index];
    if (instance.state == InstanceState::gone || instance.running_since >= end_of_run) continue;
    tenant_.instance_ended(index, bill_.ended(instance.running_since, end_of_run, instance.reserved));
  }
  bill_.close(end_of_run);
}

}  // namespace twostep::models
