// cost.csv: the bills, line by line.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

struct CostRow {
  const VariantReport* variant;
  const char* bill;
  Usd total;
  const cost::BillLine* line;
};

std::vector<CostRow> cost_rows(const ScenarioReport& report) {
  std::vector<CostRow> rows;
  for (const VariantReport& variant : report.variants) {
    for (const cost::BillLine& line : variant.bill.lines) rows.push_back({&variant, "run", variant.bill.total, &line});
    for (const cost::BillLine& line : variant.bill_in_window.lines) {
      rows.push_back({&variant, "window", variant.bill_in_window.total, &line});
    }
  }
  return rows;
}

}  // namespace

ResultTable cost_table() {
  const TableDefinition<CostRow> definition{
      .file = "cost.csv",
      .about =
          "A row a line of a variant's bills. The amounts of one bill sum to its total exactly; do not add up the two "
          "bills "
          "of a variant, which cover the same usage.",
      .columns = {
          {{"variant", "", "the variant that was run"}, [](const CostRow& row) -> Cell { return row.variant->name(); }},
          {{"bill", "",
            "`run`: the whole run, with the provider's rounding and minimum charges; `window`: what accrued in the "
            "measured window, from which costs per hour and per request are made"},
           [](const CostRow& row) -> Cell { return std::string(row.bill); }},
          {{"resource", "", "the scenario's name of what used it"},
           [](const CostRow& row) -> Cell { return row.line->resource; }},
          {{"service", "", "the provider's service"}, [](const CostRow& row) -> Cell { return row.line->service; }},
          {{"meter", "", "what the service charges for"}, [](const CostRow& row) -> Cell { return row.line->meter; }},
          {{"quantity", "in `unit`", "how much was used"},
           [](const CostRow& row) -> Cell { return row.line->units(); }},
          {{"unit", "", "the unit of `quantity`"}, [](const CostRow& row) -> Cell { return row.line->unit; }},
          {{"unit_price_usd", "USD", "price of one unit"},
           [](const CostRow& row) -> Cell { return row.line->unit_price_usd(); }},
          {{"amount_usd", "USD", "quantity * unit_price_usd, rounded half to even to 1e-12 USD"},
           [](const CostRow& row) -> Cell { return row.line->amount; }},
          {{"share", "1", "amount_usd / total of the bill"},
           [](const CostRow& row) -> Cell {
             if (row.total.pico == 0) return {};
             return static_cast<double>(row.line->amount.pico) / static_cast<double>(row.total.pico);
           }},
      }};
  return make_result_table<CostRow>(definition, cost_rows);
}

}  // namespace twostep::report
