#include "sim/page/verdict.hpp"

#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "tests/page/run_folder.hpp"

using namespace twostep;
using namespace twostep::page;
using Catch::Contains;
using Catch::EndsWith;

namespace {

// Without the marks that only a page needs: isolates around names, blanks that do not break.
std::string plain(std::string text) {
  for (const std::string mark : {"\u2068", "\u2069", "\u00a0"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
      text.replace(at, mark.size(), mark == "\u00a0" ? " " : "");
    }
  }
  return text;
}

VariantView variant(const std::string& name, double seconds, double dollars, std::optional<double> slower,
                    std::optional<double> dearer) {
  return {.name = name,
          .label = name,
          .slower = slower,
          .dearer = dearer,
          .metrics = {{"latency.mean", {seconds, "s"}},
                      {"cost_per_request", {dollars, "USD"}},
                      {"requests", {100, "1"}},
                      {"completed", {100, "1"}}}};
}

RunView serving(std::vector<VariantView> variants, const std::string& baseline) {
  return {.seed = 3,
          .baseline = baseline,
          .compared_time = "latency.mean",
          .compared_cost = "cost_per_request",
          .variants = std::move(variants)};
}

std::string answer(const RunView& run) { return plain(verdict_of(run, replications_of({&run})).answer); }

}  // namespace

TEST_CASE("the answer names the fastest and the cheapest, and what the others are against the baseline") {
  // 27,492 s / 1,300 s = 21.15; 0.28638 USD / (1,300 s / 3,600 s * 0.10 USD) = 7.93
  const RunView run = tests::view_of(tests::training_report());
  CHECK(
      answer(run) ==
      "ec2 is both the fastest (21m 40s) and the cheapest ($0.0361). Against ec2, lambda takes 21.1x as long and costs "
      "7.93x as much.");
}

TEST_CASE("what is better in one and worse in the other is told with a but") {
  const RunView run = serving({variant("a", 0.02, 1e-6, 2, 0.5), variant("b", 0.01, 2e-6, 1, 1)}, "b");
  CHECK(answer(run) ==
        "b is the fastest (10.0 ms a request on average), a is the cheapest ($1.00 per million requests). Against b, a "
        "takes 2.00x as long but costs 50 % less.");
}

TEST_CASE("a faster variant is told as fast, and equal ones as equal") {
  const RunView run = serving({variant("a", 0.01, 1e-6, 0.25, 1.001), variant("b", 0.04, 1e-6, 1, 1)}, "b");
  CHECK_THAT(answer(run), EndsWith("Against b, a is 4.00x as fast and costs as much."));
  CHECK_THAT(answer(run), Contains("a and b are the cheapest"));
}

TEST_CASE("no more than three variants are compared by name") {
  std::vector<VariantView> variants{variant("base", 1, 1, 1, 1)};
  for (int i = 2; i <= 6; ++i) variants.push_back(variant("v" + std::to_string(i), i, i, i, i));
  CHECK_THAT(answer(serving(variants, "base")),
             EndsWith("v6 takes 6.00x as long and costs 6.00x as much; v5 takes 5.00x as long and costs 5.00x as much; "
                      "v4 takes 4.00x as long and costs 4.00x as much; 2 more below."));
}

TEST_CASE("without a baseline, another variant or a response there is less to say, and it is said") {
  CHECK(answer(serving({}, "")) == "No variant was run: there is no answer.");
  CHECK_THAT(answer(serving({variant("a", 1, 1, {}, {})}, "")),
             EndsWith("there is no other variant to compare it with."));
  CHECK_THAT(answer(serving({variant("a", 1, 2, {}, {}), variant("b", 2, 1, {}, {})}, "")),
             EndsWith("b is the cheapest ($1,000,000 per million requests)."));
  VariantView silent = variant("a", 1, 1, {}, {});
  silent.metrics = {{"requests", {5, "1"}}, {"completed", {0, "1"}}};
  const RunView run = serving({silent}, "a");
  const Verdict verdict = verdict_of(run, replications_of({&run}));
  CHECK_THAT(verdict.answer, Contains("No request completed"));
  CHECK(plain(verdict.cautions.at(0)) == "No request completed in a: it has no response time.");
  CHECK(verdict.facts.empty());
}

TEST_CASE("requests that were lost weaken the answer") {
  VariantView lossy = variant("a", 1, 1, 1, 1);
  lossy.metrics["throttled"] = {25, "1"};  // of 100
  const RunView run = serving({lossy, variant("b", 2, 2, 2, 2)}, "a");
  const Verdict verdict = verdict_of(run, replications_of({&run}));
  REQUIRE(verdict.cautions.size() == 1);
  CHECK(plain(verdict.cautions[0]) == "In a, 25 % of requests throttled: times and costs are of those that completed.");
}

TEST_CASE("how sure it is: runs, requests and published figures") {
  RunView run = tests::view_of(tests::training_report());
  run.source = "a paper";
  const Verdict verdict = verdict_of(run, replications_of({&run}));
  // Published: 465 min (holds), 21 (holds), 1260 s within 1 % against 1300 s (off, calibrated), 7.3 (quoted).
  CHECK(verdict.sureness ==
        "One run, with seed 1, 1 completed request a variant. 2 of 3 published figures hold, 1 of which served for "
        "calibration; 1 more is only quoted.");
  REQUIRE(verdict.facts.size() == 3);
  CHECK(verdict.facts[2].what == "published figures");
  CHECK(verdict.facts[2].value == "2 of 3");
  run.source = "";
  CHECK(verdict_of(run, replications_of({&run})).facts[2].what == "expected figures");
}

TEST_CASE("several runs say how far a ratio may lie from their mean") {
  const RunView first = serving({variant("a", 2, 2, 2.0, 2.0), variant("b", 1, 1, 1, 1)}, "b");
  RunView second = serving({variant("a", 3, 3, 3.0, 3.0), variant("b", 1, 1, 1, 1)}, "b");
  second.seed = 4;
  const Verdict verdict = verdict_of(first, replications_of({&first, &second}));
  // Mean 2.5, sd 0.7071, t(0.975, 1) = 12.706: half width 12.706 * 0.7071 / sqrt(2) = 6.35
  CHECK(plain(verdict.sureness) ==
        "2 runs, with seeds 3, 4, 100 completed requests a variant in the one shown. With 95 % confidence a takes "
        "2.50x ± "
        "6.35 as long and costs 2.50x ± 6.35 as much.");
}
