// breakdown.csv: where the time of requests went.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

struct BreakdownRow {
  const VariantReport* variant;
  std::size_t phase;

  [[nodiscard]] Duration time() const { return variant->result.phases[phase]; }
};

std::vector<BreakdownRow> breakdown_rows(const ScenarioReport& report) {
  std::vector<BreakdownRow> rows;
  for (const VariantReport& variant : report.variants) {
    if (variant.result.completed == 0) continue;
    for (std::size_t phase = 0; phase < variant.result.phase_names.size(); ++phase) rows.push_back({&variant, phase});
  }
  return rows;
}

Cell share_of(const BreakdownRow& row) {
  const Duration all = observation::total(row.variant->result.phases);
  if (all == Duration::zero()) return {};
  return static_cast<double>(row.time().ns) / static_cast<double>(all.ns);
}

}  // namespace

ResultTable breakdown_table() {
  const TableDefinition<BreakdownRow> definition{
      .file = "breakdown.csv",
      .about =
          "A row a variant and phase of a request's life. The phases of a variant sum to its response times exactly.",
      .columns = {
          {{"variant", "", "the variant that was run"},
           [](const BreakdownRow& row) -> Cell { return row.variant->name(); }},
          {{"phase", "", "what a request did or waited for"},
           [](const BreakdownRow& row) -> Cell { return row.variant->result.phase_names[row.phase]; }},
          {{"total_s", "s", "time spent in the phase, summed over the requests completed in the window"},
           [](const BreakdownRow& row) -> Cell { return row.time(); }},
          {{"mean_ms", "ms", "total_s * 1000 / requests completed in the window"},
           [](const BreakdownRow& row) -> Cell {
             return row.time().in_ms() / static_cast<double>(row.variant->result.completed);
           }},
          {{"share", "1", "total_s / total_s of all phases"}, share_of},
      }};
  return make_result_table<BreakdownRow>(definition, breakdown_rows);
}

}  // namespace twostep::report
