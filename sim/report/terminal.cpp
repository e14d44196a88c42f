#include "sim/report/terminal.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/report/comparison.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/text_table.hpp"
#include "sim/report/value_text.hpp"
#include "sim/report/variant_rows.hpp"

namespace twostep::report {

namespace {

constexpr std::size_t line_width = 80;

std::string paragraph(const std::string& text) {
  std::string lines;
  for (const std::string& line : wrapped(escaped(text), line_width)) lines += line + "\n";
  return lines;
}

std::string heading(const ScenarioReport& report) {
  const std::size_t count = report.variants.size();
  return paragraph(fmt::format("{}: {}", report.experiment.name, report.experiment.question)) +
         paragraph(
             fmt::format("{}, seed {}, {} variant{}", report.catalogue, report.seed, count, count == 1 ? "" : "s")) +
         "\n";
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

std::string cost_section(const ScenarioReport& report, bool colour) {
  VariantRows rows("cost");
  for (const VariantReport& variant : report.variants) {
    LabelledValues values{{"run", to_text(variant.bill.total)}};
    add_ratio(values, "dearer", compare_with_baseline_variant(report, variant).dearer);
    for (const std::string& service : services_of(report)) {
      const statistics::Metric* cost = variant.metrics.find(fmt::format("cost.{}", service));
      values.emplace_back(service, cost == nullptr ? "" : value_text(cost->value, cost->dimension));
    }
    if (!is_one_job(report)) {
      add_metric(values, variant, "per 1M requests", "cost_per_million_requests");
      add_metric(values, variant, "per hour", "cost_per_hour");
    }
    rows.add(variant.name(), std::move(values));
  }
  return rows.to_text(colour);
}

std::string phase_section(const ScenarioReport& report, bool colour) {
  VariantRows rows("time spent in");
  for (const VariantReport& variant : report.variants) {
    const observation::RunResult& result = variant.result;
    const auto all = static_cast<double>(observation::total(result.phases).ns);
    LabelledValues values;
    for (std::size_t i = 0; i < result.phase_names.size(); ++i) {
      const auto time = static_cast<double>(result.phases[i].ns);
      values.emplace_back(result.phase_names[i], time > 0 ? share_text(time / all) : "");
    }
    rows.add(variant.name(), std::move(values));
  }
  return rows.to_text(colour);
}

// Whether a count says something beside the number of requests.
bool tells_more(const ScenarioReport& report, std::uint64_t observation::RunResult::* count) {
  return std::ranges::any_of(report.variants,
                             [count](const VariantReport& v) { return v.result.*count != v.result.requests; });
}

std::string count_section(const ScenarioReport& report, bool colour) {
  using observation::RunResult;
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
    if (tells_more(report, &RunResult::executions)) add("executions", &RunResult::executions);
    add("cold starts", &RunResult::cold_starts);
    for (const observation::Gauge& gauge : variant.result.gauges) {
      // Averages over time stand in metrics.csv; here they would push the peaks off the line.
      if (!gauge.name.ends_with(".mean")) values.emplace_back(gauge.name, text(gauge.value));
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
  return fmt::format("{}{}", to_text(outcome.verdict), outcome.role == statistics::Role::calibration ? " *" : "");
}

// What stands below the row of a figure: why it is only quoted, or how far it might have been off. Empty when it holds.
std::string note_of(const statistics::ExpectationOutcome& outcome) {
  const scenario::Expectation& expectation = outcome.expectation;
  if (outcome.verdict == statistics::Verdict::quoted) return expectation.quoted;
  if (outcome.verdict == statistics::Verdict::holds || !expectation.within) return "";
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
  }
  return Tone::plain;
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
  return paragraph(text);
}

}  // namespace

std::string expectations_to_terminal(const ScenarioReport& report, bool colour) {
  if (report.expectations.empty()) return "";
  TextTable table({{"figure", Align::left},
                   {"published", Align::right},
                   {"simulated", Align::right},
                   {"deviation", Align::right},
                   {"verdict", Align::left}});
  for (const statistics::ExpectationOutcome& outcome : report.expectations) {
    const std::string published = published_text(outcome);
    table.add_row({label_of(outcome.expectation), published,
                   like_published(outcome.simulated, published, outcome.published, outcome.dimension),
                   deviation_text(outcome.deviation), verdict_text(outcome)},
                  tone_of(outcome.verdict));
    if (const std::string note = note_of(outcome); !note.empty()) table.add_note(note);
  }
  return table.to_text(colour) + summary_of(report.expectations);
}

std::string to_terminal(const ScenarioReport& report, bool colour) {
  return heading(report) + time_section(report, colour) + cost_section(report, colour) + phase_section(report, colour) +
         count_section(report, colour) + sample_section(report, colour) + overridden_section(report, colour) +
         expectations_to_terminal(report, colour);
}

}  // namespace twostep::report
