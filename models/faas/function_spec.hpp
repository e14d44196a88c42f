// FunctionSpec: a function of a FaaS platform as a scenario or a catalogue describes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/at_limit.hpp"
#include "models/faas/event_source_spec.hpp"
#include "models/faas/keep_alive_spec.hpp"
#include "models/network_spec.hpp"
#include "models/triggers/asynchronous_spec.hpp"
#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// How the platform's host VMs are chosen for a new execution environment.
enum class Packing : std::uint8_t { first_fit, best_fit, spread, one_per_host };

// Which of a function's idle environments serves the next invocation.
enum class ReuseOrder : std::uint8_t { newest, oldest, random };

// How fast new environments may appear: a burst at once, and then at a rate.
struct ScalingSpec {
  std::int64_t burst = INT64_MAX;
  Rate rate{};
  bool operator==(const ScalingSpec&) const = default;
};

struct HostSpec {
  Bytes memory{};                              // memory for environments; 0: any number fits on one host
  Bandwidth network = Bandwidth::unlimited();  // NIC shared by the environments on the host
  Packing packing = Packing::first_fit;
  std::int64_t count = 0;  // that exist from the start
  bool operator==(const HostSpec&) const = default;
};

struct ColdStartSpec {
  engine::Sampled<Duration> placement;  // finding a host and starting a sandbox on it
  Bandwidth package_bandwidth = Bandwidth::unlimited();
  engine::Sampled<Duration> runtime_init;  // language runtime
};

struct BillingSpec {
  Duration quantum = Duration::milliseconds(1);  // duration is rounded up to a multiple of this
  bool init_billed = false;                      // whether the runtime's and own initialisation is billed as duration
};

struct FunctionSpec {
  std::string profile;
  std::string service = "function";
  Bytes memory{};
  Bytes memory_from{}, memory_to{}, memory_step{};  // the sizes that the platform sells
  Bytes memory_per_vcpu{};                          // memory that comes with one whole vCPU; the share is proportional
  double max_vcpus = 1;
  Duration lifetime = Duration::max();
  std::int64_t concurrency = 1000;       // of the account
  std::optional<std::int64_t> reserved;  // of this function alone
  std::int64_t provisioned = 0;          // environments that are always ready
  std::int64_t invocations_per_environment = 1;
  ScalingSpec scaling;
  AtLimit at_limit = AtLimit::reject;
  KeepAliveSpec keep_alive = FixedKeepAlive{};
  ReuseOrder reuse = ReuseOrder::newest;
  bool memory_from_trace = true;
  engine::Sampled<Duration> invoke_overhead;
  ColdStartSpec cold_start;
  Bytes package{};
  engine::Sampled<CpuWork> init;
  NetworkSpec network;  // of one environment
  HostSpec host;
  BillingSpec billing;
  EventSourceSpec event_source;
  AsynchronousSpec asynchronous;
  std::optional<std::int64_t> accelerators;

  // Share of vCPUs that this memory size comes with.
  [[nodiscard]] double vcpu_share() const;
  [[nodiscard]] std::int64_t memory_mib() const { return memory.count / 1048576; }
  // The smallest size that the platform sells with at least this much memory; its largest when there is none.
  [[nodiscard]] Bytes memory_size_for(Bytes needed) const;
};

scenario::EnumNames<Packing> names_of(scenario::Describe<Packing>);
scenario::EnumNames<ReuseOrder> names_of(scenario::Describe<ReuseOrder>);
scenario::EnumNames<AtLimit> names_of(scenario::Describe<AtLimit>);
scenario::Shape<ScalingSpec> shape_of(scenario::Describe<ScalingSpec>);
scenario::Shape<HostSpec> shape_of(scenario::Describe<HostSpec>);
scenario::Shape<ColdStartSpec> shape_of(scenario::Describe<ColdStartSpec>);
scenario::Shape<BillingSpec> shape_of(scenario::Describe<BillingSpec>);
scenario::Shape<FunctionSpec> shape_of(scenario::Describe<FunctionSpec>);

}  // namespace twostep::models
