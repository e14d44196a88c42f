#include <algorithm>
#include <cstdlib>
#include <vector>

#include "models/trace/unpacked_file.hpp"
#include "tests/cli/process.hpp"
#include "tests/trace/traces.hpp"

namespace twostep::tests {
namespace {

const std::filesystem::path source = TWOSTEP_SOURCE;

ProcessResult make_trace(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), (source / "scripts" / "make_trace.py").string());
  return run_process(arguments);
}

std::string unpacked(const std::filesystem::path& path) {
  models::UnpackedFile file(path);
  std::string text;
  std::vector<char> buffer(100'000);
  for (std::size_t got = file.read(buffer); got > 0; got = file.read(buffer)) text.append(buffer.data(), got);
  return text;
}

models::Azure2019Trace made_trace() {
  return {.invocations = "invocations.csv.gz", .durations = "durations.csv.gz", .memory = "memory.csv.gz"};
}

TEST_CASE("the trace of this repository is what its script makes, byte for byte") {
  const TemporaryFolder folder;
  const ProcessResult result = make_trace({"-o", folder.path().string()});
  INFO(result.error);
  REQUIRE(result.exit_code == 0);
  for (const char* name : {"invocations.csv.gz", "durations.csv.gz", "memory.csv.gz"}) {
    INFO(name);
    // The text, not the archive: versions of zlib pack differently.
    const bool is_same = unpacked(folder.path() / name) == unpacked(source / "scenarios" / "traces" / name);
    CHECK(is_same);
    // No name, no time of writing: the flags (byte 3) and the time (4 to 7) are zero.
    CHECK(content_of(folder.path() / name).substr(3, 5) == std::string(5, '\0'));
  }
}

TEST_CASE("the trace of this repository is small and reads without a fault") {
  const auto trace = good(made_trace(), source / "scenarios" / "traces");
  CHECK(trace->functions().size() == 200);
  CHECK(trace->invocations() == 40'000);
  CHECK(trace->length() == Duration::seconds(86'400));
  CHECK(all_of(*trace).size() == 40'000);
  std::vector<std::int64_t> counts;
  std::vector<std::int64_t> memory;
  for (const auto& function : trace->functions()) {
    counts.push_back(function.invocations);
    memory.push_back(function.memory.count);
  }
  // The Burr distribution's median is 107.083 (0.5^(-1/0.221) - 1)^(1/11.652) = 140 MB, and the largest memory of an
  // app a fifth more than its average: 168 MB. Of 135 apps it varies by some 10 %.
  std::ranges::sort(memory);
  CHECK(static_cast<double>(memory[100]) == Approx(168e6).epsilon(0.15));
  // Heavy-tailed: the first tenth of the functions has most of the invocations.
  std::ranges::sort(counts, std::greater());
  std::int64_t most_popular = 0;
  for (std::size_t i = 0; i < 20; ++i) most_popular += counts[i];
  CHECK(most_popular > 40'000 * 3 / 4);
  std::uintmax_t size = 0;
  for (const char* name : {"invocations.csv.gz", "durations.csv.gz", "memory.csv.gz"}) {
    size += std::filesystem::file_size(source / "scenarios" / "traces" / name);
  }
  CHECK(size < 300'000);
}

TEST_CASE("functions, minutes and invocations of a made trace are those that are asked for") {
  const TemporaryFolder folder;
  REQUIRE(make_trace({"--functions", "30", "--minutes", "20", "--invocations", "5000", "--seed", "7", "-o",
                      (folder.path() / "new" / "folder").string()})
              .exit_code == 0);
  const auto trace = good(made_trace(), folder.path() / "new" / "folder");
  CHECK(trace->functions().size() == 30);
  CHECK(trace->invocations() == 5000);
  CHECK(trace->length() == Duration::seconds(20 * 60));
}

TEST_CASE("another seed makes another trace, the same seed the same") {
  const TemporaryFolder folder;
  const auto made = [&](const std::string& seed) {
    const std::filesystem::path path = folder.path() / "made";
    std::filesystem::remove_all(path);
    REQUIRE(
        make_trace({"--functions", "5", "--minutes", "3", "--invocations", "50", "--seed", seed, "-o", path.string()})
            .exit_code == 0);
    return unpacked(path / "invocations.csv.gz") + unpacked(path / "durations.csv.gz");
  };
  CHECK(made("1") == made("1"));
  CHECK(made("1") != made("2"));
}

TEST_CASE("a made CSV trace is in order of time and says memory") {
  const TemporaryFolder folder;
  REQUIRE(make_trace({"--format", "csv", "--functions", "10", "--minutes", "60", "--invocations", "500", "-o",
                      folder.path().string()})
              .exit_code == 0);
  const auto trace = good(models::CsvTrace{.file = "requests.csv.gz"}, folder.path());
  CHECK(trace->functions().size() == 10);
  CHECK(trace->invocations() == 500);
  CHECK(trace->length() < Duration::seconds(60 * 60));
  for (const auto& function : trace->functions()) CHECK(function.memory.count > 0);
}

TEST_CASE("the script that makes traces explains itself and refuses what it cannot make") {
  const ProcessResult help = make_trace({"--help"});
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.out, Catch::StartsWith("usage: scripts/make_trace.py") && Catch::Contains("examples:"));
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "made").string();
  const ProcessResult few = make_trace({"--functions", "10", "--minutes", "1", "--invocations", "3", "-o", path});
  CHECK(few.exit_code == 2);
  CHECK_THAT(few.error, Catch::StartsWith("make_trace.py: --invocations 3: for each of these functions to be invoked"));
  CHECK(make_trace({"--functions", "0", "-o", path}).exit_code == 2);
  CHECK_FALSE(std::filesystem::exists(path));
  const ProcessResult unwritable = make_trace({"-o", "/dev/null/made"});
  CHECK(unwritable.exit_code == 2);
  CHECK(unwritable.error == "make_trace.py: /dev/null/made: Not a directory\n");
}

}  // namespace
}  // namespace twostep::tests
