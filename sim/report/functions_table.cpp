// functions.csv: what each function of a variant did, and for how long its environments were active and idle.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

using observation::FunctionUse;

struct FunctionRow {
  const VariantReport* variant;
  const FunctionUse* use;
};

std::vector<FunctionRow> function_rows(const ScenarioReport& report) {
  std::vector<FunctionRow> rows;
  for (const VariantReport& variant : report.variants) {
    for (const FunctionUse& use : variant.result.functions) rows.push_back({&variant, &use});
  }
  return rows;
}

Column<FunctionRow> count_column(const std::string& name, std::uint64_t FunctionUse::* count,
                                 const std::string& meaning) {
  return {{name, "1", meaning}, [count](const FunctionRow& row) -> Cell { return row.use->*count; }};
}

Column<FunctionRow> time_column(const std::string& name, double FunctionUse::* time_ns, const std::string& meaning) {
  return {{name, "s", meaning}, [time_ns](const FunctionRow& row) -> Cell { return row.use->*time_ns / 1e9; }};
}

double gb(const FunctionUse& use) { return use.memory.in_mib() / 1024; }

}  // namespace

ResultTable functions_table() {
  const TableDefinition<FunctionRow> definition{
      .file = "functions.csv",
      .about = "A row a variant and function, in the order of the scenario or of the trace; of the whole run.",
      .columns = {
          {{"variant", "", "the variant that was run"},
           [](const FunctionRow& row) -> Cell { return row.variant->name(); }},
          {{"function", "", "the function's name in the scenario, or in the trace"},
           [](const FunctionRow& row) -> Cell { return row.use->name; }},
          {{"memory_mib", "MiB", "memory of one of its execution environments"},
           [](const FunctionRow& row) -> Cell { return row.use->memory.in_mib(); }},
          count_column("executions", &FunctionUse::executions, "invocations that started"),
          count_column("cold_starts", &FunctionUse::cold_starts,
                       "those of them that waited for a new execution environment"),
          {{"cold_start_share", "1", "cold_starts / executions"},
           [](const FunctionRow& row) -> Cell {
             if (row.use->executions == 0) return {};
             return static_cast<double>(row.use->cold_starts) / static_cast<double>(row.use->executions);
           }},
          count_column("failed", &FunctionUse::failed, "those of them that ended without a result"),
          count_column("throttled", &FunctionUse::throttled, "invocations that were turned away at a limit"),
          count_column("environments", &FunctionUse::environments, "execution environments that were started"),
          count_column("loaded", &FunctionUse::loaded, "those of them that were started ahead of an invocation"),
          count_column("evicted", &FunctionUse::evicted,
                       "those of them that ended because another environment needed their memory"),
          time_column("starting_s", &FunctionUse::starting_ns, "time of cold starts, summed over its environments"),
          time_column("busy_s", &FunctionUse::active_ns, "time that its environments ran invocations"),
          time_column("idle_s", &FunctionUse::idle_ns, "time that its environments were kept idle"),
          {{"idle_gb_s", "GB-s", "memory_mib / 1024 * idle_s: the wasted memory time"},
           [](const FunctionRow& row) -> Cell { return gb(*row.use) * row.use->idle_ns / 1e9; }},
          {{"utilisation", "1", "busy_s / (busy_s + idle_s)"},
           [](const FunctionRow& row) -> Cell {
             const double all = row.use->active_ns + row.use->idle_ns;
             return all > 0 ? Cell{row.use->active_ns / all} : Cell{};
           }},
      }};
  return make_result_table(definition, &function_rows);
}

}  // namespace twostep::report
