#include "models/faas/function_service.hpp"

#include "models/faas/function_requests.hpp"

namespace twostep::models {

using engine::Process;

namespace {

// A GB-second as functions are billed: 1 GB is 1024 MiB here (AWS Lambda pricing: 128 MB is 0.125 GB).
constexpr std::int64_t mib_ms_per_gb_s = 1024LL * 1000;

observation::Usage gb_s_of(const std::string& name, const FunctionSpec& spec, const std::string& meter) {
  return {.resource = name, .service = spec.service, .meter = meter, .unit = "GB-s", .base_per_unit = mib_ms_per_gb_s};
}

}  // namespace

FunctionService::FunctionService(engine::Simulation& simulation, Account& account, Metering& metering,
                                 observation::Recorder& recorder, Interpreter& interpreter, const std::string& name,
                                 const FunctionSpec& spec, std::uint32_t platform, bool shares_processors)
    : simulation_(simulation),
      account_(account),
      recorder_(recorder),
      interpreter_(interpreter),
      quantum_ms_(spec.billing.quantum.ns / 1'000'000),
      platform_(platform),
      shares_processors_(shares_processors || spec.invocations_per_environment > 1),
      gb_s_(metering.open(gb_s_of(name, spec, "gb_s"))),
      requests_(metering.open({.resource = name, .service = spec.service, .meter = "request", .unit = "request"})),
      spec_(spec),
      name_(name),
      invoke_overhead_(simulation, spec.invoke_overhead, name + ".invoke_overhead"),
      placement_(simulation, spec.cold_start.placement, name + ".placement"),
      runtime_init_(simulation, spec.cold_start.runtime_init, name + ".runtime_init"),
      own_init_(simulation, spec.init, name + ".init"),
      package_fetch_(Duration::from_seconds(static_cast<double>(spec.package.count) /
                                            spec.cold_start.package_bandwidth.bytes_per_second)) {
  if (spec.reserved) reserved_.emplace(*spec.reserved);
  if (spec.provisioned > 0) {
    provisioned_gb_s_ = &metering.open(gb_s_of(name, spec, "provisioned_gb_s"));
    provisioned_duration_gb_s_ = &metering.open(gb_s_of(name, spec, "provisioned_duration_gb_s"));
  }
  add_function(name, spec.memory);
}

FunctionService::~FunctionService() = default;

EnvironmentPool::Settings FunctionService::pool_settings(Bytes memory) {
  FunctionSpec sized = spec_;
  sized.memory = memory;
  EnvironmentPool::Settings settings{
      .count = &count_,
      .slots = reserved_ ? &*reserved_ : &account_.slots(),
      .memory = memory,
      .invocations_per_environment = static_cast<std::uint32_t>(spec_.invocations_per_environment),
      .reuse = spec_.reuse,
      .shares_processors = shares_processors_,
      .fresh_site = {},
      .keep_alive = spec_.keep_alive,
      .cold_start_s = 0};
  settings.fresh_site.vcpus = sized.vcpu_share();
  settings.fresh_site.nic_cap = spec_.network.most();
  settings.burst = spec_.network;
  settings.cold_start_s = (spec_.cold_start.placement.mean() + package_fetch_ + spec_.cold_start.runtime_init.mean() +
                           Duration::from_ns(static_cast<double>(spec_.init.mean().vcpu_ns) / sized.vcpu_share()))
                              .in_seconds();
  return settings;
}

std::uint32_t FunctionService::add_function(const std::string& name, Bytes memory) {
  const auto load_again = [](void* self, EnvironmentPool& function) {
    auto& service = *static_cast<FunctionService*>(self);
    service.simulation_.spawn_daemon(service.load(function), "loading environment", function.number());
  };
  functions_.push_back(std::make_unique<EnvironmentPool>(account_, name, pool_settings(memory),
                                                         EnvironmentPool::LoadHook{load_again, this}));
  return function_count() - 1;
}

void FunctionService::show_in(EventTrace& trace) {
  const auto price = [&trace](const Meter* meter) { return meter == nullptr ? 0 : trace.price_of(meter->usage()); };
  events_.emplace(
      trace, name_, spec_.service, platform_,
      FunctionEvents::Prices{
          .request = price(&requests_), .use = price(&gb_s_), .provisioned_use = price(provisioned_duration_gb_s_)});
}

// Starts an environment ahead of its next invocation.
Process<void> FunctionService::load(EnvironmentPool& function) {
  Environment* environment = account_.try_load(function);
  if (environment == nullptr) co_return;
  ++function.use().loaded;
  const SimTime began = simulation_.now();
  const ColdStart cold_start = next_cold_start(*environment);
  co_await simulation_.delay(cold_start.before_init + cold_start.init);
  if (events_) events_->loaded(function, *environment, began, simulation_.now());
  function.make_ready(*environment);
  account_.loaded(*environment);
}

// Provisioned environments were started before the run.
void FunctionService::start() {
  for (std::int64_t i = 0; i < spec_.provisioned; ++i) {
    EnvironmentPool& function = *functions_.front();
    Environment& environment = function.create();
    environment.provisioned = true;
    function.make_ready(environment);
    function.become_idle(environment);
  }
}

void FunctionService::accrue(SimTime now) {
  if (provisioned_gb_s_ == nullptr) return;
  const std::int64_t ms = (now - SimTime{}).ns / 1'000'000;
  provisioned_gb_s_->add((ms - accrued_ms_) * spec_.provisioned * spec_.memory_mib());
  accrued_ms_ = ms;
}

std::vector<observation::FunctionUse> FunctionService::uses(SimTime end) {
  std::vector<observation::FunctionUse> all;
  all.reserve(functions_.size());
  for (const auto& function : functions_) {
    function->settle(end);
    const bool only_a_pattern = functions_.size() > 1 && function == functions_.front();
    if (!only_a_pattern) all.push_back(function->use());
  }
  return all;
}

}  // namespace twostep::models
