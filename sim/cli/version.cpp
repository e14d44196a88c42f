#include "sim/cli/version.hpp"

#include <CLI/Version.hpp>

namespace twostep::cli {

std::vector<report::LibraryVersion> library_versions() {
  // SimGrid's is of the headers that the engine was compiled with: only the engine may ask SimGrid itself.
  return {{.name = "simgrid", .version = TWOSTEP_SIMGRID_VERSION}, {.name = "cli11", .version = CLI11_VERSION}};
}

std::string version_line() { return "twostep " TWOSTEP_VERSION; }

std::string version_text() {
  std::string text = version_line() + "\n";
  std::vector<report::LibraryVersion> versions = report::own_versions();
  for (report::LibraryVersion& library : library_versions()) versions.push_back(std::move(library));
  for (const report::LibraryVersion& library : versions) {
    if (library.name != "twostep") text += "  " + library.name + " " + library.version + "\n";
  }
  return text;
}

}  // namespace twostep::cli
