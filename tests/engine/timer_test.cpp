#include "sim/engine/timer.hpp"

#include <vector>

#include <catch2/catch.hpp>

using namespace twostep;
using namespace twostep::engine;

namespace {

// A timer that notes when it fires, driven by hand: nothing but it is in the event list.
struct Alarm {
  Simulation simulation;
  std::vector<std::int64_t> fired;
  Timer timer{simulation, [](void* self) { static_cast<Alarm*>(self)->fire(); }, this};
  SimTime then_arm = SimTime::max();

  void fire() {
    fired.push_back(simulation.now().ns);
    if (then_arm != SimTime::max()) timer.arm(std::exchange(then_arm, SimTime::max()));
  }
};

Process<void> sleep_until(Simulation& simulation, SimTime at) { co_await simulation.delay_until(at); }

// Runs `alarm` up to 1000 ns.
std::vector<std::int64_t> fired(Alarm& alarm) {
  alarm.simulation.spawn(sleep_until(alarm.simulation, {1000}), "end");
  alarm.simulation.run();
  return alarm.fired;
}

using Times = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a timer fires once at its time") {
  Alarm alarm;
  alarm.timer.arm({10});
  CHECK(alarm.timer.armed());
  CHECK(alarm.timer.due() == SimTime{10});
  CHECK(fired(alarm) == Times{10});
  CHECK_FALSE(alarm.timer.armed());
}

TEST_CASE("a timer armed again fires at the later time alone") {
  Alarm alarm;
  alarm.timer.arm({10});
  alarm.timer.arm({25});
  CHECK(fired(alarm) == Times{25});
}

TEST_CASE("a timer armed again fires at the earlier time alone") {
  Alarm alarm;
  alarm.timer.arm({25});
  alarm.timer.arm({10});
  CHECK(fired(alarm) == Times{10});
}

TEST_CASE("a disarmed timer does not fire, and may be armed anew") {
  Alarm alarm;
  alarm.timer.arm({10});
  alarm.timer.disarm();
  SECTION("not armed again") { CHECK(fired(alarm).empty()); }
  SECTION("armed later") {
    alarm.timer.arm({30});
    CHECK(fired(alarm) == Times{30});
  }
  SECTION("armed for the same time") {
    alarm.timer.arm({10});
    CHECK(fired(alarm) == Times{10});
  }
}

TEST_CASE("a timer may arm itself when it fires") {
  Alarm alarm;
  alarm.timer.arm({10});
  SECTION("for later") {
    alarm.then_arm = {40};
    CHECK(fired(alarm) == Times{10, 40});
  }
  SECTION("for now") {
    alarm.then_arm = {10};
    CHECK(fired(alarm) == Times{10, 10});
  }
  SECTION("for the past, which is now") {
    alarm.then_arm = {3};
    CHECK(fired(alarm) == Times{10, 10});
  }
}

TEST_CASE("an entry that an earlier time left behind is used again") {
  Alarm alarm;
  alarm.timer.arm({100});
  alarm.timer.arm({10});
  alarm.then_arm = {100};
  CHECK(fired(alarm) == Times{10, 100});
  CHECK(alarm.simulation.events_run() == 3);  // the entries of 10 and of 100, and the end at 1000
}

TEST_CASE("re-arming to later times keeps one entry in the event list") {
  Alarm alarm;
  for (std::int64_t at = 1; at <= 500; ++at) alarm.timer.arm({at});
  CHECK(fired(alarm) == Times{500});
  CHECK(alarm.simulation.events_run() == 3);  // 1 moves itself on to 500, and the end at 1000
}
