// GroupedMessages: what waits in a FIFO queue: message groups, each in strict order. While a message of a group is in
// flight, those behind it wait.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <vector>

#include "models/messaging/message.hpp"

namespace twostep::models {

class GroupedMessages {
 public:
  explicit GroupedMessages(std::int64_t groups) : groups_(static_cast<std::size_t>(groups)) {}

  // Newly sent: later than all others of their group.
  void add(const Messages& messages);
  // Undelivered again: at their old place.
  void put_back(const Messages& messages);
  // Appends the first, at most `most`: of the group that has been ready the longest, then of the next.
  void take(std::int64_t most, std::vector<BatchPart>& parts);
  // `count` messages of the group, delivered before, are no longer in flight.
  void landed(std::uint32_t group, std::int64_t count);
  // Appends all that wait and were sent at `limit` or before, group by group.
  void take_sent_until(SimTime limit, std::vector<Messages>& old);

  [[nodiscard]] std::size_t groups() const { return groups_.size(); }
  [[nodiscard]] std::int64_t waiting() const { return waiting_; }
  // Of those that wait, the ones in groups with nothing in flight.
  [[nodiscard]] std::int64_t ready() const { return ready_messages_; }
  // When the first was sent. Requires waiting() > 0. Takes time in proportion to the groups.
  [[nodiscard]] SimTime oldest() const;

 private:
  struct Group {
    std::list<Messages> waiting;
    std::int64_t count = 0;  // messages in `waiting`
    std::int64_t in_flight = 0;
    bool listed = false;  // in ready_
  };

  void change(Group& group, std::int64_t messages);
  void list_if_ready(std::uint32_t index);
  Messages take_first(Group& group, std::int64_t most);

  std::vector<Group> groups_;
  std::deque<std::uint32_t> ready_;  // groups that have messages and none in flight; some have lost them since
  std::int64_t waiting_ = 0;
  std::int64_t ready_messages_ = 0;
};

}  // namespace twostep::models
