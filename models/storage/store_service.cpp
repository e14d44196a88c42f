#include "models/storage/store_service.hpp"

#include <algorithm>
#include <cmath>

#include "models/started_parts.hpp"
#include "models/storage/store_exchange.hpp"

namespace twostep::models {

using engine::Process;

namespace {

// AWS's month: 8760 h / 12.
constexpr std::int64_t seconds_per_month = 730 * seconds_per_hour;

// As many as come in a second may come at once: no store says more than its rate a second.
RequestLimits::Rate limit_of(Rate rate) {
  return {.per_second = rate.per_second, .most = std::max(1.0, rate.per_second)};
}

RequestLimits::Rate limit_of(std::int64_t units, Duration burst) {
  const auto per_second = static_cast<double>(units);
  return {.per_second = per_second, .most = per_second * burst.in_seconds()};
}

}  // namespace

StoreService::StoreService(ServiceContext context, const std::string& name, const ObjectStoreSpec& spec)
    : context_(context),
      connection_bandwidth_(spec.connection_bandwidth),
      metered_(Metered::by_request),
      get_latency_(context.simulation, spec.get_latency, name + ".get_latency"),
      put_latency_(context.simulation, spec.put_latency, name + ".put_latency"),
      part_(spec.part.count),
      hit_(context.simulation.stream(name + ".hit")) {
  for (const bool reads : {true, false}) {
    meters_[reads] = &context.metering.open(
        {.resource = name, .service = spec.service, .meter = reads ? "get" : "put", .unit = "request"});
  }
  if (!spec.is_limited()) return;
  limits_.emplace(context.simulation, name,
                  RequestLimits::Settings{.reads = limit_of(spec.read_rate),
                                          .writes = limit_of(spec.write_rate),
                                          .prefixes = spec.prefixes,
                                          .errors = spec.errors.share,
                                          .retries = spec.retries});
}

StoreService::StoreService(ServiceContext context, const std::string& name, const KeyValueStoreSpec& spec)
    : context_(context),
      connection_bandwidth_(spec.connection_bandwidth),
      metered_(spec.capacity ? Metered::not_at_all : Metered::by_unit),
      get_latency_(context.simulation, spec.get_latency, name + ".get_latency"),
      put_latency_(context.simulation, spec.put_latency, name + ".put_latency"),
      provisioned_units_(spec.capacity.has_value()),
      read_unit_(spec.read_unit.count),
      write_unit_(spec.write_unit.count),
      scan_page_(spec.scan_page.count),
      half_units_per_read_unit_(spec.consistent_reads ? 2 : 1),
      hit_(context.simulation.stream(name + ".hit")) {
  observation::Usage usage{.resource = name, .service = spec.service, .unit = "unit"};
  RequestLimits::Settings settings{.errors = spec.errors.share, .retries = spec.retries};
  if (spec.capacity) {
    usage.unit = "unit-h";
    usage.base_per_unit = seconds_per_hour;
    usage.meter = "read_unit_hour";
    charges_.emplace_back(context.metering, usage, spec.capacity->read_units);
    usage.meter = "write_unit_hour";
    charges_.emplace_back(context.metering, usage, spec.capacity->write_units);
    settings.reads = limit_of(spec.capacity->read_units, spec.capacity->burst);
    settings.writes = limit_of(spec.capacity->write_units, spec.capacity->burst);
  } else {
    usage.meter = "read_unit";
    usage.base_per_unit = 2;
    meters_[true] = &context.metering.open(usage);
    usage.meter = "write_unit";
    usage.base_per_unit = 1;
    meters_[false] = &context.metering.open(usage);
  }
  if (spec.is_limited()) limits_.emplace(context.simulation, name, settings);
}

StoreService::StoreService(ServiceContext context, const std::string& name, const VolumeSpec& spec)
    : context_(context),
      connection_bandwidth_(spec.bandwidth),
      metered_(Metered::not_at_all),
      over_nic_(false),
      over_volume_link_(!spec.in_memory),
      get_latency_(context.simulation, spec.read_latency, name + ".read_latency"),
      put_latency_(context.simulation, spec.write_latency, name + ".write_latency"),
      hit_(context.simulation.stream(name + ".hit")) {
  limit_operations(spec);
  charge_volume(name, spec);
}

StoreService::StoreService(ServiceContext context, const std::string& name, const CacheSpec& spec)
    : context_(context),
      connection_bandwidth_(Bandwidth::unlimited()),
      metered_(Metered::not_at_all),
      get_latency_(context.simulation, spec.get_latency, name + ".get_latency"),
      put_latency_(context.simulation, spec.put_latency, name + ".put_latency"),
      is_cache_(true),
      hit_ratio_(spec.hit_ratio.share),
      hit_(context.simulation.stream(name + ".hit")) {
  if (!spec.network.is_unlimited()) own_link_ = add_link(context.network, spec.network);
  const observation::Usage hours{.resource = name,
                                 .service = spec.service,
                                 .meter = spec.type + "_hour",
                                 .unit = "h",
                                 .base_per_unit = seconds_per_hour};
  charges_.emplace_back(context.metering, hours, 1, spec.billing_quantum);
}

// Its link counts whole operations, of which it does so many a second, and no more bytes than its bandwidth.
void StoreService::limit_operations(const VolumeSpec& spec) {
  const std::int64_t iops = spec.base_iops();
  if (iops == 0) return;
  operation_ = spec.operation.count;
  const auto rate = [&](std::int64_t operations) {
    return Bandwidth{std::min(static_cast<double>(operations * operation_), spec.bandwidth.bytes_per_second)};
  };
  const NetworkSpec all{.base = rate(iops), .burst = rate(spec.burst_iops), .bucket = spec.operation * spec.io_credits};
  own_link_ = add_link(context_.network, all.burst > all.base ? all : NetworkSpec{.base = all.base});
}

void StoreService::charge_volume(const std::string& name, const VolumeSpec& spec) {
  const auto charge = [&](const char* meter, const char* unit, std::int64_t per_unit, std::int64_t amount) {
    if (amount <= 0) return;
    const observation::Usage usage{.resource = name,
                                   .service = spec.service,
                                   .meter = meter,
                                   .unit = unit,
                                   .base_per_unit = per_unit * seconds_per_month};
    charges_.emplace_back(context_.metering, usage, amount);
  };
  charge("gb_month", "GB-month", 1000, (spec.size.count + 999'999) / 1'000'000);
  charge("iops_month", "IOPS-month", 1, spec.billed_iops());
  charge("mb_s_month", "MBps-month", 1, spec.billed_mb_s());
}

Process<bool> StoreService::get(const Site& site, Bytes size, std::int64_t connections, SimTime deadline) {
  const Request read{.reads = true, .size = size, .connections = connections};
  if (is_cache_) return look_up(site, read, deadline);
  if (part_ > 0 && size.count > part_) return move_parts(site, read, deadline);
  return request(site, read, deadline);
}

Process<bool> StoreService::put(const Site& site, Bytes size, std::int64_t connections, SimTime deadline) {
  const Request write{.reads = false, .size = size, .connections = connections};
  if (part_ > 0 && size.count > part_) return move_parts(site, write, deadline);
  return request(site, write, deadline);
}

Process<bool> StoreService::scan(const Site& site, Bytes size, SimTime deadline) {
  const std::int64_t page = scan_page_ > 0 ? scan_page_ : std::max<std::int64_t>(1, size.count);
  for (std::int64_t left = size.count; left > 0 && context_.simulation.now() < deadline; left -= page) {
    const bool done = co_await get(site, {std::min(left, page)}, 1, deadline);
    if (!done) co_return false;
  }
  co_return true;
}

Process<bool> StoreService::request(const Site& site, Request request, SimTime deadline) {
  if (limits_) return insist(site, request, deadline);
  return move(site, accept(request), request, deadline);
}

// Asks until it is served or the retries are used up. A refusal takes the latency of an answer. It is not billed: S3
// bills no 5xx answer ("Billing for Amazon S3 error responses"), and a throttled DynamoDB request consumes no units.
Process<bool> StoreService::insist(const Site& site, Request request, SimTime deadline) {
  engine::Simulation& simulation = context_.simulation;
  const double tokens = static_cast<double>(provisioned_units_ ? units(request) : request.requests) *
                        (provisioned_units_ && request.reads ? 0.5 : 1.0);
  for (std::int64_t retry = 0;; ++retry) {
    const Duration latency = next_latency(request.reads);
    const auto answer = limits_->ask(request.reads, tokens, request.requests, simulation.now());
    if (answer == RequestLimits::Answer::served) {
      meter(request);
      const bool done = co_await move(site, latency, request, deadline);
      co_return done;
    }
    co_await simulation.delay_until(std::min(simulation.now() + latency, deadline));
    if (simulation.now() >= deadline) co_return true;
    if (retry == limits_->retries()) {
      limits_->give_up();
      co_return false;
    }
    const Duration wait = limits_->backoff(retry);
    co_await simulation.delay_until(std::min(simulation.now() + wait, deadline));
    if (simulation.now() >= deadline) co_return true;
  }
}

// A large object: as many parts at once as there are connections, round by round; a write begins with a request that
// opens the upload and ends with one that completes it.
Process<bool> StoreService::move_parts(const Site& site, Request whole, SimTime deadline) {
  const Request bare{.reads = false, .size = {}, .connections = 1};
  bool done = true;
  if (!whole.reads) done = co_await request(site, bare, deadline);
  for (std::int64_t left = whole.size.count; done && left > 0 && context_.simulation.now() < deadline;) {
    const std::int64_t at_once = std::min(whole.connections, started_parts(left, part_));
    const std::int64_t size = std::min(left, at_once * part_);
    const Request round{.reads = whole.reads, .size = {size}, .connections = at_once, .requests = at_once};
    done = co_await request(site, round, deadline);
    left -= size;
  }
  if (done && !whole.reads && context_.simulation.now() < deadline) done = co_await request(site, bare, deadline);
  co_return done;
}

// A read of a cache.
Process<bool> StoreService::look_up(const Site& site, Request read, SimTime deadline) {
  const bool hit = hit_ratio_ >= 1 || hit_.next_uniform() < hit_ratio_;
  ++(hit ? hits_ : misses_);
  const Request asked{.reads = true, .size = hit ? read.size : Bytes{}, .connections = read.connections};
  bool done = co_await request(site, asked, deadline);
  if (hit || context_.simulation.now() >= deadline) co_return done;
  if (backing_ == nullptr) co_return false;
  done = co_await backing_->get(site, read.size, read.connections, deadline);
  if (!done || context_.simulation.now() >= deadline) co_return done;
  done = co_await put(site, read.size, read.connections, deadline);
  co_return done;
}

Process<bool> StoreService::move(const Site& site, Duration latency, Request request, SimTime deadline) {
  Exchange exchange(*this, site, latency, request, deadline);
  co_await exchange;
  co_return true;
}

// Over a link of the store's own, what the machine has caps each transfer; otherwise they share the machine's link.
void StoreService::lead_over_own_link(Route& route) const {
  if (!over_nic_) route.cap = Bandwidth::unlimited();
  if (operation_ > 0 && route.size.count > 0) route.size = {started_parts(route.size.count, operation_) * operation_};
  if (route.link.valid()) route.cap = std::min(route.cap, context_.network.capacity(route.link));
  route.link = own_link_;
}

// Of a key-value store: write units, or halves of read units.
std::int64_t StoreService::units(const Request& request) const {
  if (!request.reads) return started_parts(request.size.count, write_unit_);
  return started_parts(request.size.count, read_unit_) * half_units_per_read_unit_;
}

void StoreService::accrue(SimTime now) {
  for (StandingCharge& charge : charges_) charge.accrue(now);
}

void StoreService::close(SimTime end) {
  for (StandingCharge& charge : charges_) charge.close(end);
}

}  // namespace twostep::models
