// LibraryVersion: what a program is made with, for manifests.
#pragma once

#include <string>
#include <vector>

namespace twostep::report {

struct LibraryVersion {
  std::string name;     // "fmt"
  std::string version;  // "9.1.0"
};

// Of twostep itself and the libraries that reports are made with, in the order in which a manifest names them.
[[nodiscard]] std::vector<LibraryVersion> own_versions();

}  // namespace twostep::report
