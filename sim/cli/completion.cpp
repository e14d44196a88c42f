#include "sim/cli/completion.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace twostep::cli {

namespace {

std::string joined(const std::vector<std::string>& words, const char* separator = " ") {
  return fmt::format("{}", fmt::join(words, separator));
}

// Calls `visit` with the program and every command below it.
void for_each(const CommandHelp& command, const std::function<void(const CommandHelp&)>& visit) {
  visit(command);
  for (const CommandHelp& below : command.commands) for_each(below, visit);
}

// "run", "catalogue show"; empty for the program itself.
std::string path_of(const CommandHelp& command) {
  const std::size_t blank = command.name.find(' ');
  return blank == std::string::npos ? "" : command.name.substr(blank + 1);
}

std::vector<std::string> option_names(const CommandHelp& command) {
  std::vector<std::string> names;
  for (const OptionHelp& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

std::vector<std::string> command_words(const CommandHelp& command) {
  std::vector<std::string> words;
  words.reserve(command.commands.size());
  for (const CommandHelp& below : command.commands) words.push_back(below.word());
  return words;
}

std::string_view word_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::nothing:
      return "nothing";
    case ValueKind::file:
      return "file";
    case ValueKind::folder:
      return "folder";
  }
  return "nothing";
}

// What an argument of the command is; files before folders where it takes both.
ValueKind argument_kind(const CommandHelp& command) {
  ValueKind kind = ValueKind::nothing;
  for (const OptionHelp& option : command.options) {
    if (option.is_argument() && kind != ValueKind::file && option.kind != ValueKind::nothing) kind = option.kind;
  }
  return kind;
}

// For a word between single quotes of a shell.
std::string single_quoted(std::string_view text) {
  std::string safe = "'";
  for (const char c : text) {
    if (c == '\'') {
      safe += "'\\''";
    } else {
      safe += c;
    }
  }
  return safe + "'";
}

// The branches of a `case` that takes the command so far and the next word to the command that they make.
std::string bash_steps(const CommandHelp& program) {
  std::string steps;
  for_each(program, [&steps](const CommandHelp& command) {
    if (!path_of(command).empty()) steps += fmt::format("      \"{0}\") command=\"{0}\" ;;\n", path_of(command));
  });
  return steps;
}

std::string bash_offers(const CommandHelp& command) {
  std::string text =
      fmt::format("    \"{}\")\n      options=\"{}\"\n      words=\"{}\"\n      kind={}\n", path_of(command),
                  joined(option_names(command)), joined(command_words(command)), word_of(argument_kind(command)));
  std::string values;
  for (const OptionHelp& option : command.options) {
    if (option.is_argument() || option.value.empty()) continue;
    values += fmt::format("        {}) options=\"\" words=\"\" kind={} ;;\n", joined(option.names, "|"),
                          word_of(option.kind));
  }
  if (!values.empty()) text += fmt::format("      case \"$previous\" in\n{}      esac\n", values);
  return text + "      ;;\n";
}

// [ ] : and \ mean something in a specification of _arguments.
std::string zsh_escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (std::string_view("[]:\\").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

std::string_view zsh_action(ValueKind kind) {
  switch (kind) {
    case ValueKind::nothing:
      return " ";
    case ValueKind::file:
      return "_files";
    case ValueKind::folder:
      return "_files -/";
  }
  return " ";
}

std::string zsh_specification(const OptionHelp& option) {
  const std::string value =
      option.value.empty() ? "" : fmt::format(":{}:{}", zsh_escaped(option.value), zsh_action(option.kind));
  if (option.is_argument()) return single_quoted((option.repeated ? "*" : "") + value);
  // Each of the names excludes all of them, unless the option may be repeated.
  const std::string head = option.repeated ? "*" : "(" + joined(option.names) + ")";
  const std::string tail = fmt::format("[{}]{}", zsh_escaped(option.description), value);
  if (option.names.size() == 1) return single_quoted((option.repeated ? "*" : "") + option.names.front() + tail);
  return fmt::format("{}{{{}}}{}", single_quoted(head), joined(option.names, ","), single_quoted(tail));
}

std::string zsh_function(const CommandHelp& command) {
  std::string function = "_" + command.name;
  std::ranges::replace(function, ' ', '_');
  std::string text = fmt::format("{}() {{\n", function);
  std::string arguments;
  for (const OptionHelp& option : command.options) arguments += fmt::format(" \\\n    {}", zsh_specification(option));
  if (command.commands.empty()) return text + fmt::format("  _arguments -s{}\n}}\n\n", arguments);
  text += "  local context state state_descr line\n  typeset -A opt_args\n";
  text += fmt::format("  _arguments -C{} \\\n    '1: :->command' \\\n    '*:: :->arguments'\n", arguments);
  text += "  case $state in\n    command)\n      local -a commands=(\n";
  for (const CommandHelp& below : command.commands) {
    text += fmt::format("        {}\n", single_quoted(below.word() + ":" + zsh_escaped(below.description)));
  }
  text += "      )\n      _describe command commands\n      ;;\n    arguments)\n";
  text += fmt::format("      (( $+functions[{0}_$line[1]] )) && {0}_$line[1]\n      ;;\n  esac\n}}\n\n", function);
  return text;
}

// The condition under which fish offers what belongs to a command.
std::string fish_condition(const CommandHelp& command) {
  const std::string path = path_of(command);
  if (path.empty()) return "__fish_use_subcommand";
  std::vector<std::string> conditions;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(' ', begin), path.size());
    conditions.push_back("__fish_seen_subcommand_from " + path.substr(begin, end - begin));
    begin = end + 1;
  }
  if (!command.commands.empty()) {
    conditions.push_back("not __fish_seen_subcommand_from " + joined(command_words(command)));
  }
  return joined(conditions, "; and ");
}

