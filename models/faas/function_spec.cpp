#include "models/faas/function_spec.hpp"

#include <algorithm>

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_memory(const FunctionSpec& function, const Node& node, Issues& issues) {
  const Node& place = place_of(node, "memory");
  if (function.memory.count <= 0) {
    issues.add(place, "a function needs memory", R"(give "memory", for example "128 MiB")");
    return;
  }
  if (function.memory.count % 1048576 != 0) {
    issues.add(place, "is not a whole number of MiB", R"(write the memory in MiB, for example "640 MiB")");
  }
  if (function.memory_to.count == 0) return;
  const bool in_range = function.memory >= function.memory_from && function.memory <= function.memory_to;
  const bool on_step = function.memory_step.count == 0 ||
                       (function.memory - function.memory_from).count % function.memory_step.count == 0;
  if (!in_range || !on_step) {
    issues.add(place, "is not a memory size of this platform",
               to_text(function.memory_from) + " to " + to_text(function.memory_to) + " in steps of " +
                   to_text(function.memory_step));
  }
}

void check_limits(const FunctionSpec& function, const Node& node, Issues& issues) {
  if (function.reserved && *function.reserved > function.concurrency) {
    issues.add(place_of(node, "reserved"),
               "is more than the account's concurrency of " + std::to_string(function.concurrency),
               R"(less, or a larger "concurrency")");
  }
  const std::int64_t most = function.reserved.value_or(function.concurrency);
  if (function.provisioned > most) {
    issues.add(place_of(node, "provisioned"), "is more than may run at once, " + std::to_string(most),
               R"(less, or a larger "reserved" or "concurrency")");
  }
  const Bytes limit = memory_limit(function.keep_alive);
  const std::int64_t least = std::max<std::int64_t>(function.provisioned, 1);
  if (limit.count > 0 && limit < function.memory * least) {
    issues.add(place_of(node, "keep_alive"),
               "leaves no memory for " + (least == 1 ? "one environment" : std::to_string(least) + " environments") +
                   " of " + to_text(function.memory),
               "a larger memory in the policy");
  }
}

void check_function(const FunctionSpec& function, const Node& node, Issues& issues) {
  check_memory(function, node, issues);
  if (function.accelerators.value_or(0) != 0) {
    issues.add(place_of(node, "accelerators"),
               "is asked of a function, and functions have no accelerators: a platform gives them a share of a vCPU "
               "and some memory, no GPU",
               "run this program on a fleet whose instance type has one");
  }
  if (function.memory_per_vcpu.count <= 0 && function.profile.empty()) {
    issues.add(node, "nothing says how much vCPU this memory comes with",
               R"(name a profile of the catalogue, or give "memory_per_vcpu")");
  }
  if (function.host.memory.count > 0 && function.memory > function.host.memory) {
    issues.add(place_of(node, "memory"),
               "does not fit on one host of the platform (" + to_text(function.host.memory) + ")",
               R"(a smaller memory, or a larger "host")");
  }
  check_limits(function, node, issues);
  if (function.network.bursts() && !function.host.network.is_unlimited()) {
    issues.add(place_of(node, "network"),
               "has a burst, and a host's NIC of " + to_text(function.host.network) +
                   " as well: a transfer has one bottleneck",
               R"("host": {"network": "unlimited"}, or one bandwidth)");
  }
  if (function.billing.quantum.ns <= 0 || function.billing.quantum.ns % 1'000'000 != 0) {
    issues.add(place_of(node, "billing"), "the billing quantum is not a whole number of milliseconds",
               R"(for example "1 ms" or "100 ms")");
  }
}

}  // namespace

Bytes FunctionSpec::memory_size_for(Bytes needed) const {
  const std::int64_t step = std::max<std::int64_t>(memory_step.count, 1048576);
  const std::int64_t above = std::max<std::int64_t>(needed.count - memory_from.count, 0);
  const Bytes size{memory_from.count + (above + step - 1) / step * step};
  return memory_to.count > 0 ? std::min(size, memory_to) : size;
}

double FunctionSpec::vcpu_share() const {
  return std::min(max_vcpus, static_cast<double>(memory.count) / static_cast<double>(memory_per_vcpu.count));
}

EnumNames<Packing> names_of(Describe<Packing>) {
  return {{Packing::first_fit, "first_fit",
           "the first host, oldest first, with enough free memory; a new one when there is none"},
          {Packing::best_fit, "best_fit",
           "the host with the least free memory that is enough; a new one when there is none"},
          {Packing::spread, "spread",
           "the host with the most free memory, of those that exist; a new one when it has not enough"},
          {Packing::one_per_host, "one_per_host", "each environment on a host of its own"}};
}

EnumNames<ReuseOrder> names_of(Describe<ReuseOrder>) {
  return {{ReuseOrder::newest, "newest", "the one that became idle last; the others can expire"},
          {ReuseOrder::oldest, "oldest", "the one that has been idle the longest"},
          {ReuseOrder::random, "random", "any of them, each with the same probability"}};
}

EnumNames<AtLimit> names_of(Describe<AtLimit>) {
  return {{AtLimit::reject, "reject", "the request is throttled"},
          {AtLimit::queue, "queue", "the request waits, as an asynchronous invocation does"}};
}

