#include "models/messaging/in_flight.hpp"

#include <algorithm>

namespace twostep::models {

Receipt InFlight::add(const Messages& messages) {
  count_ += messages.messages;
  peak_ = std::max(peak_, count_);
  if (!come_back()) return {};
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  slots_[slot].messages = messages;
  const Receipt receipt{.slot = slot, .generation = slots_[slot].generation};
  while (!due_.empty() && !valid(due_.front().receipt)) due_.pop_front();
  due_.push_back({.at = simulation_.now() + timeout_, .receipt = receipt});
  if (!timer_.armed()) timer_.arm(due_.front().at);
  return receipt;
}

bool InFlight::remove(const BatchPart& part) {
  if (come_back()) {
    if (!valid(part.receipt)) return false;
    free(part.receipt.slot);
  }
  count_ -= part.messages;
  return true;
}

void InFlight::free(std::uint32_t slot) {
  ++slots_[slot].generation;
  free_.push_back(slot);
}

void InFlight::expire() {
  expired_.clear();
  while (!due_.empty()) {
    const Due next = due_.front();
    const bool deleted = !valid(next.receipt);
    if (!deleted && next.at > simulation_.now()) break;
    due_.pop_front();
    if (deleted) continue;
    expired_.push_back(slots_[next.receipt.slot].messages);
    free(next.receipt.slot);
    count_ -= expired_.back().messages;
  }
  if (!expired_.empty()) back_(context_, expired_);
  if (!due_.empty()) timer_.arm(due_.front().at);
}

}  // namespace twostep::models
