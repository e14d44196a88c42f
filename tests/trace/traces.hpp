// What the tests of traces share: traces from hand-written files, and what is wrong with them as lines.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "models/trace/read_trace.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Lines = std::vector<std::string>;

struct ReadTrace {
  std::shared_ptr<const models::Trace> trace;
  Lines problems;
};

// As described in line 7 of s.json at /arrivals. The names of the files in messages lose the folder.
inline ReadTrace read(const models::TraceSpec& spec, const std::filesystem::path& folder, bool lenient = false) {
  const scenario::Place place{.file = std::make_shared<const std::string>("s.json"), .line = 7, .pointer = "/arrivals"};
  scenario::Issues issues;
  ReadTrace result{.trace = models::read_trace(spec, folder, lenient, place, issues), .problems = {}};
  REQUIRE((result.trace == nullptr) == !issues.empty());
  const std::string prefix = folder.string() + "/";
  for (const scenario::ValidationIssue& issue : issues.all()) {
    std::string line = to_text(issue);
    if (line.starts_with(prefix)) line.erase(0, prefix.size());
    result.problems.push_back(line);
  }
  return result;
}

inline std::shared_ptr<const models::Trace> good(const models::TraceSpec& spec, const std::filesystem::path& folder,
                                                 bool lenient = false) {
  const ReadTrace result = read(spec, folder, lenient);
  REQUIRE(result.problems == Lines{});
  return result.trace;
}

// All invocations of one pass.
inline std::vector<models::TraceInvocation> all_of(const models::Trace& trace, std::uint64_t seed = 1) {
  std::vector<models::TraceInvocation> all;
  const std::unique_ptr<models::TraceCursor> cursor = trace.open(engine::RandomStream(seed, "trace"));
  for (auto batch = cursor->next(); !batch.empty(); batch = cursor->next()) {
    all.insert(all.end(), batch.begin(), batch.end());
  }
  REQUIRE(cursor->next().empty());
  return all;
}

// "2.5 f 100": seconds, function, milliseconds.
inline Lines texts_of(const models::Trace& trace, std::uint64_t seed = 1) {
  Lines texts;
  for (const models::TraceInvocation& invocation : all_of(trace, seed)) {
    texts.push_back(Catch::Detail::stringify(invocation.at.in_seconds()) + " " +
                    trace.functions()[invocation.function].name + " " +
                    Catch::Detail::stringify(invocation.duration.in_ms()));
  }
  return texts;
}

}  // namespace twostep::tests
