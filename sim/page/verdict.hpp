// Verdict: the answer to a scenario's question in a sentence or two, and how sure it is.
#pragma once

#include <string>
#include <vector>

#include "sim/page/replications.hpp"
#include "sim/page/run_view.hpp"

namespace twostep::page {

// A figure worth a look of its own.
struct Fact {
  std::string what{};   // "fastest"
  std::string value{};  // "21m 29s"
  std::string whose{};  // "ec2"
};

struct Verdict {
  std::string answer{};                 // which variant is fastest, which cheapest, by how much
  std::string sureness{};               // runs and seeds, requests, published figures that hold
  std::vector<std::string> cautions{};  // what weakens it: requests that failed, nothing completed
  std::vector<Fact> facts{};
};

[[nodiscard]] Verdict verdict_of(const RunView& run, const Replications& replications);

// "latency.mean" as a reader says it: "mean response time".
[[nodiscard]] std::string metric_words(const std::string& metric);

}  // namespace twostep::page
