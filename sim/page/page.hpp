// The page of a run: one HTML file that a browser opens from the disk, without a network: the question, the answer, and
// everything that the answer rests on.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/page/page_assets.hpp"
#include "sim/page/run_files.hpp"

namespace twostep::page {

// `runs` is not empty; they are of one scenario, with a seed each. The page shows the first, and tells from all of them
// how sure its figures are.
[[nodiscard]] std::string make_page(const std::vector<RunFiles>& runs, const PageAssets& assets);

}  // namespace twostep::page
