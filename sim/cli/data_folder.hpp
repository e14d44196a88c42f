// The data folder: where the program finds the catalogues and scenarios that came with it.
#pragma once

#include <filesystem>

namespace twostep::cli {

// The folder that holds `catalogue/` and `scenarios/`: $TWOSTEP_DATA when that is set, else share/twostep beside the
// folder the program stands in. It need not exist: that is found out when something is looked for in it.
[[nodiscard]] std::filesystem::path find_data_folder();

}  // namespace twostep::cli
