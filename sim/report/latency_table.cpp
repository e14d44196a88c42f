// latency.csv: the distribution of response times and of the programs' spans.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

constexpr double ms_per_s = 1'000;
constexpr double quantiles[] = {0,    0.01, 0.05, 0.10, 0.20, 0.25, 0.30, 0.40,  0.50,   0.60,
                                0.70, 0.75, 0.80, 0.90, 0.95, 0.98, 0.99, 0.999, 0.9999, 1};

struct LatencyRow {
  const VariantReport* variant;
  std::string of;
  const observation::QuantileSketch* samples;
  double quantile;
};

void add_rows(std::vector<LatencyRow>& rows, const VariantReport& variant, const std::string& of,
              const observation::QuantileSketch& samples) {
  if (samples.empty()) return;
  for (const double quantile : quantiles) rows.push_back({&variant, of, &samples, quantile});
}

std::vector<LatencyRow> latency_rows(const ScenarioReport& report) {
  std::vector<LatencyRow> rows;
  for (const VariantReport& variant : report.variants) {
    add_rows(rows, variant, "latency", variant.result.latency);
    for (const auto& [name, samples] : variant.result.spans) add_rows(rows, variant, "span." + name, samples);
  }
  return rows;
}

}  // namespace

ResultTable latency_table() {
  const TableDefinition<LatencyRow> definition{
      .file = "latency.csv",
      .about = "A row a variant, distribution and quantile; none for a distribution without samples.",
      .columns = {
          {{"variant", "", "the variant that was run"},
           [](const LatencyRow& row) -> Cell { return row.variant->name(); }},
          {{"of", "",
            "`latency`: response times of the requests completed in the window; `span.<name>`: times that programs "
            "spent in "
            "the span of that name"},
           [](const LatencyRow& row) -> Cell { return row.of; }},
          {{"quantile", "1", "share of the samples that are not greater; 0 is the least and 1 the greatest sample"},
           [](const LatencyRow& row) -> Cell { return row.quantile; }},
          {{"response_time_ms", "ms", "the sample of that nearest rank; exact up to 4,096 samples, else within 0.5 %"},
           [](const LatencyRow& row) -> Cell { return row.samples->quantile(row.quantile) * ms_per_s; }},
          {{"samples", "1", "number of samples of the distribution"},
           [](const LatencyRow& row) -> Cell { return row.samples->count(); }},
      }};
  return make_result_table<LatencyRow>(definition, latency_rows);
}

}  // namespace twostep::report
