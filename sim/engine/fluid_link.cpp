#include "sim/engine/fluid_link.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>

namespace twostep::engine {

namespace {

// Clocks start anew after so long, or after so many arrivals: a double then tells 1e-5 ns apart, and sums of rates are
// taken afresh before rounding adds up.
constexpr double longest_epoch_ns = 0x1p36;
constexpr std::uint64_t most_arrivals_in_epoch = 1 << 16;
// How far below the fair share a flow's rate may fall before its deadline must be watched.
constexpr double patience_below_share = 1.0 / 64;

}  // namespace

FluidLink::FluidLink(Simulation& simulation, Bandwidth capacity)
    : simulation_(simulation),
      capacity_(capacity.bytes_per_second / 1e9),
      timer_(
          simulation, [](void* self) { static_cast<FluidLink*>(self)->complete_due(); }, this),
      first_at_share_(classes_.end()),
      patience_(capacity_ * patience_below_share) {
  if (!(capacity_ > 0) || std::isinf(capacity_)) {
    throw std::invalid_argument("the capacity of a link must be positive and finite");
  }
}

FluidLink::FluidLink(Simulation& simulation, const BurstBandwidth& capacity) : FluidLink(simulation, capacity.base) {
  if (!(capacity.burst > capacity.base) || capacity.burst.is_unlimited() || capacity.bucket.count <= 0) {
    throw std::invalid_argument("a burst must be above the base rate and finite, and its bucket not empty");
  }
  const auto size = static_cast<double>(capacity.bucket.count);
  bucket_ = {.base = capacity_, .burst = capacity.burst.bytes_per_second / 1e9, .size = size, .level = size};
  capacity_ = bucket_->burst;
  idle_from_ = SimTime::max();
}

FluidLink::~FluidLink() {
  classes_.clear();
  ends_at_cap_.clear();
  ends_at_share_.clear();
}

FluidLink::Transfer FluidLink::transfer(Bytes size, Bandwidth cap, SimTime deadline) {
  if (size.count < 0) throw std::invalid_argument("the size of a transfer must not be negative");
  if (!(cap.bytes_per_second > 0)) throw std::invalid_argument("the rate cap of a transfer must be positive");
  return {*this, size, cap, deadline};
}

void FluidLink::refill() {
  if (!bucket_) return;
  move_on(static_cast<double>((simulation_.now() - epoch_).ns) - time_);
  bucket_->level = bucket_->size;
  share();
  arm();
}

// Mostly it is that of the last flow, and a division takes as long as the rest of a flow that is alone.
inline const FluidLink::Alone& FluidLink::alone(Bytes size, Bandwidth cap) {
  if (size != alone_.size || cap != alone_.cap) {
    const double ns = static_cast<double>(size.count) / std::min(cap.bytes_per_second / 1e9, capacity_);
    alone_ = {.size = size,
              .cap = cap,
              .ns = ns,
              .takes = Duration::from_ns(ns),
              .keeps_busy = Duration::from_ns(std::ceil(ns))};
  }
  return alone_;
}

// Neither class nor timer: nobody sees the link before it is idle again. A flow that comes in the nanosecond within
// which the last one ended begins at that end, and is begun as any other.
bool FluidLink::moves_alone(Bytes size, Bandwidth cap, SimTime deadline) {
  if (size.count == 0) return true;
  const SimTime now = simulation_.now();
  if (now < idle_from_) return false;
  const Alone& flow = alone(size, cap);
  const SimTime arrival = now + flow.takes;
  if (arrival > deadline || !simulation_.skip_to(arrival)) return false;
  time_ = static_cast<double>((now - epoch_).ns) + flow.ns;
  idle_from_ = now + flow.keeps_busy;
  completed_bytes_ += size.count;
  return true;
}

void FluidLink::start(Transfer& transfer) {
  move_on(static_cast<double>((simulation_.now() - epoch_).ns) - time_);
  if (time_ > longest_epoch_ns || started_ >= rebase_after_) rebase();
  CapClass& c = class_of(transfer.cap_.bytes_per_second / 1e9);
  c.flows.push({clock_of(c) + static_cast<double>(transfer.size_.count), started_++, &transfer});
  if (c.flows.top().transfer == &transfer) refresh_next_end(c);
  if (c.at_cap) {
    rate_at_cap_ += c.cap;
  } else {
    ++flows_at_share_;
  }
  ++active_;
  idle_from_ = SimTime::max();
  if (may_be_late(transfer, static_cast<double>(transfer.size_.count))) watch(transfer);
  share();
  arm();
}

void FluidLink::complete_due() {
  const SimTime now = simulation_.now();
  for (;;) {
    const NextEnd next = next_end();
    const bool empties = bucket_ && empty_after() < next.after;
    const double after = empties ? empty_after() : next.after;
    if ((next.of == nullptr && !empties) || to_time(time_ + after) > now) break;
    // Ends by time, not by bytes left: rounding may leave some, too few to move the clock.
    move_on(after);
    if (empties) {
      bucket_->level = 0;
    } else {
      complete_first_of(*next.of);
    }
    share();
  }
  while (!watched_.empty() && watched_.begin()->deadline_ <= now) give_up(*watched_.begin());
  arm();
}

void FluidLink::complete_first_of(CapClass& c) {
  Transfer& transfer = *c.flows.top().transfer;
  completed_bytes_ += transfer.size_.count;
  c.flows.pop();
  left(c, transfer);
}

// At its deadline; what has been moved of it has been moved.
void FluidLink::give_up(Transfer& transfer) {
  move_on(static_cast<double>((simulation_.now() - epoch_).ns) - time_);
  CapClass& c = class_of(transfer.cap_.bytes_per_second / 1e9);
  const auto flow =
      std::find_if(c.flows.begin(), c.flows.end(), [&](const Flow& f) { return f.transfer == &transfer; });
  const double bytes_left = std::max(0.0, flow->ends_at - clock_of(c));
  completed_bytes_ += transfer.size_.count - static_cast<std::int64_t>(std::ceil(bytes_left));
  c.flows.erase(static_cast<std::size_t>(flow - c.flows.begin()));
  left(c, transfer);
  share();
}

// After its flow was taken from its class.
void FluidLink::left(CapClass& c, Transfer& transfer) {
  if (transfer.watched_) watched_.erase(watched_.iterator_to(transfer));
  simulation_.schedule_now(transfer.done_);
  if (c.at_cap) {
    rate_at_cap_ -= c.cap;
  } else {
    --flows_at_share_;
  }
  if (--active_ == 0) {
    patience_ = capacity_ * patience_below_share;
    if (!bucket_) idle_from_ = simulation_.now() + Duration::nanoseconds(1);
  }
  if (c.flows.empty()) {
    retire(c);
  } else {
    refresh_next_end(c);
  }
}

// Does nothing for a negative time: the link may be up to half a nanosecond ahead of the simulation.
void FluidLink::move_on(double nanoseconds) {
  if (!(nanoseconds > 0)) return;
  time_ += nanoseconds;
  fair_clock_ += fair_share_ * nanoseconds;
  if (bucket_) {
    const double used = flows_at_share_ > 0 ? capacity_ : rate_at_cap_;
    bucket_->level = std::clamp(bucket_->level + (bucket_->base - used) * nanoseconds, 0.0, bucket_->size);
  }
}

// Nanoseconds after time_ at which the bucket will be empty as things stand; infinite when it will not. Requires one.
double FluidLink::empty_after() const {
  if (capacity_ == bucket_->base) return HUGE_VAL;
  const double used = flows_at_share_ > 0 ? capacity_ : rate_at_cap_;
  return used > bucket_->base ? bucket_->level / (used - bucket_->base) : HUGE_VAL;
}

// Whether it could miss its deadline without a fair share below `patience_`.
bool FluidLink::may_be_late(const Transfer& transfer, double bytes_left) const {
  if (transfer.deadline_ == SimTime::max()) return false;
  const double time_left = static_cast<double>((transfer.deadline_ - simulation_.now()).ns);
  return bytes_left > std::min(patience_, transfer.cap_.bytes_per_second / 1e9) * time_left;
}

void FluidLink::watch(Transfer& transfer) {
  transfer.watched_ = true;
  watched_.insert(transfer);
}

// The fair share has come down to where some of the flows may miss their deadlines.
void FluidLink::watch_more() {
  patience_ = fair_share_ * patience_below_share;
  for (CapClass& c : classes_) {
    for (const Flow& flow : c.flows) {
      Transfer& transfer = *flow.transfer;
      if (transfer.watched_) continue;
      if (may_be_late(transfer, std::max(0.0, flow.ends_at - clock_of(c)))) watch(transfer);
    }
  }
}

// Water-filling, from where it stood: a class runs at its cap when the flows at the fair share could all have that
// much.
void FluidLink::share() {
  if (bucket_) capacity_ = bucket_->level > 0 ? bucket_->burst : bucket_->base;
  while (first_at_share_ != classes_.begin()) {
    CapClass& last_at_cap = *std::prev(first_at_share_);
    if (last_at_cap.cap * static_cast<double>(flows_at_share_) <= capacity_ - rate_at_cap_) break;
    set_at_cap(last_at_cap, false);
    --first_at_share_;
  }
  while (first_at_share_ != classes_.end()) {
    CapClass& least = *first_at_share_;
    if (least.cap * static_cast<double>(flows_at_share_) > capacity_ - rate_at_cap_) break;
    set_at_cap(least, true);
    ++first_at_share_;
  }
  if (first_at_share_ == classes_.begin()) rate_at_cap_ = 0;
  fair_share_ = flows_at_share_ == 0 ? 0 : (capacity_ - rate_at_cap_) / static_cast<double>(flows_at_share_);
  if (fair_share_ < patience_ && flows_at_share_ > 0) watch_more();
}

void FluidLink::set_at_cap(CapClass& c, bool at_cap) {
  const double clock = clock_of(c);
  const double rate = c.cap * static_cast<double>(c.flows.size());
  ends_of(c).erase(ends_of(c).iterator_to(c));
  c.at_cap = at_cap;
  c.offset = 0;
  c.offset = clock - clock_of(c);
  rate_at_cap_ += at_cap ? rate : -rate;
  flows_at_share_ = at_cap ? flows_at_share_ - c.flows.size() : flows_at_share_ + c.flows.size();
  refresh_next_end(c);
}

double FluidLink::clock_of(const CapClass& c) const { return c.offset + (c.at_cap ? c.cap * time_ : fair_clock_); }

void FluidLink::refresh_next_end(CapClass& c) {
  ClassesByEnd& ends = ends_of(c);
  if (c.by_next_end.is_linked()) ends.erase(ends.iterator_to(c));
  const double progress = c.flows.top().ends_at - c.offset;
  c.next_end = c.at_cap ? progress / c.cap : progress;
  ends.insert(c);
}

FluidLink::NextEnd FluidLink::next_end() {
  NextEnd next{.of = nullptr, .after = HUGE_VAL};
  if (!ends_at_cap_.empty()) next = {&*ends_at_cap_.begin(), ends_at_cap_.begin()->next_end - time_};
  if (!ends_at_share_.empty()) {
    CapClass& c = *ends_at_share_.begin();
    const double after = (c.next_end - fair_clock_) / fair_share_;
    if (after < next.after) next = {&c, after};
  }
  return next;
}

void FluidLink::arm() {
  const NextEnd next = next_end();
  if (next.of == nullptr) {
    timer_.disarm();
    return;
  }
  const double after = bucket_ ? std::min(next.after, empty_after()) : next.after;
  SimTime at = to_time(time_ + after);
  if (!watched_.empty()) at = std::min(at, watched_.begin()->deadline_);
  timer_.arm(at);
}

// Moves the epoch to now, and every virtual clock to zero. Requires that the link has moved on to now.
void FluidLink::rebase() {
  ends_at_cap_.clear();
  ends_at_share_.clear();
  rate_at_cap_ = 0;
  for (CapClass& c : classes_) {
    const double clock = clock_of(c);
    for (Flow& flow : c.flows) flow.ends_at -= clock;
    c.offset = 0;
  }
  time_ -= static_cast<double>((simulation_.now() - epoch_).ns);
  epoch_ = simulation_.now();
  fair_clock_ = 0;
  rebase_after_ = started_ + most_arrivals_in_epoch;
  for (CapClass& c : classes_) {
    c.offset = -clock_of(c);
    refresh_next_end(c);
    if (c.at_cap) rate_at_cap_ += c.cap * static_cast<double>(c.flows.size());
  }
}

FluidLink::CapClass& FluidLink::class_of(double cap) {
  const auto found = classes_.find(cap);
  return found != classes_.end() ? *found : make_class(cap);
}

FluidLink::CapClass& FluidLink::make_class(double cap) {
  if (spare_.empty()) spare_.push_back(&storage_.emplace_front());
  CapClass& c = *spare_.back();
  spare_.pop_back();
  c.cap = cap;
  const auto place = classes_.insert(c).first;
  // Between those at their cap and those that are not it may be either; `share` decides.
  const auto above = std::next(place);
  c.at_cap = above != classes_.end() && above->at_cap;
  if (above == first_at_share_ && !c.at_cap) first_at_share_ = place;
  c.offset = 0;
  c.offset = -clock_of(c);
  return c;
}

void FluidLink::retire(CapClass& c) {
  ends_of(c).erase(ends_of(c).iterator_to(c));
  const auto place = classes_.iterator_to(c);
  if (place == first_at_share_) ++first_at_share_;
  classes_.erase(place);
  spare_.push_back(&c);
}

// The bucket may have been filled, from empty, since the link last looked.
Bandwidth FluidLink::capacity() const {
  if (!bucket_) return {capacity_ * 1e9};
  const double used = flows_at_share_ > 0 ? capacity_ : rate_at_cap_;
  const double since = static_cast<double>((simulation_.now() - epoch_).ns) - time_;
  const bool bursts = bucket_->level > 0 || (since > 0 && used < bucket_->base);
  return {(bursts ? bucket_->burst : bucket_->base) * 1e9};
}

double FluidLink::bytes_moved() const {
  const double since = std::max(0.0, static_cast<double>((simulation_.now() - epoch_).ns) - time_);
  double under_way = 0;
  for (const CapClass& c : classes_) {
    const double clock = clock_of(c) + (c.at_cap ? c.cap : fair_share_) * since;
    for (const Flow& flow : c.flows) {
      under_way += static_cast<double>(flow.transfer->size_.count) - std::max(0.0, flow.ends_at - clock);
    }
  }
  return static_cast<double>(completed_bytes_) + under_way;
}

}  // namespace twostep::engine
