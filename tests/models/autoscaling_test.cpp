// Autoscaling: when fleets grow and shrink, by how much, and what becomes of the work.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::observation::Timeline;
using twostep::tests::fleet_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration s(std::int64_t n) { return Duration::seconds(n); }

// Requests of 1 s, so many a second; what finds no free worker is turned away.
Parts steady(const std::string& fleet, const std::string& rate, const std::string& lasts) {
  return {.resources = fleet_with(R"("queue_limit": 0, )" + fleet),
          .steps = R"({"sleep": "1 s"})",
          .arrivals = R"("process": "deterministic", "rate": ")" + rate + R"(", "lasts": ")" + lasts + "\""};
}

std::string tracking(const std::string& more) {
  return R"("autoscaling": {"policy": "target_tracking", "utilisation": "50 %", "max": 20, "above_for": "1 min", )" +
         more + "}";
}

double instances_at(const Run& run, std::size_t second) {
  const Timeline& timeline = run.result.timeline;
  for (std::size_t i = 0; i < timeline.series().size(); ++i) {
    if (timeline.series()[i].name == "instances") return timeline.value(second, i);
  }
  throw std::runtime_error("no series of instances");
}

TEST_CASE("target tracking grows in proportion to the measure, and stops at the target") {
  const Run run =
      simulate(steady(R"("instances": 2, "boot": "30 s", )" + tracking(R"("below_for": "15 min")"), "3 /s", "6 min"));
  CHECK(instances_at(run, 59) == 2);
  CHECK(instances_at(run, 61) == 4);  // 100 % / 50 % * 2, at 60 s
  CHECK(instances_at(run, 179) ==
        4);  // at 120 s the new ones, ready at 90 s, do not count yet: 2 are as busy as before
  CHECK(instances_at(run, 181) == 6);  // 3 of 4 workers busy: 75 % / 50 % * 4, at 180 s
  CHECK(instances_at(run, 359) == 6);  // 3 of 6: 50 %
  CHECK(run.metric("instances.launched") == 6);
}

TEST_CASE("requests of an instance are a measure too") {
  // 3 /s on two instances are 1.5 /s each, of a target of 1 /s: three.
  const Run run = simulate(steady(
      R"("instances": 2, "workers": 4, "autoscaling": {"policy": "target_tracking", "requests": "1 /s", "max": 20,
         "above_for": "1 min"})",
      "3 /s", "3 min"));
  CHECK(instances_at(run, 59) == 2);
  CHECK(instances_at(run, 61) == 3);
  CHECK(instances_at(run, 179) == 3);
}

TEST_CASE("a fleet shrinks only after it was below its target for long enough, and not below its least number") {
  const auto shrinks = [](const std::string& more) {
    return simulate(steady(R"("instances": 4, )" + tracking(R"("below_for": "2 min")" + more), "1 /s", "4 min"));
  };
  const Run run = shrinks("");
  CHECK(instances_at(run, 119) == 4);
  CHECK(instances_at(run, 122) == 2);  // 1 of 4 busy: 25 % / 50 % * 4
  CHECK(instances_at(run, 239) == 2);
  CHECK(run.result.throttled == 0);
  CHECK(instances_at(shrinks(R"(, "min": 3)"), 122) == 3);
}

TEST_CASE("a fleet grows only after it was above its target for long enough") {
  const Run run = simulate(steady(R"("instances": 2, "autoscaling": {"policy": "target_tracking", "utilisation": "50 %",
      "max": 20, "above_for": "2 min"})",
                                  "3 /s", "150 s"));
  CHECK(instances_at(run, 61) == 2);
  CHECK(instances_at(run, 119) == 2);
  CHECK(instances_at(run, 121) == 4);
}

TEST_CASE("within the slack below its target a fleet stays as it is") {
  // 9 of 20 workers are busy: 45 %, a tenth below 50 %.
  const auto at_the_end = [](const std::string& slack) {
    return instances_at(
        simulate(steady(R"("instances": 20, )" + tracking(R"("below_for": "1 min", "slack": ")" + slack + "\""), "9 /s",
                        "5 min")),
        290);
  };
  CHECK(at_the_end("20 %") == 20);
  CHECK(at_the_end("0 %") == 18);  // 45 % / 50 % * 20
}

TEST_CASE("after a change nothing changes until the cooldown is over") {
  const auto grows = [](const std::string& cooldown) {
    return simulate(steady(R"("instances": 2, )" + tracking(R"("cooldown": ")" + cooldown + "\""), "3 /s", "4 min"));
  };
  CHECK(instances_at(grows("0 s"), 121) == 6);  // 2, 4 at 60 s, 6 at 120 s
  const Run slow = grows("2 min");
  CHECK(instances_at(slow, 121) == 4);
  CHECK(instances_at(slow, 181) == 6);
}

