#include "sim/cli/child_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <system_error>
#include <utility>

#include "sim/cli/message.hpp"

namespace twostep::cli {

namespace {

void write_all(int descriptor, const std::vector<std::uint8_t>& bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t n = write(descriptor, bytes.data() + written, bytes.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) _exit(EXIT_FAILURE);  // the parent is gone
    written += static_cast<std::size_t>(n);
  }
}

[[noreturn]] void run_in_child(int descriptor, const std::function<void()>& prepare,
                               const std::function<nlohmann::json()>& work) {
  nlohmann::json message;
  try {
    prepare();
    message["value"] = work();
  } catch (const std::exception& error) {
    message["error"] = error.what();
  } catch (...) {
    message["error"] = "unknown error";
  }
  write_all(descriptor, message_of(std::move(message)));
  // Not exit(): what the parent left in its buffers is the parent's to write, and its objects are not the child's to
  // destroy.
  _exit(EXIT_SUCCESS);
}

std::string describe_signal(int signal) {
  const char* name = sigdescr_np(signal);
  std::string text = "was ended by signal " + std::to_string(signal);
  if (name != nullptr) text += std::string(" (") + name + ")";
  if (signal == SIGKILL) text += ", as the system does to a process when memory runs out";
  return text;
}

ChildResult decode(const std::vector<std::uint8_t>& bytes) {
  std::optional<nlohmann::json> message = value_of(bytes);
  const auto has = [&](const char* member) { return message && message->is_object() && message->contains(member); };
  if (has("value")) return {.value = std::move((*message)["value"]), .error = {}};
  if (has("error")) return {.value = {}, .error = (*message)["error"]};
  return {.value = {}, .error = "ended without sending its result"};
}

}  // namespace

ChildProcess::ChildProcess(const std::function<void()>& prepare, const std::function<nlohmann::json()>& work) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t parent = getpid();
  process_ = fork();
  if (process_ < 0) {
    const int error = errno;
    close(ends[0]);
    close(ends[1]);
    throw std::system_error(error, std::generic_category(), "fork");
  }
  if (process_ == 0) {
    // A child must not outlive a parent that was killed outright.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(EXIT_FAILURE);
    close(ends[0]);
    run_in_child(ends[1], prepare, work);
  }
  close(ends[1]);
  descriptor_ = ends[0];
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      received_(std::move(other.received_)) {}

ChildProcess::~ChildProcess() {
  if (descriptor_ >= 0) close(descriptor_);
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool ChildProcess::read_some() {
  std::array<std::uint8_t, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
  const ssize_t n = read(descriptor_, buffer.data(), buffer.size());
  if (n < 0 && errno == EINTR) return true;
  if (n < 0) throw std::system_error(errno, std::generic_category(), "reading a run's result");
  received_.insert(received_.end(), buffer.begin(), buffer.begin() + n);
  return n > 0;
}

ChildResult ChildProcess::finish() {
  int status = 0;
  while (waitpid(process_, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  process_ = -1;
  if (WIFSIGNALED(status)) return {.value = {}, .error = describe_signal(WTERMSIG(status))};
  return decode(received_);
}

}  // namespace twostep::cli
