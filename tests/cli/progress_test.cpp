// The progress line: what it says, and that a forked run can be heard through it.
#include <chrono>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/cli/forked_tasks.hpp"
#include "sim/cli/progress_line.hpp"
#include "sim/cli/shared_progress.hpp"

namespace twostep::cli {

using std::chrono::seconds;

TEST_CASE("before a run says how far it is, the progress line tells the runs and the time") {
  SharedProgress shared(6);
  CHECK(progress_text(2, shared.runs(), seconds(3)) == "2 of 6 runs done, 3 s");
}

TEST_CASE("the progress line tells simulated time, invocations a second, and what is left where the end is known") {
  SharedProgress shared(2);
  shared.runs()[0].expect(std::nullopt, Duration::seconds(7'200));
  shared.runs()[0].publish(SimTime{} + Duration::seconds(3'600), 40'000, 40'000);
  // A quarter of all is done after 10 s: the first run is half done, the other has not begun.
  CHECK(progress_text(0, shared.runs(), seconds(10)) ==
        "0 of 2 runs done, 1h 00m simulated, 4,000 invocations/s, about 30.0 s left");
  shared.runs()[0].finish();
  CHECK(progress_text(1, shared.runs(), seconds(10)) ==
        "1 of 2 runs done, 1h 00m simulated, 4,000 invocations/s, about 10.0 s left");
}

TEST_CASE("where the number of all requests is known it tells how far a run is, better than the time") {
  SharedProgress shared(1);
  shared.runs()[0].expect(1'000, Duration::seconds(10));
  shared.runs()[0].publish(SimTime{} + Duration::seconds(100), 5'000, 100);
  CHECK(shared.runs()[0].share() == 0.1);
}

TEST_CASE("where the end of a run is not known nothing is said of what is left") {
  SharedProgress shared(2);
  shared.runs()[0].expect(10, std::nullopt);
  shared.runs()[0].publish(SimTime{} + Duration::seconds(1), 5, 5);
  shared.runs()[1].publish(SimTime{} + Duration::seconds(1), 5, 5);
  CHECK(progress_text(0, shared.runs(), seconds(2)) == "0 of 2 runs done, 2.00 s simulated, 5 invocations/s");
}

TEST_CASE("a forked run is heard in the process that watches it") {
  SharedProgress shared(1);
  const std::vector<Task> tasks{[&shared] {
    shared.runs()[0].publish(SimTime{} + Duration::seconds(5), 7, 6);
    return nlohmann::json();
  }};
  static_cast<void>(run_forked(tasks, Interrupts(), {.jobs = 1, .on_progress = {}}));
  CHECK(shared.runs()[0].simulated() == Duration::seconds(5));
  CHECK(shared.runs()[0].invocations() == 7);
}

}  // namespace twostep::cli
