#include "models/triggers/triggers.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;

namespace {

template <class T>
T* find(const std::vector<std::pair<std::string, std::unique_ptr<T>>>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [name](const auto& entry) { return entry.first == name; });
  return found == all.end() ? nullptr : found->second.get();
}

}  // namespace

AsyncInvoker* Triggers::async(std::string_view program) const { return find(invokers_, program); }

AsyncInvoker& Triggers::add_async(const std::string& program, Invocable& function, const AsynchronousSpec& spec,
                                  QueueService* dead_letter) {
  invokers_.emplace_back(program, std::make_unique<AsyncInvoker>(simulation_, function, spec, dead_letter, program));
  return *invokers_.back().second;
}

void Triggers::add_gauges(std::vector<observation::Gauge>& gauges) const {
  const auto sum = [this](std::uint64_t (AsyncInvoker::*count)() const) {
    double total = 0;
    for (const auto& [program, invoker] : invokers_) total += static_cast<double>((*invoker.*count)());
    return total;
  };
  if (sum(&AsyncInvoker::events) == 0) return;
  gauges.push_back({"events", sum(&AsyncInvoker::events)});
  gauges.push_back({"events.dropped", sum(&AsyncInvoker::dropped)});
  gauges.push_back({"events.dead_lettered", sum(&AsyncInvoker::dead_lettered)});
}

Subscribers* Triggers::of(std::string_view resource) const { return find(subscribers_, resource); }

Subscribers& Triggers::add_subscribers(const std::string& resource) {
  if (Subscribers* known = of(resource)) return *known;
  subscribers_.emplace_back(
      resource, std::make_unique<Subscribers>(simulation_, requests_, engine::Sampled<Duration>{}, resource));
  return *subscribers_.back().second;
}

void Triggers::add_timer(const std::string& name, const TimerSpec& spec) {
  timers_.push_back({.subscribers = &add_subscribers(name), .spec = spec});
}

void Triggers::start(std::function<bool()> needed) {
  needed_ = std::move(needed);
  for (const Timer& timer : timers_) simulation_.spawn_daemon(tick(timer), "timer");
}

Process<void> Triggers::tick(Timer timer) {
  for (SimTime at = SimTime{} + timer.spec.first;; at = at + timer.spec.every) {
    co_await simulation_.tick_until(at);
    if (!needed_()) co_return;
    timer.subscribers->notify({.request = nullptr, .origin = at, .poisoned = false, .size = {}});
  }
}

}  // namespace twostep::models
