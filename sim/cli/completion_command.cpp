// `twostep completion`: a script by which a shell completes the program's arguments.
#include "sim/cli/command.hpp"
#include "sim/cli/completion.hpp"
#include "sim/cli/console.hpp"

namespace twostep::cli {

Command add_completion(CLI::App& program) {
  CLI::App* app = program.add_subcommand("completion", "Print a script that completes arguments in a shell");
  app->require_subcommand(1);
  CLI::App* bash = app->add_subcommand("bash", "For bash");
  CLI::App* zsh = app->add_subcommand("zsh", "For zsh");
  CLI::App* fish = app->add_subcommand("fish", "For fish");
  app->footer(
      "An installed twostep has them where the shells look.\n\nExamples:\n  twostep completion bash > twostep.bash");
  bash->footer("Examples:\n  twostep completion bash > ~/.local/share/bash-completion/completions/twostep");
  zsh->footer("Examples:\n  twostep completion zsh > ~/.zfunc/_twostep");
  fish->footer("Examples:\n  twostep completion fish > ~/.config/fish/completions/twostep.fish");
  return {app, [&program, bash, zsh] {
            const CommandHelp help = help_of(program);
            print_out(bash->parsed()  ? bash_completion(help)
                      : zsh->parsed() ? zsh_completion(help)
                                      : fish_completion(help));
            return ExitCode::done;
          }};
}

}  // namespace twostep::cli
