// Charts of distributions: how response times (or spans, or bandwidths) spread, as curves and as boxes.
#pragma once

#include <string>
#include <vector>

#include "sim/page/chart.hpp"
#include "sim/page/run_view.hpp"

namespace twostep::page {

// Those that vary within some variant, in the order in which the run names them: of equal samples there is nothing to
// see that a table does not say.
[[nodiscard]] std::vector<std::string> varying_distributions(const RunView& run);

// "response time", "time in span fetch", "bandwidth of a read"
[[nodiscard]] std::string distribution_words(const std::string& of);

// The cumulative distribution as a line a variant, and its quartiles and extremes as a box a variant.
[[nodiscard]] Chart cumulative_chart(const RunView& run, const std::string& of);
[[nodiscard]] Chart box_chart(const RunView& run, const std::string& of);

}  // namespace twostep::page