TEST_CASE("an instance that warms up counts neither as load nor as a reason to grow again") {
  const Run run = simulate(steady(R"("instances": 2, )" + tracking(R"("warm_up": "90 s")"), "3 /s", "4 min"));
  CHECK(instances_at(run, 61) == 4);
  CHECK(instances_at(run, 181) == 4);  // warm from 150 s, counted in the period from 180 s to 240 s
}

TEST_CASE("step scaling follows the most extreme threshold that is crossed, and asks for nothing twice") {
  const std::string steps = R"("autoscaling": {"policy": "step", "max": )";
  const std::string of = R"(, "steps": [{"above": "80 %", "add": 1}, {"above": "95 %", "add": 4},
                                        {"below": "30 %", "remove": 1}]})";
  const Run run = simulate(steady(R"("instances": 2, "boot": "90 s", )" + steps + "20" + of, "3 /s", "4 min"));
  CHECK(instances_at(run, 61) == 6);   // 98 % of 2 are busy: 4 more
  CHECK(instances_at(run, 121) == 6);  // they still boot
  CHECK(run.metric("instances.launched") == 6);
  CHECK(simulate(steady(R"("instances": 2, )" + steps + "5" + of, "3 /s", "2 min")).metric("instances") == 5);
  const Run fewer = simulate(steady(R"("instances": 5, )" + steps + "5" + of, "1 /s", "4 min"));
  CHECK(instances_at(fewer, 62) == 4);   // 1 of 5 is 20 %
  CHECK(instances_at(fewer, 182) == 3);  // 25 % of 4, then a third of 3
  CHECK(instances_at(fewer, 239) == 3);
}

TEST_CASE("an instance that is scaled in first ends what it has, and is billed until then") {
  // Two requests of 60 s from time zero; one instance is scaled in at 10 s. A third request comes at 100 s.
  const Run run =
      simulate({.resources = fleet_with(
                    R"("instances": 2, "autoscaling": {"policy": "schedule", "times": [["0 s", 2], ["10 s", 1]]})"),
                .steps = R"({"sleep": "60 s"})",
                .workloads = R"([{"program": "main", "arrivals": {"process": "batch", "count": 2}},
                        {"program": "main", "arrivals": {"process": "deterministic", "rate": "36 /h", "count": 1}}])"});
  CHECK(run.result.completed == 3);
  CHECK(instances_at(run, 59) == 2);
  CHECK(instances_at(run, 61) == 1);
  CHECK(run.used("m5.large_hour") == 60 + 160);
}

TEST_CASE("an instance that is given up while it boots never serves, nor does it make the next one quicker") {
  // A second instance is launched at 10 s, given up at 15 s, and launched again at 20 s: it serves from 50 s on.
  const Run run = simulate({.resources = fleet_with(R"("boot": "30 s",
      "autoscaling": {"policy": "schedule", "times": [["0 s", 1], ["10 s", 2], ["15 s", 1], ["20 s", 2]]})"),
                            .steps = R"({"sleep": "100 s"})",
                            .arrivals = R"("process": "batch", "count": 2)"});
  CHECK(run.result.makespan == s(150));
  CHECK(run.metric("instances.launched") == 3);
}

TEST_CASE("a schedule repeats, and launches cost their time") {
  const Run run = simulate(steady(R"("instances": 1, "launch": "5 s", "autoscaling": {"policy": "schedule",
      "times": [["0 s", 1], ["30 s", 3]], "repeats": "1 min"})",
                                  "1 /s", "2 min"));
  CHECK(instances_at(run, 34) == 1);
  CHECK(instances_at(run, 36) == 3);
  CHECK(instances_at(run, 62) == 1);
  CHECK(instances_at(run, 94) == 1);
  CHECK(instances_at(run, 96) == 3);
}

TEST_CASE("containers start on instances with room, and instances when those are full") {
  // From 0 s one container, from 10 s three, from 20 s six: four fit on an instance. Six requests from time zero get a
  // worker at 0, 12, 12 (start 2 s), 22 and, on a second instance that boots for 30 s, 52 and 52 s.
  const Run run =
      simulate({.resources = fleet_with(R"("boot": "30 s", "containers": {"per_instance": 4, "start": "2 s"},
      "autoscaling": {"policy": "schedule", "times": [["0 s", 1], ["10 s", 3], ["20 s", 6]]})"),
                .steps = R"({"sleep": "100 s"})",
                .arrivals = R"("process": "batch", "count": 6)"});
  CHECK(run.result.makespan == s(152));
  CHECK(run.time_in("queueing") + run.time_in("boot") == s(0 + 12 + 12 + 22 + 52 + 52));
  CHECK(run.time_in("boot") == s(50 + 50));
  CHECK(run.metric("instances") == 2);
}

