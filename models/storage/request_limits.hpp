// RequestLimits: which requests a store refuses in one run, because they come too fast or by error, and when clients
// ask again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/storage/request_limits_spec.hpp"
#include "models/token_bucket.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

class RequestLimits {
 public:
  // A bucket of tokens for each prefix of the keys; a rate of zero is no limit.
  struct Rate {
    double per_second = 0;
    double most = 0;  // that the bucket holds
  };
  struct Settings {
    Rate reads{};
    Rate writes{};
    std::int64_t prefixes = 1;  // that the keys are spread over, each with a bucket of its own
    double errors = 0;          // share of the requests that end in a server's error
    ClientRetries retries;
  };
  enum class Answer : std::uint8_t { served, throttled, error };

  RequestLimits(const engine::Simulation& simulation, const std::string& name, const Settings& settings);

  // One request now that takes so many tokens, or several to one prefix that succeed or fail together.
  [[nodiscard]] Answer ask(bool reads, double tokens, std::int64_t requests, SimTime now);
  // How long the client waits before retry number `retry`, from 0.
  [[nodiscard]] Duration backoff(std::int64_t retry);
  [[nodiscard]] std::int64_t retries() const { return settings_.retries.count; }

  // Answers that were no success, and requests that were given up.
  [[nodiscard]] std::uint64_t throttled() const { return throttled_; }
  [[nodiscard]] std::uint64_t errors() const { return errors_; }
  [[nodiscard]] std::uint64_t failed() const { return failed_; }
  void give_up() { ++failed_; }

 private:
  [[nodiscard]] bool has_error(std::int64_t requests);

  Settings settings_;
  std::vector<TokenBucket> reads_;  // by prefix; empty: no limit
  std::vector<TokenBucket> writes_;
  engine::RandomStream prefix_;
  engine::RandomStream error_;
  engine::RandomStream jitter_;
  std::uint64_t throttled_ = 0;
  std::uint64_t errors_ = 0;
  std::uint64_t failed_ = 0;
};

}  // namespace twostep::models
