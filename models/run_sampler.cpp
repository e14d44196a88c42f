#include "models/run_sampler.hpp"

#include <utility>

#include "models/meter_price.hpp"

namespace twostep::models {

void RunSampler::add_series(const std::string& name, const std::string& unit, std::function<double()> value) {
  timeline_.add_series(name, unit);
  values_.push_back(std::move(value));
}

void RunSampler::add_spend(const Metering& metering, const cost::PriceList& prices) {
  std::vector<std::pair<const Meter*, double>> priced;
  for (const Meter& meter : metering.meters()) {
    if (meter.scope() == MeterScope::run_only) continue;  // counted at the end of the run alone
    priced.emplace_back(&meter, dollars_per_base_unit(meter.usage(), prices));
  }
  add_series("spend", "USD", [priced = std::move(priced)] {
    double dollars = 0;
    for (const auto& [meter, price] : priced) dollars += static_cast<double>(meter->usage().quantity) * price;
    return dollars;
  });
}

engine::Process<void> RunSampler::sample(engine::Simulation& simulation, const engine::Network& network) {
  // Where nothing else is pending, nothing will happen any more: a run that is stuck must not seem alive.
  while (!simulation.only_ticks_left() || network.busy()) {
    co_await simulation.tick_until(timeline_.next());
    add_row(simulation.now());
  }
}

void RunSampler::add_row(SimTime at) {
  for (const auto& action : actions_) action(at);
  row_.clear();
  for (const auto& value : values_) row_.push_back(value());
  timeline_.add_row(at, row_);
  for (const auto& follower : followers_) follower(at, row_);
}

}  // namespace twostep::models
