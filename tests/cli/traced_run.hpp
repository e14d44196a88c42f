// TracedRun: a run of a scenario that has every kind of slice, with its timeline and results in a folder of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

// Every way in which an invocation can run: alone in an environment, together with others, not at all, after a wait,
// and on servers that boot first.
inline constexpr const char* traced_scenario = R"({
  "name": "timeline",
  "question": "Who did what when?",
  "catalogue": "aws-us-east-1-2018-12",
  "parameters": {"count": {"value": 300}},
  "resources": {
    "resizer": {"kind": "function", "profile": "lambda", "memory": "1024 MiB"},
    "shared": {"kind": "function", "profile": "lambda", "memory": "1024 MiB", "invocations_per_environment": 4},
    "scarce": {"kind": "function", "profile": "lambda", "memory": "1024 MiB", "reserved": 3},
    "patient": {"kind": "function", "profile": "lambda", "memory": "1024 MiB", "reserved": 8, "at_limit": "queue"},
    "vm": {"kind": "fleet", "profile": "m5.large", "instances": 2, "workers": 3, "at_start": "booting"},
    "images": {"kind": "object_store", "profile": "s3"}
  },
  "programs": {"resize": {"steps": [
    {"get": "2 MB", "from": "images"}, {"compute": "0.15 vCPU-s"}, {"put": "50 KB", "to": "images"}]}},
  "workload": {"program": "resize", "arrivals": {"process": "poisson", "rate": "12 /s", "count": "$count"}},
  "variants": {
    "function": {"runs_on": "resizer"},
    "together": {"runs_on": "shared"},
    "throttled": {"runs_on": "scarce"},
    "queued": {"runs_on": "patient"},
    "server": {"runs_on": "vm"}
  }
})";

// A folder in which the scenario was run.
struct TracedRun {
  TemporaryFolder folder;
  ProcessResult result;

  explicit TracedRun(const std::vector<std::string>& more = {}, const std::string& text = traced_scenario) {
    std::vector<std::string> arguments{"run",          folder.write("scenario.json", text).string(),
                                       "-o",           (folder.path() / "results").string(),
                                       "--trace",      file().string(),
                                       "--invocations"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    result = twostep(arguments);
    INFO(result.error);
    REQUIRE(result.exit_code == 0);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder.path() / "timeline.json"; }
  [[nodiscard]] std::filesystem::path results() const { return folder.path() / "results/timeline/seed-1"; }
};

}  // namespace twostep::tests
