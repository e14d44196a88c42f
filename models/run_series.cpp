#include "models/run_series.hpp"

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

}  // namespace

void add_run_series(RunSampler& sampler, const Services& services, const observation::Recorder& recorder) {
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
}

}  // namespace twostep::models