TEST_CASE("containers are scaled in before the instances that they leave empty") {
  // Six containers on two instances, four from 10 s on, one from 20 s on.
  const Run run = simulate({.resources = fleet_with(R"("instances": 2, "containers": {"per_instance": 3},
      "autoscaling": {"policy": "schedule", "times": [["0 s", 6], ["10 s", 4], ["20 s", 1]]})"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "1 /s", "lasts": "30 s")"});
  CHECK(instances_at(run, 9) == 2);
  CHECK(instances_at(run, 15) == 2);
  CHECK(instances_at(run, 25) == 1);
}

TEST_CASE("a container that is scaled in while it serves ends that, and takes nothing new") {
  // Two containers serve from 0 to 20 s; one of them is given up at 10 s. Of two more requests the other serves one
  // from 20 s and one from 40 s.
  const Run run = simulate({.resources = fleet_with(R"("containers": {"per_instance": 2},
      "autoscaling": {"policy": "schedule", "times": [["0 s", 2], ["10 s", 1]]})"),
                            .steps = R"({"sleep": "20 s"})",
                            .arrivals = R"("process": "batch", "count": 4)"});
  CHECK(run.result.makespan == s(60));
}

TEST_CASE("workers that poll a queue are scaled out and in as others are") {
  // 120 messages of 1 s are there at once. From 30 s on there are five workers instead of one: 30 + 90 / 5 = 48 s. From
  // 60 s on one is left: the others end with the long poll of 20 s that they began at 48 s.
  const Run run = simulate(
      {.resources = fleet_with(R"("instances": 1, "autoscaling": {"policy": "schedule",
           "times": [["0 s", 1], ["30 s", 5], ["60 s", 1]]})") +
                    R"(, "q": {"kind": "queue", "service": "sqs", "batch": 1, "long_poll": "20 s"},
                       "c": {"kind": "fleet", "service": "ec2", "type": "m5.large"})",
       .steps = R"({"sleep": "1 s"})",
       .programs = R"("other": {"steps": [{"sleep": "80 s"}]})",
       .workloads = R"([{"program": "main", "via": "q", "messages": 120, "arrivals": {"process": "batch", "count": 1}},
                        {"program": "other", "arrivals": {"process": "batch", "count": 1}}])",
       .variant = R"("runs_on": "f", "programs_on": {"other": "c"})"});
  CHECK(run.latency_sum() == s(48 + 80));
  CHECK(instances_at(run, 47) == 5 + 1);
  CHECK(instances_at(run, 67) == 5 + 1);
  CHECK(instances_at(run, 69) == 1 + 1);
}

TEST_CASE("a run that is stuck ends, though an autoscaler looks at it again and again") {
  const Parts parts{.resources = fleet_with(tracking(R"("min": 1)")) + R"(, "q": {"kind": "queue", "service": "sqs"})",
                    .steps = R"({"send": 1, "to": "q"}, {"receive": 1, "from": "q"}, {"receive": 1, "from": "q"})"};
  CHECK_THROWS_WITH(simulate(parts), Catch::Contains("nothing will wake"));  // one is sent, and two are waited for
}

TEST_CASE("autoscaling is refused where it contradicts itself") {
  const auto problems = [](const std::string& fleet) {
    std::string all;
    for (const std::string& problem : problems_with(steady(fleet, "1 /s", "1 min"))) all += problem + "\n";
    return all;
  };
  using Catch::Contains;
  CHECK(problems(tracking(R"("min": 1)")).empty());
  CHECK_THAT(problems(tracking(R"("min": 3)")), Contains("/resources/f") && Contains("from 3 to 20"));
  CHECK_THAT(problems(R"("grow_to": 3, )" + tracking(R"("min": 1)")), Contains("/resources/f/grow_to"));
  CHECK_THAT(problems(tracking(R"("requests": "1 /s")")), Contains("needs one target"));
  CHECK_THAT(problems(R"("autoscaling": {"policy": "target_tracking", "max": 3})"), Contains("needs one target"));
  CHECK_THAT(problems(R"("autoscaling": {"policy": "target_tracking", "utilisation": "50 %"})"), Contains("max"));
  CHECK_THAT(problems(tracking(R"("period": "0 s")")), Contains("/autoscaling/period"));
  CHECK_THAT(problems(R"("autoscaling": {"policy": "step", "max": 3, "steps": [{"above": "50 %", "remove": 1}]})"),
             Contains("/autoscaling/steps/0"));
  CHECK_THAT(problems(R"("autoscaling": {"policy": "schedule", "times": [["2 h", 1], ["1 h", 2]]})"),
             Contains("/autoscaling/times") && Contains("rising"));
  CHECK_THAT(problems(R"("autoscaling": {"policy": "fast"})"), Contains("target_tracking"));
}

}  // namespace
