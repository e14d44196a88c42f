// ChildProcess: a forked copy of this process that computes one value and sends it back through a pipe.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace twostep::cli {

// What came back: a value, or else the reason why there is none.
struct ChildResult {
  std::optional<nlohmann::json> value;
  std::string error;
};

class ChildProcess {
 public:
  // Forks; the child calls prepare() and then work(), whose value or exception is what comes back.
  // Throws std::system_error when the system has no room for another process.
  ChildProcess(const std::function<void()>& prepare, const std::function<nlohmann::json()>& work);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  // Kills the child when it is still running.
  ~ChildProcess();

  // Readable when read_some() has something to do: for poll().
  [[nodiscard]] int descriptor() const { return descriptor_; }
  // Takes what the child has written; false when it has closed its end.
  bool read_some();
  // Waits for the child to end and tells what came of it. Call once, after read_some() returned false.
  ChildResult finish();

 private:
  pid_t process_ = -1;
  int descriptor_ = -1;
  std::vector<std::uint8_t> received_;  // as long as the child has told, and a byte more to find the end with
  std::size_t received_size_ = 0;
};

}  // namespace twostep::cli
