#include "models/run_gauges.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace twostep::models {

namespace {

using observation::FunctionUse;
using observation::Gauge;

void add(std::vector<Gauge>& gauges, std::string name, double value) { gauges.push_back({std::move(name), value}); }

template <class T, class Value>
double sum_of(const std::vector<Deployed<T>>& entries, const Value& value) {
  double total = 0;
  for (const auto& entry : entries) total += static_cast<double>(value(*entry.service));
  return total;
}

template <class Value>
double sum_of(std::span<const FunctionUse> functions, const Value& value) {
  double total = 0;
  for (const FunctionUse& use : functions) total += static_cast<double>(value(use));
  return total;
}

void add_account_gauges(const Services& services, SimTime end, std::vector<Gauge>& gauges) {
  std::int64_t peak = 0;
  double mean = 0;
  const auto add_slots = [&](Slots& slots) {
    slots.taken().settle(end);
    peak += slots.taken().peak();
    mean += slots.taken().mean();
  };
  for (const auto& entry : services.accounts) {
    add_slots(entry.service->slots());
    entry.service->hosts().environments().settle(end);
  }
  for (const auto& entry : services.functions) {
    if (Slots* reserved = entry.service->reserved()) add_slots(*reserved);
  }
  add(gauges, "concurrency.peak", static_cast<double>(peak));
  add(gauges, "concurrency.mean", mean);
  const auto of_hosts = [&](const auto& value) {
    return sum_of(services.accounts, [&value](Account& account) { return value(account.hosts()); });
  };
  add(gauges, "environments.peak", of_hosts([](HostPool& hosts) { return hosts.environments().peak(); }));
  add(gauges, "environments.mean", of_hosts([](HostPool& hosts) { return hosts.environments().mean(); }));
  add(gauges, "hosts.peak", of_hosts([](HostPool& hosts) { return hosts.in_use().peak(); }));
}

void add_environment_gauges(std::span<const FunctionUse> functions, SimTime end, std::vector<Gauge>& gauges) {
  constexpr double mib_ns_per_gb_s = 1024e9;
  const double run_ns = std::max(static_cast<double>((end - SimTime{}).ns), 1.0);
  const double active_ns = sum_of(functions, [](const FunctionUse& use) { return use.active_ns; });
  const double idle_ns = sum_of(functions, [](const FunctionUse& use) { return use.idle_ns; });
  const auto gb_s = [&](double FunctionUse::* time_ns) {
    return sum_of(functions,
                  [time_ns](const FunctionUse& use) { return use.*time_ns * use.memory.in_mib() / mib_ns_per_gb_s; });
  };
  const auto count = [&](std::uint64_t FunctionUse::* number) {
    return sum_of(functions, [number](const FunctionUse& use) { return use.*number; });
  };
  add(gauges, "environments.busy", active_ns / run_ns);
  add(gauges, "environments.idle", idle_ns / run_ns);
  add(gauges, "environments.utilisation", active_ns > 0 ? active_ns / (active_ns + idle_ns) : 0);
  add(gauges, "environments.started", count(&FunctionUse::environments));
  add(gauges, "environments.loaded", count(&FunctionUse::loaded));
  add(gauges, "environments.evicted", count(&FunctionUse::evicted));
  // Requests that were throttled are counted as such; what one of them invoked counts here.
  const double throttled = count(&FunctionUse::throttled);
  if (throttled > 0) add(gauges, "invocations.throttled", throttled);
  add(gauges, "memory.busy_gb_s", gb_s(&FunctionUse::active_ns));
  add(gauges, "memory.idle_gb_s", gb_s(&FunctionUse::idle_ns));
}

void add_fleet_gauges(const Services& services, SimTime end, std::vector<Gauge>& gauges) {
  for (const auto& entry : services.fleets) entry.service->busy_workers().settle(end);
  add(gauges, "instances", sum_of(services.fleets, [](Fleet& fleet) { return fleet.running().peak(); }));
  const double busy_ns = sum_of(services.fleets, [](Fleet& fleet) { return fleet.busy_workers().integral_ns(); });
  const double worker_ns = sum_of(services.fleets, [](Fleet& fleet) {
    return fleet.running().integral_ns() * static_cast<double>(fleet.workers_per_instance());
  });
  add(gauges, "utilisation", worker_ns > 0 ? busy_ns / worker_ns : 0);
}

// Where fleets do more than to serve with a number of instances that is known.
void add_elasticity_gauges(const Services& services, SimTime end, std::vector<Gauge>& gauges) {
  const auto is_elastic = [](const auto& entry) { return entry.service->is_elastic(); };
  if (std::none_of(services.fleets.begin(), services.fleets.end(), is_elastic)) return;
  const auto sum = [&](const auto& value) { return sum_of(services.fleets, value); };
  const double run_ns = std::max(static_cast<double>((end - SimTime{}).ns), 1.0);
  add(gauges, "instances.mean", sum([&](Fleet& fleet) { return fleet.running().integral_ns() / run_ns; }));
  add(gauges, "instances.launched", sum([](Fleet& fleet) { return fleet.pool().launched(); }));
  add(gauges, "instances.interrupted", sum([](Fleet& fleet) { return fleet.pool().interruptions(); }));
  add(gauges, "instances.crashed", sum([](Fleet& fleet) { return fleet.pool().crashes(); }));
  add(gauges, "instances.in_outage", sum([](Fleet& fleet) { return fleet.pool().lost(); }));
  add(gauges, "fleet.turned_away", sum([](Fleet& fleet) { return fleet.turned_away(); }));
  add(gauges, "fleet.lost", sum([](Fleet& fleet) { return fleet.lost_requests(); }));
}

// Where queues do more than to hand over messages.
void add_queue_gauges(const Services& services, std::vector<Gauge>& gauges) {
  const auto delivers_again = [](const auto& entry) { return entry.service->delivers_again_or_drops(); };
  if (std::none_of(services.queues.begin(), services.queues.end(), delivers_again)) return;
  const auto count = [&](std::int64_t QueueService::Counts::* number) {
    return sum_of(services.queues, [number](const QueueService& queue) { return queue.counts().*number; });
  };
  add(gauges, "messages.redelivered", count(&QueueService::Counts::redelivered));
  add(gauges, "messages.duplicated", count(&QueueService::Counts::duplicated));
  add(gauges, "messages.dead_lettered", count(&QueueService::Counts::dead_lettered));
  add(gauges, "messages.expired", count(&QueueService::Counts::expired));
}

void add_store_gauges(const Services& services, std::vector<Gauge>& gauges) {
  const auto add_count = [&](const std::string& name, std::uint64_t (RequestLimits::*count)() const) {
    add(gauges, name, sum_of(services.stores, [count](const StoreService& store) {
          return store.limits() != nullptr ? (store.limits()->*count)() : 0;
        }));
  };
  const bool limited = std::any_of(services.stores.begin(), services.stores.end(),
                                   [](const auto& entry) { return entry.service->limits() != nullptr; });
  if (limited) {
    add_count("stores.throttled", &RequestLimits::throttled);
    add_count("stores.errors", &RequestLimits::errors);
    add_count("stores.failed", &RequestLimits::failed);
  }
  const double hits = sum_of(services.stores, [](const StoreService& store) { return store.hits(); });
  const double misses = sum_of(services.stores, [](const StoreService& store) { return store.misses(); });
  if (hits + misses > 0) add(gauges, "cache.hit_ratio", hits / (hits + misses));
}

void add_stream_gauges(const Services& services, std::vector<Gauge>& gauges) {
  if (services.streams.empty()) return;
  Duration oldest{};
  for (const auto& entry : services.streams) oldest = std::max(oldest, entry.service->counts().oldest);
  add(gauges, "records.throttled",
      sum_of(services.streams, [](const StreamService& stream) { return stream.counts().throttled; }));
  add(gauges, "records.given_up",
      sum_of(services.streams, [](const StreamService& stream) { return stream.counts().given_up; }));
  add(gauges, "records.oldest_s", oldest.in_seconds());
}

}  // namespace

std::vector<Gauge> run_gauges(const Services& services, std::span<const FunctionUse> functions, SimTime end) {
  std::vector<Gauge> gauges;
  if (!services.accounts.empty()) {
    add_account_gauges(services, end, gauges);
    add_environment_gauges(functions, end, gauges);
  }
  if (!services.fleets.empty()) add_fleet_gauges(services, end, gauges);
  add_elasticity_gauges(services, end, gauges);
  add_store_gauges(services, gauges);
  add_queue_gauges(services, gauges);
  add_stream_gauges(services, gauges);
  return gauges;
}

}  // namespace twostep::models
