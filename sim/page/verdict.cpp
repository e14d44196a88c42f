#include "sim/page/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/expectations_chart.hpp"
#include "sim/page/page_text.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

constexpr std::size_t most_compared = 3;  // variants that the answer compares with the baseline by name
constexpr double same = 0.005;            // ratios nearer to one than this are told as equal

std::string name_of(const VariantView& variant) { return isolated(variant.label); }

std::string and_list(const std::vector<std::string>& items) {
  if (items.size() < 2) return items.empty() ? "" : items.front();
  return fmt::format("{} and {}", fmt::join(items.begin(), items.end() - 1, ", "), items.back());
}

// The variants of the least value; nothing where no variant has the metric.
std::vector<const VariantView*> least(const RunView& run, const std::string& metric) {
  std::vector<const VariantView*> found;
  double best = HUGE_VAL;
  for (const VariantView& variant : run.variants) best = std::min(best, variant.metric(metric).value_or(HUGE_VAL));
  for (const VariantView& variant : run.variants) {
    const auto value = variant.metric(metric);
    if (value && *value <= best * (1 + 1e-9)) found.push_back(&variant);
  }
  return found;
}

std::string names_of(const std::vector<const VariantView*>& variants) {
  if (variants.size() > most_compared) return fmt::format("{} of the variants", variants.size());
  std::vector<std::string> names;
  names.reserve(variants.size());
  for (const VariantView* variant : variants) names.push_back(name_of(*variant));
  return and_list(names);
}

std::string time_text(const RunView& run, const VariantView& variant) {
  const std::string text = text_of(variant.count(run.compared_time), "s");
  return run.is_one_job() ? text : text + " a request on average";
}

std::string cost_text(const RunView& run, const VariantView& variant) {
  if (run.is_one_job()) return text_of(variant.count(run.compared_cost), "USD");
  return text_of(variant.count(run.compared_cost) * 1e6, "USD") + " per million requests";
}

std::string time_phrase(double slower) {
  if (std::abs(slower - 1) < same) return "takes as long";
  if (slower > 1) return fmt::format("takes {} as long", report::ratio_text(slower));
  return fmt::format("is {} as fast", report::ratio_text(1 / slower));
}

std::string cost_phrase(double dearer) {
  if (std::abs(dearer - 1) < same) return "costs as much";
  if (dearer > 1) return fmt::format("costs {} as much", report::ratio_text(dearer));
  return fmt::format("costs {} less", share_text_of(1 - dearer));
}

// "takes 21.3x as long and costs 8.13x as much"; "but" where one is better and the other worse.
std::string comparison_phrase(const VariantView& variant) {
  const auto& [slower, dearer] = std::pair(variant.slower, variant.dearer);
  if (!slower || !(*slower > 0)) return dearer ? cost_phrase(*dearer) : "";
  if (!dearer) return time_phrase(*slower);
  const bool opposed = (*slower > 1 + same && *dearer < 1 - same) || (*slower < 1 - same && *dearer > 1 + same);
  return fmt::format("{} {} {}", time_phrase(*slower), opposed ? "but" : "and", cost_phrase(*dearer));
}

// What the answer compares with the baseline: the best ones, then the slowest.
std::vector<const VariantView*> compared_variants(const RunView& run, std::vector<const VariantView*> best) {
  std::vector<const VariantView*> rest;
  rest.reserve(run.variants.size());
  for (const VariantView& variant : run.variants) rest.push_back(&variant);
  std::ranges::sort(rest, {}, [](const VariantView* v) { return std::pair(-v->slower.value_or(0), v); });
  best.insert(best.end(), rest.begin(), rest.end());
  std::vector<const VariantView*> chosen;
  for (const VariantView* variant : best) {
    const bool known = std::ranges::find(chosen, variant) != chosen.end();
    if (known || variant == run.baseline_variant() || comparison_phrase(*variant).empty()) continue;
    chosen.push_back(variant);
  }
  return chosen;
}

std::string against_baseline(const RunView& run, const std::vector<const VariantView*>& best) {
  const VariantView* baseline = run.baseline_variant();
  if (baseline == nullptr) return "";
  const std::vector<const VariantView*> compared = compared_variants(run, best);
  std::vector<std::string> phrases;
  for (const VariantView* variant : compared) {
    if (phrases.size() == most_compared) break;
    phrases.push_back(fmt::format("{} {}", name_of(*variant), comparison_phrase(*variant)));
  }
  if (phrases.empty()) return "";
  std::string text = fmt::format(" Against {}, {}", name_of(*baseline), fmt::join(phrases, "; "));
  const std::size_t more = compared.size() - phrases.size();
  if (more > 0) text += fmt::format("; {} more below", more);
  return text + ".";
}

