// TimelineFile: a timeline that --trace wrote, as tests look at it: slices with exact times, names of processes and
// threads.
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/temporary_folder.hpp"

namespace twostep::tests {

struct TimelineSlice {
  std::string name, category;
  std::int64_t process = 0;
  std::int64_t thread = 0;
  std::int64_t start_ns = 0;
  std::int64_t duration_ns = 0;
  nlohmann::json arguments{};

  [[nodiscard]] std::int64_t end_ns() const { return start_ns + duration_ns; }
};

struct TimelineFile {
  nlohmann::json json;
  std::map<std::int64_t, std::string> processes;                 // names by number
  std::map<std::int64_t, std::string> threads;                   // the same
  std::map<std::int64_t, std::int64_t> process_of;               // by thread
  std::map<std::int64_t, std::vector<TimelineSlice>> by_thread;  // in the order of the file
  std::vector<TimelineSlice> slices;
  std::vector<nlohmann::json> counters;

  explicit TimelineFile(const std::filesystem::path& path) : json(nlohmann::json::parse(content_of(path))) {
    const auto in_ns = [](const nlohmann::json& microseconds) {
      return static_cast<std::int64_t>(std::llround(microseconds.get<double>() * 1000));
    };
    for (const nlohmann::json& event : json["traceEvents"]) {
      const std::int64_t process = event["pid"];
      const std::int64_t thread = event["tid"];
      if (event["name"] == "process_name") processes[process] = event["args"]["name"];
      if (event["name"] == "thread_name") threads[thread] = event["args"]["name"];
      if (event["name"] == "thread_name") process_of[thread] = process;
      if (event["ph"] == "C") counters.push_back(event);
      if (event["ph"] != "X") continue;
      slices.push_back({.name = event["name"],
                        .category = event["cat"],
                        .process = process,
                        .thread = thread,
                        .start_ns = in_ns(event["ts"]),
                        .duration_ns = in_ns(event["dur"]),
                        .arguments = event.value("args", nlohmann::json::object())});
      by_thread[thread].push_back(slices.back());
    }
  }

  // "server" of "server: vm #1"; the whole name where there is one variant.
  [[nodiscard]] std::string variant_of(std::int64_t process) const {
    const std::string& name = processes.at(process);
    return name.substr(0, name.find(": "));
  }
};

}  // namespace twostep::tests
