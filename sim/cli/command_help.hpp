// CommandHelp: what a command and its options are for, as plain values: what --help says, for manual pages and shells.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace twostep::cli {

// What a shell can offer as the value of an option or argument.
enum class ValueKind { nothing, file, folder };

struct OptionHelp {
  std::vector<std::string> names{};  // "-o", "--output"; empty for an argument without one
  std::string value{};               // "DIR"; of an argument its name; empty for a flag
  ValueKind kind = ValueKind::nothing;
  bool required = false;
  bool repeated = false;
  std::string description{};

  [[nodiscard]] bool is_argument() const { return names.empty(); }
};

struct CommandHelp {
  std::string name{};  // "twostep catalogue show"
  std::string description{};
  std::string footer{};
  std::vector<OptionHelp> options{};  // and arguments, in the order in which they were declared
  std::vector<CommandHelp> commands{};

  // The last word of the name: "show".
  [[nodiscard]] std::string word() const { return name.substr(name.rfind(' ') + 1); }
};

// Of the program with all its subcommands.
[[nodiscard]] CommandHelp help_of(const CLI::App& program);

}  // namespace twostep::cli
