#include "models/iaas/target_choice.hpp"

#include <algorithm>

namespace twostep::models {

void LeastOutstanding::add(std::uint32_t target, std::int64_t outstanding) {
  if (places_.size() <= target) places_.resize(std::size_t{target} + 1);
  const auto level = static_cast<std::size_t>(outstanding);
  link(target, level);
  if (++targets_ == 1 || level < lowest_) lowest_ = level;
}

void LeastOutstanding::remove(std::uint32_t target) {
  unlink(target);
  --targets_;
  find_lowest();
}

void LeastOutstanding::move(std::uint32_t target, std::int64_t outstanding) {
  const auto level = static_cast<std::size_t>(outstanding);
  unlink(target);
  link(target, level);
  lowest_ = std::min(lowest_, level);
  find_lowest();
}

void LeastOutstanding::link(std::uint32_t target, std::size_t level) {
  if (levels_.size() <= level) levels_.resize(level + 1);
  Level& at = levels_[level];
  places_[target] = {.previous = at.last, .next = none, .level = level};
  (at.last == none ? at.first : places_[at.last].next) = target;
  at.last = target;
}

void LeastOutstanding::unlink(std::uint32_t target) {
  const Place& place = places_[target];
  Level& at = levels_[place.level];
  (place.previous == none ? at.first : places_[place.previous].next) = place.next;
  (place.next == none ? at.last : places_[place.next].previous) = place.previous;
}

void LeastOutstanding::find_lowest() {
  if (targets_ == 0) return;
  while (levels_[lowest_].first == none) ++lowest_;
}

void TargetChoice::add(std::uint32_t target) {
  if (loads_.size() <= target) loads_.resize(std::size_t{target} + 1);
  loads_[target].is_target = true;
  targets_.push_back(target);
  if (policy_ == BalancingPolicy::least_outstanding) least_.add(target, loads_[target].outstanding);
}

void TargetChoice::remove(std::uint32_t target) {
  const auto at = std::ranges::find(targets_, target);
  if (at == targets_.end()) return;
  loads_[target].is_target = false;
  if (at < targets_.begin() + static_cast<std::ptrdiff_t>(next_)) --next_;
  targets_.erase(at);
  if (policy_ == BalancingPolicy::least_outstanding) least_.remove(target);
}

std::uint32_t TargetChoice::choose() {
  switch (policy_) {
    case BalancingPolicy::round_robin:
      if (next_ >= targets_.size()) next_ = 0;
      return targets_[next_++];
    case BalancingPolicy::least_outstanding:
      return least_.least();
    case BalancingPolicy::two_random_choices:
      return one_of_two();
  }
  return targets_.front();
}

// Two different ones, from the two halves of one random number (Mitzenmacher, "The power of two choices in randomized
// load balancing", IEEE TPDS 12(10), 2001).
std::uint32_t TargetChoice::one_of_two() {
  const std::uint64_t random = stream_.next_u64();
  const std::uint64_t count = targets_.size();
  const auto scaled = [](std::uint64_t half, std::uint64_t below) { return (half * below) >> 32; };
  const std::uint64_t first = scaled(random >> 32, count);
  if (count == 1) return targets_.front();
  const std::uint64_t second = (first + 1 + scaled(random & 0xffffffff, count - 1)) % count;
  const std::uint32_t a = targets_[first];
  const std::uint32_t b = targets_[second];
  return loads_[b].outstanding < loads_[a].outstanding ? b : a;
}

}  // namespace twostep::models
