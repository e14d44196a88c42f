// The expectations as they are printed: a table of published figures and one of those that the scenario itself derives.
#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"
#include "sim/report/terminal.hpp"
#include "sim/report/text_table.hpp"
#include "sim/report/value_text.hpp"
#include "sim/report/variant_rows.hpp"

namespace twostep::report {

namespace {

constexpr std::size_t line_width = 80;

// "lambda makespan", "lambda / ec2 makespan", "lambda cost / ec2 cost_per_request".
std::string label_of(const scenario::Expectation& expectation) {
  const std::string of = shown_name(expectation.of);
  const std::string metric = shortened(expectation.metric, 40);
  if (!expectation.over) return fmt::format("{} {}", of, metric);
  const std::string over = shown_name(expectation.over->variant);
  const std::string& over_metric = expectation.over->metric;
  if (over_metric.empty() || over_metric == expectation.metric) return fmt::format("{} / {} {}", of, over, metric);
  return fmt::format("{} {} / {} {}", of, metric, over, shortened(over_metric, 40));
}

std::string published_text(const statistics::ExpectationOutcome& outcome) {
  const std::string& text = outcome.expectation.is.text;
  const bool bare_ratio = outcome.expectation.over && text.find_first_not_of("0123456789.,") == std::string::npos;
  return bare_ratio ? text + "x" : text;
}

std::string verdict_text(const statistics::ExpectationOutcome& outcome) {
  if (outcome.verdict == statistics::Verdict::aged) return statistics::has_turned(outcome) ? "turned" : "aged";
  return fmt::format("{}{}", to_text(outcome.verdict), outcome.role == statistics::Role::calibration ? " *" : "");
}

// What stands below the row of a figure: why it is only quoted, or how far it might have been off. Empty when it holds,
// or has aged.
std::string note_of(const statistics::ExpectationOutcome& outcome) {
  const scenario::Expectation& expectation = outcome.expectation;
  if (outcome.verdict == statistics::Verdict::quoted) return expectation.quoted;
  if (outcome.verdict != statistics::Verdict::off || !expectation.within) return "";
  return fmt::format("off by more than {} %", number_text(expectation.within->share * 100));
}

Tone tone_of(statistics::Verdict verdict) {
  switch (verdict) {
    case statistics::Verdict::holds:
      return Tone::plain;
    case statistics::Verdict::off:
      return Tone::bad;
    case statistics::Verdict::quoted:
      return Tone::faint;
    case statistics::Verdict::aged:
      return Tone::plain;
  }
  return Tone::plain;
}

std::string as_lines(const std::string& text) {
  std::string lines;
  for (const std::string& line : wrapped(text, line_width)) lines += line + "\n";
  return lines;
}

// "3 of 3 asserted figures hold, 1 of them used for calibration; 1 is quoted only".
std::string summary_of(const std::vector<statistics::ExpectationOutcome>& outcomes) {
  using statistics::ExpectationOutcome;
  const auto quoted = std::ranges::count(outcomes, statistics::Verdict::quoted, &ExpectationOutcome::verdict);
  const auto holding = std::ranges::count(outcomes, statistics::Verdict::holds, &ExpectationOutcome::verdict);
  const auto calibrating = std::ranges::count(outcomes, statistics::Role::calibration, &ExpectationOutcome::role);
  const auto asserted = static_cast<std::ptrdiff_t>(outcomes.size()) - quoted;
  std::string text = fmt::format("{} of {} asserted figures hold", holding, asserted);
  if (calibrating > 0) text += fmt::format("; {} of the {} served for calibration (*)", calibrating, asserted);
  if (quoted > 0) text += fmt::format("; {} only quoted", quoted);
  return as_lines(text);
}

// "15 figures of aws-us-east-1-2018-12 then, on aws-us-east-1-2025 now; 2 turned from above one to below it, or back".
std::string ageing_of(const ScenarioReport& report) {
  const auto& outcomes = report.expectations;
  const auto aged = std::ranges::count(outcomes, statistics::Verdict::aged, &statistics::ExpectationOutcome::verdict);
  const auto turned = std::ranges::count_if(outcomes, [](const statistics::ExpectationOutcome& outcome) {
    return outcome.verdict == statistics::Verdict::aged && statistics::has_turned(outcome);
  });
  std::string text = fmt::format("{} figure{} of {} then, on {} now", aged, aged == 1 ? "" : "s",
                                 report.experiment.catalogue, report.catalogue);
  if (turned > 0) text += fmt::format("; {} turned from above one to below it, or back", turned);
  return as_lines(text);
}

// A figure that somebody published says where, or the scenario does for all of them. Without that it is what the
// scenario's author expects, as of theory.
bool is_published(const ScenarioReport& report, const statistics::ExpectationOutcome& outcome) {
  return !outcome.expectation.source.empty() || !report.experiment.source.empty();
}

std::string simulated_text(const statistics::ExpectationOutcome& outcome, const std::string& published) {
  if (outcome.expectation.over) return ratio_text(outcome.simulated);
  return like_published(outcome.simulated, published, outcome.published, outcome.dimension);
}

bool has_aged(const ScenarioReport& report) {
  return std::ranges::any_of(report.expectations, [](const statistics::ExpectationOutcome& outcome) {
    return outcome.verdict == statistics::Verdict::aged;
  });
}

// The rows of the figures that were published, or of those that were not; empty when there are none.
std::string outcome_table(const ScenarioReport& report, bool published, bool colour) {
  const bool aged = has_aged(report);
  TextTable table({{"figure", Align::left},
                   {aged        ? "then"
                    : published ? "published"
                                : "expected",
                    Align::right},
                   {aged ? "now" : "simulated", Align::right},
                   {aged ? "change" : "deviation", Align::right},
                   {"verdict", Align::left}});
  for (const statistics::ExpectationOutcome& outcome : report.expectations) {
    if (is_published(report, outcome) != published) continue;
    const std::string text = published_text(outcome);
    table.add_row({label_of(outcome.expectation), text, simulated_text(outcome, text),
                   deviation_text(outcome.deviation), verdict_text(outcome)},
                  tone_of(outcome.verdict));
    if (const std::string note = note_of(outcome); !note.empty()) table.add_note(note);
  }
  return table.empty() ? "" : table.to_text(colour);
}

}  // namespace

std::string expectations_to_terminal(const ScenarioReport& report, const TerminalStyle& style) {
  if (report.expectations.empty()) return "";
  const std::string published = outcome_table(report, true, style.colour);
  const std::string expected = outcome_table(report, false, style.colour);
  const std::string between = published.empty() || expected.empty() ? "" : "\n";
  return published + between + expected + (has_aged(report) ? ageing_of(report) : summary_of(report.expectations));
}

}  // namespace twostep::report
