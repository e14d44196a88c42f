#include "sim/engine/exponential.hpp"

#include "sim/engine/widest.hpp"

namespace twostep::engine {

TWOSTEP_WIDEST void exponential_upper_quantiles(std::span<double> tails, double mean) {
  for (double& tail : tails) tail = mean * exponential_upper_quantile(tail);
}

TWOSTEP_WIDEST void exponential_quantiles(std::span<double> p, double mean) {
  for (double& each : p) each = mean * exponential_quantile(each);
}

}  // namespace twostep::engine
