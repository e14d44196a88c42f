#include "sim/page/run_files.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/page/csv_reader.hpp"
#include "sim/page/page_refused.hpp"
#include "sim/page/page_text.hpp"
#include "sim/report/result_table.hpp"

namespace twostep::page {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

namespace {

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(errno, std::generic_category(), fmt::format("cannot read {}", path.string()));
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) throw std::system_error(errno, std::generic_category(), fmt::format("cannot read {}", path.string()));
  return content;
}

// Why there is no report.json, as well as can be told.
std::string why_missing(const fs::path& folder) {
  if (!fs::exists(folder)) return "there is no such folder";
  if (!fs::is_directory(folder)) return "is no folder: name the one that a run wrote";
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (fs::exists(entry.path() / "report.json")) {
      return fmt::format("is no run's folder, but {} is: name that", entry.path().string());
    }
  }
  if (fs::is_empty(folder)) return "is empty: the run wrote nothing";
  return "has no report.json: the run did not end, or it is no run's folder";
}

ordered_json parse_report(const fs::path& file) {
  const std::string text = content_of(file);
  if (text.empty()) throw PageRefused(fmt::format("{} is empty: run the scenario again", file.string()));
  try {
    return ordered_json::parse(text);
  } catch (const ordered_json::parse_error& error) {
    const bool cut_off = error.byte >= text.size();
    throw PageRefused(fmt::format("{} {}: run the scenario again", file.string(),
                                  cut_off ? "is cut off" : fmt::format("is no JSON from byte {} on", error.byte)));
  }
}

RunView view_of(const fs::path& file) {
  try {
    return read_run_view(parse_report(file));
  } catch (const PageRefused& refused) {
    const std::string reason = refused.what();
    if (reason.starts_with(file.string())) throw;
    throw PageRefused(
        fmt::format("{}: {}: another version of twostep wrote it, or something changed it", file.string(), reason));
  }
}

void read_manifest(RunFiles& files) {
  const fs::path path = files.folder / "manifest.json";
  if (!fs::exists(path)) {
    files.notices.emplace_back(
        "manifest.json is missing: it cannot be told which versions the results were made with.");
    return;
  }
  const ordered_json manifest = ordered_json::parse(content_of(path), nullptr, false);
  if (manifest.is_discarded() || !manifest.is_object()) {
    files.notices.emplace_back(
        "manifest.json is cut off or no JSON: it cannot be told which versions the results were made with.");
    return;
  }
  files.manifest = readable_json(manifest);
  const auto hash = manifest.find("scenario_hash");
  if (hash != manifest.end() && hash->is_string()) files.scenario_hash = hash->get<std::string>();
}

// How many rows a table has to have beside its headings, for those where that is the number of something shown here.
std::map<std::string, std::size_t> rows_expected(const RunView& view) {
  std::map<std::string, std::size_t> rows{{"summary.csv", view.variants.size()},
                                          {"expectations.csv", view.expectations.size()}};
  for (const VariantView& variant : view.variants) {
    rows["breakdown.csv"] += variant.phases.size();
    rows["cost.csv"] += variant.bill.size() + variant.bill_in_window.size();
  }
  return rows;
}

// What is wrong with a table; empty when nothing is.
std::string problem_with(const fs::path& path, std::size_t columns,
                         const std::map<std::string, std::size_t>& expected) {
  const std::string name = path.filename().string();
  if (!fs::exists(path)) return fmt::format("{} is missing.", name);
  CsvReader csv(path);
  std::vector<std::string> row;
  std::size_t rows = 0;
  while (csv.next(row)) {
    if (row.size() != columns) {
      return fmt::format("{} has {} fields in line {} where it should have {}.", name, row.size(), csv.line(), columns);
    }
    ++rows;
  }
  if (csv.truncated()) return fmt::format("{} is cut off after line {}.", name, csv.line());
  if (rows == 0) return fmt::format("{} is empty.", name);
  const auto wanted = expected.find(name);
  if (wanted != expected.end() && rows - 1 != wanted->second) {
    return fmt::format("{} has {} rows where report.json has {}.", name, rows - 1, wanted->second);
  }
  return "";
}

void check_tables(RunFiles& files) {
  const std::map<std::string, std::size_t> expected = rows_expected(files.view);
  for (const report::ResultTable& table : report::result_tables()) {
    const std::string problem = problem_with(files.folder / table.file, table.columns.size(), expected);
    if (!problem.empty()) {
      files.notices.push_back(problem + " This page is made from report.json, which is whole.");
    }
  }
}

}  // namespace

RunFiles read_run(const fs::path& folder) {
  const fs::path report = folder / "report.json";
  if (!fs::is_regular_file(report)) {
    throw PageRefused(fmt::format("{}: {}", folder.string(), why_missing(folder)));
  }
  RunFiles files{.folder = folder, .view = view_of(report)};
  read_manifest(files);
  check_tables(files);
  std::vector<std::string> names;
  names.reserve(files.view.variants.size());
  for (const VariantView& variant : files.view.variants) names.push_back(variant.name);
  files.timeline = read_timeline(folder / "timeline.csv", names);
  for (const std::string& notice : files.timeline.notices) files.notices.push_back(notice);
  return files;
}

}  // namespace twostep::page