std::string fish_lines(const CommandHelp& command) {
  const std::string line = "complete -c twostep -n " + single_quoted(fish_condition(command));
  std::string text;
  for (const CommandHelp& below : command.commands) {
    text += fmt::format("{} -f -a {} -d {}\n", line, below.word(), single_quoted(below.description));
  }
  for (const OptionHelp& option : command.options) {
    if (option.is_argument()) continue;
    std::string names;
    for (const std::string& name : option.names) {
      names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    const char* value = option.kind == ValueKind::file     ? " -r -F"
                        : option.kind == ValueKind::folder ? " -x -a '(__fish_complete_directories)'"
                                                           : " -x";
    text += fmt::format("{}{}{} -d {}\n", line, names, option.value.empty() ? "" : value,
                        single_quoted(option.description));
  }
  if (argument_kind(command) == ValueKind::file) text += line + " -F\n";
  if (argument_kind(command) == ValueKind::folder) text += line + " -f -a '(__fish_complete_directories)'\n";
  return text;
}

}  // namespace

std::string bash_completion(const CommandHelp& program) {
  std::string offers;
  for_each(program, [&offers](const CommandHelp& command) { offers += bash_offers(command); });
  return fmt::format(R"(# bash completion of {0}
_{0}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}
  local command="" options="" words="" kind=nothing i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "${{command:+$command }}${{COMP_WORDS[i]}}" in
{1}    esac
  done
  case "$command" in
{2}  esac
  COMPREPLY=()
  if [[ $current == -* ]]; then
    words=$options
    kind=nothing
  fi
  [[ -n $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  case $kind in
    file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
  esac
}}
complete -F _{0} {0}
)",
                     program.name, bash_steps(program), offers);
}

std::string zsh_completion(const CommandHelp& program) {
  std::string text = fmt::format("#compdef {0}\n# zsh completion of {0}\n\n", program.name);
  for_each(program, [&text](const CommandHelp& command) { text += zsh_function(command); });
  return text + fmt::format("_{} \"$@\"\n", program.name);
}

std::string fish_completion(const CommandHelp& program) {
  std::string text = fmt::format("# fish completion of {0}\ncomplete -c {0} -f\n", program.name);
  for_each(program, [&text](const CommandHelp& command) { text += fish_lines(command); });
  return text;
}

}  // namespace twostep::cli
