#include "models/run_series.hpp"

#include <algorithm>

namespace twostep::models {

namespace {

template <class T, class Value>
void add_sum(RunSampler& sampler, const std::string& name, const std::vector<Deployed<T>>& entries, Value value) {
  if (entries.empty()) return;
  sampler.add_series(name, "1", [&entries, value] {
    std::int64_t sum = 0;
    for (const auto& entry : entries) sum += value(*entry.service);
    return static_cast<double>(sum);
  });
}

// What the NICs of hosts and instances moved since the last row / what those in use could have moved.
class NicUtilisation {
 public:
  NicUtilisation(const Services& services, const engine::Network& network, const engine::Simulation& simulation)
      : services_(&services), network_(&network), simulation_(&simulation) {}

  double operator()() {
    double moved = 0;
    double capacity = 0;
    const auto add = [&](engine::LinkId nic, bool in_use) {
      moved += network_->bytes_moved(nic);
      if (in_use) capacity += network_->capacity(nic).bytes_per_second;
    };
    for (const auto& entry : services_->accounts) entry.service->hosts().for_each_nic(add);
    for (const auto& entry : services_->fleets) {
      for (const Instance& instance : entry.service->pool().instances()) {
        if (instance.site.nic.valid()) add(instance.site.nic, !instance.is_free);
      }
    }
    const double seconds = (simulation_->now() - at_).in_seconds();
    const double most = capacity * seconds;
    const double share = most > 0 ? (moved - moved_) / most : 0;
    moved_ = moved;
    at_ = simulation_->now();
    return std::min(share, 1.0);  // of a host that was given up since, the capacity is gone
  }

 private:
  const Services* services_;
  const engine::Network* network_;
  const engine::Simulation* simulation_;
  double moved_ = 0;
  SimTime at_;
};

bool has_nics(const Services& services) {
  return std::ranges::any_of(services.functions,
                             [](const auto& entry) { return !entry.service->spec().host.network.is_unlimited(); }) ||
         std::ranges::any_of(services.fleets,
                             [](const auto& entry) { return !entry.service->spec().network.is_unlimited(); });
}

}  // namespace

void add_run_series(RunSampler& sampler, const Services& services, const observation::Recorder& recorder,
                    const engine::Network& network, const engine::Simulation& simulation) {
  sampler.add_series("requests.arrived", "1", [&recorder] { return static_cast<double>(recorder.arrived()); });
  sampler.add_series("requests.in_flight", "1",
                     [&recorder] { return static_cast<double>(recorder.arrived() - recorder.ended()); });
  sampler.add_series("requests.throttled", "1", [&recorder] { return static_cast<double>(recorder.throttled()); });
  add_sum(sampler, "environments.alive", services.accounts,
          [](Account& account) { return account.hosts().environments().level(); });
  const auto add_count = [&](const std::string& name, std::int64_t EnvironmentCount::* count) {
    add_sum(sampler, name, services.functions, [count](FunctionService& function) { return function.count().*count; });
  };
  add_count("environments.busy", &EnvironmentCount::busy);
  add_count("environments.starting", &EnvironmentCount::starting);
  add_count("environments.idle", &EnvironmentCount::idle);
  add_sum(sampler, "hosts", services.accounts, [](Account& account) { return account.hosts().in_use().level(); });
  add_sum(sampler, "instances", services.fleets, [](Fleet& fleet) { return fleet.running().level(); });
  add_sum(sampler, "workers.busy", services.fleets, [](Fleet& fleet) { return fleet.busy_workers().level(); });
  for (const auto& entry : services.queues) {
    sampler.add_series("messages." + entry.name, "1",
                       [&queue = *entry.service] { return static_cast<double>(queue.depth()); });
  }
  for (const auto& entry : services.streams) {
    sampler.add_series("records." + entry.name, "1",
                       [&stream = *entry.service] { return static_cast<double>(stream.depth()); });
  }
  if (has_nics(services)) {
    sampler.add_series("nic.utilisation", "1", NicUtilisation(services, network, simulation));
  }
}

}  // namespace twostep::models
