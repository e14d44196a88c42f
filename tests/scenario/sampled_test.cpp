#include <cmath>

#include "sim/scenario/sampled_codec.hpp"
#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

using engine::Sampled;

double quantile(const std::string& text, double probability) {
  return good<Sampled<Duration>>(text).distribution().quantile(probability);
}

TEST_CASE("a plain quantity is the same every time") {
  const auto sampled = good<Sampled<Duration>>("\"0.1 s\"");
  CHECK(sampled.is_constant());
  CHECK(sampled.mean() == Duration::milliseconds(100));
  CHECK(good<Sampled<Duration>>(R"({"constant": "0.1 s"})").mean() == Duration::milliseconds(100));
  CHECK(good<Sampled<Bytes>>("\"1 KB\"").mean() == Bytes{1000});
  CHECK(good<Sampled<CpuWork>>("\"1 vCPU-ms\"").mean() == CpuWork{1'000'000});
}

TEST_CASE("every family of distributions is read with its parameters") {
  // Nanoseconds; tolerances for the doubles of the quantile functions.
  CHECK(quantile(R"({"uniform": {"low": "1 us", "high": "3 us"}})", 0.25) == Approx(1500));
  CHECK(quantile(R"({"exponential": {"mean": "1 us"}})", 0.5) == Approx(1000 * std::log(2.0)));
  CHECK(quantile(R"({"lognormal": {"median": "1 us", "p99": "9 us"}})", 0.5) == Approx(1000));
  CHECK(quantile(R"({"lognormal": {"median": "1 us", "p99": "9 us"}})", 0.99) == Approx(9000));
  CHECK(good<Sampled<Duration>>(R"({"lognormal": {"mean": "2 us", "sd": "1 us"}})").mean() == Duration{2000});
  CHECK(good<Sampled<Duration>>(R"({"gamma": {"mean": "2 us", "sd": "1 us"}})").mean() == Duration{2000});
  CHECK(quantile(R"({"weibull": {"scale": "1 us", "shape": 1.5}})", 1 - std::exp(-1.0)) == Approx(1000));
  CHECK(quantile(R"({"pareto": {"minimum": "1 us", "shape": 2}})", 0.75) == Approx(2000));  // 1 us / sqrt(0.25)
  CHECK(quantile(R"({"truncated_normal": {"mean": "5 us", "sd": "1 us", "low": "4 us", "high": "6 us"}})", 0.5) ==
        Approx(5000));
  CHECK(quantile(R"({"empirical": [[0, "1 us"], [0.5, "2 us"], [1, "4 us"]]})", 0.75) == Approx(3000));
}

TEST_CASE("an unknown distribution is told with the nearest") {
  CHECK(problems_as<Sampled<Duration>>(R"({"log_normal": {"mean": "1 s"}})") ==
        Lines{R"(f.json:1: /log_normal: "log_normal" is no distribution-of-duration; did you mean "lognormal"?)"});
  CHECK(problems_as<Sampled<Duration>>(R"({"uniform": {"low": "1 s", "high": "2 s"}, "gamma": 1})") ==
        Lines{R"(f.json:1: /gamma: "gamma" stands beside "uniform"; write only one of the two)"});
}

TEST_CASE("what describes no distribution is told at its place") {
  CHECK(problems_as<Sampled<Duration>>("{\"uniform\":\n{\"low\": \"1 s\", \"hi\": 2}}").size() == 2);
  CHECK(problems_as<Sampled<Duration>>(R"({"uniform": {"low": "2 s", "high": "1 s"}})")
            .at(0)
            .find("describes no distribution") != std::string::npos);
  CHECK(problems_as<Sampled<Duration>>(R"({"weibull": {"scale": "1 s", "shape": 0}})") ==
        Lines{"f.json:1: /weibull/shape: 0 is too small; write more than 0.0"});
  CHECK(problems_as<Sampled<Duration>>(R"({"empirical": [[0.5, "1 s"]]})").size() == 1);
  CHECK(problems_as<Sampled<Duration>>(R"({"lognormal": {"mean": "1 s", "p99": "2 s"}})") ==
        Lines{R"(f.json:1: /lognormal: {"mean": "1 s", "p99": "2 s"} does not describe a lognormal distribution; )"
              R"(write "mean" and "sd", or "median" and "p99")"});
  CHECK(problems_as<Sampled<Duration>>("0.1").at(0).starts_with("f.json:1: 0.1 has no unit"));
}

}  // namespace
}  // namespace twostep::scenario
