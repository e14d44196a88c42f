#include "models/trace/trace_specs.hpp"

#include "tests/scenario/reading.hpp"

namespace twostep::models {
namespace {

using scenario::good;
using scenario::Lines;
using scenario::problems_as;

TEST_CASE("a scenario describes a trace of each format") {
  const auto azure_2019 = good<Azure2019Trace>(
      R"({"invocations": "i.csv.gz", "durations": "d.csv", "memory": "m.csv", "within_minute": "poisson",
          "memory_quantile": 0.5, "functions": ["a*", "b?"], "lasts": "1 h"})");
  CHECK(azure_2019.invocations == "i.csv.gz");
  CHECK(azure_2019.durations == "d.csv");
  CHECK(azure_2019.memory == "m.csv");
  CHECK(azure_2019.within_minute == WithinMinute::poisson);
  CHECK(azure_2019.memory_quantile == 0.5);
  CHECK(azure_2019.functions == std::vector<std::string>{"a*", "b?"});
  CHECK(azure_2019.lasts == Duration::seconds(3600));
  CHECK(good<Azure2021Trace>(R"({"file": "t.csv", "functions": ["*"]})").file == "t.csv");
  CHECK(good<CsvTrace>(R"({"file": "t.csv", "lasts": "1 min"})").lasts == Duration::seconds(60));
}

TEST_CASE("what a scenario leaves out of a trace has its default") {
  const auto spec = good<Azure2019Trace>(R"({"invocations": "i.csv", "durations": "d.csv"})");
  CHECK(spec.memory.empty());
  CHECK(spec.within_minute == WithinMinute::uniform);
  CHECK(spec.memory_quantile == 1);
  CHECK(spec.functions.empty());
  CHECK(spec.lasts == Duration::max());
}

TEST_CASE("a description of a trace without its file, or with a share beyond 1, is refused") {
  CHECK(problems_as<CsvTrace>(R"({"file": ""})").size() == 1);
  CHECK(problems_as<Azure2021Trace>("{}").size() == 1);
  CHECK(problems_as<Azure2019Trace>(R"({"invocations": "i", "durations": "d", "memory_quantile": 1.5})") ==
        Lines{"f.json:1: /memory_quantile: 1.5 is too large; write at least 0 and at most 1"});
}

}  // namespace
}  // namespace twostep::models
