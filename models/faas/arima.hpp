// The next value of a short series, by an ARIMA(p, d, q) model that is chosen and fitted for it.
//
// d is 0 or 1: a series is differenced when the KPSS test rejects, at 5 %, that it varies around a level (Kwiatkowski,
// Phillips, Schmidt and Shin, Journal of Econometrics 54, 1992: eta_mu > 0.463, table 1, with Bartlett's window over
// 4 (n / 100)^(1/4) lags, their l4). Its mean is then taken off; with d = 1 that is a trend.
//
// p and q are at most 2, those of least AICc (Hurvich and Tsai, Biometrika 76, 1989). Each model is fitted by two
// regressions (Hannan and Rissanen, Biometrika 69, 1982): of the values on many before them, which leaves the
// innovations, and of the values on p values and q innovations before them. Models that explode are left out.
#pragma once

#include <span>

namespace twostep::models {

// Of at least one value, all of them finite. With less than eight there is nothing to fit: their mean, or with d = 1
// the last one and the mean step.
[[nodiscard]] double arima_forecast(std::span<const double> series);

}  // namespace twostep::models
