#include "models/storage/request_limits.hpp"

#include <cmath>

#include "models/backoff.hpp"

namespace twostep::models {

namespace {

std::vector<TokenBucket> buckets(const RequestLimits::Rate& rate, std::int64_t prefixes) {
  if (rate.per_second <= 0) return {};
  return {static_cast<std::size_t>(prefixes), TokenBucket(rate.per_second, rate.most)};
}

}  // namespace

RequestLimits::RequestLimits(const engine::Simulation& simulation, const std::string& name, const Settings& settings)
    : settings_(settings),
      reads_(buckets(settings.reads, settings.prefixes)),
      writes_(buckets(settings.writes, settings.prefixes)),
      prefix_(simulation.stream(name + ".prefix")),
      error_(simulation.stream(name + ".error")),
      jitter_(simulation.stream(name + ".jitter")) {}

RequestLimits::Answer RequestLimits::ask(bool reads, double tokens, std::int64_t requests, SimTime now) {
  std::vector<TokenBucket>& all = reads ? reads_ : writes_;
  if (!all.empty()) {
    std::size_t prefix = 0;
    if (all.size() > 1) {
      prefix = static_cast<std::size_t>(prefix_.next_uniform() * static_cast<double>(all.size()));
    }
    if (!all[prefix].take(tokens, now)) {
      ++throttled_;
      return Answer::throttled;
    }
  }
  if (settings_.errors > 0 && has_error(requests)) {
    ++errors_;
    return Answer::error;
  }
  return Answer::served;
}

bool RequestLimits::has_error(std::int64_t requests) {
  return error_.next_uniform() >= std::pow(1 - settings_.errors, static_cast<double>(requests));
}

Duration RequestLimits::backoff(std::int64_t retry) {
  const Duration whole = models::backoff(settings_.retries.backoff, 2, retry, settings_.retries.longest);
  return Duration::from_ns(static_cast<double>(whole.ns) * jitter_.next_uniform());
}

}  // namespace twostep::models
