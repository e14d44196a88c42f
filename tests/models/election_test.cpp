// The elect step: nodes that meet at a table or send each other messages.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

std::string batch(int count) { return R"("process": "batch", "count": )" + std::to_string(count); }

std::string elect(const std::string& over, int nodes, const std::string& more = "") {
  return R"({"elect": "round", "over": ")" + over + R"(", "nodes": )" + std::to_string(nodes) +
         R"(, "interval": "1 s", "lost_after": 3, "answer_within": 5, "pause": "10 s", "size": "1 KiB")" + more + "}";
}

// Nodes on functions, at a table whose requests take no time.
Parts at_table(int nodes, const std::string& more = "", const std::string& function = "") {
  return {.resources = function_with(function) + R"(, "t": {"kind": "key_value_store", "service": "dynamodb"})",
          .steps = elect("t", nodes, more),
          .arrivals = batch(nodes)};
}

// Nodes on a fleet, where a message takes 1 ms.
Parts with_messages(int nodes, const std::string& more = "") {
  return {.resources = fleet_with(R"("message_latency": "1 ms", "instances": )" + std::to_string(nodes)),
          .steps = elect("f", nodes, more),
          .arrivals = batch(nodes)};
}

TEST_CASE("at a table a round takes the patience with the leader, that for an answer, and up to five looks") {
  const Run run = simulate(at_table(20, R"(, "rounds": 4)"));
  CHECK(run.result.completed == 20);
  // The last heartbeat is up to 1 s old when the leader fails and was seen up to 1 s after it was written: between 3 -
  // 1 and 3 + 1 s later the first node looks up and misses it.
  CHECK(run.metric("span.round-noticed.min") >= 2);
  CHECK(run.metric("span.round-noticed.max") <= 4);
  // Then: up to a second each until the highest reads of the election, until it looks after 5 s without an answer, and
  // until the last one reads that it leads.
  CHECK(run.metric("span.round.min") >= 2 + 5);
  CHECK(run.metric("span.round.max") <= 4 + 5 + 3);
}

TEST_CASE("with messages a round takes the patience with the leader and that for an answer, and two ticks at most") {
  const Run run = simulate(with_messages(20, R"(, "rounds": 4)"));
  CHECK(run.result.completed == 20);
  // Heartbeats are at once everywhere: the first to miss one is the first of 19 to look after 3 s without.
  CHECK(run.metric("span.round-noticed.min") >= 2);
  CHECK(run.metric("span.round-noticed.max") <= 4);
  // The election is heard in 1 ms, the highest looks up to a second after its 5 s, its word is there in 1 ms.
  CHECK(run.metric("span.round.min") >= 2 + 5);
  CHECK(run.metric("span.round.max") <= 4 + 6 + 0.01);
}

TEST_CASE("each look is a scan of an item of every node") {
  // 4 nodes x 1 KiB are 4 KiB: one read unit, half of it eventually consistent: a base unit.
  const Run run = simulate(at_table(4));
  const double looks = static_cast<double>(run.used("read_unit")) / 4;
  const double seconds = run.result.makespan.in_seconds();
  // Each node looks once a second, the leader not while it is down.
  CHECK(looks <= seconds + 1);
  CHECK(looks >= seconds - 1 - run.metric("span.round.max") / 4 - 1);
  // Units of 1 KiB: four times as many a look.
  Parts in_small_units = at_table(4);
  in_small_units.resources.insert(in_small_units.resources.size() - 1, R"(, "read_unit": "1 KiB")");
  CHECK(simulate(in_small_units).used("read_unit") == 4 * run.used("read_unit"));
}

TEST_CASE("elections end with their rounds: a leader fails as often as asked, and returns") {
  const Run one = simulate(at_table(5));
  const Run three = simulate(at_table(5, R"(, "rounds": 3)"));
  CHECK(one.metric("span.round.mean") > 0);
  // Each round: a pause of 10 to 11 s, a round of 7 to 12 s, and its return, seen by all within 3 s.
  CHECK(three.result.makespan - one.result.makespan >= Duration::seconds(2 * (10 + 7)));
  CHECK(three.result.makespan - one.result.makespan <= Duration::seconds(2 * (11 + 12 + 3)));
}

TEST_CASE("the same seed elects the same, and another seed at other times") {
  const auto round = [](std::uint64_t seed) { return simulate(at_table(7), seed).metric("span.round.mean"); };
  CHECK(round(1) == round(1));
  CHECK(round(1) != round(2));
}

TEST_CASE("nodes whose fellows do not come fail when their patience ends") {
  Parts parts = at_table(4, R"(, "patience": "20 s")");
  parts.arrivals = batch(3);
  const Run run = simulate(parts);
  CHECK(run.result.failed == 3);
  CHECK(run.result.completed == 0);
  CHECK(run.result.makespan >= Duration::seconds(20));
  CHECK(run.result.makespan <= Duration::seconds(22));  // seen at the next look
}

TEST_CASE("a function's lifetime ends its part in an election") {
  const Run run = simulate(at_table(3, R"(, "rounds": 100)", R"("lifetime": "60 s")"));
  CHECK(run.result.failed == 3);
  CHECK(run.result.makespan == Duration::seconds(60));
}

TEST_CASE("as many more executions make a second group") {
  Parts parts = at_table(4);
  parts.arrivals = batch(8);
  const Run run = simulate(parts);
  CHECK(run.result.completed == 8);
  CHECK(run.result.spans.at(0).second.count() == 2);  // a round each
}

TEST_CASE("an election is refused where its nodes cannot meet or not be there at once") {
  const auto refused = [](const Parts& parts, const std::string& what) {
    const std::vector<std::string> problems = problems_with(parts);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], Catch::Contains("/programs/main/steps/0") && Catch::Contains(what));
  };
  Parts over_function = at_table(4);
  over_function.steps = elect("f", 4);
  refused(over_function, "not network-addressable");
  Parts over_other = with_messages(4);
  over_other.resources += ", " + fleet_with("", "g");
  over_other.steps = elect("g", 4);
  refused(over_other, "is fleet g, but the nodes run on f");
  Parts over_bucket = at_table(4);
  over_bucket.resources += R"(, "b": {"kind": "object_store", "service": "s3"})";
  over_bucket.steps = elect("b", 4);
  refused(over_bucket, "a key-value store, or the fleet");
  Parts too_many = with_messages(4);
  too_many.steps = elect("f", 5);
  refused(too_many, "nodes are more than f runs at once");
  refused(at_table(4, "", R"("concurrency": 3)"), "nodes are more than f runs at once");
}

}  // namespace
