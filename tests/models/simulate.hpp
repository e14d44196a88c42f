// Simulates a scenario written in a test, with the shipped catalogue, in a forked child: SimGrid runs once a process.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "sim/cost/bill.hpp"
#include "sim/observation/run_result.hpp"
#include "sim/scenario/experiment.hpp"
#include "sim/statistics/metrics.hpp"

namespace twostep::cli {
class LoadedScenario;
}

namespace twostep {

// For Catch's messages.
inline std::ostream& operator<<(std::ostream& out, Duration duration) { return out << duration.ns << " ns"; }

}  // namespace twostep

namespace twostep::tests {

// The parts of a scenario as JSON text; what a test does not care about has a default.
struct Parts {
  std::string resources{};  // members of "resources"
  std::string steps{};      // of the program "main"
  std::string programs{};   // further members of "programs"
  std::string arrivals = R"("process": "batch", "count": 1)";
  std::string workload{};   // further members of "workload"
  std::string workloads{};  // instead of all that: the whole value of "workload"
  std::string variant = R"("runs_on": "f")";
  std::string variants{};  // further members of "variants"; the first is called "only"
  std::string more{};      // further members of the scenario
};
[[nodiscard]] std::string scenario_text(const Parts& parts);

// A function "f" with a whole vCPU for each 1024 MiB, no latency of its own, and these figures.
[[nodiscard]] std::string function_with(const std::string& figures = "", const std::string& name = "f",
                                        const std::string& memory = "1024 MiB");
// A fleet "f" of m5.large with 2 vCPUs, nothing else from the catalogue, and these figures.
[[nodiscard]] std::string fleet_with(const std::string& figures = "", const std::string& name = "f");

// A trace in the plain format, in a file of its own as long as this lives.
class TraceFile {
 public:
  // `rows`: time_s,function,duration_ms,memory_mb, a line each.
  explicit TraceFile(const std::string& rows);
  ~TraceFile();
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  // The members of "arrivals" that replay it.
  [[nodiscard]] std::string arrivals() const;

 private:
  std::filesystem::path file_;
};

// What a run gave, and what it costs.
struct Run {
  observation::RunResult result;
  cost::Bill bill;         // of the whole run
  cost::Bill window_bill;  // of the measured window
  statistics::MetricSet metrics;

  // Summed over the completed requests. Throws when there is no such phase.
  [[nodiscard]] Duration time_in(const std::string& phase) const;
  // Base units of one meter, of all resources or of one.
  [[nodiscard]] std::int64_t used(const std::string& meter, const std::string& resource = "") const;
  [[nodiscard]] double metric(const std::string& name) const { return metrics.at(name).value; }
  [[nodiscard]] Duration latency_sum() const;
};

// A scenario that was read.
class Sample {
 public:
  // Throws std::runtime_error with every issue when the scenario is invalid.
  static Sample of_text(const std::string& text);
  // `catalogue`: a file to read instead of the shipped one.
  static Sample of_file(const std::filesystem::path& file, const std::filesystem::path& catalogue = {});

  [[nodiscard]] const scenario::Experiment& experiment() const;
  // Throws std::runtime_error with what the child threw.
  [[nodiscard]] Run run(const std::string& variant = "only", std::uint64_t seed = 1) const;

 private:
  explicit Sample(std::shared_ptr<const cli::LoadedScenario> loaded) : loaded_(std::move(loaded)) {}
  std::shared_ptr<const cli::LoadedScenario> loaded_;
};

[[nodiscard]] Run simulate(const Parts& parts, std::uint64_t seed = 1);

// Everything that is wrong with a scenario, a line each; empty when it is valid.
[[nodiscard]] std::vector<std::string> problems_with(const std::string& text);
[[nodiscard]] std::vector<std::string> problems_with(const Parts& parts);

// The top of the source tree.
[[nodiscard]] std::filesystem::path source_folder();

}  // namespace twostep::tests
