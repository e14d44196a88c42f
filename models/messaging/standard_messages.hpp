// StandardMessages: what waits in a standard queue, the earliest sent first.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "models/messaging/message.hpp"
#include "sim/engine/four_ary_heap.hpp"

namespace twostep::models {

class StandardMessages {
 public:
  // Newly sent: later than all before.
  void add(const Messages& messages);
  // Undelivered again: at their old place.
  void put_back(const Messages& messages);
  // Appends the first, at most `most`.
  void take(std::int64_t most, std::vector<BatchPart>& parts);
  // Appends all that were sent at `limit` or before.
  void take_sent_until(SimTime limit, std::vector<Messages>& old);

  [[nodiscard]] std::int64_t waiting() const { return waiting_; }
  // When the first was sent. Requires waiting() > 0.
  [[nodiscard]] SimTime oldest() const { return first().sent; }

 private:
  struct Returned : Messages {
    [[nodiscard]] bool before(const Returned& other) const { return sequence < other.sequence; }
  };

  [[nodiscard]] bool returned_first() const;
  [[nodiscard]] const Messages& first() const;
  Messages take_first(std::int64_t most);

  std::deque<Messages> fresh_;
  engine::FourAryHeap<Returned> returned_;
  std::int64_t waiting_ = 0;
};

}  // namespace twostep::models
