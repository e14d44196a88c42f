#include "sim/statistics/metric_definitions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/nearest_word.hpp"

namespace twostep::statistics {

namespace {

using observation::QuantileSketch;
using observation::RunResult;
using scenario::Dimension;
using Values = std::vector<NamedValue>;
using Inputs = MetricInputs;

Values one(double value) { return {{"", value}}; }

Values share_of(double part, double whole) { return whole > 0 ? one(part / whole) : Values{}; }

double count(std::uint64_t number) { return static_cast<double>(number); }

// Amounts of a bill added up by a column of its lines, times `factor`.
Values grouped(const cost::Bill& bill, std::string cost::BillLine::* column, double factor) {
  std::map<std::string, Usd> sums;
  for (const cost::BillLine& line : bill.lines) sums[line.*column] += line.amount;
  Values values;
  for (const auto& [name, sum] : sums) values.push_back({name, sum.in_dollars() * factor});
  return values;
}

double windows_per_hour(const RunResult& result) { return 3600.0 / result.window.in_seconds(); }

Values grouped_by_hour(const Inputs& in, std::string cost::BillLine::* column) {
  return in.result.window > Duration::zero() ? grouped(in.in_window, column, windows_per_hour(in.result)) : Values{};
}

Values phase_values(const RunResult& result, double whole_seconds_or_requests) {
  Values values;
  if (whole_seconds_or_requests <= 0) return values;
  for (std::size_t i = 0; i < result.phase_names.size() && i < result.phases.size(); ++i) {
    values.push_back({result.phase_names[i], result.phases[i].in_seconds() / whole_seconds_or_requests});
  }
  return values;
}

struct SketchFigure {
  std::string word;
  std::string meaning;
  double (*of)(const QuantileSketch&);
};

const std::vector<SketchFigure>& sketch_figures() {
  static const std::vector<SketchFigure> figures{
      {"mean", "arithmetic mean", [](const QuantileSketch& s) { return s.mean(); }},
      {"sd", "sample standard deviation", [](const QuantileSketch& s) { return s.sd(); }},
      {"min", "least", [](const QuantileSketch& s) { return s.min(); }},
      {"p50", "0.50 quantile (median)", [](const QuantileSketch& s) { return s.quantile(0.50); }},
      {"p90", "0.90 quantile", [](const QuantileSketch& s) { return s.quantile(0.90); }},
      {"p95", "0.95 quantile", [](const QuantileSketch& s) { return s.quantile(0.95); }},
      {"p99", "0.99 quantile", [](const QuantileSketch& s) { return s.quantile(0.99); }},
      {"max", "greatest", [](const QuantileSketch& s) { return s.max(); }},
  };
  return figures;
}

void add_sketch_metrics(std::vector<MetricDefinition>& table, const std::string& word,
                        QuantileSketch RunResult::* sketch, Dimension dimension, const std::string& unit,
                        const std::string& of_what) {
  for (const auto& [figure, meaning, value_of] : sketch_figures()) {
    table.push_back({word + "." + figure, dimension, unit, meaning + " " + of_what,
                     [sketch, figure_of = value_of](const Inputs& in) {
                       const QuantileSketch& samples = in.result.*sketch;
                       return samples.empty() ? Values{} : one(figure_of(samples));
                     }});
  }
}

void add_span_metrics(std::vector<MetricDefinition>& table) {
  for (const auto& [figure, meaning, value_of] : sketch_figures()) {
    table.push_back({"span.<name>." + figure, Dimension::duration, "s",
                     meaning + " of the time that programs spent in the span of that name",
                     [figure_of = value_of](const Inputs& in) {
                       Values values;
                       for (const auto& [name, samples] : in.result.spans) {
                         if (!samples.empty()) values.push_back({name, figure_of(samples)});
                       }
                       return values;
                     }});
  }
  table.push_back({"span.<name>.count", Dimension::number, "1", "how often programs went through the span of that name",
                   [](const Inputs& in) {
                     Values values;
                     for (const auto& [name, samples] : in.result.spans)
                       values.push_back({name, count(samples.count())});
                     return values;
                   }});
}

void add_time_metrics(std::vector<MetricDefinition>& table) {
  table.push_back({"makespan", Dimension::duration, "s",
                   "from time zero, when the first resource is asked for, to the end of the last request",
                   [](const Inputs& in) { return one(in.result.makespan.in_seconds()); }});
  add_sketch_metrics(table, "latency", &RunResult::latency, Dimension::duration, "s",
                     "of the response times (arrival to response) of the requests completed in the window");
  table.push_back(
      {"throughput", Dimension::rate, "1/s", "requests completed in the window / length of the window",
       [](const Inputs& in) { return share_of(count(in.result.completed), in.result.window.in_seconds()); }});
  add_sketch_metrics(table, "bandwidth", &RunResult::bandwidth, Dimension::bandwidth, "bytes/s",
                     "of the bandwidths of reads of a store: bytes / time in transfer");
  add_span_metrics(table);
  table.push_back({"time.<phase>", Dimension::duration, "s",
                   "time spent in the phase, summed over the requests completed in the window / their number",
                   [](const Inputs& in) { return phase_values(in.result, count(in.result.completed)); }});
  table.push_back(
      {"share.<phase>", Dimension::number, "1",
       "time spent in the phase / response time, both summed over the requests completed in the window",
       [](const Inputs& in) { return phase_values(in.result, observation::total(in.result.phases).in_seconds()); }});
}

void add_cost_metrics(std::vector<MetricDefinition>& table) {
  table.push_back({"cost", Dimension::money, "USD", "bill of the whole run",
                   [](const Inputs& in) { return one(in.whole.total.in_dollars()); }});
  table.push_back({"cost.<service>", Dimension::money, "USD", "bill of the whole run for the service",
                   [](const Inputs& in) { return grouped(in.whole, &cost::BillLine::service, 1); }});
  table.push_back({"cost.resource.<name>", Dimension::money, "USD", "bill of the whole run for the resource",
                   [](const Inputs& in) { return grouped(in.whole, &cost::BillLine::resource, 1); }});
  table.push_back(
      {"cost_per_request", Dimension::money, "USD", "bill of the window / requests completed in it",
       [](const Inputs& in) { return share_of(in.in_window.total.in_dollars(), count(in.result.completed)); }});
  table.push_back(
      {"cost_per_million_requests", Dimension::money, "USD", "cost_per_request * 1,000,000",
       [](const Inputs& in) { return share_of(in.in_window.total.in_dollars() * 1e6, count(in.result.completed)); }});
  table.push_back({"cost_per_hour", Dimension::money_per_hour, "USD/h",
                   "bill of the window * 3600 s / length of the window", [](const Inputs& in) {
                     return share_of(in.in_window.total.in_dollars() * 3600.0, in.result.window.in_seconds());
                   }});
  table.push_back({"cost_per_hour.<service>", Dimension::money_per_hour, "USD/h", "cost_per_hour, of the service alone",
                   [](const Inputs& in) { return grouped_by_hour(in, &cost::BillLine::service); }});
  table.push_back({"cost_per_hour.resource.<name>", Dimension::money_per_hour, "USD/h",
                   "cost_per_hour, of the resource alone",
                   [](const Inputs& in) { return grouped_by_hour(in, &cost::BillLine::resource); }});
}

void add_count(std::vector<MetricDefinition>& table, const std::string& word, std::uint64_t RunResult::* number,
               const std::string& formula) {
  table.push_back(
      {word, Dimension::number, "1", formula, [number](const Inputs& in) { return one(count(in.result.*number)); }});
}

void add_share(std::vector<MetricDefinition>& table, const std::string& word, std::uint64_t RunResult::* part,
               std::uint64_t RunResult::* whole, const std::string& formula) {
  table.push_back({word, Dimension::number, "1", formula, [part, whole](const Inputs& in) {
                     return share_of(count(in.result.*part), count(in.result.*whole));
                   }});
}

void add_counts(std::vector<MetricDefinition>& table) {
  add_count(table, "requests", &RunResult::requests, "requests that arrived in the window");
  add_count(table, "completed", &RunResult::completed, "requests that arrived in the window and were completed");
  add_count(table, "failed", &RunResult::failed, "requests that arrived in the window and ended without a response");
  add_count(table, "throttled", &RunResult::throttled,
            "requests that arrived in the window and were turned away at a concurrency limit");
  add_count(table, "dead_lettered", &RunResult::dead_lettered,
            "requests that arrived in the window, failed in every attempt, and went to a dead-letter queue");
  add_count(table, "in_flight", &RunResult::in_flight,
            "requests that arrived in the window and were neither answered nor given up when the run ended");
  add_share(table, "throttled_share", &RunResult::throttled, &RunResult::requests, "throttled / requests");
  add_count(table, "executions", &RunResult::executions, "invocations of programs that started, in the whole run");
  add_share(table, "executions_per_request", &RunResult::executions, &RunResult::requests,
            "executions / requests; of use where the window is the whole run");
  add_count(table, "cold_starts", &RunResult::cold_starts, "executions that waited for a new execution environment");
  add_share(table, "cold_start_share", &RunResult::cold_starts, &RunResult::executions, "cold_starts / executions");
}

// Of functions that were executed at all, by nearest rank.
Values function_cold_start_share(const RunResult& result, double quantile) {
  std::vector<double> shares;
  for (const observation::FunctionUse& use : result.functions) {
    if (use.executions > 0) shares.push_back(count(use.cold_starts) / count(use.executions));
  }
  if (shares.empty()) return {};
  const auto rank = static_cast<std::size_t>(std::ceil(quantile * static_cast<double>(shares.size())));
  const auto at = shares.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::ranges::nth_element(shares, at);
  return one(*at);
}

void add_function_metrics(std::vector<MetricDefinition>& table) {
  const std::pair<std::string, double> quantiles[] = {{"p25", 0.25}, {"p50", 0.50}, {"p75", 0.75}, {"p90", 0.90}};
  for (const auto& [word, quantile] : quantiles) {
    table.push_back({"function_cold_start_share." + word, Dimension::number, "1",
                     word.substr(1) + " % of the functions have at most this cold_starts / executions",
                     [share = quantile](const Inputs& in) { return function_cold_start_share(in.result, share); }});
  }
}

// The common gauges. Models fill in those that apply to them.
void add_gauges(std::vector<MetricDefinition>& table) {
  const std::pair<std::string, std::string> gauges[] = {
      {"instances", "instances of a fleet that ran at the same time, at the most"},
      {"utilisation", "time that workers served / time that their instances ran"},
      {"instances.mean", "instances of a fleet that ran, averaged over the run"},
      {"instances.launched", "instances that were launched, in the whole run"},
      {"instances.interrupted", "spot instances that were given notice, in the whole run"},
      {"instances.crashed", "instances that crashed, in the whole run"},
      {"instances.in_outage", "instances that were lost with their zone, in the whole run"},
      {"fleet.turned_away", "requests for which a fleet had no room or no instance, in the whole run"},
      {"fleet.lost", "requests, or batches of messages, that were lost with their instance, in the whole run"},
      {"concurrency.peak", "invocations of an account that ran at the same time, at the most"},
      {"concurrency.mean", "invocations of an account that ran, averaged over the run"},
      {"environments.peak", "execution environments of an account that existed at the same time, at the most"},
      {"environments.mean", "execution environments of an account that existed, averaged over the run"},
      {"environments.busy", "execution environments that ran an invocation, averaged over the run"},
      {"environments.idle", "execution environments that were kept for an invocation, averaged over the run"},
      {"environments.utilisation", "environments.busy / (environments.busy + environments.idle)"},
      {"environments.started", "execution environments that were started, in the whole run"},
      {"environments.loaded", "those of them that were started ahead of an invocation"},
      {"environments.evicted", "those of them that ended because another environment needed their memory"},
      {"memory.busy_gb_s", "memory of execution environments * time that they ran invocations, in GB-s of 1024 MiB"},
      {"memory.idle_gb_s", "memory of execution environments * time that they were kept idle, in GB-s of 1024 MiB"},
      {"hosts.peak", "hosts that had an execution environment at the same time, at the most"},
      {"stores.throttled",
       "requests that stores refused because they came too fast, each retry anew, in the whole run"},
      {"stores.errors", "requests that stores answered with an error of their own, in the whole run"},
      {"stores.failed", "requests to stores that were given up after their last retry, in the whole run"},
      {"cache.hit_ratio", "reads of caches that found what they asked for / reads of caches, in the whole run"},
      {"invocations.throttled", "invocations of functions that were turned away at a limit, in the whole run"},
      {"events", "asynchronous invocations that were processed or given up, those of triggers included"},
      {"events.dropped", "those of them that failed in every attempt and were dropped"},
      {"events.dead_lettered", "those of them that failed in every attempt and went to a dead-letter queue"},
      {"messages.redelivered", "deliveries of messages of queues that came back after the visibility timeout"},
      {"messages.duplicated", "messages of queues that were delivered once more than they were sent"},
      {"messages.dead_lettered", "messages that queues gave up and handed to their dead-letter queue"},
      {"messages.expired", "messages that queues dropped at the end of their retention"},
      {"records.throttled", "records of streams whose put was throttled"},
      {"records.given_up", "records of streams that were read and never processed"},
      {"records.oldest_s", "greatest age of a record of a stream when it was processed or given up, in s"},
  };
  for (const auto& [name, formula] : gauges) {
    table.push_back({name, Dimension::number, "1", formula, [gauge_name = name](const Inputs& in) {
                       const auto gauge = std::ranges::find(in.result.gauges, gauge_name, &observation::Gauge::name);
                       return gauge == in.result.gauges.end() ? Values{} : one(gauge->value);
                     }});
  }
}

std::vector<MetricDefinition> make_definitions() {
  std::vector<MetricDefinition> table;
  add_time_metrics(table);
  add_cost_metrics(table);
  add_counts(table);
  add_function_metrics(table);
  add_gauges(table);
  return table;
}

}  // namespace

bool MetricDefinition::matches(std::string_view metric) const {
  if (!is_family()) return metric == pattern;
  const std::string_view whole = pattern;
  const std::string_view before = whole.substr(0, whole.find('<'));
  const std::string_view after = whole.substr(whole.find('>') + 1);
  return metric.size() > before.size() + after.size() && metric.starts_with(before) && metric.ends_with(after);
}

std::string MetricDefinition::metric_name(std::string_view name) const {
  if (!is_family()) return pattern;
  const std::size_t start = pattern.find('<');
  return fmt::format("{}{}{}", pattern.substr(0, start), name, pattern.substr(pattern.find('>') + 1));
}

const std::vector<MetricDefinition>& metric_definitions() {
  static const std::vector<MetricDefinition> table = make_definitions();
  return table;
}

const MetricDefinition* find_metric_definition(std::string_view metric) {
  // The longest pattern is the nearest: "cost.resource.<name>" before "cost.<service>".
  const MetricDefinition* found = nullptr;
  for (const MetricDefinition& definition : metric_definitions()) {
    if (!definition.matches(metric)) continue;
    if (!definition.is_family()) return &definition;
    if (found == nullptr || definition.pattern.size() > found->pattern.size()) found = &definition;
  }
  return found;
}

std::string metric_suggestion(std::string_view metric) {
  std::vector<std::string> patterns;
  for (const MetricDefinition& definition : metric_definitions()) patterns.push_back(definition.pattern);
  return scenario::suggestion(metric, patterns);
}

}  // namespace twostep::statistics
