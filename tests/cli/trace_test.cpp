#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/csv_rows.hpp"
#include "tests/cli/timeline_file.hpp"
#include "tests/cli/traced_run.hpp"
#include "tests/observation/trace_schema.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t ns_per_s = 1'000'000'000;

bool is_outer(const TimelineSlice& slice) { return slice.category != "phase" && slice.name != "boot"; }

struct Spent {
  std::int64_t slices_ns = 0;
  std::int64_t phases_ns = 0;
};

// Walks a thread as a viewer does; an inner slice must lie within the outer one, an outer one after the last.
std::vector<std::pair<TimelineSlice, Spent>> nested(const std::vector<TimelineSlice>& thread) {
  std::multimap<std::int64_t, TimelineSlice> slices;
  for (const TimelineSlice& slice : thread) slices.emplace(slice.start_ns, slice);
  std::vector<std::pair<TimelineSlice, Spent>> outer;
  std::int64_t inner_end = 0;
  for (const auto& [start, slice] : slices) {
    if (is_outer(slice)) {
      if (!outer.empty()) CHECK(slice.start_ns >= outer.back().first.end_ns());
      outer.emplace_back(slice, Spent{.slices_ns = slice.duration_ns, .phases_ns = 0});
      inner_end = slice.start_ns;
      continue;
    }
    REQUIRE_FALSE(outer.empty());
    CHECK(slice.start_ns == inner_end);  // one phase follows the other
    CHECK(slice.end_ns() <= outer.back().first.end_ns());
    inner_end = slice.end_ns();
    outer.back().second.phases_ns += slice.duration_ns;
  }
  return outer;
}

}  // namespace

TEST_CASE("a timeline keeps the rules of its format, and every thread has a name and a process") {
  const TracedRun run;
  CHECK_THAT(run.result.out, Contains("timeline written to " + run.file().string()));
  const TimelineFile timeline(run.file());
  CHECK(broken_trace_rules(timeline.json) == "");
  CHECK(timeline.json["otherData"]["scenario"] == "timeline");
  CHECK(timeline.json["otherData"]["left_out"] == 0);
  CHECK(timeline.json["otherData"]["events"] == timeline.json["traceEvents"].size());
  REQUIRE_FALSE(timeline.slices.empty());
  for (const TimelineSlice& slice : timeline.slices) {
    CHECK(timeline.threads.contains(slice.thread));
    CHECK(timeline.process_of.at(slice.thread) == slice.process);
  }
  // Numbers of processes and threads are all different, also over the variants.
  for (const auto& [thread, process] : timeline.process_of) CHECK_FALSE(timeline.processes.contains(thread));
  std::set<std::string> variants;
  for (const auto& [number, name] : timeline.processes) variants.insert(timeline.variant_of(number));
  CHECK((variants == std::set<std::string>{"function", "together", "throttled", "queued", "server"}));
}

TEST_CASE("slices of a thread nest or follow each other, and their phases add up to them") {
  const TracedRun run;
  const TimelineFile timeline(run.file());
  for (const auto& [thread, slices] : timeline.by_thread) {
    INFO(timeline.threads.at(thread));
    for (const auto& [slice, spent] : nested(slices)) {
      if (slice.category != "environment") CHECK(spent.phases_ns == spent.slices_ns);
    }
  }
}

TEST_CASE("so they do for several executions of one program, and behind queues") {
  const fs::path scenarios = fs::path(TWOSTEP_SOURCE) / "scenarios";
  const TemporaryFolder folder;
  struct Case {
    const char* scenario;
    const char* window;
  };
  for (const auto& [name, window] :
       {Case{"paper/training.json", "..90 min"}, Case{"examples/nightly-job.json", "..90 min"},
        Case{"examples/queue-worker.json", "1 min..2 min"}}) {
    INFO(name);
    const std::string file = (folder.path() / "timeline.json").string();
    const ProcessResult result = twostep({"run", (scenarios / name).string(), "-o", (folder.path() / "r").string(),
                                          "--quiet", "--trace", file, "--trace-window", window});
    REQUIRE(result.exit_code == 0);
    const TimelineFile timeline(file);
    std::size_t invocations = 0;
    for (const auto& [thread, slices] : timeline.by_thread) {
      for (const auto& [slice, spent] : nested(slices)) {
        if (slice.category == "environment") continue;
        ++invocations;
        if (spent.phases_ns != spent.slices_ns) FAIL(slice.name << " at " << slice.start_ns << " ns");
      }
    }
    CHECK(invocations >= 10);
  }
}

