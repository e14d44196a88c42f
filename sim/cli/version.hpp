// The version of the program and of what it is made with.
#pragma once

#include <string>
#include <vector>

#include "sim/report/library_version.hpp"

namespace twostep::cli {

// Of the libraries that reports do not know of themselves.
[[nodiscard]] std::vector<report::LibraryVersion> library_versions();

// "twostep 0.1.0"
[[nodiscard]] std::string version_line();
// The same, and a line for each library.
[[nodiscard]] std::string version_text();

}  // namespace twostep::cli
