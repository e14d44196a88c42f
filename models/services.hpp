// Services: what one variant is made of in one run, each by the name of its resource.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/faas/function_service.hpp"
#include "models/iaas/client.hpp"
#include "models/iaas/fleet.hpp"
#include "models/iaas/load_balancer.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/messaging/stream_service.hpp"
#include "models/orchestration/orchestrator.hpp"
#include "models/storage/store_service.hpp"
#include "models/triggers/topic.hpp"

namespace twostep::models {

template <class T>
struct Deployed {
  std::string name;
  std::unique_ptr<T> service;
};

// Null when there is none of that name.
template <class T>
[[nodiscard]] T* find_service(const std::vector<Deployed<T>>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [name](const auto& entry) { return entry.name == name; });
  return found == all.end() ? nullptr : found->service.get();
}

struct Services {
  std::vector<Deployed<Account>> accounts;  // by the service that their functions are billed as
  std::vector<Deployed<StoreService>> stores;
  std::vector<Deployed<QueueService>> queues;
  std::vector<Deployed<StreamService>> streams;
  std::vector<Deployed<FunctionService>> functions;
  std::vector<Deployed<Fleet>> fleets;
  std::vector<Deployed<LoadBalancer>> balancers;
  std::vector<Deployed<Client>> clients;
  std::vector<Deployed<Topic>> topics;
  std::vector<Deployed<Orchestrator>> orchestrators;

  // Counts what costs by the time it exists, up to now.
  void accrue(SimTime now) const {
    for (const auto& entry : functions) entry.service->accrue(now);
    for (const auto& entry : fleets) entry.service->accrue(now);
    for (const auto& entry : balancers) entry.service->accrue(now);
    for (const auto& entry : stores) entry.service->accrue(now);
    for (const auto& entry : queues) entry.service->accrue();
    for (const auto& entry : streams) entry.service->accrue(now);
  }
  // Bills that for the whole run.
  void close(SimTime end) const {
    for (const auto& entry : functions) entry.service->accrue(end);
    for (const auto& entry : fleets) entry.service->close(end);
    for (const auto& entry : balancers) entry.service->close(end);
    for (const auto& entry : stores) entry.service->close(end);
    for (const auto& entry : queues) entry.service->close();
    for (const auto& entry : streams) entry.service->accrue(end);
  }
};

}  // namespace twostep::models
