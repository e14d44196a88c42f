// StoreService: a store, volume or cache in one run: reads and writes take a latency and a transfer, and are metered.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>

#include "models/metering.hpp"
#include "models/sampler.hpp"
#include "models/site.hpp"
#include "models/standing_charge.hpp"
#include "models/storage/cache_spec.hpp"
#include "models/storage/request_limits.hpp"
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

class alignas(64) StoreService {
 public:
  StoreService(ServiceContext context, const std::string& name, const ObjectStoreSpec& spec);
  StoreService(ServiceContext context, const std::string& name, const KeyValueStoreSpec& spec);
  StoreService(ServiceContext context, const std::string& name, const VolumeSpec& spec);
  StoreService(ServiceContext context, const std::string& name, const CacheSpec& spec);

  struct Request {
    bool reads = false;
    Bytes size{};                  // moved after the latency
    std::int64_t connections = 1;  // for the transfer
    std::int64_t requests = 1;     // that are sent at once and answered together
  };
  class Exchange;  // store_exchange.hpp

  // The store that a miss of a cache reads: once, before the run.
  void set_backing(StoreService& store) { backing_ = &store; }

  // Reads, writes or scans `size` from where `site` is, over `connections` connections at once. Returns when done; what
  // would begin its transfer at or after `deadline`, or cannot end before it, waits until the deadline instead: see
  // Interpreter. False: the request failed for good, before the deadline: refused at every retry, or missed in a cache
  // without a backing store.
  engine::Process<bool> get(const Site& site, Bytes size, std::int64_t connections, SimTime deadline);
  engine::Process<bool> put(const Site& site, Bytes size, std::int64_t connections, SimTime deadline);
  engine::Process<bool> scan(const Site& site, Bytes size, SimTime deadline);
  // Whether a read or write of any such size is one Exchange, and nothing else: it can be neither refused nor missed,
  // and has no parts.
  [[nodiscard]] bool exchanges_plainly(bool reads, const Sampler<Bytes>& size) const {
    return !limits_ && !(is_cache_ && reads) && (part_ == 0 || size.is_at_most({part_}));
  }

  // Counts what exists (a volume's size) up to now, towards the window's meter.
  void accrue(SimTime now);
  // Bills it for the whole run.
  void close(SimTime end);

  // What it refuses; null when it refuses nothing.
  [[nodiscard]] const RequestLimits* limits() const { return limits_ ? &*limits_ : nullptr; }
  // Of a cache; both zero for other stores.
  [[nodiscard]] std::uint64_t hits() const { return hits_; }
  [[nodiscard]] std::uint64_t misses() const { return misses_; }
  [[nodiscard]] bool is_cache() const { return is_cache_; }

 private:
  enum class Metered : std::uint8_t { by_request, by_unit, not_at_all };
  // The bytes, the most bandwidth and the link of a transfer.
  struct Route {
    Bytes size;
    Bandwidth cap;
    engine::LinkId link;
  };

  engine::Process<bool> request(const Site& site, Request request, SimTime deadline);
  engine::Process<bool> insist(const Site& site, Request request, SimTime deadline);
  engine::Process<bool> move(const Site& site, Duration latency, Request request, SimTime deadline);
  engine::Process<bool> move_parts(const Site& site, Request whole, SimTime deadline);
  engine::Process<bool> look_up(const Site& site, Request read, SimTime deadline);
  // Meters a request; its latency.
  Duration accept(const Request& request) {
    meter(request);
    return next_latency(request.reads);
  }
  [[nodiscard]] Duration next_latency(bool reads) { return (reads ? get_latency_ : put_latency_).next(); }
  [[nodiscard]] Route route_of(const Site& site, Bytes size, std::int64_t connections) const {
    const Bandwidth all{connection_bandwidth_.bytes_per_second * static_cast<double>(connections)};
    Route route{.size = size,
                .cap = over_nic_ ? std::min(all, site.nic_cap) : all,
                .link = over_nic_ ? site.nic : (over_volume_link_ ? site.volume_link : engine::LinkId{})};
    if (own_link_.valid()) lead_over_own_link(route);
    return route;
  }
  void lead_over_own_link(Route& route) const;
  [[nodiscard]] std::int64_t units(const Request& request) const;
  void meter(const Request& request) {
    if (metered_ == Metered::not_at_all) return;
    Meter& meter = *meters_[request.reads];
    meter.add(metered_ == Metered::by_request ? request.requests : units(request));
  }
  void limit_operations(const VolumeSpec& spec);
  void charge_volume(const std::string& name, const VolumeSpec& spec);

  // What every request looks at stands together, up to the latencies.
  ServiceContext context_;
  Bandwidth connection_bandwidth_;
  std::array<Meter*, 2> meters_{};  // of writes and of reads
  engine::LinkId own_link_;         // shared by all who use it; invalid: not a bottleneck
  Metered metered_;
  bool over_nic_ = true;  // volumes go over the instance's volume link instead
  bool over_volume_link_ = false;
  Sampler<Duration> get_latency_;
  Sampler<Duration> put_latency_;

  bool is_cache_ = false;
  bool provisioned_units_ = false;
  std::int64_t read_unit_ = 1, write_unit_ = 1, scan_page_ = 0;
  std::int64_t half_units_per_read_unit_ = 1;  // eventually consistent reads take half a unit
  std::int64_t part_ = 0;                      // size of the parts of large objects; 0: none
  std::deque<StandingCharge> charges_;
  std::optional<RequestLimits> limits_;  // none: it refuses nothing
  std::int64_t operation_ = 0;           // what one I/O operation moves over own_link_; 0: every byte counts
  double hit_ratio_ = 1;
  engine::RandomStream hit_;
  StoreService* backing_ = nullptr;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace twostep::models
