#include "models/faas/account.hpp"

namespace twostep::models {

Account::Account(engine::Simulation& simulation, engine::Network& network, const Settings& settings)
    : simulation_(simulation),
      network_(network),
      hosts_(simulation, network, settings.hosts, settings.smallest_memory),
      slots_(settings.concurrency),
      scaling_(settings.scaling),
      memory_limit_(memory_limit(settings.keep_alive)),
      eviction_(make_eviction(settings.keep_alive)),
      next_permit_(simulation, [](void* self) { static_cast<Account*>(self)->admit_waiting(); }, this) {}

// A new environment for an invocation that has a slot; when there can be none, it loses that, and null is returned.
Environment* Account::try_start(EnvironmentPool& function, Slots& slots) {
  const SimTime now = simulation_.now();
  if (scaling_.has_permit(now) && make_room(function.settings().memory)) {
    scaling_.take();
    Environment& environment = function.create();
    function.enter(environment);
    return &environment;
  }
  slots.give_back(now);
  return nullptr;
}

void Account::leave(Environment& environment, bool reusable) {
  EnvironmentPool& function = *environment.pool;
  function.leave(environment, reusable);
  function.settings().slots->give_back(simulation_.now());
  if (!ring_.empty()) admit_waiting();
}

Environment* Account::try_load(EnvironmentPool& function) {
  return make_room(function.settings().memory) ? &function.create() : nullptr;
}

void Account::loaded(Environment& environment) {
  environment.starting = false;
  environment.pool->become_idle(environment);
  if (!ring_.empty()) admit_waiting();
}

void Account::became_idle(Environment& environment) {
  idle_memory_ += environment.pool->settings().memory;
  eviction_->became_idle(environment);
}

void Account::left_idle(Environment& environment) {
  idle_memory_ = idle_memory_ - environment.pool->settings().memory;
  eviction_->left_idle(environment);
}

bool Account::make_room(Bytes memory) {
  if (memory_limit_.count == 0) return true;
  if (hosts_.memory_in_use() - idle_memory_ + memory > memory_limit_) return false;  // the active ones leave too little
  while (hosts_.memory_in_use() + memory > memory_limit_) {
    Environment* victim = eviction_->victim();
    victim->pool->evict(*victim);
  }
  return true;
}

void Account::wait(EnvironmentPool& function, AdmissionRequest& request) {
  function.waiting().push(request);
  if (!function.in_ring) ring_.push_back(&function);
  function.in_ring = true;
  if (!scaling_.has_permit(simulation_.now())) next_permit_.arm(scaling_.next(simulation_.now()));
}

void Account::admit_waiting() {
  for (std::size_t refused = 0; refused < ring_.size();) {
    EnvironmentPool& function = *ring_.front();
    ring_.pop_front();
    if (Environment* environment = try_admit(function)) {
      AdmissionRequest& request = function.waiting().pop();
      request.environment = environment;
      simulation_.resume_now(request.process);
      refused = 0;
    } else {
      ++refused;
    }
    function.in_ring = !function.waiting().empty();
    if (function.in_ring) ring_.push_back(&function);
  }
  if (!ring_.empty() && !scaling_.has_permit(simulation_.now())) {
    next_permit_.arm(scaling_.next(simulation_.now()));
  }
}

}  // namespace twostep::models
