#include "models/storage/store_service.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;

namespace {

// A transfer long enough that its rate says something about bandwidth and not about rounding.
constexpr Bytes least_measured_transfer = {1'000'000};

std::int64_t units(Bytes size, std::int64_t unit) { return std::max<std::int64_t>(1, (size.count + unit - 1) / unit); }

}  // namespace

StoreService::StoreService(ServiceContext context, const std::string& name, const ObjectStoreSpec& spec)
    : context_(context),
      get_latency_(context.simulation, spec.get_latency, name + ".get_latency"),
      put_latency_(context.simulation, spec.put_latency, name + ".put_latency"),
      connection_bandwidth_(spec.connection_bandwidth),
      metered_(Metered::by_request),
      reads_(&context.metering.open({.resource = name, .service = spec.service, .meter = "get", .unit = "request"})),
      writes_(&context.metering.open({.resource = name, .service = spec.service, .meter = "put", .unit = "request"})) {}

StoreService::StoreService(ServiceContext context, const std::string& name, const KeyValueStoreSpec& spec)
    : context_(context),
      get_latency_(context.simulation, spec.get_latency, name + ".get_latency"),
      put_latency_(context.simulation, spec.put_latency, name + ".put_latency"),
      connection_bandwidth_(spec.connection_bandwidth),
      metered_(Metered::by_unit),
      read_unit_(spec.read_unit.count),
      write_unit_(spec.write_unit.count),
      scan_page_(spec.scan_page.count),
      half_units_per_read_unit_(spec.consistent_reads ? 2 : 1),
      reads_(&context.metering.open(
          {.resource = name, .service = spec.service, .meter = "read_unit", .unit = "unit", .base_per_unit = 2})),
      writes_(
          &context.metering.open({.resource = name, .service = spec.service, .meter = "write_unit", .unit = "unit"})) {}

StoreService::StoreService(ServiceContext context, const std::string& name, const VolumeSpec& spec)
    : context_(context),
      get_latency_(context.simulation, spec.read_latency, name + ".read_latency"),
      put_latency_(context.simulation, spec.write_latency, name + ".write_latency"),
      connection_bandwidth_(spec.bandwidth),
      metered_(Metered::not_at_all),
      over_nic_(false),
      over_volume_link_(!spec.in_memory),
      provisioned_mb_((spec.size.count + 999'999) / 1'000'000) {
  if (spec.size.count == 0) return;
  // 1 GB-month = 1000 MB for 730 hours (AWS's month: 8760 h / 12).
  constexpr std::int64_t mb_s_per_gb_month = 1000LL * 730 * 3600;
  observation::Usage usage{.resource = name,
                           .service = spec.service,
                           .meter = "gb_month",
                           .unit = "GB-month",
                           .base_per_unit = mb_s_per_gb_month};
  provisioned_ = &context.metering.open(usage, MeterScope::run_only);
  usage.base_per_unit = mb_s_per_gb_month * 1000;
  provisioned_in_window_ = &context.metering.open(usage, MeterScope::window_only);
}

Process<void> StoreService::get(const Site& site, Bytes size, std::int64_t connections, SimTime deadline) {
  meter_read(size);
  return move(site, get_latency_.next(), size, connections, deadline, true);
}

Process<void> StoreService::put(const Site& site, Bytes size, std::int64_t connections, SimTime deadline) {
  meter_write(size);
  return move(site, put_latency_.next(), size, connections, deadline, false);
}

Process<void> StoreService::scan(const Site& site, Bytes size, SimTime deadline) {
  const std::int64_t page = scan_page_ > 0 ? scan_page_ : std::max<std::int64_t>(1, size.count);
  for (std::int64_t left = size.count; left > 0 && context_.simulation.now() < deadline; left -= page) {
    co_await get(site, {std::min(left, page)}, 1, deadline);
  }
}

Process<void> StoreService::move(const Site& site, Duration latency, Bytes size, std::int64_t connections,
                                 SimTime deadline, bool reads) {
  const SimTime first_byte = context_.simulation.now() + latency;
  if (first_byte >= deadline) {
    co_await context_.simulation.delay_until(deadline);
    co_return;
  }
  co_await context_.simulation.delay_until(first_byte);
  const double per_connection = connection_bandwidth_.bytes_per_second * static_cast<double>(connections);
  const Bandwidth cap =
      over_nic_ ? Bandwidth{std::min(per_connection, site.nic_cap.bytes_per_second)} : Bandwidth{per_connection};
  const engine::LinkId link = over_nic_ ? site.nic : (over_volume_link_ ? site.volume_link : engine::LinkId{});
  if (first_byte + Duration::from_seconds(static_cast<double>(size.count) / cap.bytes_per_second) > deadline) {
    co_await context_.simulation.delay_until(deadline);
    co_return;
  }
  co_await context_.network.transfer(size, cap, link);
  const Duration took = context_.simulation.now() - first_byte;
  if (reads && size >= least_measured_transfer && took.ns > 0) {
    context_.bandwidth.add(static_cast<double>(size.count) / took.in_seconds());
  }
}

void StoreService::meter_read(Bytes size) {
  if (metered_ == Metered::by_request) reads_->add(1);
  if (metered_ == Metered::by_unit) reads_->add(units(size, read_unit_) * half_units_per_read_unit_);
}

void StoreService::meter_write(Bytes size) {
  if (metered_ == Metered::by_request) writes_->add(1);
  if (metered_ == Metered::by_unit) writes_->add(units(size, write_unit_));
}

void StoreService::accrue(SimTime now) {
  if (provisioned_in_window_ == nullptr) return;
  const std::int64_t ms = now.ns / 1'000'000;
  provisioned_in_window_->add(provisioned_mb_ * (ms - accrued_ms_));
  accrued_ms_ = ms;
}

void StoreService::close(SimTime end) {
  if (provisioned_ == nullptr) return;
  accrue(end);
  provisioned_->add(provisioned_mb_ * ((end.ns + 999'999'999) / 1'000'000'000));
}

}  // namespace twostep::models
