#include "tests/trace/azure_2019_files.hpp"
#include "tests/trace/packing.hpp"

namespace twostep::tests {
namespace {

using models::Azure2019Trace;

const std::string invocation_header = "HashOwner,HashApp,HashFunction,1,2\n";
const std::string good_invocations = invocation_header + "o,a,f,1,0\n";
const std::string good_durations = duration_header + constant_row("o,a,f", "1");

TEST_CASE("bad counts are told with file, line, column and value, all at once") {
  const TemporaryFolder folder;
  const std::string rows = invocation_header + "o,a,f,-1,x\n" + "o,a,g,1.5,\n" + "o,a,h,nan,100000001\n" + "o,,i,1,1\n";
  const std::string durations = good_durations + constant_row("o,a,g", "1") + constant_row("o,a,h", "1");
  const std::string fits = "; write a whole number from 0 to 100,000,000";
  CHECK(read(write_azure_2019(folder, rows, durations), folder.path()).problems ==
        Lines{"inv.csv:2: column 1: \"-1\" is negative" + fits, "inv.csv:2: column 2: \"x\" is no number" + fits,
              "inv.csv:3: column 1: \"1.5\" is no whole number" + fits, "inv.csv:3: column 2: \"\" is empty" + fits,
              "inv.csv:4: column 1: \"nan\" is not a finite number" + fits,
              "inv.csv:4: column 2: \"100000001\" is too large" + fits,
              "inv.csv:5: column HashApp: \"\" is empty; write a name"});
}

TEST_CASE("rows that do not join, and rows that stand twice, are told") {
  const TemporaryFolder folder;
  const std::string rows = good_invocations + "o,a,g,1,1\n" + "o,b,f,1,1\n" + "o,a,f,2,2\n";
  const std::string memory = memory_header + "o,a,1,1,1,1,1,1,1,1,1,1\n" + "o,a,1,1,1,1,1,1,1,1,1,1\n";
  const std::string durations = good_durations + constant_row("o,b,f", "1") + constant_row("o,b,f", "1");
  CHECK(read(write_azure_2019(folder, rows, durations, memory), folder.path()).problems ==
        Lines{"inv.csv:3: column HashFunction: \"g\" has no row in run.csv; a row of durations for every function",
              "inv.csv:5: column HashFunction: \"f\" stands in line 2 as well; one row a function",
              "mem.csv:3: column HashApp: \"a\" stands in line 2 as well; one row an app",
              "run.csv:4: column HashFunction: \"f\" stands in line 3 as well; one row a function"});
}

TEST_CASE("bad durations and memory are told, and their functions are not missed on top of it") {
  const TemporaryFolder folder;
  const std::string durations =
      duration_header + "o,a,f,0,1,0,0,1,2,-3,4,inf,6,7\n" + "o,a,g,0,1,0,0,10,20,30,25,40,50,60\n";
  const std::string memory = memory_header + "o,a,1,1,5,5,5,5,5,5,4.5,5\n" + "o,b,1,1,1,1,1,,1,1,1,1\n";
  const std::string fits = "; percentiles do not fall";
  CHECK(read(write_azure_2019(folder, good_invocations + "o,a,g,1,0\n", durations, memory), folder.path()).problems ==
        Lines{"mem.csv:2: column AverageAllocatedMb_pct99: \"4.5\" is less than 5 of AverageAllocatedMb_pct95" + fits,
              "mem.csv:3: column AverageAllocatedMb_pct50: \"\" is empty; write MB, 0 or more",
              "run.csv:2: column percentile_Average_25: \"-3\" is negative; write milliseconds, 0 or more",
              "run.csv:2: column percentile_Average_75: \"inf\" is not a finite number; write milliseconds, 0 or more",
              "run.csv:3: column percentile_Average_50: \"25\" is less than 30 of percentile_Average_25" + fits});
}

TEST_CASE("columns that are missing or stand twice are told, with what is there") {
  const TemporaryFolder folder;
  CHECK(read(write_azure_2019(folder, "HashOwner,Hashapp,HashFunction,1,3,3\no,a,f,1,1,1\n",
                              "HashOwner,HashApp,HashFunction,HashApp\no,a,f,a\n"),
             folder.path())
            .problems ==
        Lines{
            "inv.csv:1: has no column HashApp; is \"Hashapp\" meant?",
            "inv.csv:1: has no column for minute 2; one for each minute from 1 to 3",
            "inv.csv:1: has two columns for minute 3; keep one of them",
            "run.csv:1: has no column percentile_Average_0; it has HashOwner, HashApp, HashFunction or HashApp",
            "run.csv:1: has no column percentile_Average_1; it has HashOwner, HashApp, HashFunction or HashApp",
            "run.csv:1: has no column percentile_Average_100; it has HashOwner, HashApp, HashFunction or HashApp",
            "run.csv:1: has no column percentile_Average_25; it has HashOwner, HashApp, HashFunction or HashApp",
            "run.csv:1: has no column percentile_Average_50; it has HashOwner, HashApp, HashFunction or HashApp",
            "run.csv:1: has no column percentile_Average_75; it has HashOwner, HashApp, HashFunction or HashApp",
            "run.csv:1: has no column percentile_Average_99; it has HashOwner, HashApp, HashFunction or HashApp",
            "run.csv:1: has two columns HashApp; keep one of them",
        });
  CHECK(read(write_azure_2019(folder, "HashOwner,HashApp,HashFunction\no,a,f\n", good_durations), folder.path())
            .problems == Lines{R"(inv.csv:1: has no column for a minute; name them "1", "2", ... or "minute_1", ...)"});
}

TEST_CASE("rows with too few or too many cells are told") {
  const TemporaryFolder folder;
  CHECK(
      read(write_azure_2019(folder, invocation_header + "o,a,f,1\n" + "o,a,f,1,1\n" + "o,a,g,1,1,1\n", good_durations),
           folder.path())
          .problems == Lines{"inv.csv:2: has 4 cells; as many as the header names: 5",
                             "inv.csv:4: has 6 cells; as many as the header names: 5"});
}

TEST_CASE(
    "files that cannot be read are told at the key that names them, and nothing is said of what depends on them") {
  const TemporaryFolder folder;
  Azure2019Trace spec = write_azure_2019(folder, good_invocations, good_durations);
  spec.durations = "none.csv";
  spec.memory = ".";
  CHECK(read(spec, folder.path()).problems ==
        Lines{"s.json:7: /arrivals/durations: \"none.csv\" does not exist; give the path of a file, relative to the "
              "scenario's folder",
              "s.json:7: /arrivals/memory: \".\" is a folder; give the path of a file in it"});
  spec = write_azure_2019(folder, "", packed(good_durations, "gz").substr(0, 30), " \n");
  CHECK(
      read(spec, folder.path()).problems ==
      Lines{"s.json:7: /arrivals/durations: \"run.csv\" is a gzip archive that is cut off or damaged; copy or pack it "
            "again",
            "s.json:7: /arrivals/invocations: \"inv.csv\" is empty; give a CSV file whose first line names the columns",
            "s.json:7: /arrivals/memory: \"mem.csv\" is empty; give a CSV file whose first line names the columns"});
  spec = write_azure_2019(folder, good_invocations + "o,a,\"g,1,1\n", good_durations);
  CHECK(read(spec, folder.path()).problems ==
        Lines{"inv.csv:3: has a quoted cell that does not end; close the quotes"});
}

TEST_CASE("a trace without invocations is told") {
  const TemporaryFolder folder;
  CHECK(read(write_azure_2019(folder, invocation_header, good_durations), folder.path()).problems ==
        Lines{"s.json:7: /arrivals/invocations: \"inv.csv\" has no invocation; give a trace that has some"});
  Azure2019Trace spec = write_azure_2019(folder, invocation_header + "o,a,f,0,1\n", good_durations);
  spec.lasts = Duration::seconds(60);
  CHECK(read(spec, folder.path()).problems ==
        Lines{"s.json:7: /arrivals/invocations: \"inv.csv\" has no invocation within 1m 00s; let the trace last longer "
              "(\"lasts\")"});
}

TEST_CASE("of many faults the first 20 of a file are told in full, the rest as a number") {
  const TemporaryFolder folder;
  std::string rows = invocation_header;
  for (int row = 0; row < 30; ++row) rows += "o,a,f" + std::to_string(row) + ",x,-1\n";
  const Lines problems = read(write_azure_2019(folder, rows, good_durations), folder.path()).problems;
  // Three faults a row: line 2 to 7 are told, and two of line 8.
  REQUIRE(problems.size() == 21);
  CHECK(problems[18] == "inv.csv:8: column 1: \"x\" is no number; write a whole number from 0 to 100,000,000");
  CHECK(problems[19] == "inv.csv:8: column 2: \"-1\" is negative; write a whole number from 0 to 100,000,000");
  CHECK(problems[20] ==
        "inv.csv:8: from here on: 70 more faults; correct those above first, or leave such rows out with --lenient");
}

TEST_CASE("with lenient, bad rows are left out and counted with the invocations that are lost") {
  const TemporaryFolder folder;
  const std::string rows = good_invocations + "o,a,g,1,1\n"  // no durations: two invocations are lost
                           + "o,a,h,x,-1\n"                  // two faults, one row
                           + "o,a,f,2,2\n"                   // stands in line 2
                           + "o,a,i,3,4\n"                   // its durations fall: seven are lost
                           + "o,a\n";
  const std::string durations = good_durations + constant_row("o,a,h", "1") + "o,a,i,0,1,0,0,10,20,30,25,40,50,60\n";
  const std::string memory = memory_header + "o,a,1,1,x,1,1,1,1,1,1,1\n";
  const auto trace = good(write_azure_2019(folder, rows, durations, memory), folder.path(), true);
  CHECK(texts_of(*trace) == Lines{"30.0 o/a/f 1.0"});
  CHECK(trace->functions()[0].memory == Bytes{});
  CHECK(trace->skipped_rows() == 5 + 1 + 1);  // of invocations, durations, memory
  CHECK(trace->skipped_invocations() == 2 + 7);
}

TEST_CASE("lenient is not lenient about files and columns, nor about a trace of which nothing is left") {
  const TemporaryFolder folder;
  Azure2019Trace spec = write_azure_2019(folder, "HashOwner,HashApp,1\no,a,1\n", good_durations);
  spec.memory = "none.csv";
  CHECK(read(spec, folder.path(), true).problems ==
        Lines{"inv.csv:1: has no column HashFunction; it has HashOwner, HashApp or 1",
              "s.json:7: /arrivals/memory: \"none.csv\" does not exist; give the path of a file, relative to the "
              "scenario's folder"});
  spec = write_azure_2019(folder, invocation_header + "o,a,f,x,1\n", good_durations);
  CHECK(read(spec, folder.path(), true).problems ==
        Lines{"s.json:7: /arrivals/invocations: \"inv.csv\" has no invocation; give a trace that has some"});
}

TEST_CASE("rows of functions that are not picked are not looked at") {
  const TemporaryFolder folder;
  Azure2019Trace spec = write_azure_2019(folder, good_invocations + "o,a,g,x,1\n", good_durations);
  spec.functions = {"*/f"};
  CHECK(good(spec, folder.path())->invocations() == 1);
}

}  // namespace
}  // namespace twostep::tests
