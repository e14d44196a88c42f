// The page that documents a result folder: every file, column, unit, formula and metric, from the definitions
// themselves.
#pragma once

#include <string>

namespace twostep::report {

// Markdown: the whole of results/README.md.
[[nodiscard]] std::string results_page();

}  // namespace twostep::report
