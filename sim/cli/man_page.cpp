#include "sim/cli/man_page.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace twostep::cli {

namespace {

// Text in which troff sees no request and no escape; hyphens stay what one types.
std::string troff(std::string_view text) {
  std::string safe;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) safe += "\\&";
    if (c == '\\') {
      safe += "\\e";
    } else if (c == '-') {
      safe += "\\-";
    } else {
      safe += c;
    }
    line_begins = c == '\n';
  }
  return safe;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

// "\fB\-o\fR, \fB\-\-output\fR \fIDIR\fR"
std::string heading_of(const OptionHelp& option) {
  std::vector<std::string> names;
  names.reserve(option.names.size());
  for (const std::string& name : option.names) names.push_back("\\fB" + troff(name) + "\\fR");
  std::string heading = fmt::format("{}", fmt::join(names, ", "));
  if (!option.value.empty()) {
    heading += fmt::format("{}\\fI{}\\fR", heading.empty() ? "" : " ", troff(option.value));
    if (option.repeated) heading += " ...";
  }
  return heading;
}

// Lines that begin with a blank are shown as they are; the others are text.
std::string footer_text(std::string_view footer) {
  std::string text;
  bool shown_as_is = false;
  while (!footer.empty()) {
    const std::size_t end = std::min(footer.find('\n'), footer.size());
    const std::string_view line = footer.substr(0, end);
    footer.remove_prefix(std::min(end + 1, footer.size()));
    const bool indented = line.starts_with(' ');
    if (indented && !shown_as_is) text += ".nf\n";
    if (!indented && shown_as_is) text += ".fi\n";
    shown_as_is = indented;
    text += line.empty() ? ".PP\n" : troff(line) + "\n";
  }
  return text + (shown_as_is ? ".fi\n" : "");
}

std::string options_text(const CommandHelp& command) {
  std::string text;
  for (const bool arguments : {true, false}) {
    for (const OptionHelp& option : command.options) {
      if (option.is_argument() != arguments) continue;
      text += fmt::format(".TP\n{}\n{}\n", heading_of(option), troff(option.description));
    }
  }
  return text;
}

// "\fBtwostep run\fR [\fIOPTION\fR]... \fISCENARIO\fR..."
std::string usage_of(const CommandHelp& command) {
  std::string usage = fmt::format("\\fB{}\\fR", troff(command.name));
  const bool has_options = std::ranges::any_of(command.options, [](const OptionHelp& o) { return !o.is_argument(); });
  if (has_options) usage += " [\\fIOPTION\\fR]...";
  for (const OptionHelp& option : command.options) {
    if (!option.is_argument()) continue;
    const std::string name = fmt::format("\\fI{}\\fR{}", troff(option.value), option.repeated ? "..." : "");
    usage += option.required ? " " + name : " [" + name + "]";
  }
  if (!command.commands.empty()) usage += " \\fICOMMAND\\fR";
  return usage;
}

void append_commands(std::string& page, const CommandHelp& parent) {
  for (const CommandHelp& command : parent.commands) {
    page += fmt::format(".SS {}\n{}\n.PP\n{}.\n", troff(command.name), usage_of(command), troff(command.description));
    page += options_text(command);
    if (!command.footer.empty()) page += ".PP\n" + footer_text(command.footer);
    append_commands(page, command);
  }
}

}  // namespace

std::string man_page(const CommandHelp& program, const std::string& version) {
  std::string page = fmt::format(".TH {} 1 \"\" \"{} {}\" \"User Commands\"\n", upper(program.name),
                                 troff(program.name), troff(version));
  page += fmt::format(".SH NAME\n{} \\- discrete\\-event simulator of cloud applications\n", troff(program.name));
  page += fmt::format(".SH SYNOPSIS\n{} ...\n", usage_of(program));
  page += fmt::format(".SH DESCRIPTION\n{}\n", troff(program.description));
  page += ".SH OPTIONS\n" + options_text(program);
  page += ".SH COMMANDS\n";
  append_commands(page, program);
  page += ".SH EXAMPLES AND EXIT STATUS\n" + footer_text(program.footer);
  return page;
}

}  // namespace twostep::cli
