// Runs a function in a forked process and brings its numbers back: SimGrid can run only once in each process.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

// Present in a coverage build only: counts are otherwise written by exit(), which a forked test must not run.
extern "C" __attribute__((weak)) void __gcov_dump();  // NOLINT(bugprone-reserved-identifier): the name is gcov's

namespace twostep::testing {

namespace detail {

inline void write_all(int file, const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::write(file, at, size);
    if (written <= 0) ::_exit(2);
    at += written;
    size -= static_cast<std::size_t>(written);
  }
}

inline std::string read_all(int file) {
  std::string bytes;
  char buffer[65536];
  for (ssize_t count = 0; (count = ::read(file, buffer, sizeof buffer)) > 0;) {
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
  return bytes;
}

template <class Function>
[[noreturn]] void run_child(Function& function, int result) {
  int status = 0;
  try {
    const std::vector<double> numbers = function();
    write_all(result, numbers.data(), numbers.size() * sizeof(double));
  } catch (const std::exception& error) {
    status = 1;
    const std::string text = error.what();
    write_all(result, text.data(), text.size());
  }
  if (__gcov_dump != nullptr) __gcov_dump();
  ::_exit(status);
}

}  // namespace detail

// `function` returns a std::vector<double>. What it throws comes back as std::runtime_error with the same text.
template <class Function>
std::vector<double> in_fork(Function function) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no fork");
  if (child == 0) {
    ::close(ends[0]);
    detail::run_child(function, ends[1]);
  }
  ::close(ends[1]);
  const std::string bytes = detail::read_all(ends[0]);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 1) throw std::runtime_error(bytes);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("the forked process was lost");
  std::vector<double> numbers(bytes.size() / sizeof(double));
  bytes.copy(reinterpret_cast<char*>(numbers.data()), numbers.size() * sizeof(double));
  return numbers;
}

}  // namespace twostep::testing
