#include "sim/report/scenario_report.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace twostep::report {

namespace {

using nlohmann::ordered_json;

std::string dump(const ordered_json& document, int indent) {
  return document.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

const VariantReport* ScenarioReport::find_variant(std::string_view name) const {
  const auto found = std::ranges::find(variants, name, &VariantReport::name);
  return found == variants.end() ? nullptr : &*found;
}

VariantReport make_variant_report(observation::RunResult result, const cost::PriceList& prices,
                                  std::vector<std::string> overridden) {
  VariantReport report;
  report.bill = cost::make_bill(result.usage, prices);
  // Rates are told of it, such as the cost of an hour: no month's allowance is part of one.
  cost::PriceList without_allowances = prices;
  without_allowances.allowances = false;
  report.bill_in_window = cost::make_bill(result.usage_in_window, without_allowances);
  report.metrics = statistics::metrics_of(result, report.bill, report.bill_in_window);
  report.result = std::move(result);
  report.overridden = std::move(overridden);
  return report;
}

void conclude(ScenarioReport& report) {
  statistics::MetricsByVariant metrics;
  for (const VariantReport& variant : report.variants) metrics.emplace(variant.name(), variant.metrics);
  report.expectations.clear();
  const auto run_on = report.experiment.catalogue == report.catalogue ? statistics::RunOn::own_catalogue
                                                                      : statistics::RunOn::other_catalogue;
  for (const scenario::Expectation& expectation : report.experiment.expect) {
    report.expectations.push_back(statistics::evaluate(expectation, metrics, run_on));
  }
  report.scenario_hash = hash_of(report.resolved_scenario);
}

std::string hash_of(const ordered_json& document) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a, 64 bits
  for (const char c : dump(document, -1)) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return fmt::format("fnv1a-64:{:016x}", hash);
}

std::string json_text(const ordered_json& document) { return dump(document, 2) + "\n"; }

}  // namespace twostep::report
