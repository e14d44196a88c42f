#include "tests/models/simulate.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "models/cloud.hpp"
#include "sim/cli/cloud.hpp"
#include "sim/observation/run_result_io.hpp"

// Present in a coverage build only: counts are otherwise written by exit(), which a forked child must not run.
extern "C" __attribute__((weak)) void __gcov_dump();  // NOLINT(bugprone-reserved-identifier): the name is gcov's

namespace twostep::tests {

namespace {

std::string joined(const std::string& first, const std::string& more) {
  return more.empty() ? first : first + ", " + more;
}

struct Reading {
  std::shared_ptr<const cli::LoadedScenario> loaded;
  std::vector<std::string> problems;
};

Reading read(const std::filesystem::path& file, const std::filesystem::path& catalogue) {
  scenario::Issues issues;
  cli::LoadOptions options;
  options.catalogue = catalogue.string();
  Reading reading{models::make_cloud(source_folder() / "models")->load(file, options, issues), {}};
  for (const scenario::ValidationIssue& issue : issues.all()) reading.problems.push_back(to_text(issue));
  return reading;
}

Reading read_text(const std::string& text) {
  const auto folder = std::filesystem::temp_directory_path() / ("twostep-models-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto file = folder / "test.json";
  std::ofstream(file) << text;
  Reading reading = read(file, {});
  std::filesystem::remove_all(folder);
  return reading;
}

std::shared_ptr<const cli::LoadedScenario> valid(Reading reading) {
  if (reading.loaded) return std::move(reading.loaded);
  std::string all = "the scenario is invalid:";
  for (const std::string& problem : reading.problems) all += "\n" + problem;
  throw std::runtime_error(all);
}

void write_all(int file, const std::uint8_t* at, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(file, at, size);
    if (written <= 0) ::_exit(2);
    at += written;
    size -= static_cast<std::size_t>(written);
  }
}

[[noreturn]] void run_child(const cli::LoadedScenario& loaded, std::size_t variant, std::uint64_t seed, int pipe) {
  int status = 0;
  std::vector<std::uint8_t> bytes;
  try {
    bytes = observation::to_cbor(loaded.run(variant, {.seed = seed, .invocations_file = {}}));
  } catch (const std::exception& error) {
    const std::string text = error.what();
    bytes.assign(text.begin(), text.end());
    status = 1;
  }
  write_all(pipe, bytes.data(), bytes.size());
  if (__gcov_dump != nullptr) __gcov_dump();
  ::_exit(status);
}

observation::RunResult run_in_child(const cli::LoadedScenario& loaded, std::size_t variant, std::uint64_t seed) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no fork");
  if (child == 0) {
    ::close(ends[0]);
    run_child(loaded, variant, seed, ends[1]);
  }
  ::close(ends[1]);
  std::vector<std::uint8_t> bytes;
  std::uint8_t buffer[65536];
  for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
    bytes.insert(bytes.end(), buffer, buffer + count);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 1) throw std::runtime_error(std::string(bytes.begin(), bytes.end()));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("the child was lost");
  return observation::run_result_from_cbor(bytes);
}

}  // namespace

std::string scenario_text(const Parts& parts) {
  const std::string one = joined(R"("program": "main", "arrivals": {)" + parts.arrivals + "}", parts.workload);
  const std::string workload = parts.workloads.empty() ? "{" + one + "}" : parts.workloads;
  return R"({"name": "test", "question": "Does it?", "catalogue": "aws-us-east-1-2018-12",
"resources": {)" +
         parts.resources + "},\n\"programs\": {" +
         joined("\"main\": {\"steps\": [" + parts.steps + "]}", parts.programs) + "},\n\"workload\": " + workload +
         ",\n\"variants\": {" + joined("\"only\": {" + parts.variant + "}", parts.variants) + "}" +
         (parts.more.empty() ? "" : ",\n" + parts.more) + "\n}";
}

std::string function_with(const std::string& figures, const std::string& name, const std::string& memory) {
  return "\"" + name + R"(": {"kind": "function", "service": "lambda", "memory_per_vcpu": "1024 MiB", "memory": ")" +
         memory + "\"" + (figures.empty() ? "" : ", " + figures) + "}";
}

std::string fleet_with(const std::string& figures, const std::string& name) {
  return "\"" + name + R"(": {"kind": "fleet", "service": "ec2", "type": "m5.large", "vcpus": 2)" +
         (figures.empty() ? "" : ", " + figures) + "}";
}

Duration Run::time_in(const std::string& phase) const {
  const auto found = std::find(result.phase_names.begin(), result.phase_names.end(), phase);
  if (found == result.phase_names.end()) throw std::runtime_error("no phase " + phase);
  return result.phases[static_cast<std::size_t>(found - result.phase_names.begin())];
}

std::int64_t Run::used(const std::string& meter, const std::string& resource) const {
  std::int64_t sum = 0;
  for (const observation::Usage& usage : result.usage) {
    if (usage.meter == meter && (resource.empty() || usage.resource == resource)) sum += usage.quantity;
  }
  return sum;
}

Duration Run::latency_sum() const { return Duration::from_seconds(result.latency.sum()); }

TraceFile::TraceFile(const std::string& rows)
    : file_(std::filesystem::temp_directory_path() / ("twostep-trace-" + std::to_string(::getpid()) + ".csv")) {
  std::ofstream(file_) << "time_s,function,duration_ms,memory_mb\n" << rows;
}

TraceFile::~TraceFile() { std::filesystem::remove(file_); }

std::string TraceFile::arrivals() const { return R"("process": "csv", "file": ")" + file_.string() + "\""; }

Sample Sample::of_text(const std::string& text) { return Sample(valid(read_text(text))); }

Sample Sample::of_file(const std::filesystem::path& file, const std::filesystem::path& catalogue) {
  return Sample(valid(read(file, catalogue)));
}

const scenario::Experiment& Sample::experiment() const { return loaded_->experiment(); }

Run Sample::run(const std::string& variant, std::uint64_t seed) const {
  const std::vector<std::string>& names = experiment().variants;
  const auto found = std::find(names.begin(), names.end(), variant);
  if (found == names.end()) throw std::runtime_error("no variant " + variant);
  Run run{run_in_child(*loaded_, static_cast<std::size_t>(found - names.begin()), seed), {}, {}, {}};
  run.bill = cost::make_bill(run.result.usage, loaded_->prices());
  run.window_bill = cost::make_bill(run.result.usage_in_window, loaded_->prices());
  run.metrics = statistics::metrics_of(run.result, run.bill, run.window_bill);
  return run;
}

Run simulate(const Parts& parts, std::uint64_t seed) { return Sample::of_text(scenario_text(parts)).run("only", seed); }

std::vector<std::string> problems_with(const std::string& text) { return read_text(text).problems; }
std::vector<std::string> problems_with(const Parts& parts) { return problems_with(scenario_text(parts)); }

std::filesystem::path source_folder() { return TWOSTEP_SOURCE_DIR; }

}  // namespace twostep::tests
