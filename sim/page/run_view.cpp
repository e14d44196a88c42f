#include "sim/page/run_view.hpp"

#include <algorithm>

#include "sim/page/json_place.hpp"
#include "sim/page/page_refused.hpp"
#include "sim/page/page_text.hpp"

namespace twostep::page {

namespace {

std::vector<BillLineView> read_bill(const JsonPlace& bill) {
  std::vector<BillLineView> lines;
  for (const JsonPlace& line : bill.at("lines").items()) {
    lines.push_back({.resource = line.at("resource").text(),
                     .service = line.at("service").text(),
                     .meter = line.at("meter").text(),
                     .unit = line.at("unit").text(),
                     .quantity = line.at("quantity").number(),
                     .unit_price = line.at("unit_price_usd").number(),
                     .amount = line.at("amount_usd").number()});
  }
  return lines;
}

DistributionView read_distribution(const JsonPlace& place) {
  DistributionView distribution{.of = place.at("of").text(),
                                .unit = place.at("unit").text(),
                                .samples = place.at("samples").count(),
                                .mean = place.at("mean").number(),
                                .min = place.at("min").number(),
                                .p25 = place.at("p25").number(),
                                .p50 = place.at("p50").number(),
                                .p75 = place.at("p75").number(),
                                .max = place.at("max").number(),
                                .shares = place.at("shares").numbers(),
                                .values = place.at("values").numbers()};
  if (distribution.shares.size() != distribution.values.size()) {
    throw PageRefused("the curve of a distribution has not as many shares as values");
  }
  return distribution;
}

VariantView read_variant(const JsonPlace& place) {
  VariantView variant{.name = place.at("name").text(),
                      .slower = place.at("slower").number_or_null(),
                      .dearer = place.at("dearer").number_or_null(),
                      .bill = read_bill(place.at("bill")),
                      .bill_total = place.at("bill").at("total_usd").number(),
                      .bill_in_window = read_bill(place.at("bill_in_window"))};
  for (const auto& [name, metric] : place.at("metrics").members()) {
    // A gauge may be infinite, which JSON has no number for.
    const std::optional<double> value = metric.at("value").number_or_null();
    if (value) variant.metrics[name] = {.value = *value, .unit = metric.at("unit").text()};
  }
  for (const JsonPlace& phase : place.at("breakdown").items()) {
    variant.phases.push_back({.name = phase.at("phase").text(), .seconds = phase.at("total_ns").number() / 1e9});
  }
  for (const JsonPlace& one : place.at("distributions").items()) {
    variant.distributions.push_back(read_distribution(one));
  }
  for (const JsonPlace& figure : place.at("overridden").items()) variant.overridden.push_back(figure.text());
  return variant;
}

ExpectationView read_expectation(const JsonPlace& place) {
  ExpectationView expectation{.metric = place.at("metric").text(),
                              .of = place.at("of").text(),
                              .published_text = place.at("published_text").text(),
                              .published = place.at("published").number(),
                              .simulated = place.at("simulated").number_or_null().value_or(0),
                              .unit = place.at("unit").text(),
                              .deviation = place.at("deviation").number_or_null(),
                              .tolerance = place.at("tolerance").number_or_null(),
                              .role = place.at("role").text(),
                              .verdict = place.at("verdict").text(),
                              .source = place.at("source").text(),
                              .quoted = place.at("quoted").text(),
                              .calibrates = place.at("calibrates").text(),
                              .note = place.at("note").text()};
  if (place.has("over")) {
    expectation.over = place.at("over").at("variant").text();
    expectation.over_metric = place.at("over").at("metric").text();
  }
  return expectation;
}

void add_labels(std::vector<VariantView>& variants) {
  std::vector<std::string> names;
  names.reserve(variants.size());
  for (const VariantView& variant : variants) names.push_back(variant.name);
  const std::vector<std::string> labels = unique_labels(names);
  for (std::size_t i = 0; i < variants.size(); ++i) variants[i].label = labels[i];
}

}  // namespace

std::optional<double> VariantView::metric(std::string_view metric_name) const {
  const auto found = metrics.find(metric_name);
  return found == metrics.end() ? std::nullopt : std::optional(found->second.value);
}

const DistributionView* VariantView::distribution(std::string_view of) const {
  const auto found = std::ranges::find(distributions, of, &DistributionView::of);
  return found == distributions.end() ? nullptr : &*found;
}

const VariantView* RunView::find(std::string_view variant_name) const {
  const auto found = std::ranges::find(variants, variant_name, &VariantView::name);
  return found == variants.end() ? nullptr : &*found;
}

RunView read_run_view(const nlohmann::ordered_json& report) {
  const JsonPlace place(report);
  RunView run{.scenario = place.at("scenario").text(),
              .question = place.at("question").text(),
              .source = place.at("source").text(),
              .catalogue = place.at("catalogue").text(),
              .seed = place.at("seed").count(),
              .baseline = place.at("baseline").text(),
              .compared_time = place.at("compared").at("time").text(),
              .compared_cost = place.at("compared").at("cost").text(),
              .resolved_scenario = readable_json(place.at("resolved_scenario").json())};
  for (const JsonPlace& variant : place.at("variants").items()) run.variants.push_back(read_variant(variant));
  for (const JsonPlace& one : place.at("expectations").items()) run.expectations.push_back(read_expectation(one));
  add_labels(run.variants);
  return run;
}

}  // namespace twostep::page
