#include "sim/page/timeline_view.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

using namespace twostep;
using namespace twostep::page;

namespace {

TimelineView read(const std::string& csv, const std::vector<std::string>& variants = {"a", "=b"}) {
  const tests::TemporaryFolder folder;
  return read_timeline(folder.write("timeline.csv", csv), variants);
}

constexpr const char* heading = "variant,time_s,series,value,unit\n";

}  // namespace

TEST_CASE("series are read by variant, in the order in which they come") {
  const TimelineView timeline = read(std::string(heading) + "a,0,busy,1,1\na,0,spent,0.5,USD\n'=b,10,busy,3,1\n");
  CHECK(timeline.notices.empty());
  REQUIRE(timeline.series.size() == 2);
  CHECK(timeline.series[0].name == "busy");
  CHECK(timeline.series[1].unit == "USD");
  // The name that a spreadsheet would take for a formula is told by its guard.
  REQUIRE(timeline.series[0].curves.contains(1));
  CHECK(timeline.series[0].curves.at(1).points().at(0).time == 10);
  CHECK(timeline.series[0].curves.at(1).points().at(0).value == 3);
}

TEST_CASE("a value that is not defined is left out") {
  const TimelineView timeline = read(std::string(heading) + "a,0,busy,,1\na,1,busy,2,1\n");
  CHECK(timeline.notices.empty());
  CHECK(timeline.series.at(0).curves.at(0).points().size() == 1);
}

TEST_CASE("a timeline that is cut off shows what there is, and says so") {
  const TimelineView timeline = read(std::string(heading) + "a,0,busy,1,1\na,1,bu");
  REQUIRE(timeline.notices.size() == 1);
  CHECK(timeline.notices[0] == "timeline.csv is cut off after line 2: what follows is missing.");
  CHECK(timeline.series.at(0).curves.at(0).points().size() == 1);
}

TEST_CASE("a row that no run writes ends the timeline, and is told of") {
  const std::string bad = GENERATE(as<std::string>(), "c,1,busy,2,1\n", "a,x,busy,2,1\n", "a,1,busy,x,1\n", "a,1\n");
  const TimelineView timeline = read(std::string(heading) + "a,0,busy,1,1\n" + bad + "a,2,busy,7,1\n");
  REQUIRE(timeline.notices.size() == 1);
  CHECK_THAT(timeline.notices[0], Catch::StartsWith("timeline.csv is not as a run writes it from line 3 on"));
  CHECK(timeline.series.at(0).curves.at(0).points().size() == 1);
}

TEST_CASE("a file of other columns is no timeline, and none is no error") {
  CHECK(read("a,b\n1,2\n").notices.size() == 1);
  CHECK(read("").notices.size() == 1);
  CHECK(read_timeline("/nowhere/timeline.csv", {"a"}).notices.empty());
}
