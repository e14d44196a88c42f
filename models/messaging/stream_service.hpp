// StreamService: a stream in one run. Producers put records into its shards, each of which takes in so much a second;
// one consumer reads each shard in order.
//
// As Amazon Kinesis Data Streams documents it (Developer Guide, quotas, 2018 to 2024): a shard takes in 1 MB/s or 1000
// records a second, and a put beyond is throttled; it is billed by the shard-hour and by the 25 KB of each record. The
// limits are token buckets of one second's worth here. A put request with several records is taken as a whole or not at
// all.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "models/messaging/message.hpp"
#include "models/messaging/stream_spec.hpp"
#include "models/receiver.hpp"
#include "models/storage/store_service.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

// Called when a record is put into a lane: a part of a shard that is read in order.
struct RecordHook {
  void (*arrived)(void*, std::size_t lane) = nullptr;
  void* consumer = nullptr;
};

class StreamService : public Receiver {
 public:
  struct Counts {
    std::int64_t throttled = 0;  // records whose put was throttled
    std::int64_t given_up = 0;   // records that were not processed
    Duration oldest{};           // greatest age of a record when it was processed or given up
  };

  StreamService(ServiceContext context, observation::Recorder& recorder, RequestLedger& requests,
                const std::string& name, const StreamSpec& spec);

  // Names the consumer, before the run, and the lanes in which it reads each shard: records of one key stay in one.
  void set_consumer(RecordHook hook, std::int64_t lanes_per_shard);

  // A program's put of records, in as few requests as they fit into; false when one was throttled, which ends it.
  engine::Process<bool> send(const Site& site, std::int64_t records, Bytes size, SimTime origin, bool poisoned);
  // A request whose records are put now, each on its own; those that are throttled end it as throttled.
  engine::Process<void> serve(Arrival arrival) override;

  // For the consumer. The first records of a lane, at most `most`, as they were put; they stay until they are ended.
  void read(std::size_t lane, std::int64_t most, Batch& batch);
  [[nodiscard]] std::int64_t waiting(std::size_t lane) const { return lanes_[lane].waiting; }
  // These records, which were read, are done with.
  void ended(std::int64_t records, Duration age, bool given_up);

  // Bills shard-hours up to now.
  void accrue(SimTime now);

  [[nodiscard]] const StreamSpec& spec() const { return spec_; }
  [[nodiscard]] const Counts& counts() const { return counts_; }
  // Records that wait to be read.
  [[nodiscard]] std::int64_t depth() const { return depth_; }

 private:
  struct Shard {
    double bytes = 0;    // that it would take in now
    double records = 0;  // the same
    SimTime filled{};    // when that was
  };
  struct Lane {
    std::deque<Messages> records;
    std::int64_t waiting = 0;
  };

  [[nodiscard]] std::size_t next_shard();
  void refill(Shard& shard) const;
  bool try_take_in(std::int64_t records, Bytes size);
  void add(std::size_t shard, Messages record);

  ServiceContext context_;
  observation::Recorder& recorder_;
  RequestLedger& ledger_;
  StreamSpec spec_;
  Sampler<Duration> put_latency_;
  engine::RandomStream shard_stream_;
  engine::RandomStream lane_stream_;
  Meter& shard_hours_;
  Meter& put_units_;
  std::vector<Shard> shards_;
  std::vector<Lane> lanes_;          // of the first shard, then of the next
  std::vector<std::size_t> chosen_;  // shards of the records of one put
  std::int64_t lanes_per_shard_ = 1;
  std::uint64_t next_ = 0;
  RecordHook hook_;
  Counts counts_;
  std::int64_t depth_ = 0;
  std::int64_t accrued_ms_ = 0;
};

}  // namespace twostep::models
