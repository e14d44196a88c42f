// Process: a program run from outside, as a user's shell would, with what it printed and how it ended.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/temporary_folder.hpp"

namespace twostep::tests {

struct ProcessOptions {
  std::filesystem::path folder;                    // to run in; empty: the test's
  std::map<std::string, std::string> environment;  // beside the test's own; an empty value unsets
  std::filesystem::path standard_output;           // instead of capturing it: "/dev/full"
};

struct ProcessResult {
  int exit_code = -1;  // -1 when a signal ended it
  int signal = 0;
  std::string out;
  std::string error;
};

class Process {
 public:
  // Starts the program. Throws std::system_error when that cannot be.
  explicit Process(const std::vector<std::string>& arguments, const ProcessOptions& options = {});
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();  // kills it when it still runs

  [[nodiscard]] pid_t id() const { return process_; }
  ProcessResult wait();

 private:
  TemporaryFolder captured_;
  pid_t process_ = -1;
};

// Runs a program to its end.
inline ProcessResult run_process(const std::vector<std::string>& arguments, const ProcessOptions& options = {}) {
  return Process(arguments, options).wait();
}

}  // namespace twostep::tests
