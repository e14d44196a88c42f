#include "sim/page/cost_chart.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/page_text.hpp"
#include "sim/page/stacked_bars.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

struct VariantCost {
  const VariantView* variant = nullptr;
  std::map<std::string, double> by_service{};  // USD
  double total = 0;
};

// What costs are told of: the whole run, or a million requests.
bool per_million(const RunView& run) {
  return !run.is_one_job() &&
         std::ranges::all_of(run.variants, [](const VariantView& variant) { return variant.count("completed") > 0; });
}

std::vector<VariantCost> costs_of(const RunView& run) {
  std::vector<VariantCost> costs;
  for (const VariantView& variant : run.variants) {
    VariantCost cost{.variant = &variant, .by_service = {}};
    const double factor = per_million(run) ? 1e6 / variant.count("completed") : 1;
    for (const BillLineView& line : per_million(run) ? variant.bill_in_window : variant.bill) {
      cost.by_service[line.service] += line.amount * factor;
      cost.total += line.amount * factor;
    }
    costs.push_back(std::move(cost));
  }
  return costs;
}

// The dearest first.
std::vector<std::string> services_of(const std::vector<VariantCost>& costs) {
  std::map<std::string, double> totals;
  for (const VariantCost& cost : costs) {
    for (const auto& [service, amount] : cost.by_service) totals[service] += amount;
  }
  std::vector<std::string> services;
  for (const auto& [service, amount] : totals) {
    if (amount > 0) services.push_back(service);
  }
  std::ranges::sort(services, {}, [&totals](const auto& service) { return std::pair(-totals.at(service), service); });
  return services;
}

std::string sentence(const std::vector<VariantCost>& costs, const std::string& per) {
  const VariantCost& dearest = *std::ranges::max_element(costs, {}, &VariantCost::total);
  const VariantCost& cheapest = *std::ranges::min_element(costs, {}, &VariantCost::total);
  const auto main = std::ranges::max_element(dearest.by_service, {}, [](const auto& entry) { return entry.second; });
  const std::string cost = text_of(dearest.total, "USD");
  std::string text = fmt::format("{} costs {}{}", isolated(dearest.variant->label), cost, per);
  if (&cheapest != &dearest && cheapest.total > 0) {
    text = fmt::format("{} costs {} as much as {}: {} against {}{}", isolated(dearest.variant->label),
                       report::ratio_text(dearest.total / cheapest.total), isolated(cheapest.variant->label), cost,
                       text_of(cheapest.total, "USD"), per);
  }
  const double share = main->second / dearest.total;
  if (share > 0.995) return text;
  return text + fmt::format("; {} of the {} goes to {}", share_text_of(share), cost, isolated(shown(main->first)));
}

}  // namespace

std::optional<Chart> cost_chart(const RunView& run) {
  const std::vector<VariantCost> costs = costs_of(run);
  const std::vector<std::string> services = services_of(costs);
  if (services.empty()) return std::nullopt;
  const std::string per = per_million(run) ? " per million requests" : "";
  Chart chart{.id = "cost-by-service",
              .title = sentence(costs, per),
              .subtitle = per.empty() ? "Bill of the whole run, by service."
                                      : "What a million requests cost at the rate of the measured window, by service.",
              .table = {.caption = "Cost by service" + per,
                        .columns = {{"variant"}, {"service"}, {"cost", true}, {"share", true}}}};
  StackedBars bars{.axis_title = "cost" + per + " (USD)", .part_title = "service", .format = "$,~r"};
  for (const std::string& service : services) bars.part_names.push_back(shown(service));
  for (const VariantCost& cost : costs) {
    Bar bar{.name = cost.variant->label, .total = text_of(cost.total, "USD")};
    for (const std::string& service : services) {
      const auto found = cost.by_service.find(service);
      if (found == cost.by_service.end() || !(found->second > 0)) continue;
      const std::string text = text_of(found->second, "USD");
      bar.parts.push_back({.name = shown(service), .value = found->second, .text = text});
      chart.table.rows.push_back(
          {cost.variant->label, shown(service), text, share_text_of(found->second / cost.total)});
    }
    bars.bars.push_back(std::move(bar));
  }
  chart.specification = specification_of(bars);
  return chart;
}

}  // namespace twostep::page