Shape<ScalingSpec> shape_of(Describe<ScalingSpec>) {
  Shape<ScalingSpec> shape("scaling",
                           "How fast new execution environments may appear: a bucket of permits, one for each new "
                           "environment, that begins full and is refilled at a rate.");
  shape.optional("burst", &ScalingSpec::burst, "environments that may appear at once").at_least(1);
  shape.optional("rate", &ScalingSpec::rate, "environments that may appear beyond the burst, in the long run");
  return shape;
}

Shape<HostSpec> shape_of(Describe<HostSpec>) {
  Shape<HostSpec> shape("host", "The VMs that a platform packs execution environments on.");
  shape.optional("memory", &HostSpec::memory, "memory for environments on one host; 0 B: no limit");
  shape.optional("network", &HostSpec::network, "bandwidth of the host's NIC, which its environments share fairly");
  shape.optional("packing", &HostSpec::packing, "how a host is chosen for a new environment");
  shape
      .optional("count", &HostSpec::count,
                "hosts that exist from the start; more are added when none has enough memory")
      .at_least(0)
      .at_most(1'000'000);
  return shape;
}

Shape<ColdStartSpec> shape_of(Describe<ColdStartSpec>) {
  Shape<ColdStartSpec> shape("cold_start", "What a new execution environment waits for, in this order.");
  shape.optional("placement", &ColdStartSpec::placement, "finding a host and starting the sandbox");
  shape.optional("package_bandwidth", &ColdStartSpec::package_bandwidth,
                 "rate at which the function's package is fetched and unpacked");
  shape.optional("runtime_init", &ColdStartSpec::runtime_init, "initialisation of the language runtime");
  return shape;
}

Shape<BillingSpec> shape_of(Describe<BillingSpec>) {
  Shape<BillingSpec> shape("billing", "How the platform bills duration.");
  shape.optional("quantum", &BillingSpec::quantum, "each invocation's duration is rounded up to a multiple of this");
  shape.optional("init_billed", &BillingSpec::init_billed, "whether initialisation counts as duration");
  return shape;
}

Shape<FunctionSpec> shape_of(Describe<FunctionSpec>) {
  Shape<FunctionSpec> shape(
      "function", "A function of a FaaS platform: short-lived, billed by use, not addressable over the network.");
  describe_billed(shape);
  shape.optional("memory", &FunctionSpec::memory,
                 "memory of an execution environment; vCPU share and price follow from it");
  shape.optional("memory_from", &FunctionSpec::memory_from, "smallest memory size the platform sells");
  shape.optional("memory_to", &FunctionSpec::memory_to, "largest memory size the platform sells; 0 B: any");
  shape.optional("memory_step", &FunctionSpec::memory_step, "step between memory sizes");
  shape.optional("memory_per_vcpu", &FunctionSpec::memory_per_vcpu, "memory that comes with one whole vCPU");
  shape.optional("max_vcpus", &FunctionSpec::max_vcpus, "most vCPUs an environment gets");
  shape.optional("lifetime", &FunctionSpec::lifetime, "longest time one invocation may run");
  shape
      .optional("concurrency", &FunctionSpec::concurrency,
                "most invocations of the account that run at once; beyond it they are throttled")
      .at_least(1);
  shape
      .optional("reserved", &FunctionSpec::reserved,
                "invocations of this function that may run at once, set aside for it from the account's concurrency")
      .at_least(0);
  shape
      .optional("provisioned", &FunctionSpec::provisioned,
                "environments that are ready from the start and never expire; billed for as long as they stand ready")
      .at_least(0)
      .at_most(1'000'000);
  shape
      .optional("invocations_per_environment", &FunctionSpec::invocations_per_environment,
                "invocations that one environment runs at the same time, sharing its vCPUs; its time is then billed "
                "once, from the first to the last of them")
      .at_least(1)
      .at_most(10'000);
  shape.optional("scaling", &FunctionSpec::scaling, "how fast the account's new environments may appear");
  shape.optional("at_limit", &FunctionSpec::at_limit,
                 "what becomes of a request that finds a limit reached: concurrency, scaling or memory");
  shape.optional("keep_alive", &FunctionSpec::keep_alive,
                 "how long an idle environment is kept, or the policy that decides it");
  shape.optional("reuse", &FunctionSpec::reuse, "which idle environment serves the next invocation");
  shape.optional("memory_from_trace", &FunctionSpec::memory_from_trace,
                 "each function of a trace gets the memory that the trace says it needs, instead of `memory`");
  shape.optional("invoke_overhead", &FunctionSpec::invoke_overhead,
                 "from an invocation request to the start of a warm function's code, and back");
  shape.optional("cold_start", &FunctionSpec::cold_start, "what a new environment waits for");
  shape.optional("package", &FunctionSpec::package, "size of the function's code package");
  shape.optional("init", &FunctionSpec::init, "the function's own initialisation work");
  shape.optional("network", &FunctionSpec::network, "most bandwidth of one environment, or a burst above a base rate");
  shape.optional("host", &FunctionSpec::host, "the VMs below");
  shape.optional("billing", &FunctionSpec::billing, "how duration is billed");
  shape.optional("event_source", &FunctionSpec::event_source, "how messages of a queue reach it");
  shape.optional("asynchronous", &FunctionSpec::asynchronous, "what becomes of events that nobody waits for");
  shape.optional("accelerators", &FunctionSpec::accelerators, "GPUs: functions have none");
  shape.check(&check_function);
  return shape;
}

}  // namespace twostep::models
