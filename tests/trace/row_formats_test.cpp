#include <algorithm>
#include <map>
#include <tuple>

#include <rapidcheck/catch.h>

#include "models/trace/row_trace.hpp"
#include "models/trace/unreadable_file.hpp"
#include "tests/trace/packing.hpp"
#include "tests/trace/traces.hpp"

namespace twostep::tests {
namespace {

using models::Azure2021Trace;
using models::CsvTrace;

TEST_CASE("a row of the Azure 2021 format starts at its end less its duration, and the earliest start is time zero") {
  const TemporaryFolder folder;
  folder.write("t.csv",
               "app,func,end_timestamp,duration\n"
               "a,f,100.5,0.5\n"    // starts at 100.0
               "a,g,103.25,13.0\n"  // at 90.25, the earliest
               "b,f,101.0,1.0\n"    // at 100.0 as well
               "b,b,110,0\n");
  const auto trace = good(Azure2021Trace{.file = "t.csv"}, folder.path());
  CHECK(texts_of(*trace) == Lines{"0.0 a/g 13000.0", "9.75 a/f 500.0", "9.75 b/f 1000.0", "19.75 b 0.0"});
  CHECK(trace->length() == Duration::milliseconds(19'750));
  CHECK(trace->invocations() == 4);
  CHECK(trace->functions()[0].memory == Bytes{});
}

TEST_CASE("a start may lie before the clock of the Azure 2021 format begins") {
  const TemporaryFolder folder;
  folder.write("t.csv", "app,func,end_timestamp,duration\na,f,1,2.5\na,f,2,1\n");
  // Starts at -1.5 s and 1 s.
  CHECK(texts_of(*good(Azure2021Trace{.file = "t.csv"}, folder.path())) == Lines{"0.0 a/f 2500.0", "2.5 a/f 1000.0"});
}

TEST_CASE("a CSV trace keeps its own time zero, and a function is given the most memory that a row says") {
  const TemporaryFolder folder;
  folder.write("t.csv",
               "memory_mb,function,duration_ms,time_s,note\n"
               "128,f,12.5,3,x\n"
               ",g,1,1.25,x\n"
               "256,f,10,2,x\n"
               "192,f,7,2,x\n");
  const auto trace = good(CsvTrace{.file = "t.csv"}, folder.path());
  // At 2 s two of f, as they stand in the file.
  CHECK(texts_of(*trace) == Lines{"1.25 g 1.0", "2.0 f 10.0", "2.0 f 7.0", "3.0 f 12.5"});
  CHECK(trace->length() == Duration::seconds(3));
  REQUIRE(trace->functions().size() == 2);
  CHECK(trace->functions()[0].name == "f");
  CHECK(trace->functions()[0].memory == Bytes{256'000'000});
  CHECK(trace->functions()[0].invocations == 3);
  CHECK(trace->functions()[1].memory == Bytes{});
}

TEST_CASE("memory is optional in a CSV trace, and files are read packed, with quotes and as Windows writes them") {
  const TemporaryFolder folder;
  const std::string text = "\xef\xbb\xbf\"time_s\",function,duration_ms\r\n0.5,\"mail, \"\"fast\"\"\",3\r\n1,f,4";
  const std::string kind = GENERATE("plain", "gz", "xz", "zst");
  folder.write("t.csv", kind == "plain" ? text : packed(text, kind));
  CHECK(texts_of(*good(CsvTrace{.file = "t.csv"}, folder.path())) == Lines{"0.5 mail, \"fast\" 3.0", "1.0 f 4.0"});
}

TEST_CASE("picked functions keep the whole trace's time zero") {
  const TemporaryFolder folder;
  folder.write("t.csv", "app,func,end_timestamp,duration\na,f,10,0\na,g,15,0\na,g,12,0\n");
  const auto trace = good(Azure2021Trace{.file = "t.csv", .functions = {"a/g"}}, folder.path());
  CHECK(texts_of(*trace) == Lines{"2.0 a/g 0.0", "5.0 a/g 0.0"});
  CHECK(trace->functions().size() == 1);
}

TEST_CASE("a trace of rows ends where it is told to, and counts what is left") {
  const TemporaryFolder folder;
  folder.write("t.csv", "app,func,end_timestamp,duration\na,f,10,0\na,g,15,0\na,f,12,0\na,f,20,0\n");
  const auto trace = good(Azure2021Trace{.file = "t.csv", .lasts = Duration::seconds(5)}, folder.path());
  CHECK(texts_of(*trace) == Lines{"0.0 a/f 0.0", "2.0 a/f 0.0", "5.0 a/g 0.0"});
  CHECK(trace->length() == Duration::seconds(5));
  CHECK(trace->invocations() == 3);
  CHECK(trace->functions()[0].invocations == 2);
  CHECK(trace->functions()[1].invocations == 1);
}

TEST_CASE("bad rows are told with file, line, column and value, all at once") {
  const TemporaryFolder folder;
  folder.write("t.csv",
               "time_s,function,duration_ms,memory_mb\n"
               "-1,f,x,1e400\n"
               "1,,nan,128\n"
               "1,f,1\n"
               "9999999999,f,1,-128\n");
  CHECK(read(CsvTrace{.file = "t.csv"}, folder.path()).problems ==
        Lines{"t.csv:2: column duration_ms: \"x\" is no number; write milliseconds, 0 or more",
              "t.csv:2: column memory_mb: \"1e400\" is too large; write MB, 0 or more, or nothing",
              "t.csv:2: column time_s: \"-1\" is negative; write seconds, 0 or more",
              "t.csv:3: column duration_ms: \"nan\" is not a finite number; write milliseconds, 0 or more",
              "t.csv:3: column function: \"\" is empty; write a name",
              "t.csv:4: has 3 cells; as many as the header names: 4",
              "t.csv:5: column memory_mb: \"-128\" is negative; write MB, 0 or more, or nothing",
              "t.csv:5: column time_s: \"9999999999\" is too large; write seconds, 0 or more"});
  folder.write("t.csv", "app,func,end_timestamp,duration\na,,-1,\n,f,1,1s\n");
  CHECK(read(Azure2021Trace{.file = "t.csv"}, folder.path()).problems ==
        Lines{"t.csv:2: column duration: \"\" is empty; write seconds, 0 or more",
              "t.csv:2: column end_timestamp: \"-1\" is negative; write seconds, 0 or more",
              "t.csv:2: column func: \"\" is empty; write a name", "t.csv:3: column app: \"\" is empty; write a name",
              "t.csv:3: column duration: \"1s\" is no number; write seconds, 0 or more"});
}

TEST_CASE("with lenient, a cursor leaves out the same rows as the first pass") {
  const TemporaryFolder folder;
  folder.write("t.csv", "time_s,function,duration_ms\n1,f,x\n2,f,1\n0,g,-1\n3,g,1\n4\n");
  const auto trace = good(CsvTrace{.file = "t.csv"}, folder.path(), true);
  CHECK(texts_of(*trace) == Lines{"2.0 f 1.0", "3.0 g 1.0"});
  CHECK(trace->skipped_rows() == 3);
}

TEST_CASE("files and columns that are not there, and traces without a row, are told") {
  const TemporaryFolder folder;
  CHECK(read(CsvTrace{.file = "none.csv"}, folder.path(), true).problems ==
        Lines{"s.json:7: /arrivals/file: \"none.csv\" does not exist; give the path of a file, relative to the "
              "scenario's folder"});
  folder.write("t.csv", "time_s;function;duration_ms\n1;f;2\n");
  CHECK(read(CsvTrace{.file = "t.csv"}, folder.path(), true).problems.size() == 3);
  CHECK(read(CsvTrace{.file = "t.csv"}, folder.path()).problems[1] ==
        "t.csv:1: has no column function; it has time_s;function;duration_ms");
  folder.write("t.csv", "time_s,function,duration_ms\n");
  CHECK(read(CsvTrace{.file = "t.csv"}, folder.path()).problems ==
        Lines{"s.json:7: /arrivals/file: \"t.csv\" has no invocation; give a trace that has some"});
  folder.write("t.csv", "time_s,function,duration_ms\n60,f,1\n");
  CHECK(read(CsvTrace{.file = "t.csv", .lasts = Duration::seconds(10)}, folder.path()).problems ==
        Lines{"s.json:7: /arrivals/file: \"t.csv\" has no invocation within 10.0 s; let the trace last longer "
              "(\"lasts\")"});
}

TEST_CASE("a file that changes between two passes is noticed") {
  const TemporaryFolder folder;
  folder.write("t.csv", "time_s,function,duration_ms\n1,f,1\n2,f,1\n");
  const auto trace = good(CsvTrace{.file = "t.csv"}, folder.path());
  const std::string message = "t.csv: has changed since it was first read; leave it as it is during a run";
  folder.write("t.csv", "time_s,function,duration_ms\n1,f,1\n2,g,1\n");
  CHECK_THROWS_WITH(all_of(*trace), Catch::EndsWith(message));
  folder.write("t.csv", "time_s,function,duration_ms\n2,f,1\n1,f,1\n");
  CHECK_THROWS_WITH(all_of(*trace), Catch::EndsWith(message));
  std::filesystem::remove(folder.path() / "t.csv");
  CHECK_THROWS_AS(all_of(*trace), models::UnreadableFile);
}

TEST_CASE("two cursors over one file do not disturb each other") {
  const TemporaryFolder folder;
  std::string text = "time_s,function,duration_ms\n";
  for (int i = 0; i < 3000; ++i) text += std::to_string(i) + ",f,1\n";
  folder.write("t.csv", text);
  const auto trace = good(CsvTrace{.file = "t.csv"}, folder.path());
  const auto first = trace->open(engine::RandomStream(1, ""));
  const auto second = trace->open(engine::RandomStream(1, ""));
  CHECK(first->next().size() == 1024);
  CHECK(first->next()[0].at.in_seconds() == 1024);
  CHECK(second->next()[0].at.in_seconds() == 0);
  CHECK(first->next().size() == 3000 - 2 * 1024);
  CHECK(first->next().empty());
}

TEST_CASE("a cursor holds no more rows than lie within the lateness") {
  const TemporaryFolder folder;
  // One row a second; every tenth is 5 s late.
  std::string text = "time_s,function,duration_ms\n";
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i % 10 == 9 ? i - 5 : i) + ",f,1\n";
  folder.write("t.csv", text);
  models::RowTraceFile file{.path = folder.path() / "t.csv", .lateness = Duration::seconds(4)};
  file.functions.emplace("f", 0);
  models::RowCursor cursor(file);
  std::size_t rows = 0;
  for (auto batch = cursor.next(); !batch.empty(); batch = cursor.next()) {
    rows += batch.size();
    CHECK(cursor.window() <= 6);  // the 5 seconds from the latest less 4 to the latest, one of them twice
  }
  CHECK(rows == 20'000);
}

TEST_CASE("any rows of a CSV trace come back complete and in order of time") {
  const TemporaryFolder folder;
  rc::prop("any rows", [&] {
    // Milliseconds, function, milliseconds, MB.
    using Row = std::tuple<int, int, int, int>;
    const auto rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<Row>>(rc::gen::tuple(
        rc::gen::inRange(0, 5000), rc::gen::inRange(0, 4), rc::gen::inRange(0, 100'000), rc::gen::inRange(0, 2000))));
    std::string text = "time_s,function,duration_ms,memory_mb\n";
    std::map<int, std::int64_t> largest;
    for (const auto& [ms, function, duration, memory] : rows) {
      const std::string fraction = std::to_string(1000 + ms % 1000).substr(1);
      text += std::to_string(ms / 1000) + "." + fraction + ",f" + std::to_string(function) + "," +
              std::to_string(duration) + "," + std::to_string(memory) + "\n";
      largest[function] = std::max(largest[function], std::int64_t{memory} * 1'000'000);
    }
    folder.write("t.csv", text);
    const auto trace = good(CsvTrace{.file = "t.csv"}, folder.path());
    const auto all = all_of(*trace);
    RC_ASSERT(std::ranges::is_sorted(
        all, [](const auto& a, const auto& b) { return std::pair(a.at, a.function) < std::pair(b.at, b.function); }));
    std::vector<std::tuple<int, int, int>> expected;
    for (const auto& [ms, function, duration, memory] : rows) expected.emplace_back(ms, function, duration);
    std::vector<std::tuple<int, int, int>> read;
    for (const auto& invocation : all) {
      const std::string& name = trace->functions()[invocation.function].name;
      read.emplace_back(invocation.at.ns / 1'000'000, std::stoi(name.substr(1)), invocation.duration.ns / 1'000'000);
    }
    std::ranges::sort(expected);
    std::ranges::sort(read);
    RC_ASSERT(read == expected);
    RC_ASSERT(trace->invocations() == static_cast<std::int64_t>(rows.size()));
    RC_ASSERT(trace->length() == all.back().at - SimTime{});
    for (const auto& function : trace->functions()) {
      RC_ASSERT(function.memory.count == largest[std::stoi(function.name.substr(1))]);
    }
  });
}

}  // namespace
}  // namespace twostep::tests
