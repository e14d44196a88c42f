#include "models/deployment.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "models/run_gauges.hpp"
#include "models/run_series.hpp"

namespace twostep::models {

using engine::Process;
using observation::RunResult;

namespace {

Duration duration_of(const Arrivals& arrivals) {
  return std::visit([](const auto& process) { return lasts(process); }, arrivals);
}

// How many requests there will be; nothing where a workload ends by time alone.
std::optional<std::uint64_t> requests_expected(const Scenario& scenario) {
  std::uint64_t requests = 0;
  for (const auto& [workload, place] : scenario.workload.all) {
    const std::int64_t of_workload =
        workload.trace != nullptr
            ? workload.trace->invocations()
            : std::visit([](const auto& process) { return most_requests(process); }, workload.arrivals);
    if (of_workload == INT64_MAX) return std::nullopt;
    requests += static_cast<std::uint64_t>(of_workload);
  }
  return requests;
}

}  // namespace

// From the last warm-up's end to the end of the arrivals that last longest.
Deployment::Window Deployment::window_of(const Scenario& scenario) {
  Window window{.from = SimTime{}, .to = SimTime{}};
  for (const auto& workload : scenario.workload.all) {
    window.from = std::max(window.from, SimTime{} + workload.value.warm_up);
    window.to = std::max(window.to, SimTime{} + duration_of(workload.value.arrivals));
  }
  return window;
}

Deployment::Deployment(const Scenario& scenario, const std::string& variant, const cost::PriceList& prices,
                       const DeploymentOptions& options)
    : scenario_(scenario),
      variant_(*find_variant(scenario, variant)),
      window_(window_of(scenario)),
      simulation_(options.seed),
      network_(simulation_),
      recorder_(result_, window_.from, window_.to),
      sampler_(result_.timeline),
      requests_(simulation_, recorder_),
      interpreter_(simulation_, network_, recorder_),
      triggers_(simulation_, requests_) {
  result_.variant = variant;
  result_.timeline = observation::Timeline(options.timeline_step);
  result_.phase_names = phase_names();
  const std::vector<std::string> used = resources_used(scenario, variant_);
  for (const auto& [name, resource] : scenario.resources) {
    if (std::find(used.begin(), used.end(), name) != used.end()) create_resource(name);
  }
  connect_caches();
  create_triggers();
  create_programs();
  connect_queues();
  for (std::size_t i = 0; i < scenario.workload.all.size(); ++i) connect_workload(scenario.workload.all[i].value, i);
  sampler_.on_row([this](SimTime now) { services_.accrue(now); });
  sampler_.on_row([this](SimTime now) {
    for (const auto& source : sources_) source->count_arrivals(now);
  });
  add_run_series(sampler_, services_, recorder_, network_, simulation_);
  sampler_.add_spend(metering_, prices);
  if (options.progress != nullptr) report_progress(*options.progress);
  if (!options.trace.file.empty()) {
    events_ = std::make_unique<EventTrace>(options.trace, prices);
    show_in_timeline();
  }
  if (options.rows.empty()) return;
  rows_ = std::make_unique<observation::InvocationWriter>(
      options.rows, observation::InvocationWriter::Names{.variant = variant,
                                                         .phases = result_.phase_names,
                                                         .programs = result_.programs,
                                                         .platforms = result_.platforms});
  recorder_.write_rows_to(*rows_);
}

Deployment::~Deployment() = default;

RunResult Deployment::run() {
  simulation_.spawn_daemon(mark_window(), "measurement window");
  for (const auto& entry : services_.functions) entry.service->start();
  for (const auto& entry : services_.fleets) entry.service->start();
  for (std::size_t i = 0; i < sources_.size(); ++i) sources_[i]->start(scenario_.workload.all[i].value);
  triggers_.start([this] {
    return recorder_.arrived() > recorder_.ended() ||
           std::ranges::any_of(sources_, [](const auto& source) { return source->is_sending(); });
  });
  simulation_.spawn_daemon(sampler_.sample(simulation_, network_), "time series");
  network_.run();
  collect();
  if (rows_) rows_->close();
  if (events_) events_->close();
  return std::move(result_);
}

Process<void> Deployment::mark_window() {
  co_await simulation_.delay_until(window_.from);
  services_.accrue(simulation_.now());
  metering_.begin_window();
  if (window_.to == SimTime::max()) co_return;
  co_await simulation_.delay_until(window_.to);
  services_.accrue(simulation_.now());
  metering_.end_window();
}

void Deployment::show_in_timeline() {
  for (const auto& entry : services_.functions) entry.service->show_in(*events_);
  for (const auto& entry : services_.fleets) entry.service->show_in(*events_);
  sampler_.on_values(
      [this](SimTime at, std::span<const double> values) { events_->show_row(at, result_.timeline.series(), values); });
}

void Deployment::report_progress(observation::RunProgress& progress) {
  const std::optional<std::uint64_t> requests = requests_expected(scenario_);
  const bool timed = !requests && window_.to != SimTime::max();
  progress.expect(requests, timed ? std::optional(window_.to - SimTime{}) : std::nullopt);
  sampler_.on_row(
      [this, &progress](SimTime now) { progress.publish(now, recorder_.executions(), recorder_.arrived()); });
}

// Every request that arrived has ended once, in one of the ways that there are, or is in flight.
void Deployment::check_balance() const {
  const std::uint64_t accounted_for =
      result_.completed + result_.failed + result_.throttled + result_.dead_lettered + result_.in_flight;
  if (recorder_.ended() <= recorder_.arrived() && accounted_for == result_.requests) return;
  throw std::logic_error(fmt::format("{} requests arrived and {} ended; of {} measured, {} are accounted for",
                                     recorder_.arrived(), recorder_.ended(), result_.requests, accounted_for));
}

void Deployment::collect() {
  const SimTime end = simulation_.now();
  result_.makespan = recorder_.last_end() - SimTime{};
  result_.window = std::min(window_.to, end) - std::min(window_.from, end);
  check_balance();
  sampler_.add_row(end);
  for (const auto& entry : services_.functions) {
    std::vector<observation::FunctionUse> uses = entry.service->uses(end);
    result_.functions.insert(result_.functions.end(), std::move_iterator(uses.begin()), std::move_iterator(uses.end()));
  }
  services_.close(end);
  result_.usage = metering_.of_run();
  result_.usage_in_window = metering_.of_window();
  result_.events = simulation_.events_run();
  result_.gauges = run_gauges(services_, result_.functions, end);
  triggers_.add_gauges(result_.gauges);
}

}  // namespace twostep::models