TEST_CASE("the two slices of an invocation add up to its response time, and invocations.csv has the same ones") {
  const TracedRun run;
  const TimelineFile timeline(run.file());
  std::map<std::pair<std::string, std::uint64_t>, std::int64_t> took;  // ns by variant and number
  std::map<std::pair<std::string, std::uint64_t>, std::int64_t> told;
  for (const TimelineSlice& slice : timeline.slices) {
    if (!slice.arguments.contains("invocation")) continue;
    const std::pair key{timeline.variant_of(slice.process), slice.arguments["invocation"].get<std::uint64_t>()};
    took[key] += slice.duration_ns;
    if (slice.category != "invocation") continue;
    told[key] = std::llround(slice.arguments["response_time_ms"].get<double>() * 1e6);
  }
  std::multiset<std::pair<std::string, std::int64_t>> shown;
  for (const auto& [key, ns] : took) shown.emplace(key.first, ns);
  for (const auto& [key, ns] : told) CHECK(took.at(key) == ns);
  std::multiset<std::pair<std::string, std::int64_t>> written;
  for (auto& row : read_rows(run.results() / "invocations.csv"))
    written.emplace(row["variant"], std::llround(std::stod(row["response_time_ms"]) * 1e6));
  CHECK(shown.size() == 1500);  // 5 variants * 300
  CHECK((shown == written));
}

TEST_CASE("what slices cost adds up to the bill of functions and instances") {
  const TracedRun run;
  const TimelineFile timeline(run.file());
  std::map<std::string, double> shown;
  for (const TimelineSlice& slice : timeline.slices)
    shown[timeline.variant_of(slice.process)] += slice.arguments.value("cost_usd", 0.0);
  std::map<std::string, double> billed;
  for (auto& row : read_rows(run.results() / "cost.csv")) {
    if (row["bill"] == "run" && (row["service"] == "lambda" || row["service"] == "ec2"))
      billed[row["variant"]] += std::stod(row["amount_usd"]);
  }
  REQUIRE(billed.size() == 5);
  // A bill is rounded to 1e-12 USD a line, and has at most two of them here.
  for (const auto& [variant, dollars] : billed) CHECK(shown[variant] == Approx(dollars).margin(1.1e-12).epsilon(1e-12));
}

TEST_CASE("an instance has as many threads as workers, and an environment as many as it runs invocations together") {
  const TracedRun run;
  const TimelineFile timeline(run.file());
  std::map<std::string, std::set<std::string>> threads;
  for (const auto& [thread, process] : timeline.process_of)
    threads[timeline.processes.at(process)].insert(timeline.threads.at(thread));
  const std::set<std::string> instance{"instance", "worker 1", "worker 2", "worker 3"};
  CHECK((threads.at("server: vm #1") == instance));
  CHECK((threads.at("server: vm #2") == instance));
  CHECK(threads.at("function: lambda host 0").contains("resizer #1"));
  CHECK_FALSE(threads.at("function: lambda host 0").contains("resizer #1 (2)"));
  CHECK(threads.at("together: lambda host 0").contains("shared #1 (4)"));
  CHECK_FALSE(threads.at("together: lambda host 0").contains("shared #1 (5)"));
}

