#include "models/messaging/grouped_messages.hpp"

#include <algorithm>

namespace twostep::models {

void GroupedMessages::change(Group& group, std::int64_t messages) {
  group.count += messages;
  waiting_ += messages;
  if (group.in_flight == 0) ready_messages_ += messages;
}

void GroupedMessages::list_if_ready(std::uint32_t index) {
  Group& group = groups_[index];
  if (group.listed || group.in_flight > 0 || group.count == 0) return;
  group.listed = true;
  ready_.push_back(index);
}

void GroupedMessages::add(const Messages& messages) {
  Group& group = groups_[messages.group];
  group.waiting.push_back(messages);
  change(group, messages.messages);
  list_if_ready(messages.group);
}

void GroupedMessages::put_back(const Messages& messages) {
  Group& group = groups_[messages.group];
  const auto later = [&messages](const Messages& other) { return other.sequence > messages.sequence; };
  group.waiting.insert(std::find_if(group.waiting.begin(), group.waiting.end(), later), messages);
  change(group, messages.messages);
  list_if_ready(messages.group);
}

Messages GroupedMessages::take_first(Group& group, std::int64_t most) {
  Messages taken = group.waiting.front();
  taken.messages = std::min(most, taken.messages);
  change(group, -taken.messages);
  group.waiting.front().messages -= taken.messages;
  if (group.waiting.front().messages == 0) group.waiting.pop_front();
  return taken;
}

void GroupedMessages::take(std::int64_t most, std::vector<BatchPart>& parts) {
  while (most > 0 && ready_messages_ > 0) {
    Group& group = groups_[ready_.front()];
    ready_.pop_front();
    group.listed = false;
    std::int64_t taken = 0;
    while (most > taken && group.count > 0) {
      taken += parts.emplace_back(BatchPart{take_first(group, most - taken)}).messages;
    }
    if (taken == 0) continue;
    ready_messages_ -= group.count;  // what is behind them waits
    group.in_flight = taken;
    most -= taken;
  }
}

void GroupedMessages::landed(std::uint32_t group, std::int64_t count) {
  Group& of = groups_[group];
  of.in_flight -= count;
  if (of.in_flight > 0) return;
  ready_messages_ += of.count;
  list_if_ready(group);
}

void GroupedMessages::take_sent_until(SimTime limit, std::vector<Messages>& old) {
  for (Group& group : groups_) {
    while (group.count > 0 && group.waiting.front().sent <= limit) old.push_back(take_first(group, group.count));
  }
}

SimTime GroupedMessages::oldest() const {
  SimTime oldest = SimTime::max();
  for (const Group& group : groups_) {
    if (group.count > 0) oldest = std::min(oldest, group.waiting.front().sent);
  }
  return oldest;
}

}  // namespace twostep::models
