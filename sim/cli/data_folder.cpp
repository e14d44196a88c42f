#include "sim/cli/data_folder.hpp"

#include <cstdlib>
#include <system_error>

namespace twostep::cli {

std::filesystem::path find_data_folder() {
  if (const char* chosen = std::getenv("TWOSTEP_DATA"); chosen != nullptr && *chosen != '\0') return chosen;
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  // Without /proc the program must stand in the current folder's bin.
  const std::filesystem::path prefix = failed ? std::filesystem::path(".") : program.parent_path().parent_path();
  return prefix / "share" / "twostep";
}

}  // namespace twostep::cli
