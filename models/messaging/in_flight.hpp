// InFlight: messages that were delivered and are not deleted, and the visibility timeout that brings them back.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "models/messaging/message.hpp"
#include "sim/engine/timer.hpp"

namespace twostep::models {

class InFlight {
 public:
  // What is not deleted within `timeout` of its delivery is handed to `back`, all of one time together;
  // Duration::max(): nothing ever is.
  InFlight(engine::Simulation& simulation, Duration timeout, void (*back)(void*, std::span<const Messages>),
           void* context)
      : simulation_(simulation), timeout_(timeout), back_(back), context_(context), timer_(simulation, &expire, this) {}

  // Delivers them now.
  Receipt add(const Messages& messages);
  // Deletes them; false: too late, they have come back.
  bool remove(const BatchPart& part);

  [[nodiscard]] bool come_back() const { return timeout_ != Duration::max(); }
  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] std::int64_t peak() const { return peak_; }

 private:
  struct Slot {
    Messages messages;
    std::uint32_t generation = 0;  // of its present or next use
  };
  struct Due {
    SimTime at;
    Receipt receipt;
  };

  static void expire(void* self) { static_cast<InFlight*>(self)->expire(); }
  void expire();
  [[nodiscard]] bool valid(Receipt receipt) const { return slots_[receipt.slot].generation == receipt.generation; }
  void free(std::uint32_t slot);

  engine::Simulation& simulation_;
  Duration timeout_;
  void (*back_)(void*, std::span<const Messages>);
  void* context_;
  engine::Timer timer_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
  std::vector<Messages> expired_;
  std::deque<Due> due_;  // in order of time, since the timeout is one for all; some were deleted since
  std::int64_t count_ = 0;
  std::int64_t peak_ = 0;
};

}  // namespace twostep::models