TEST_CASE("outcomes and cold starts are as many as the summary counts") {
  const TracedRun run;
  const TimelineFile timeline(run.file());
  std::map<std::string, std::map<std::string, int>> outcomes;
  std::map<std::string, int> cold;
  for (const TimelineSlice& slice : timeline.slices) {
    if (!slice.arguments.contains("outcome")) continue;
    const std::string variant = timeline.variant_of(slice.process);
    ++outcomes[variant][slice.arguments["outcome"]];
    if (slice.arguments["cold"]) ++cold[variant];
  }
  for (auto& row : read_rows(run.results() / "summary.csv")) {
    INFO(row["variant"]);
    CHECK(outcomes[row["variant"]]["completed"] == std::stoi(row["completed"]));
    CHECK(outcomes[row["variant"]]["throttled"] == std::stoi(row["throttled"]));
    CHECK(cold[row["variant"]] == std::stoi(row["cold_starts"]));
  }
  CHECK(outcomes["throttled"]["throttled"] > 0);
}

TEST_CASE("counters show the rows of timeline.csv") {
  const TracedRun run({"--timeline-step", "5 s"});
  const TimelineFile timeline(run.file());
  std::map<std::string, std::map<double, double>> arrived;  // by variant and time
  for (const nlohmann::json& event : timeline.counters) {
    if (event["name"] == "requests.arrived")
      arrived[timeline.variant_of(event["pid"])][event["ts"].get<double>() / 1e6] = event["args"]["value"];
  }
  REQUIRE(arrived.size() == 5);
  for (const auto& [variant, values] : arrived) CHECK(values.rbegin()->second == 300);
  // Every 5 s, and at the end of the run.
  for (const auto& [at, value] : arrived["server"]) CHECK((std::fmod(at, 5) == 0 || value == 300));
}

TEST_CASE("a window shows only what overlaps it, whole") {
  const TracedRun all;
  const TracedRun cut({"--trace-window", "10 s..12 s"});
  const TimelineFile whole(all.file());
  const TimelineFile part(cut.file());
  CHECK(broken_trace_rules(part.json) == "");
  CHECK(part.json["otherData"]["window_from_s"] == 10.0);
  CHECK(part.json["otherData"]["window_to_s"] == 12.0);
  const auto key = [](const TimelineFile& file, const TimelineSlice& slice) {
    return std::tuple(file.variant_of(slice.process), slice.category, slice.start_ns, slice.duration_ns,
                      slice.arguments.dump());
  };
  std::multiset<decltype(key(whole, {}))> expected;
  std::multiset<decltype(key(whole, {}))> shown;
  for (const TimelineSlice& slice : whole.slices) {
    if (is_outer(slice) && slice.start_ns < 12 * ns_per_s && slice.end_ns() > 10 * ns_per_s)
      expected.insert(key(whole, slice));
  }
  for (const TimelineSlice& slice : part.slices) {
    if (is_outer(slice)) shown.insert(key(part, slice));
  }
  CHECK(expected.size() > 20);
  CHECK(expected.size() < 400);
  CHECK((shown == expected));
  for (const nlohmann::json& event : part.counters) CHECK((event["ts"] >= 10e6 && event["ts"] <= 12e6));
  for (const auto& [thread, slices] : part.by_thread) nested(slices);
}

TEST_CASE("hostile names of a scenario come through a timeline as they are") {
  const std::string name = R"(</script>" \ =1+1 )" + std::string("\xE2\x80\xAE\xF0\x9F\x94\xA5");
  nlohmann::ordered_json document = nlohmann::ordered_json::parse(traced_scenario);
  document["resources"][name] = document["resources"]["resizer"];
  document["variants"] = {{"x: " + name, {{"runs_on", name}}}, {"server", {{"runs_on", "vm"}}}};
  const TracedRun run({}, document.dump());
  const TimelineFile timeline(run.file());
  CHECK(broken_trace_rules(timeline.json) == "");
  CHECK(std::ranges::any_of(timeline.processes, [&](const auto& entry) {
    return entry.second == "x: " + name + ": " + name + " (arriving)";
  }));
  CHECK(std::ranges::any_of(timeline.threads, [&](const auto& entry) { return entry.second == name + " #1"; }));
}

}  // namespace twostep::tests