std::string answer_of(const RunView& run) {
  if (run.variants.empty()) return "No variant was run: there is no answer.";
  const std::vector<const VariantView*> fastest = least(run, run.compared_time);
  const std::vector<const VariantView*> cheapest = least(run, run.compared_cost);
  if (fastest.empty() || cheapest.empty()) {
    return "No request completed in the measured window: there is no response time to compare.";
  }
  const std::string time = time_text(run, *fastest.front());
  const std::string cost = cost_text(run, *cheapest.front());
  const auto is = [](const auto& variants) { return variants.size() == 1 ? "is" : "are"; };
  if (run.variants.size() == 1) {
    return fmt::format("{} takes {} and costs {}; there is no other variant to compare it with.",
                       name_of(run.variants.front()), time, cost);
  }
  std::string text;
  if (fastest == cheapest) {
    text =
        fmt::format("{} {} both the fastest ({}) and the cheapest ({}).", names_of(fastest), is(fastest), time, cost);
  } else {
    text = fmt::format("{} {} the fastest ({}), {} {} the cheapest ({}).", names_of(fastest), is(fastest), time,
                       names_of(cheapest), is(cheapest), cost);
  }
  std::vector<const VariantView*> best = fastest;
  best.insert(best.end(), cheapest.begin(), cheapest.end());
  return text + against_baseline(run, best);
}

std::string range_text(const statistics::ConfidenceInterval& interval) {
  return fmt::format("{} ± {}", report::ratio_text(interval.mean), report::number_text(interval.half_width));
}

std::string runs_text(const RunView& run, const Replications& replications) {
  const auto least_most = std::minmax_element(
      run.variants.begin(), run.variants.end(),
      [](const VariantView& a, const VariantView& b) { return a.count("completed") < b.count("completed"); });
  std::string requests;
  if (!run.variants.empty()) {
    const double fewest = least_most.first->count("completed");
    const double most = least_most.second->count("completed");
    requests = fewest == most ? report::number_text(fewest)
                              : fmt::format("{} to {}", report::number_text(fewest), report::number_text(most));
    requests = fmt::format(", {} completed request{} a variant", requests, most == 1 ? "" : "s");
  }
  if (replications.seeds.size() < 2) return fmt::format("One run, with seed {}{}.", run.seed, requests);
  std::string text = fmt::format("{} runs, with seeds {}{} in the one shown.", replications.seeds.size(),
                                 fmt::join(replications.seeds, ", "), requests);
  std::vector<std::string> ratios;
  for (const ReplicatedVariant& variant : replications.variants) {
    if (!variant.slower || variant.name == run.baseline || ratios.size() == most_compared) continue;
    ratios.push_back(fmt::format("{} takes {} as long", isolated(variant.label), range_text(*variant.slower)));
    if (variant.dearer) ratios.back() += fmt::format(" and costs {} as much", range_text(*variant.dearer));
  }
  if (ratios.empty()) return text;
  return text + fmt::format(" With 95 % confidence {}.", fmt::join(ratios, "; "));
}

std::vector<std::string> cautions_of(const RunView& run) {
  std::vector<std::string> cautions;
  for (const VariantView& variant : run.variants) {
    const double requests = variant.count("requests");
    if (variant.count("completed") == 0) {
      cautions.push_back(fmt::format("No request completed in {}: it has no response time.", name_of(variant)));
      continue;
    }
    std::vector<std::string> losses;
    for (const auto& [loss, words] : {std::pair("failed", "failed"), std::pair("throttled", "throttled"),
                                      std::pair("dead_lettered", "dead-lettered")}) {
      const double count = variant.count(loss);
      if (count > 0) losses.push_back(fmt::format("{} of requests {}", share_text_of(count / requests), words));
    }
    if (!losses.empty()) {
      cautions.push_back(
          fmt::format("In {}, {}: times and costs are of those that completed.", name_of(variant), and_list(losses)));
    }
  }
  return cautions;
}

std::vector<Fact> facts_of(const RunView& run) {
  std::vector<Fact> facts;
  const std::vector<const VariantView*> fastest = least(run, run.compared_time);
  const std::vector<const VariantView*> cheapest = least(run, run.compared_cost);
  if (!fastest.empty()) {
    facts.push_back({.what = run.is_one_job() ? "fastest" : "fastest, mean response",
                     .value = text_of(fastest.front()->count(run.compared_time), "s"),
                     .whose = names_of(fastest)});
  }
  if (!cheapest.empty()) {
    const double cost = cheapest.front()->count(run.compared_cost) * (run.is_one_job() ? 1 : 1e6);
    facts.push_back({.what = run.is_one_job() ? "cheapest" : "cheapest, per million requests",
                     .value = text_of(cost, "USD"),
                     .whose = names_of(cheapest)});
  }
  const auto asserted = static_cast<std::ptrdiff_t>(run.expectations.size()) -
                        std::ranges::count(run.expectations, "quoted", &ExpectationView::verdict) -
                        std::ranges::count(run.expectations, "aged", &ExpectationView::verdict);
  if (asserted > 0) {
    const auto holding = std::ranges::count(run.expectations, "holds", &ExpectationView::verdict);
    facts.push_back({.what = fmt::format("{} figures", run.expected_word()),
                     .value = fmt::format("{} of {}", holding, asserted),
                     .whose = "hold"});
  }
  return facts;
}

}  // namespace

std::string metric_words(const std::string& metric) {
  if (metric == "latency.mean") return "mean response time";
  if (metric == "cost_per_request") return "cost per request";
  if (metric == "cost") return "cost of the run";
  return metric;
}

Verdict verdict_of(const RunView& run, const Replications& replications) {
  Verdict verdict{.answer = answer_of(run),
                  .sureness = runs_text(run, replications),
                  .cautions = cautions_of(run),
                  .facts = facts_of(run)};
  if (const std::string figures = expectations_sentence(run); !figures.empty()) verdict.sureness += " " + figures + ".";
  return verdict;
}

}  // namespace twostep::page
