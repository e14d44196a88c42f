#include "sim/report/terminal.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/report/comparison.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/money_column.hpp"
#include "sim/report/share_bar.hpp"
#include "sim/report/text_table.hpp"
#include "sim/report/value_text.hpp"
#include "sim/report/variant_rows.hpp"

namespace twostep::report {

namespace {

using observation::RunResult;

constexpr std::size_t terminal_columns = 80;

std::string paragraph(const std::string& text) {
  std::string lines;
  for (const std::string& line : wrapped(escaped(text), terminal_columns)) lines += line + "\n";
  return lines;
}

std::string heading(const ScenarioReport& report) {
  const std::size_t count = report.variants.size();
  return paragraph(fmt::format("{}: {}", report.experiment.name, report.experiment.question)) +
         paragraph(
             fmt::format("{}, seed {}, {} variant{}", report.catalogue, report.seed, count, count == 1 ? "" : "s")) +
         "\n";
}

// "600 failed and 400 were throttled"; of what ended otherwise than completed.
std::string ends_of(const observation::RunResult& result) {
  std::vector<std::string> ends;
  const auto add = [&ends](std::uint64_t count, std::string_view what) {
    if (count > 0) ends.push_back(fmt::format("{} {}", number_text(static_cast<double>(count)), what));
  };
  add(result.failed, "failed");
  add(result.throttled, result.throttled == 1 ? "was throttled" : "were throttled");
  add(result.dead_lettered, result.dead_lettered == 1 ? "was dead-lettered" : "were dead-lettered");
  add(result.in_flight, "had no response when the run ended");
  return fmt::format("{}", fmt::join(ends, ", "));
}

// A line for each variant of which there is nothing to compare, since no request completed.
std::string failures(const ScenarioReport& report) {
  std::string lines;
  for (const VariantReport& variant : report.variants) {
    const observation::RunResult& result = variant.result;
    if (result.completed > 0) continue;
    if (result.requests == 0) {
      lines += paragraph(fmt::format("{}: no request arrived in the measured window", shown_name(variant.name())));
    } else {
      lines += paragraph(fmt::format("{}: none of {} requests completed: {}", shown_name(variant.name()),
                                     number_text(static_cast<double>(result.requests)), ends_of(result)));
    }
  }
  return lines.empty() ? "" : lines + "\n";
}

// Adds a metric as a labelled value, where the variant has it.
void add_metric(LabelledValues& values, const VariantReport& variant, const std::string& label,
                const std::string& metric) {
  if (const statistics::Metric* found = variant.metrics.find(metric)) {
    values.emplace_back(label, value_text(found->value, found->dimension));
  }
}

void add_ratio(LabelledValues& values, const std::string& label, const std::optional<double>& ratio) {
  if (ratio) values.emplace_back(label, ratio_text(*ratio));
}

std::string time_section(const ScenarioReport& report, bool colour) {
  VariantRows rows("variant");
  for (const VariantReport& variant : report.variants) {
    LabelledValues values;
    if (is_one_job(report)) {
      add_metric(values, variant, "makespan", "makespan");
    } else {
      for (const char* figure : {"mean", "p50", "p95", "p99"}) {
        add_metric(values, variant, figure, fmt::format("latency.{}", figure));
      }
      add_metric(values, variant, "throughput", "throughput");
    }
    add_ratio(values, "slower", compare_with_baseline_variant(report, variant).slower);
    rows.add(variant.name(), std::move(values));
  }
  return rows.to_text(colour);
}

// Of every service that any variant pays for.
std::vector<std::string> services_of(const ScenarioReport& report) {
  std::set<std::string> services;
  for (const VariantReport& variant : report.variants) {
    for (const cost::BillLine& line : variant.bill.lines) services.insert(line.service);
  }
  return {services.begin(), services.end()};
}

// What a variant pays under one heading; nothing where it does not.
using AmountOf = std::function<std::optional<double>(const VariantReport&)>;

AmountOf metric_amount(const std::string& metric) {
  return [metric](const VariantReport& variant) -> std::optional<double> {
    const statistics::Metric* found = variant.metrics.find(metric);
    return found == nullptr ? std::nullopt : std::optional(found->value);
  };
}

std::string cost_section(const ScenarioReport& report, bool colour) {
  std::vector<LabelledValues> values(report.variants.size());
  const auto add = [&](const std::string& label, const AmountOf& amount_of, const std::string& after) {
    std::vector<std::optional<double>> amounts;
    amounts.reserve(report.variants.size());
    for (const VariantReport& variant : report.variants) amounts.push_back(amount_of(variant));
    const std::vector<std::string> texts = money_column(amounts, after);
    for (std::size_t i = 0; i < texts.size(); ++i) values[i].emplace_back(label, texts[i]);
  };
  add("run", [](const VariantReport& variant) { return variant.bill.total.in_dollars(); }, "");
  for (std::size_t i = 0; i < values.size(); ++i) {
    add_ratio(values[i], "dearer", compare_with_baseline_variant(report, report.variants[i]).dearer);
  }
  for (const std::string& service : services_of(report)) add(service, metric_amount("cost." + service), "");
  if (!is_one_job(report)) {
    add("per 1M requests", metric_amount("cost_per_million_requests"), "");
    add("per hour", metric_amount("cost_per_hour"), "/h");
  }
  VariantRows rows("cost");
  for (std::size_t i = 0; i < values.size(); ++i) rows.add(report.variants[i].name(), std::move(values[i]));
  return rows.to_text(colour);
}

Duration time_in(const observation::RunResult& result, const std::string& phase) {
  Duration time;
  for (std::size_t i = 0; i < result.phase_names.size(); ++i) {
    if (result.phase_names[i] == phase) time += result.phases[i];
  }
  return time;
}

// Those that take time in any variant, in the order of a request's life.
std::vector<std::string> phases_with_time(const ScenarioReport& report) {
  std::vector<std::string> phases;
  for (const VariantReport& variant : report.variants) {
    for (const std::string& phase : variant.result.phase_names) {
      if (std::ranges::find(phases, phase) == phases.end()) phases.push_back(phase);
    }
  }
  std::erase_if(phases, [&report](const std::string& phase) {
    return std::ranges::all_of(
        report.variants, [&phase](const VariantReport& v) { return time_in(v.result, phase) <= Duration::zero(); });
  });
  return phases;
}

// As wide as leaves room for all phases in the line, if that is enough for a bar to be read.
std::size_t bar_width(const ScenarioReport& report, const std::vector<std::string>& labels, std::string_view heading) {
  constexpr std::size_t gap = 2;
  constexpr std::size_t widest = 20;
  constexpr std::size_t narrowest = 8;
  constexpr std::size_t widest_share = 5;  // "100 %"
  std::size_t taken = heading.size();
  for (const VariantReport& variant : report.variants) {
    taken = std::max(taken, display_width(shown_name(variant.name())));
  }
  for (const std::string& label : labels) taken += gap + std::max(display_width(label), widest_share);
  const std::size_t left = terminal_columns - std::min(terminal_columns, taken + gap);
  return left < narrowest ? widest : std::min(left, widest);
}

// A bar a variant, and the share of each phase; a phase's column is headed by what draws it in the bar.
std::string phase_section(const ScenarioReport& report, const TerminalStyle& style) {
  const std::string heading = "time spent in";
  const std::vector<std::string> phases = phases_with_time(report);
  std::vector<std::string> labels;
  labels.reserve(phases.size());
  for (std::size_t i = 0; i < phases.size(); ++i) {
    labels.push_back(fmt::format("{} {}", bar_fill(i, style.unicode), phases[i]));
  }
  const std::size_t width = bar_width(report, labels, heading);
  VariantRows rows(heading);
  for (const VariantReport& variant : report.variants) {
    const auto all = static_cast<double>(observation::total(variant.result.phases).ns);
    std::vector<double> times;
    times.reserve(phases.size());
    for (const std::string& phase : phases) times.push_back(static_cast<double>(time_in(variant.result, phase).ns));
    LabelledValues values;
    if (all > 0) values.emplace_back("share", share_bar(times, width, style.unicode));
    for (std::size_t i = 0; i < phases.size(); ++i) {
      values.emplace_back(labels[i], times[i] > 0 ? share_text(times[i] / all) : "");
    }
    rows.add(variant.name(), std::move(values));
  }
  return rows.to_text(style.colour);
}

// Whether a count says something beside the number of requests.
bool tells_more(const ScenarioReport& report, std::uint64_t observation::RunResult::* count) {
  return std::ranges::any_of(report.variants,
                             [count](const VariantReport& v) { return v.result.*count != v.result.requests; });
}

// Averages and sums over time stand in metrics.csv; here they would push the peaks off the line. Where there are many
// functions, the memory that they take while idle is what their platform is about.
bool is_shown(const observation::Gauge& gauge, const RunResult& result) {
  static constexpr std::string_view rare[] = {"environments.loaded", "environments.evicted"};
  static constexpr std::string_view quiet[] = {"environments.busy", "environments.idle", "environments.utilisation",
                                               "environments.started", "memory.busy_gb_s"};
  if (gauge.name.ends_with(".mean") || std::ranges::find(quiet, gauge.name) != std::end(quiet)) return false;
  if (std::ranges::find(rare, gauge.name) != std::end(rare)) return gauge.value > 0;
  return gauge.name != "memory.idle_gb_s" || result.functions.size() > 1;
}

std::string cold_starts_text(const RunResult& result) {
  if (result.cold_starts == 0) return "";
  const auto cold = static_cast<double>(result.cold_starts);
  const double percent = 100 * cold / static_cast<double>(result.executions);
  return fmt::format("{} ({:.{}f} %)", number_text(cold), percent, percent < 10 ? 1 : 0);
}

std::string count_section(const ScenarioReport& report, bool colour) {
  const auto text = [](double number) { return number == 0 ? std::string() : number_text(number); };
  VariantRows rows("count");
  for (const VariantReport& variant : report.variants) {
    LabelledValues values;
    const auto add = [&](const char* label, std::uint64_t RunResult::* count) {
      values.emplace_back(label, text(static_cast<double>(variant.result.*count)));
    };
    add("requests", &RunResult::requests);
    if (tells_more(report, &RunResult::completed)) add("completed", &RunResult::completed);
    add("failed", &RunResult::failed);
    add("throttled", &RunResult::throttled);
    add("dead-lettered", &RunResult::dead_lettered);
    add("in flight", &RunResult::in_flight);
    if (tells_more(report, &RunResult::executions)) add("executions", &RunResult::executions);
    values.emplace_back("cold starts", cold_starts_text(variant.result));
    for (const observation::Gauge& gauge : variant.result.gauges) {
      if (is_shown(gauge, variant.result)) values.emplace_back(gauge.name, text(gauge.value));
    }
    rows.add(variant.name(), std::move(values));
  }
  return rows.to_text(colour);
}

std::string sample_section(const ScenarioReport& report, bool colour) {
  TextTable table({{"measured", Align::left},
                   {"in", Align::left},
                   {"mean", Align::right},
                   {"p50", Align::right},
                   {"p99", Align::right},
                   {"times", Align::right}});
  const auto add = [&table](const VariantReport& variant, const std::string& name,
                            const observation::QuantileSketch& samples, scenario::Dimension dimension) {
    if (samples.empty()) return;
    const auto text = [dimension](double value) { return value_text(value, dimension); };
    table.add_row({shown_name(name), shown_name(variant.name()), text(samples.mean()), text(samples.quantile(0.5)),
                   text(samples.quantile(0.99)), number_text(static_cast<double>(samples.count()))});
  };
  for (const VariantReport& variant : report.variants) {
    for (const auto& [name, samples] : variant.result.spans) add(variant, name, samples, scenario::Dimension::duration);
    add(variant, "bandwidth", variant.result.bandwidth, scenario::Dimension::bandwidth);
  }
  return table.empty() ? "" : table.to_text(colour) + "\n";
}

// Each changed figure once, with the variants that it was changed in.
std::string overridden_section(const ScenarioReport& report, bool colour) {
  std::vector<std::pair<std::string, std::vector<std::string>>> changes;
  for (const VariantReport& variant : report.variants) {
    for (const std::string& figure : variant.overridden) {
      const auto known = std::ranges::find(changes, figure, &decltype(changes)::value_type::first);
      if (known == changes.end()) {
        changes.push_back({figure, {shown_name(variant.name())}});
      } else {
        known->second.push_back(shown_name(variant.name()));
      }
    }
  }
  TextTable table({{"catalogue figure changed", Align::left}, {"in", Align::left}});
  for (const auto& [figure, variants] : changes) {
    const bool everywhere = variants.size() > 1 && variants.size() == report.variants.size();
    table.add_row({figure, everywhere ? "every variant" : fmt::format("{}", fmt::join(variants, ", "))});
  }
  return table.empty() ? "" : table.to_text(colour) + "\n";
}

}  // namespace

std::string to_terminal(const ScenarioReport& report, const TerminalStyle& style) {
  const bool colour = style.colour;
  std::string text = heading(report) + failures(report) + time_section(report, colour) + cost_section(report, colour) +
                     phase_section(report, style) + count_section(report, colour) + sample_section(report, colour) +
                     overridden_section(report, colour) + expectations_to_terminal(report, style);
  // A section ends with an empty line, which stands between it and the next.
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace twostep::report
