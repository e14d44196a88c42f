#include "models/messaging/long_polls.hpp"

namespace twostep::models {

LongPolls::Waiting& LongPolls::add(std::coroutine_handle<> process, LongPoll& poll, SimTime until) {
  if (free_.empty()) free_.push_back(&all_.emplace_back(*this));
  Waiting& waiting = *free_.back();
  free_.pop_back();
  waiting.process = process;
  waiting.poll = &poll;
  waiting.previous = last_;
  waiting.next = nullptr;
  (last_ == nullptr ? first_ : last_->next) = &waiting;
  last_ = &waiting;
  if (until != SimTime::max()) waiting.timer.arm(until);
  return waiting;
}

void LongPolls::wake_first() { wake(*first_); }

void LongPolls::wake(Waiting& waiting) {
  (waiting.previous == nullptr ? first_ : waiting.previous->next) = waiting.next;
  (waiting.next == nullptr ? last_ : waiting.next->previous) = waiting.previous;
  waiting.timer.disarm();
  simulation_.resume_now(waiting.process);
}

void LongPolls::meter_empty(LongPoll& poll, bool cut) {
  const std::int64_t waited_ns = (simulation_.now() - poll.since).ns;
  const std::int64_t empty = (waited_ns + (cut ? length_.ns - 1 : 0)) / length_.ns;
  requests_.add(empty - poll.billed);
  poll.billed = empty;
}

void LongPolls::accrue() {
  for (Waiting* waiting = first_; waiting != nullptr; waiting = waiting->next) meter_empty(*waiting->poll, false);
}

void LongPolls::close() {
  accrue();
  for (Waiting* waiting = first_; waiting != nullptr; waiting = waiting->next) requests_.add(1);
}

}  // namespace twostep::models
