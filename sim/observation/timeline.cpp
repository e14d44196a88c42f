#include "sim/observation/timeline.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/observation/number_bytes.hpp"

namespace twostep::observation {

Timeline::Timeline(std::optional<Duration> step) : fixed_(step.has_value()), step_(step.value_or(first_step)) {
  if (step_ <= Duration::zero()) throw std::invalid_argument("a time series needs a step longer than zero");
}

std::size_t Timeline::add_series(std::string name, std::string unit) {
  if (!times_.empty()) throw std::logic_error("a time series declared after the first row");
  if (name.empty()) throw std::invalid_argument("a time series without a name");
  if (std::ranges::find(series_, name, &TimelineSeries::name) != series_.end()) {
    throw std::invalid_argument(fmt::format("two time series of the name {}", name));
  }
  series_.push_back({.name = std::move(name), .unit = std::move(unit)});
  return series_.size() - 1;
}

SimTime Timeline::next() const {
  if (times_.empty()) return SimTime{};
  const std::int64_t steps = times_.back().ns / step_.ns + 1;
  if (steps > INT64_MAX / step_.ns) return SimTime::max();
  return SimTime{steps * step_.ns};
}

void Timeline::add_row(SimTime at, std::span<const double> values) {
  if (values.size() != series_.size()) {
    throw std::invalid_argument(fmt::format("a row of {} values for {} time series", values.size(), series_.size()));
  }
  if (at < SimTime{} || (!times_.empty() && at < times_.back())) {
    throw std::invalid_argument(fmt::format("a row at {} ns of simulated time, before the last one", at.ns));
  }
  if (!times_.empty() && at == times_.back()) {
    std::ranges::copy(values, values_.end() - static_cast<std::ptrdiff_t>(values.size()));
    return;
  }
  if (fixed_) {
    require_room();
  } else if (times_.empty()) {
    reserve_all();
  }
  times_.push_back(at);
  values_.insert(values_.end(), values.begin(), values.end());
  if (!fixed_ && times_.size() > most_rows) keep_every_second_row();
}

void Timeline::require_room() const {
  const std::size_t rows = times_.size() + 1;
  if (rows <= most_fixed_rows && rows * series_.size() <= most_values) return;
  throw std::length_error(
      fmt::format("the time series hold {} values in {} rows after {} of simulated time, which is as much as is kept: "
                  "a longer step than {} is needed (--timeline-step)",
                  values_.size(), times_.size(), to_text(times_.back() - SimTime{}), to_text(step_)));
}

// As much as the series will take, since what grows is copied again and again; memory that is never used costs nothing.
void Timeline::reserve_all() {
  times_.reserve(most_rows + 1);
  values_.reserve((most_rows + 1) * series_.size());
}

// Those with an even number: the rows at multiples of the doubled step, and the newest of an odd number of rows.
void Timeline::keep_every_second_row() {
  const std::size_t width = series_.size();
  std::size_t kept = 0;
  for (std::size_t row = 0; row < times_.size(); row += 2, ++kept) {
    times_[kept] = times_[row];
    const auto values = values_.begin() + static_cast<std::ptrdiff_t>(row * width);
    std::copy_n(values, width, values_.begin() + static_cast<std::ptrdiff_t>(kept * width));
  }
  times_.resize(kept);
  values_.resize(kept * width);
  step_ += step_;
}

nlohmann::json Timeline::to_json() const {
  nlohmann::json series = nlohmann::json::array();
  for (const TimelineSeries& one : series_) series.push_back({{"name", one.name}, {"unit", one.unit}});
  return {{"fixed", fixed_},
          {"step_ns", step_.ns},
          {"series", std::move(series)},
          {"times_ns", bytes_of(times_)},
          {"values", bytes_of(values_)}};
}

Timeline Timeline::from_json(const nlohmann::json& json) {
  Timeline timeline(Duration::nanoseconds(json.at("step_ns").get<std::int64_t>()));
  timeline.fixed_ = json.at("fixed").get<bool>();
  for (const nlohmann::json& one : json.at("series")) timeline.add_series(one.at("name"), one.at("unit"));
  timeline.times_ = numbers_of<SimTime>(json.at("times_ns"));
  timeline.values_ = numbers_of<double>(json.at("values"));
  const bool ordered = std::ranges::is_sorted(timeline.times_);
  if (!ordered || timeline.values_.size() != timeline.times_.size() * timeline.series_.size()) {
    throw std::invalid_argument("time series whose rows do not fit together");
  }
  return timeline;
}

}  // namespace twostep::observation
