#include "models/iaas/dispatch.hpp"

#include <algorithm>

namespace twostep::models {

using observation::Outcome;

bool Dispatch::ask(WorkerRequest& request) {
  if (choice_) return ask_balanced(request);
  if (free_workers_.empty()) grow_.grow(grow_.fleet);
  if (waiting_.empty() && !free_workers_.empty()) {
    request.instance = free_workers_.front();
    free_workers_.pop_front();
    begin(request.instance);
    return true;
  }
  if (queue_limit_ && waiting_count_ >= *queue_limit_) {
    request.outcome = Outcome::throttled;
    return true;
  }
  waiting_.push(request);
  ++waiting_count_;
  return false;
}

bool Dispatch::ask_balanced(WorkerRequest& request) {
  if (choice_->empty()) {
    request.outcome = Outcome::throttled;
    return true;
  }
  request.instance = choice_->choose();
  Instance& instance = instances_[request.instance];
  const bool is_free = instance.busy.level() < instance.workers;
  if (!is_free && queue_limit_ && instance.waiting_count >= *queue_limit_) {
    request.outcome = Outcome::throttled;
    return true;
  }
  choice_->begun(request.instance);
  if (is_free) {
    begin(request.instance);
    return true;
  }
  instance.waiting.push(request);
  ++instance.waiting_count;
  return false;
}

void Dispatch::begin(std::uint32_t instance) {
  const SimTime now = simulation_.now();
  busy_.change(now, 1);
  instances_[instance].busy.change(now, 1);
  ++instances_[instance].taken;
}

void Dispatch::end(std::uint32_t instance) {
  const SimTime now = simulation_.now();
  busy_.change(now, -1);
  instances_[instance].busy.change(now, -1);
}

void Dispatch::release(std::uint32_t instance) {
  end(instance);
  if (choice_) {
    choice_->ended(instance);
    serve_next_at(instance);
  } else {
    offer_free_worker(instance);
  }
}

void Dispatch::resume(WorkerRequest& request, std::uint32_t instance) {
  begin(instance);
  request.instance = instance;
  simulation_.resume_now(request.process);
}

void Dispatch::serve_next_at(std::uint32_t index) {
  Instance& instance = instances_[index];
  if (instance.waiting.empty() || instance.busy.level() >= instance.workers) return;
  --instance.waiting_count;
  resume(instance.waiting.pop(), index);
}

// A worker that is one too many, since its container was stopped, is not free.
void Dispatch::offer_free_worker(std::uint32_t index) {
  const Instance& instance = instances_[index];
  if (instance.state != InstanceState::serving || instance.busy.level() >= instance.workers) return;
  if (waiting_.empty()) {
    free_workers_.push_back(index);
    return;
  }
  --waiting_count_;
  resume(waiting_.pop(), index);
}

void Dispatch::add_workers(std::uint32_t index, std::int64_t number) {
  Instance& instance = instances_[index];
  const bool is_new = instance.workers == 0;
  const std::int64_t most = std::max<std::int64_t>(instance.workers + number - instance.busy.level(), 0);
  instance.workers += number;
  instance.capacity.change(simulation_.now(), number);
  if (choice_ && is_new) choice_->add(index);
  for (std::int64_t i = 0; i < std::min(most, number); ++i) {
    if (choice_) {
      serve_next_at(index);
    } else {
      offer_free_worker(index);
    }
  }
}

void Dispatch::remove_workers(std::uint32_t index, std::int64_t number) {
  Instance& instance = instances_[index];
  const std::int64_t free = std::max<std::int64_t>(instance.workers - instance.busy.level(), 0);
  instance.workers -= number;
  instance.capacity.change(simulation_.now(), -number);
  for (std::int64_t i = 0; !choice_ && i < std::min(free, number); ++i) {
    free_workers_.erase(std::ranges::find(free_workers_, index));
  }
}

void Dispatch::stop(std::uint32_t index) {
  if (choice_) {
    choice_->remove(index);
  } else {
    std::erase(free_workers_, index);
  }
}

void Dispatch::lose(std::uint32_t index) {
  stop(index);
  Instance& instance = instances_[index];
  instance.capacity.change(simulation_.now(), -instance.workers);
  instance.workers = 0;
  instance.waiting_count = 0;
  while (!instance.waiting.empty()) {
    WorkerRequest& request = instance.waiting.pop();
    request.outcome = Outcome::failed;
    choice_->ended(index);
    simulation_.resume_now(request.process);
  }
}

}  // namespace twostep::models
