// Timeline: time series of one run: what the models sample of themselves at regular simulated times.
//
// Without a step of its own it starts at a row a second and, whenever there are more than 1,000 rows, keeps every
// second one and doubles its step: a run of any length has between 500 and 1,000 rows, in memory that is bounded. With
// a step, every row is kept, up to a limit.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/units.hpp"

namespace twostep::observation {

struct TimelineSeries {
  std::string name{};  // "environments.busy"
  std::string unit{};  // "1" for a plain number, "USD", "bytes/s"
};

class Timeline {
 public:
  static constexpr Duration first_step = Duration::seconds(1);
  static constexpr std::size_t most_rows = 1'000;            // where the step is free
  static constexpr std::size_t most_fixed_rows = 1'000'000;  // where it is given
  static constexpr std::size_t most_values = 5'000'000;      // of all series together, where the step is given

  Timeline() = default;
  // Throws std::invalid_argument when the step is not longer than zero.
  explicit Timeline(std::optional<Duration> step);

  // Declares a series and answers its index: the place of its value in a row. Throws std::logic_error once there are
  // rows, std::invalid_argument when the name is empty or taken.
  std::size_t add_series(std::string name, std::string unit);
  // When the next row is due: time zero, then the first multiple of the step beyond the last row.
  [[nodiscard]] SimTime next() const;
  // A value a series, in their order; NaN where it is not defined at that time. A row may come between two steps, as
  // the last one of a run does; one at the last row's time replaces that. Throws std::invalid_argument for another
  // number of values or a time before the last row's, std::length_error beyond the limits of a given step.
  void add_row(SimTime at, std::span<const double> values);

  [[nodiscard]] bool empty() const { return series_.empty() || times_.empty(); }
  [[nodiscard]] Duration step() const { return step_; }
  [[nodiscard]] const std::vector<TimelineSeries>& series() const { return series_; }
  [[nodiscard]] std::size_t rows() const { return times_.size(); }
  [[nodiscard]] SimTime time(std::size_t row) const { return times_.at(row); }
  [[nodiscard]] double value(std::size_t row, std::size_t series) const {
    return values_.at(row * series_.size() + series);
  }

  // The whole state, its numbers as bytes (number_bytes.hpp). from_json throws nlohmann::json::exception or
  // std::invalid_argument on anything that to_json does not write.
  [[nodiscard]] nlohmann::json to_json() const;
  [[nodiscard]] static Timeline from_json(const nlohmann::json& json);

 private:
  void require_room() const;
  void reserve_all();
  void keep_every_second_row();

  bool fixed_ = false;
  Duration step_ = first_step;
  std::vector<TimelineSeries> series_;
  std::vector<SimTime> times_;
  std::vector<double> values_;  // row by row
};

}  // namespace twostep::observation
