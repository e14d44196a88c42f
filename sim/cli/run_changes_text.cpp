// What changed between two runs, as tables for a terminal and as JSON for programs.
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "sim/cli/run_changes.hpp"
#include "sim/page/axis_unit.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/text_table.hpp"
#include "sim/report/value_text.hpp"
#include "sim/report/variant_rows.hpp"

namespace twostep::cli {

namespace {

using nlohmann::ordered_json;
using report::Align;

constexpr std::size_t line_width = 80;

std::string paragraph(const std::string& text) {
  std::string lines;
  for (const std::string& line : report::wrapped(report::escaped(text), line_width)) lines += line + "\n";
  return lines;
}

// "+1.5 %", and "+2e-07 %" where that would be 0.0 %.
std::string change_text(const FigureChange& change) {
  if (!change.before) return "new";
  if (!change.after) return "gone";
  const std::optional<double> relative = change.relative();
  if (!relative) return "from 0";
  const double percent = *relative * 100;
  if (percent != 0 && std::abs(percent) < 0.05) return fmt::format("{:+.1g} %", percent);
  return report::deviation_text(*relative);
}

std::string value_of(const std::optional<double>& value, const std::string& unit) {
  return value ? page::text_of(*value, unit) : "";
}

std::string certainty_of(const FigureChange& change) {
  const std::optional<bool> significant = change.is_significant();
  return !significant ? "" : *significant ? "yes" : "no";
}

std::string figures_table(const std::vector<FigureChange>& changes, const std::string& what, bool colour) {
  report::TextTable table({{"variant", Align::left},
                           {what, Align::left},
                           {"before", Align::right},
                           {"after", Align::right},
                           {"change", Align::right},
                           {"significant", Align::left}});
  for (const FigureChange& change : changes) {
    table.add_row({report::shown_name(change.variant), report::shortened(change.figure, 64),
                   value_of(change.before, change.unit), value_of(change.after, change.unit), change_text(change),
                   certainty_of(change)});
  }
  return table.empty() ? "" : table.to_text(colour, line_width) + "\n";
}

std::string texts_table(const std::vector<TextChange>& changes, const std::string& what, bool colour) {
  constexpr std::size_t longest_text = 200;
  const auto shown = [](const std::string& text) {
    return text.empty() ? "(none)" : report::shortened(text, longest_text);
  };
  report::TextTable table({{what, Align::left}, {"before", Align::left}, {"after", Align::left}});
  for (const TextChange& change : changes) {
    table.add_row({report::shortened(change.what, longest_text), shown(change.before), shown(change.after)});
  }
  return table.empty() ? "" : table.to_text(colour, line_width) + "\n";
}

std::string names_of(const std::vector<std::string>& variants) {
  std::vector<std::string> shown;
  shown.reserve(variants.size());
  for (const std::string& variant : variants) shown.push_back(report::shown_name(variant));
  return fmt::format("{}", fmt::join(shown, ", "));
}

std::string variants_text(const RunChanges& changes) {
  std::string text;
  if (!changes.only_before.empty()) {
    text += paragraph(fmt::format("only in the first: variant {}", names_of(changes.only_before)));
  }
  if (!changes.only_after.empty()) {
    text += paragraph(fmt::format("only in the second: variant {}", names_of(changes.only_after)));
  }
  return text.empty() ? "" : text + "\n";
}

// How far what was found can be trusted.
std::string certainty_text(const RunChanges& changes) {
  if (changes.runs_before > 1 && changes.runs_after > 1) {
    return fmt::format(
        "{} and {} runs{}; a difference is significant where its 95 % confidence interval (Student's "
        "t) leaves zero out.",
        changes.runs_before, changes.runs_after, changes.same_seeds ? " of the same seeds, compared in pairs" : "");
  }
  if (changes.runs_before > 1 || changes.runs_after > 1) {
    return "One side is a single run: whether a difference is significant can be told of several runs on both.";
  }
  if (changes.same_seeds) {
    return "One run each, of the same seed: the differences are exact for that seed, and say nothing of others.";
  }
  return "One run each, of different seeds: a difference may be chance. Run both with the same seed, or each with "
         "several and compare the folders that hold them.";
}

ordered_json json_of(const std::vector<TextChange>& changes) {
  ordered_json array = ordered_json::array();
  for (const TextChange& change : changes) {
    array.push_back({{"what", change.what}, {"before", change.before}, {"after", change.after}});
  }
  return array;
}

template <class Value>
ordered_json or_null(const std::optional<Value>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json json_of(const std::vector<FigureChange>& changes) {
  ordered_json array = ordered_json::array();
  for (const FigureChange& change : changes) {
    array.push_back({{"variant", change.variant},
                     {"figure", change.figure},
                     {"unit", change.unit},
                     {"before", or_null(change.before)},
                     {"after", or_null(change.after)},
                     {"relative_change", or_null(change.relative())},
                     {"half_width", or_null(change.half_width)},
                     {"significant", or_null(change.is_significant())}});
  }
  return array;
}

ordered_json json_of(const ComparedRuns& side) {
  ordered_json folders = ordered_json::array();
  for (const page::RunFiles& run : side.runs) folders.push_back(run.folder.string());
  return {{"scenario", side.first().view.scenario},
          {"scenario_hash", side.first().scenario_hash},
          {"catalogue", side.first().view.catalogue},
          {"seeds", side.seeds()},
          {"folders", folders}};
}

}  // namespace

ordered_json to_json(const RunChanges& changes, const ComparedRuns& before, const ComparedRuns& after) {
  return {{"before", json_of(before)},
          {"after", json_of(after)},
          {"facts", json_of(changes.facts)},
          {"scenario", json_of(changes.scenario)},
          {"variants_only_before", changes.only_before},
          {"variants_only_after", changes.only_after},
          {"metrics", json_of(changes.metrics)},
          {"costs", json_of(changes.costs)},
          {"notices", changes.notices}};
}

std::string to_terminal(const RunChanges& changes, const ComparedRuns& before, const ComparedRuns& after, bool colour) {
  std::string text = paragraph(
      fmt::format("{}: {} against {}", before.first().view.scenario, before.folder.string(), after.folder.string()));
  if (changes.different_scenarios) {
    text +=
        paragraph(fmt::format("These are runs of different scenarios, {} and {}: only variants of the same name are "
                              "compared.",
                              before.first().view.scenario, after.first().view.scenario));
  }
  for (const std::string& notice : changes.notices) text += paragraph(notice);
  text += "\n";
  if (changes.none()) return text + "Nothing differs.\n";
  text += texts_table(changes.facts, "run", colour) + texts_table(changes.scenario, "scenario", colour) +
          variants_text(changes) + figures_table(changes.metrics, "metric", colour) +
          figures_table(changes.costs, "bill of the run", colour);
  if (changes.metrics.empty() && changes.costs.empty()) return text + "No figure differs.\n";
  return text + paragraph(certainty_text(changes));
}

}  // namespace twostep::cli
