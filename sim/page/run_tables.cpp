#include "sim/page/run_tables.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/distribution_charts.hpp"
#include "sim/page/page_text.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

std::string metric_text(const VariantView& variant, const char* metric) {
  const auto found = variant.metrics.find(metric);
  return found == variant.metrics.end() ? "" : text_of(found->second.value, found->second.unit);
}

// In full: "$0.0000166667".
std::string price_text(double dollars) {
  std::string digits = fmt::format("{:.15f}", dollars);
  digits.erase(std::max(digits.find_last_not_of('0') + 1, digits.find('.') + 3));
  return "$" + digits;
}

std::string ratio_text(const std::optional<double>& ratio) { return ratio ? report::ratio_text(*ratio) : ""; }

// Counts that are zero in every variant say nothing: their column is left out.
std::string count_text(const RunView& run, const VariantView& variant, const char* metric) {
  const bool any = std::ranges::any_of(run.variants, [metric](const VariantView& v) { return v.count(metric) > 0; });
  return any ? metric_text(variant, metric) : "";
}

}  // namespace

DataTable variants_table(const RunView& run) {
  DataTable table{.caption = run.baseline_variant() == nullptr
                                 ? "What each variant took and cost."
                                 : fmt::format("What each variant took and cost; slower and dearer are ratios to {}.",
                                               isolated(run.baseline_variant()->label)),
                  .columns = {{"variant"},
                              {run.is_one_job() ? "makespan" : "mean", true},
                              {"slower", true},
                              {"p50", true},
                              {"p95", true},
                              {"p99", true},
                              {"throughput", true},
                              {"cost of run", true},
                              {"per million requests", true},
                              {"per hour", true},
                              {"dearer", true},
                              {"requests", true},
                              {"failed", true},
                              {"throttled", true},
                              {"dead-lettered", true},
                              {"in flight", true},
                              {"executions", true},
                              {"cold starts", true}}};
  for (const VariantView& variant : run.variants) {
    const bool is_baseline = !run.baseline.empty() && variant.name == run.baseline;
    const auto served = [&](const char* metric) { return run.is_one_job() ? "" : metric_text(variant, metric); };
    table.rows.push_back({isolated(variant.label) + (is_baseline ? " (baseline)" : ""),
                          metric_text(variant, run.compared_time.c_str()), ratio_text(variant.slower),
                          served("latency.p50"), served("latency.p95"), served("latency.p99"), served("throughput"),
                          text_of(variant.bill_total, "USD"), served("cost_per_million_requests"),
                          served("cost_per_hour"), ratio_text(variant.dearer), metric_text(variant, "requests"),
                          count_text(run, variant, "failed"), count_text(run, variant, "throttled"),
                          count_text(run, variant, "dead_lettered"), count_text(run, variant, "in_flight"),
                          count_text(run, variant, "executions"), count_text(run, variant, "cold_starts")});
  }
  return table;
}

DataTable samples_table(const RunView& run) {
  DataTable table{.caption = "Spans of the programs, and bandwidths of reads",
                  .columns = {{"measured"},
                              {"in"},
                              {"times", true},
                              {"least", true},
                              {"median", true},
                              {"mean", true},
                              {"greatest", true}}};
  std::vector<std::string> measured;
  for (const VariantView& variant : run.variants) {
    for (const DistributionView& samples : variant.distributions) {
      const bool known = std::ranges::find(measured, samples.of) != measured.end();
      if (samples.of != "latency" && !known) measured.push_back(samples.of);
    }
  }
  for (const std::string& of : measured) {
    for (const VariantView& variant : run.variants) {
      const DistributionView* samples = variant.distribution(of);
      if (samples == nullptr) continue;
      const auto text = [samples](double value) { return text_of(value, samples->unit); };
      table.rows.push_back({distribution_words(of), isolated(variant.label),
                            report::number_text(static_cast<double>(samples->samples)), text(samples->min),
                            text(samples->p50), text(samples->mean), text(samples->max)});
    }
  }
  return table;
}

DataTable bill_table(const RunView& run) {
  DataTable table{.caption = "Lines of the bills of the whole run",
                  .columns = {{"variant"},
                              {"resource"},
                              {"service"},
                              {"meter"},
                              {"quantity", true},
                              {"unit"},
                              {"unit price", true},
                              {"amount", true},
                              {"share", true}}};
  for (const VariantView& variant : run.variants) {
    for (const BillLineView& line : variant.bill) {
      const double share = variant.bill_total > 0 ? line.amount / variant.bill_total : 0;
      table.rows.push_back({variant.label, shown(line.resource), shown(line.service), shown(line.meter),
                            report::number_text(line.quantity), shown(line.unit), price_text(line.unit_price),
                            text_of(line.amount, "USD"), share_text_of(share)});
    }
    table.rows.push_back({variant.label, "in all", "", "", "", "", "", text_of(variant.bill_total, "USD"), ""});
  }
  return table;
}

DataTable overridden_table(const RunView& run) {
  std::vector<std::pair<std::string, std::vector<std::string>>> changes;
  for (const VariantView& variant : run.variants) {
    for (const std::string& figure : variant.overridden) {
      auto known = std::ranges::find(changes, figure, &decltype(changes)::value_type::first);
      if (known == changes.end()) known = changes.insert(changes.end(), {figure, {}});
      known->second.push_back(isolated(variant.label));
    }
  }
  DataTable table{.caption = "Figures of the catalogue that the scenario replaced", .columns = {{"figure"}, {"in"}}};
  for (const auto& [figure, variants] : changes) {
    const bool everywhere = variants.size() > 1 && variants.size() == run.variants.size();
    table.rows.push_back(
        {shown(figure, 200), everywhere ? "every variant" : fmt::format("{}", fmt::join(variants, ", "))});
  }
  return table;
}

DataTable names_table(const RunView& run) {
  DataTable table{.caption = "Names in full", .columns = {{"shown as"}, {"name"}}};
  for (const VariantView& variant : run.variants) {
    if (variant.label != variant.name) table.rows.push_back({variant.label, report::escaped(variant.name)});
  }
  return table;
}

}  // namespace twostep::page
