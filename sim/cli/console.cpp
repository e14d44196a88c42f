#include "sim/cli/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "sim/report/display_text.hpp"

namespace twostep::cli {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

bool colour_wanted() {
  return isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

// The first of the variables that is set decides, as setlocale(3) says.
bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string locale(environment(name));
    if (locale.empty()) continue;
    std::ranges::transform(locale, locale.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

}  // namespace

report::TerminalStyle terminal_style() { return {.colour = colour_wanted(), .unicode = locale_is_utf8()}; }

void print_out(std::string_view text) {
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written && errno != EPIPE)
    throw std::system_error(errno, std::generic_category(), "cannot write to standard output");
}

void print_error(std::string_view text) {
  std::fflush(stdout);
  std::string printed;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    printed += report::escaped(text.substr(begin, end - begin)) + '\n';
    begin = end + 1;
  }
  std::fwrite(printed.data(), 1, printed.size(), stderr);
}

}  // namespace twostep::cli
