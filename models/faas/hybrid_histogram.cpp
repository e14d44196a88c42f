#include "models/faas/hybrid_histogram.hpp"

#include "models/faas/arima.hpp"

namespace twostep::models {

void HybridHistogram::remember(Duration idle) {
  if (times_s_.size() == most_forecast_from) times_s_.erase(times_s_.begin());
  times_s_.push_back(idle.in_seconds());
}

// A forecast is believed as far as from half the shortest to twice the longest idle time that there was.
HybridHistogram::Windows HybridHistogram::forecast() const {
  const auto [shortest, longest] = std::ranges::minmax(times_s_);
  const double next_s = std::clamp(arima_forecast(times_s_), shortest / 2, 2 * longest);
  const double margin = policy_.forecast_margin.share;
  return {.unloaded = Duration::from_seconds(next_s * (1 - margin)),
          .kept = Duration::from_seconds(next_s * 2 * margin)};
}

}  // namespace twostep::models
