#include "sim/cli/command_help.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace twostep::cli {

namespace {

// How arguments and the options' values are called, by what they name.
constexpr std::array<std::string_view, 2> files{"SCENARIO", "FILE"};
constexpr std::array<std::string_view, 6> folders{"DIR", "RUN_DIR", "BASELINE", "ACTUAL", "BEFORE", "AFTER"};

ValueKind kind_of(std::string_view value) {
  if (std::ranges::find(files, value) != files.end()) return ValueKind::file;
  if (std::ranges::find(folders, value) != folders.end()) return ValueKind::folder;
  return ValueKind::nothing;
}

OptionHelp option_help(const CLI::Option& option) {
  OptionHelp help{.required = option.get_required(),
                  .repeated = option.get_items_expected_max() > 1,
                  .description = option.get_description()};
  for (const std::string& name : option.get_snames()) help.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) help.names.push_back("--" + name);
  help.value = option.get_positional() ? option.get_name(true) : option.get_option_text();
  // "..." says that there may be several, which `repeated` does here.
  constexpr std::string_view dots = " ...";
  if (help.value.ends_with(dots)) help.value.resize(help.value.size() - dots.size());
  help.kind = kind_of(help.value);
  return help;
}

CommandHelp command_help(const CLI::App& app, const std::string& parent) {
  CommandHelp help{.name = parent.empty() ? app.get_name() : parent + " " + app.get_name(),
                   .description = app.get_description(),
                   .footer = app.get_footer()};
  for (const CLI::Option* option : app.get_options()) help.options.push_back(option_help(*option));
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    help.commands.push_back(command_help(*command, help.name));
  }
  return help;
}

}  // namespace

CommandHelp help_of(const CLI::App& program) { return command_help(program, ""); }

}  // namespace twostep::cli
