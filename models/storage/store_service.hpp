// StoreService: a store or volume in one run: reads and writes take a latency and a transfer, and are metered.
#pragma once

#include <string>

#include "models/metering.hpp"
#include "models/sampler.hpp"
#include "models/site.hpp"
#include "models/storage/store_spec.hpp"
#include "sim/engine/network.hpp"
#include "sim/engine/process.hpp"
#include "sim/observation/quantile_sketch.hpp"

namespace twostep::models {

// What the services of a run have in common.
struct ServiceContext {
  engine::Simulation& simulation;
  engine::Network& network;
  Metering& metering;
  observation::QuantileSketch& bandwidth;  // of every transfer of at least 1 MB from a store, bytes per second
};

class StoreService {
 public:
  StoreService(ServiceContext context, const std::string& name, const ObjectStoreSpec& spec);
  StoreService(ServiceContext context, const std::string& name, const KeyValueStoreSpec& spec);
  StoreService(ServiceContext context, const std::string& name, const VolumeSpec& spec);

  // Reads, writes or scans `size` from where `site` is, over `connections` connections at once. Returns when done; what
  // would begin its transfer at or after `deadline`, or cannot end before it, waits until the deadline instead: see
  // Interpreter.
  engine::Process<void> get(const Site& site, Bytes size, std::int64_t connections, SimTime deadline);
  engine::Process<void> put(const Site& site, Bytes size, std::int64_t connections, SimTime deadline);
  engine::Process<void> scan(const Site& site, Bytes size, SimTime deadline);

  // Counts what exists (a volume's size) up to now, towards the window's meter.
  void accrue(SimTime now);
  // Bills it for the whole run.
  void close(SimTime end);

 private:
  enum class Metered : std::uint8_t { by_request, by_unit, not_at_all };

  engine::Process<void> move(const Site& site, Duration latency, Bytes size, std::int64_t connections, SimTime deadline,
                             bool reads);
  void meter_read(Bytes size);
  void meter_write(Bytes size);

  ServiceContext context_;
  Sampler<Duration> get_latency_;
  Sampler<Duration> put_latency_;
  Bandwidth connection_bandwidth_;
  Metered metered_;
  bool over_nic_ = true;  // volumes go over the instance's volume link instead
  bool over_volume_link_ = false;
  std::int64_t read_unit_ = 1, write_unit_ = 1, scan_page_ = 0;
  std::int64_t half_units_per_read_unit_ = 1;  // eventually consistent reads take half a unit
  Meter* reads_ = nullptr;
  Meter* writes_ = nullptr;
  Meter* provisioned_ = nullptr;
  Meter* provisioned_in_window_ = nullptr;
  std::int64_t provisioned_mb_ = 0;
  std::int64_t accrued_ms_ = 0;
};

}  // namespace twostep::models
