#include "sim/observation/run_result_io.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/observation/number_bytes.hpp"

namespace twostep::observation {

namespace {

using nlohmann::json;

json json_of(const std::vector<Usage>& usage) {
  json array = json::array();
  for (const Usage& one : usage) {
    array.push_back({{"resource", one.resource},
                     {"service", one.service},
                     {"meter", one.meter},
                     {"unit", one.unit},
                     {"base_per_unit", one.base_per_unit},
                     {"quantity", one.quantity}});
  }
  return array;
}

std::vector<Usage> usage_of(const json& array) {
  std::vector<Usage> usage;
  for (const json& one : array) {
    usage.push_back({.resource = one.at("resource"),
                     .service = one.at("service"),
                     .meter = one.at("meter"),
                     .unit = one.at("unit"),
                     .base_per_unit = one.at("base_per_unit"),
                     .quantity = one.at("quantity")});
  }
  return usage;
}

json named_sketches_json(const RunResult& result) {
  json array = json::array();
  for (const auto& [name, sketch] : result.spans) array.push_back({{"name", name}, {"sketch", sketch.to_json()}});
  return array;
}

json gauges_json(const RunResult& result) {
  json array = json::array();
  for (const Gauge& gauge : result.gauges) array.push_back({{"name", gauge.name}, {"value", gauge.value}});
  return array;
}

constexpr std::array function_counts{&FunctionUse::executions, &FunctionUse::cold_starts,  &FunctionUse::throttled,
                                     &FunctionUse::failed,     &FunctionUse::environments, &FunctionUse::loaded,
                                     &FunctionUse::evicted};
constexpr std::array function_times{&FunctionUse::starting_ns, &FunctionUse::active_ns, &FunctionUse::idle_ns};

// A trace has thousands of functions.
struct FunctionNumbers {
  Bytes memory{};
  std::array<std::uint64_t, function_counts.size()> counts{};
  std::array<double, function_times.size()> times{};
};

json functions_json(const RunResult& result) {
  json names = json::array();
  std::vector<FunctionNumbers> numbers;
  numbers.reserve(result.functions.size());
  for (const FunctionUse& use : result.functions) {
    names.push_back(use.name);
    FunctionNumbers& all = numbers.emplace_back(FunctionNumbers{.memory = use.memory});
    for (std::size_t i = 0; i < function_counts.size(); ++i) all.counts[i] = use.*function_counts[i];
    for (std::size_t i = 0; i < function_times.size(); ++i) all.times[i] = use.*function_times[i];
  }
  return {{"names", std::move(names)}, {"numbers", bytes_of(numbers)}};
}

std::vector<FunctionUse> functions_of(const json& object) {
  const json& names = object.at("names");
  const auto numbers = numbers_of<FunctionNumbers>(object.at("numbers"));
  if (names.size() != numbers.size()) throw std::invalid_argument("a run result with functions that have no numbers");
  std::vector<FunctionUse> functions;
  functions.reserve(numbers.size());
  for (const FunctionNumbers& all : numbers) {
    FunctionUse& use = functions.emplace_back(FunctionUse{.name = names[functions.size()], .memory = all.memory});
    for (std::size_t i = 0; i < function_counts.size(); ++i) use.*function_counts[i] = all.counts[i];
    for (std::size_t i = 0; i < function_times.size(); ++i) use.*function_times[i] = all.times[i];
  }
  return functions;
}

json phases_json(const PhaseTimes& phases) {
  json array = json::array();
  for (const Duration phase : phases) array.push_back(phase.ns);
  return array;
}

PhaseTimes phases_of(const json& array) {
  PhaseTimes phases{};
  if (array.size() != phases.size()) throw std::invalid_argument("a run result with another number of phases");
  for (std::size_t i = 0; i < phases.size(); ++i) phases[i] = Duration::nanoseconds(array.at(i).get<std::int64_t>());
  return phases;
}

void read_counts(const json& object, RunResult& result) {
  object.at("requests").get_to(result.requests);
  object.at("completed").get_to(result.completed);
  object.at("failed").get_to(result.failed);
  object.at("throttled").get_to(result.throttled);
  object.at("dead_lettered").get_to(result.dead_lettered);
  object.at("in_flight").get_to(result.in_flight);
  object.at("executions").get_to(result.executions);
  object.at("cold_starts").get_to(result.cold_starts);
  object.at("events").get_to(result.events);
}

}  // namespace

json json_of(const RunResult& result) {
  return {{"variant", result.variant},
          {"makespan_ns", result.makespan.ns},
          {"window_ns", result.window.ns},
          {"requests", result.requests},
          {"completed", result.completed},
          {"failed", result.failed},
          {"throttled", result.throttled},
          {"dead_lettered", result.dead_lettered},
          {"in_flight", result.in_flight},
          {"executions", result.executions},
          {"cold_starts", result.cold_starts},
          {"latency", result.latency.to_json()},
          {"spans", named_sketches_json(result)},
          {"bandwidth", result.bandwidth.to_json()},
          {"phase_names", result.phase_names},
          {"phases_ns", phases_json(result.phases)},
          {"programs", result.programs},
          {"platforms", result.platforms},
          {"usage", json_of(result.usage)},
          {"usage_in_window", json_of(result.usage_in_window)},
          {"gauges", gauges_json(result)},
          {"timeline", result.timeline.to_json()},
          {"functions", functions_json(result)},
          {"events", result.events}};
}

RunResult run_result_of(const json& object) {
  RunResult result;
  object.at("variant").get_to(result.variant);
  object.at("makespan_ns").get_to(result.makespan.ns);
  object.at("window_ns").get_to(result.window.ns);
  read_counts(object, result);
  result.latency = QuantileSketch::from_json(object.at("latency"));
  for (const json& span : object.at("spans")) {
    result.spans.emplace_back(span.at("name").get<std::string>(), QuantileSketch::from_json(span.at("sketch")));
  }
  result.bandwidth = QuantileSketch::from_json(object.at("bandwidth"));
  object.at("phase_names").get_to(result.phase_names);
  result.phases = phases_of(object.at("phases_ns"));
  object.at("programs").get_to(result.programs);
  object.at("platforms").get_to(result.platforms);
  result.usage = usage_of(object.at("usage"));
  result.usage_in_window = usage_of(object.at("usage_in_window"));
  for (const json& gauge : object.at("gauges")) {
    result.gauges.push_back({.name = gauge.at("name"), .value = gauge.at("value")});
  }
  result.timeline = Timeline::from_json(object.at("timeline"));
  result.functions = functions_of(object.at("functions"));
  return result;
}

std::vector<std::uint8_t> to_cbor(const RunResult& result) { return json::to_cbor(json_of(result)); }

RunResult run_result_from_cbor(std::span<const std::uint8_t> bytes) {
  return run_result_of(json::from_cbor(bytes.begin(), bytes.end()));
}

}  // namespace twostep::observation
