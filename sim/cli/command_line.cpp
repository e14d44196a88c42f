#include "sim/cli/command_line.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/interrupts.hpp"
#include "sim/cli/version.hpp"
#include "sim/page/page_refused.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/scenario/issues.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::cli {

namespace {

constexpr const char* examples = R"(Examples:
  twostep run scenarios/paper/training.json
  twostep run training.json --set iterations=900 --seed 7 -o out
  twostep check scenarios/paper/*.json
  twostep validate training.json
  twostep COMMAND --help

Exit codes: 0 done, 1 an expectation is off, 2 invalid scenario or arguments, 3 the run failed.)";

std::vector<Command> add_commands(CLI::App& program, const Cloud& cloud) {
  program.require_subcommand(1);
  program.footer(examples);
  program.set_version_flag("--version", [] { return version_line(); }, "Print the version");
  program.get_formatter()->column_width(28);
  return {add_run(program, cloud),    add_check(program, cloud),     add_validate(program, cloud),
          add_schema(program, cloud), add_reference(program, cloud), add_catalogue(program, cloud),
          add_columns(program),       add_compare(program),          add_diff(program),
          add_report(program),        add_completion(program),       add_man(program),
          add_version(program)};
}

// The deepest subcommand that the arguments got to: the one whose help is wanted, or whose options were wrong.
const CLI::App* chosen_app(const CLI::App* app) {
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return app;
}

// "twostep catalogue show"
std::string full_name(const CLI::App* app) {
  return app->get_parent() == nullptr ? app->get_name() : full_name(app->get_parent()) + " " + app->get_name();
}

std::vector<std::string> subcommand_names(const CLI::App* app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App* app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// Says what is wrong with an argument that no option or subcommand takes.
std::string unexpected_argument(const CLI::App* app, const std::string& argument) {
  const std::vector<std::string> commands = subcommand_names(app);
  if (argument.starts_with('-') && argument.size() > 1) {
    const std::string option = argument.substr(0, argument.find('='));
    return fmt::format("unknown option {}; {}", scenario::in_quotes(option),
                       scenario::suggestion(option, option_names(app)));
  }
  if (!commands.empty()) {
    return fmt::format("unknown command {}; {}", scenario::in_quotes(argument),
                       scenario::suggestion(argument, commands));
  }
  return fmt::format("unexpected argument {}", scenario::in_quotes(argument));
}

std::string message_of(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App* app = chosen_app(&program);
  const std::vector<std::string> left_over = program.remaining(true);
  std::string message = error.what();
  if (!left_over.empty()) return unexpected_argument(app, left_over.front());
  if (app->get_require_subcommand_min() > 0 && app->get_subcommands().empty()) {
    return "a command is needed; " + scenario::suggestion("", subcommand_names(app));
  }
  if (error.get_name() == "ArgumentMismatch") return message.substr(0, message.find(':')) + " needs a value";
  return message;
}

int explain(const CLI::App& program, const CLI::ParseError& error) {
  const std::string name = full_name(chosen_app(&program));
  print_error(fmt::format("{}: {}\nRun '{} --help' for help.", name, message_of(program, error), name));
  return static_cast<int>(ExitCode::invalid_input);
}

int parse_and_carry_out(CLI::App& program, int argument_count, const char* const* arguments, const Cloud& cloud) {
  const std::vector<Command> commands = add_commands(program, cloud);
  try {
    program.parse(argument_count, arguments);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* app = chosen_app(&program);
    print_out(app->help(app == &program ? "" : full_name(app->get_parent())));
    return static_cast<int>(ExitCode::done);
  } catch (const CLI::CallForVersion&) {
    print_out(version_line() + "\n");
    return static_cast<int>(ExitCode::done);
  } catch (const CLI::ParseError& error) {
    return explain(program, error);
  }
  for (const Command& command : commands) {
    if (command.app->parsed()) return static_cast<int>(command.carry_out());
  }
  return static_cast<int>(ExitCode::invalid_input);  // cannot be: a subcommand is required
}

}  // namespace

int run_command_line(int argument_count, const char* const* arguments, const Cloud& cloud) {
  // A reader that goes away (`| head`) shows as a failed write, not as a signal that leaves temporary files behind.
  std::signal(SIGPIPE, SIG_IGN);
  // So does a file that grows beyond what the user allows (ulimit -f).
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    CLI::App program(
        "Simulates one application on functions (FaaS) and on servers (IaaS): what it costs, how long it takes.",
        "twostep");
    return parse_and_carry_out(program, argument_count, arguments, cloud);
  } catch (const Interrupted& interrupted) {
    print_error("twostep: interrupted; nothing was written");
    return interrupted_base + interrupted.signal();
  } catch (const report::OutputRefused& refused) {
    print_error(fmt::format("twostep: {}", refused.what()));
    return static_cast<int>(ExitCode::invalid_input);
  } catch (const page::PageRefused& refused) {
    print_error(fmt::format("twostep: {}", refused.what()));
    return static_cast<int>(ExitCode::invalid_input);
  } catch (const std::exception& error) {
    print_error(fmt::format("twostep: {}", error.what()));
    return static_cast<int>(ExitCode::run_failed);
  }
}

}  // namespace twostep::cli
