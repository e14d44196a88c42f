#include "sim/cli/child_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <exception>
#include <span>
#include <system_error>
#include <utility>

#include "sim/cli/message.hpp"

namespace twostep::cli {

namespace {

// Before its message a child writes how long that is: the parent then reads it to where it stays, and needs no second
// room. A page of memory costs thousands of instructions when it is first used.
using Length = std::uint64_t;

void write_all(int descriptor, std::vector<std::vector<std::uint8_t>> pieces) {
  Length length = 0;
  for (const std::vector<std::uint8_t>& piece : pieces) length += piece.size();
  std::vector<iovec> left{{.iov_base = &length, .iov_len = sizeof length}};
  for (std::vector<std::uint8_t>& piece : pieces) left.push_back({.iov_base = piece.data(), .iov_len = piece.size()});
  for (std::size_t first = 0; first < left.size();) {
    const std::size_t count = std::min<std::size_t>(left.size() - first, IOV_MAX);
    const ssize_t n = writev(descriptor, &left[first], static_cast<int>(count));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) _exit(EXIT_FAILURE);  // the parent is gone
    auto written = static_cast<std::size_t>(n);
    for (; first < left.size() && written >= left[first].iov_len; ++first) written -= left[first].iov_len;
    if (written > 0) {
      left[first].iov_base = static_cast<std::uint8_t*>(left[first].iov_base) + written;
      left[first].iov_len -= written;
    }
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

ChildResult decode(std::span<const std::uint8_t> bytes) {
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
      received_(std::move(other.received_)),
      received_size_(std::exchange(other.received_size_, 0)) {}

ChildProcess::~ChildProcess() {
  if (descriptor_ >= 0) close(descriptor_);
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool ChildProcess::read_some() {
  if (received_.empty()) received_.resize(sizeof(Length));
  const std::span<std::uint8_t> room = std::span(received_).subspan(received_size_);
  const ssize_t n = read(descriptor_, room.data(), room.size());
  if (n < 0 && errno == EINTR) return true;
  if (n < 0) throw std::system_error(errno, std::generic_category(), "reading a run's result");
  received_size_ += static_cast<std::size_t>(n);
  if (received_size_ == received_.size()) {
    Length length = 0;
    std::memcpy(&length, received_.data(), sizeof length);
    received_.resize(sizeof length + length + 1);
  }
  return n > 0;
}

ChildResult ChildProcess::finish() {
  int status = 0;
  while (waitpid(process_, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  process_ = -1;
  if (WIFSIGNALED(status)) return {.value = {}, .error = describe_signal(WTERMSIG(status))};
  const std::span<const std::uint8_t> message = std::span(received_).first(received_size_);
  return decode(message.subspan(std::min(sizeof(Length), message.size())));
}

}  // namespace twostep::cli
