// RunSampler: samples what a run's services are doing at regular simulated times, for its time series, and tells how
// far the run is.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "models/metering.hpp"
#include "sim/cost/price_list.hpp"
#include "sim/engine/network.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/observation/run_progress.hpp"
#include "sim/observation/timeline.hpp"

namespace twostep::models {

class RunSampler {
 public:
  explicit RunSampler(observation::Timeline& timeline) : timeline_(timeline) {}

  // Before start(). `value` is called a few thousand times a run.
  void add_series(const std::string& name, const std::string& unit, std::function<double()> value);
  // Dollars that the meters have counted so far; those without a price count nothing.
  void add_spend(const Metering& metering, const cost::PriceList& prices);
  // Called with each row.
  void on_row(std::function<void(SimTime)> action) { actions_.push_back(std::move(action)); }
  // Given the values of each row, in the order of the series.
  using Follower = std::function<void(SimTime, std::span<const double>)>;
  void on_values(Follower follower) { followers_.push_back(std::move(follower)); }

  // Samples as long as anything else is going to happen; a daemon.
  engine::Process<void> sample(engine::Simulation& simulation, const engine::Network& network);
  // The last row.
  void add_row(SimTime at);

 private:
  observation::Timeline& timeline_;
  std::vector<std::function<double()>> values_;
  std::vector<std::function<void(SimTime)>> actions_;
  std::vector<Follower> followers_;
  std::vector<double> row_;
};

}  // namespace twostep::models
