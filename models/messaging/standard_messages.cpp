#include "models/messaging/standard_messages.hpp"

#include <algorithm>

namespace twostep::models {

void StandardMessages::add(const Messages& messages) {
  fresh_.push_back(messages);
  waiting_ += messages.messages;
}

void StandardMessages::put_back(const Messages& messages) {
  returned_.push({messages});
  waiting_ += messages.messages;
}

bool StandardMessages::returned_first() const {
  return !returned_.empty() && (fresh_.empty() || returned_.top().sequence < fresh_.front().sequence);
}

const Messages& StandardMessages::first() const {
  return returned_first() ? static_cast<const Messages&>(returned_.top()) : fresh_.front();
}

Messages StandardMessages::take_first(std::int64_t most) {
  Messages taken = first();
  const std::int64_t left = taken.messages - std::min(most, taken.messages);
  taken.messages -= left;
  waiting_ -= taken.messages;
  if (!returned_first()) {
    fresh_.front().messages = left;
    if (left == 0) fresh_.pop_front();
    return taken;
  }
  returned_.pop();
  if (left > 0) {
    Returned rest{taken};
    rest.messages = left;
    returned_.push(rest);
  }
  return taken;
}

void StandardMessages::take(std::int64_t most, std::vector<BatchPart>& parts) {
  while (most > 0 && waiting_ > 0) {
    const BatchPart& part = parts.emplace_back(BatchPart{take_first(most)});
    most -= part.messages;
  }
}

void StandardMessages::take_sent_until(SimTime limit, std::vector<Messages>& old) {
  while (waiting_ > 0 && first().sent <= limit) old.push_back(take_first(waiting_));
}

}  // namespace twostep::models
