// The tables of a page that stand for themselves: variants side by side, the bill's lines, changed figures.
#pragma once

#include "sim/page/data_table.hpp"
#include "sim/page/run_view.hpp"

namespace twostep::page {

// A row a variant, the baseline marked: time and its distribution, throughput, costs, counts.
[[nodiscard]] DataTable variants_table(const RunView& run);

// A row a variant and distribution of spans and bandwidths.
[[nodiscard]] DataTable samples_table(const RunView& run);

// A row a line of each variant's bill of the whole run, and its total.
[[nodiscard]] DataTable bill_table(const RunView& run);

// A row a figure of the catalogue that the scenario replaced.
[[nodiscard]] DataTable overridden_table(const RunView& run);

// A row a variant whose name is not shown in full.
[[nodiscard]] DataTable names_table(const RunView& run);

}  // namespace twostep::page
