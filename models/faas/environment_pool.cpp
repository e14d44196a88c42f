#include "models/faas/environment_pool.hpp"

#include <new>
#include <type_traits>
#include <utility>

#include "models/faas/account.hpp"

namespace twostep::models {

namespace {

// The time that a policy keeps an idle environment; without end where another's need of memory decides.
Duration time_kept(const KeepAliveSpec& policy) {
  if (const auto* fixed = std::get_if<FixedKeepAlive>(&policy)) return fixed->time;
  if (const auto* histogram = std::get_if<HybridHistogramKeepAlive>(&policy)) return histogram->range;
  return std::holds_alternative<NoKeepAlive>(policy) ? Duration::zero() : Duration::max();
}

}  // namespace

EnvironmentPool::EnvironmentPool(Account& account, std::string name, const Settings& settings, LoadHook load_hook)
    : simulation_(account.simulation()),
      eviction_(account.eviction()),
      keep_alive_(time_kept(settings.keep_alive)),
      expiry_(simulation_, &expire, this),
      settings_(settings),
      account_(account),
      load_hook_(load_hook),
      number_(account.next_number()),
      random_(simulation_.stream(name + ".reuse")) {
  use_.name = std::move(name);
  use_.memory = settings.memory;
  worth.of_use = settings.cold_start_s / settings.memory.in_mib();
  if (const auto* policy = std::get_if<HybridHistogramKeepAlive>(&settings.keep_alive)) {
    histogram_ = std::make_unique<HybridHistogram>(*policy);
    loading_ = std::make_unique<engine::Timer>(simulation_, &load_again, this);
  }
}

Environment* EnvironmentPool::next_idle() {
  if (!provisioned_.empty()) return provisioned_.newest();
  if (idle_.empty()) return nullptr;
  if (settings_.reuse == ReuseOrder::newest) return idle_.newest();
  if (settings_.reuse == ReuseOrder::oldest) return idle_.oldest();
  return idle_by_index_[static_cast<std::size_t>(random_.next_uniform() * static_cast<double>(idle_by_index_.size()))];
}

Environment* EnvironmentPool::take() {
  Environment* environment = open_.oldest();
  if (environment == nullptr) {
    environment = next_idle();
    if (environment == nullptr) return nullptr;
    remove_idle(*environment);
  }
  enter(*environment);
  return environment;
}

void EnvironmentPool::enter(Environment& environment) {
  if (histogram_ != nullptr && running_ == 0 && last_end_ != SimTime::max()) count_idle_time();
  ++running_;
  if (environment.running++ == 0) {
    environment.since = simulation_.now();
    if (!environment.starting) ++settings_.count->busy;
    if (settings_.invocations_per_environment > 1) open_.push(environment);
  } else if (environment.running == settings_.invocations_per_environment) {
    open_.remove(environment);
  }
  if (eviction_ != nullptr) eviction_->invoked(*this);
}

// Out of line, as the others: few invocations come here, and those that do not would take longer.
[[gnu::noinline]] void EnvironmentPool::count_idle_time() {
  histogram_->add(simulation_.now() - last_end_);
  loading_->disarm();
}

Environment& EnvironmentPool::create() {
  static_assert(std::is_trivially_destructible_v<Environment>);
  if (free_ == nullptr) free_ = others_.emplace_back(std::make_unique<Environment>()).get();
  Environment& environment = *free_;
  free_ = environment.older;
  const Site before = environment.site;  // of an environment that was here before
  const std::uint32_t host = account_.hosts().place(settings_.memory);
  ++settings_.count->starting;
  ++alive_;
  // In its place: what is made elsewhere and assigned is cleared and copied, for as much time as all else here takes.
  new (&environment) Environment{.site = settings_.fresh_site,
                                 .pool = this,
                                 .since = simulation_.now(),
                                 .starting = true,
                                 .host = host,
                                 .number = ++use_.environments};
  Site& site = environment.site;
  if (settings_.shares_processors) {
    const Bandwidth capacity{site.vcpus * 1e9};  // vCPU-nanoseconds a second, see Interpreter
    site.processors =
        before.processors.valid() ? before.processors : account_.network().add_link(capacity, engine::LinkKind::fluid);
  }
  site.nic = settings_.burst.bursts() ? fresh_link(before.nic) : account_.hosts().nic(host);
  return environment;
}

// A link with a full bucket: that of an environment that was here before, or a new one.
engine::LinkId EnvironmentPool::fresh_link(engine::LinkId link) {
  if (!link.valid()) return add_link(account_.network(), settings_.burst);
  account_.network().refill(link);
  return link;
}

void EnvironmentPool::make_ready(Environment& environment) {
  const SimTime now = simulation_.now();
  use_.starting_ns += static_cast<double>((now - environment.since).ns);
  environment.since = now;
  environment.starting = false;
  --settings_.count->starting;
  if (environment.running > 0) ++settings_.count->busy;
  while (!environment.until_ready.empty()) simulation_.resume_now(environment.until_ready.pop().process);
}

void EnvironmentPool::become_idle(Environment& environment) {
  const SimTime now = simulation_.now();
  environment.since = now;
  if (!environment.provisioned && keep_alive_ <= Duration::zero()) {
    discard(environment);
    return;
  }
  ++settings_.count->idle;
  if (environment.provisioned) {
    provisioned_.push(environment);
    return;
  }
  idle_.push(environment);
  if (settings_.reuse == ReuseOrder::random) {
    environment.idle_index = static_cast<std::uint32_t>(idle_by_index_.size());
    idle_by_index_.push_back(&environment);
  }
  if (eviction_ != nullptr) account_.became_idle(environment);
  if (!expiry_.armed() && keep_alive_ != Duration::max()) expiry_.arm(idle_.oldest()->since + keep_alive_);
}

// From the list it is idle in.
inline void EnvironmentPool::remove_idle(Environment& environment) {
  use_.idle_ns += static_cast<double>((simulation_.now() - environment.since).ns);
  --settings_.count->idle;
  if (environment.provisioned) {
    provisioned_.remove(environment);
    return;
  }
  idle_.remove(environment);
  if (settings_.reuse == ReuseOrder::random) {
    Environment* last = idle_by_index_.back();
    last->idle_index = environment.idle_index;
    idle_by_index_[environment.idle_index] = last;
    idle_by_index_.pop_back();
  }
  if (eviction_ != nullptr) account_.left_idle(environment);
}

void EnvironmentPool::leave(Environment& environment, bool reusable) {
  const SimTime now = simulation_.now();
  --running_;
  if (!reusable && !environment.ending) {
    environment.ending = true;  // the platform does not use it again
    const bool open =
        settings_.invocations_per_environment > 1 && environment.running < settings_.invocations_per_environment;
    if (open) open_.remove(environment);
  }
  const bool last = --environment.running == 0;
  if (last) {
    --settings_.count->busy;
    use_.active_ns += static_cast<double>((now - environment.since).ns);
    if (!environment.ending && settings_.invocations_per_environment > 1) open_.remove(environment);
    if (environment.ending && !environment.provisioned) {
      discard(environment);
    } else {
      if (environment.ending) renew(environment);
      become_idle(environment);
    }
  } else if (!environment.ending && environment.running + 1 == settings_.invocations_per_environment) {
    open_.push(environment);
  }
  if (histogram_ != nullptr && running_ == 0) {
    last_end_ = now;
    unload_until_needed();
  }
}

[[gnu::noinline]] void EnvironmentPool::unload_until_needed() {
  const HybridHistogram::Windows windows = histogram_->windows();
  keep_alive_ = windows.kept;
  if (windows.unloaded > Duration::zero()) {
    while (!idle_.empty()) {
      Environment& environment = *idle_.oldest();
      remove_idle(environment);
      discard(environment);
    }
    loading_->arm(last_end_ + windows.unloaded);
  } else if (!idle_.empty()) {
    expiry_.arm(idle_.oldest()->since + keep_alive_);
  }
}

void EnvironmentPool::evict(Environment& environment) {
  remove_idle(environment);
  ++use_.evicted;
  discard(environment);
}

// A provisioned environment that ended has a fresh one in its place.
void EnvironmentPool::renew(Environment& environment) {
  environment.ending = false;
  environment.site.used = false;
  environment.site.loaded = false;
  environment.number = ++use_.environments;
}

// Ends an environment that is in no list.
[[gnu::noinline]] void EnvironmentPool::discard(Environment& environment) {
  account_.hosts().remove(environment.host, settings_.memory);
  environment.older = free_;
  free_ = &environment;
  if (--alive_ == 0 && eviction_ != nullptr) eviction_->vanished(*this);
}

void EnvironmentPool::settle(SimTime now) {
  for (const List* list : {&idle_, &provisioned_}) {
    for (Environment* environment = list->oldest(); environment != nullptr; environment = environment->newer) {
      use_.idle_ns += static_cast<double>((now - environment->since).ns);
      environment->since = now;
    }
  }
}

void EnvironmentPool::expire(void* self) {
  auto& pool = *static_cast<EnvironmentPool*>(self);
  const SimTime now = pool.simulation_.now();
  while (!pool.idle_.empty() && pool.idle_.oldest()->since + pool.keep_alive_ <= now) {
    Environment& environment = *pool.idle_.oldest();
    pool.remove_idle(environment);
    pool.discard(environment);
  }
  if (!pool.idle_.empty()) pool.expiry_.arm(pool.idle_.oldest()->since + pool.keep_alive_);
}

void EnvironmentPool::load_again(void* self) {
  auto& pool = *static_cast<EnvironmentPool*>(self);
  if (pool.running_ > 0 || !pool.idle_.empty()) return;
  pool.load_hook_.load(pool.load_hook_.context, pool);
}

}  // namespace twostep::models
