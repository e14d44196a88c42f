#include "models/messaging/stream_service.hpp"

#include <algorithm>

#include "models/started_parts.hpp"

namespace twostep::models {

using engine::Process;
using observation::Outcome;

StreamService::StreamService(ServiceContext context, observation::Recorder& recorder, RequestLedger& requests,
                             const std::string& name, const StreamSpec& spec)
    : context_(context),
      recorder_(recorder),
      ledger_(requests),
      spec_(spec),
      put_latency_(context.simulation, spec.put_latency, name + ".put_latency"),
      shard_stream_(context.simulation.stream(name + ".shard_choice")),
      lane_stream_(context.simulation.stream(name + ".lane")),
      shard_hours_(context.metering.open(
          {.resource = name, .service = spec.service, .meter = "shard_hour", .unit = "h", .base_per_unit = 3'600'000})),
      put_units_(
          context.metering.open({.resource = name, .service = spec.service, .meter = "put_unit", .unit = "unit"})),
      shards_(static_cast<std::size_t>(spec.shards),
              {.bytes = spec.shard_bandwidth.bytes_per_second, .records = spec.shard_records.per_second}),
      lanes_(shards_.size()) {}

void StreamService::set_consumer(RecordHook hook, std::int64_t lanes_per_shard) {
  hook_ = hook;
  lanes_per_shard_ = lanes_per_shard;
  lanes_.resize(shards_.size() * static_cast<std::size_t>(lanes_per_shard));
}

std::size_t StreamService::next_shard() {
  const bool random = spec_.shard_choice == ShardChoice::random;
  return (random ? shard_stream_.next_u64() : next_++) % shards_.size();
}

void StreamService::refill(Shard& shard) const {
  const SimTime now = context_.simulation.now();
  const double seconds = (now - shard.filled).in_seconds();
  shard.filled = now;
  const double bandwidth = spec_.shard_bandwidth.bytes_per_second;
  const double rate = spec_.shard_records.per_second;
  shard.bytes = std::min(bandwidth, shard.bytes + bandwidth * seconds);
  shard.records = std::min(rate, shard.records + rate * seconds);
}

// Chooses shards for the records of one put; false, and nothing taken, when one of them cannot take in its records.
bool StreamService::try_take_in(std::int64_t records, Bytes size) {
  const auto bytes = static_cast<double>(size.count);
  bool fits = true;
  chosen_.clear();
  for (std::int64_t i = 0; i < records; ++i) {
    Shard& shard = shards_[chosen_.emplace_back(next_shard())];
    refill(shard);
    shard.bytes -= bytes;
    shard.records -= 1;
    fits &= shard.bytes >= 0 && shard.records >= 0;
  }
  if (fits) {
    put_units_.add(records * started_parts(size.count, spec_.put_unit.count));
    return true;
  }
  for (const std::size_t shard : chosen_) {
    shards_[shard].bytes += bytes;
    shards_[shard].records += 1;
  }
  counts_.throttled += records;
  return false;
}

Process<bool> StreamService::send(const Site& site, std::int64_t records, Bytes size, SimTime origin, bool poisoned) {
  for (std::int64_t left = records; left > 0; left -= spec_.put_batch) {
    const std::int64_t count = std::min(left, spec_.put_batch);
    co_await context_.simulation.delay(put_latency_.next());
    co_await context_.network.transfer(size * count, site.nic_cap, site.nic);
    if (!try_take_in(count, size)) co_return false;
    for (const std::size_t shard : chosen_) {
      add(shard, {.messages = 1, .bytes_each = size.count, .origin = origin, .poisoned = poisoned});
    }
  }
  co_return true;
}

Process<void> StreamService::serve(Arrival arrival) {
  const SimTime now = context_.simulation.now();
  recorder_.request_arrived(now);
  Request& request = ledger_.open(now, arrival.messages, arrival.poisoned);
  for (std::int64_t i = 0; i < arrival.messages; ++i) {
    if (try_take_in(1, arrival.size)) {
      add(chosen_.front(), {.request = &request,
                            .messages = 1,
                            .bytes_each = arrival.size.count,
                            .origin = now,
                            .poisoned = arrival.poisoned});
    } else {
      ledger_.processed(request, 1, {}, Outcome::throttled);
    }
  }
  co_await Answered{request};
}

void StreamService::add(std::size_t shard, Messages record) {
  if (hook_.consumer == nullptr) return;  // nobody will read it
  const auto lanes = static_cast<std::size_t>(lanes_per_shard_);
  const std::size_t lane = shard * lanes + (lanes > 1 ? lane_stream_.next_u64() % lanes : 0);
  record.sent = context_.simulation.now();
  lanes_[lane].records.push_back(record);
  lanes_[lane].waiting += record.messages;
  depth_ += record.messages;
  context_.simulation.hold(static_cast<std::uint64_t>(record.messages));
  hook_.arrived(hook_.consumer, lane);
}

void StreamService::read(std::size_t lane, std::int64_t most, Batch& batch) {
  Lane& from = lanes_[lane];
  while (batch.messages < most && !from.records.empty()) {
    BatchPart& part = batch.parts.emplace_back(BatchPart{from.records.front()});
    from.records.pop_front();
    part.taken = context_.simulation.now();
    batch.messages += part.messages;
    from.waiting -= part.messages;
    depth_ -= part.messages;
    batch.origin = std::min(batch.origin, part.origin);
    batch.poisoned |= part.poisoned;
  }
}

void StreamService::ended(std::int64_t records, Duration age, bool given_up) {
  if (given_up) counts_.given_up += records;
  counts_.oldest = std::max(counts_.oldest, age);
  context_.simulation.release(static_cast<std::uint64_t>(records));
}

void StreamService::accrue(SimTime now) {
  const std::int64_t ms = now.ns / 1'000'000;
  shard_hours_.add((ms - accrued_ms_) * spec_.shards);
  accrued_ms_ = ms;
}

}  // namespace twostep::models
