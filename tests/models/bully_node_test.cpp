#include "models/protocol/bully_node.hpp"

#include <catch2/catch.hpp>

namespace {

using twostep::Duration;
using twostep::SimTime;
using twostep::models::BullyMessage;
using twostep::models::BullyNode;
using twostep::models::BullyOutbox;

constexpr twostep::models::BullyTimes times{.lost_after = Duration::seconds(4), .answer_within = Duration::seconds(2)};

constexpr SimTime s(std::int64_t seconds) { return SimTime{} + Duration::seconds(seconds); }

// What the node has to say to a message, or to the time.
BullyOutbox told(BullyNode& node, BullyMessage message, std::uint32_t from, SimTime now) {
  BullyOutbox outbox;
  node.on_message(message, from, now, outbox);
  return outbox;
}
BullyOutbox asked(BullyNode& node, SimTime now) {
  BullyOutbox outbox;
  node.on_time(now, outbox);
  return outbox;
}

// Node 1 of 4, which last heard of leader 3 at 10 s.
BullyNode follower() {
  BullyNode node(1, 4, times);
  told(node, BullyMessage::heartbeat, 3, s(10));
  return node;
}

TEST_CASE("at first the highest leads, and says so whenever it is asked") {
  BullyNode highest(3, 4, times);
  CHECK(highest.leads());
  CHECK(asked(highest, s(1)).has(BullyMessage::heartbeat));
  const BullyNode other(2, 4, times);
  CHECK(other.follows(3));
}

TEST_CASE("nobody misses a leader before its first heartbeat, and then after the time without one") {
  BullyNode silent(1, 4, times);
  CHECK(asked(silent, s(1'000)).empty());
  BullyNode node = follower();
  CHECK(asked(node, s(13)).empty());
  CHECK(asked(node, s(14)).has(BullyMessage::election));  // 10 s + 4 s
  CHECK(node.in_election());
  CHECK_FALSE(node.follows(3));
}

TEST_CASE("only the leader's own heartbeat counts") {
  BullyNode node = follower();
  told(node, BullyMessage::heartbeat, 2, s(13));
  CHECK(asked(node, s(14)).has(BullyMessage::election));
}

TEST_CASE("a node that nobody above answers leads") {
  BullyNode node = follower();
  asked(node, s(14));
  CHECK(asked(node, s(15)).empty());
  const BullyOutbox outbox = asked(node, s(16));  // 14 s + 2 s
  CHECK(outbox.has(BullyMessage::coordinator));
  CHECK(node.leads());
  CHECK(node.follows(1));
}

TEST_CASE("a node that was answered waits for the coordinator, and asks again when none comes") {
  BullyNode node = follower();
  asked(node, s(14));
  CHECK(told(node, BullyMessage::answer, 2, s(15)).empty());
  CHECK(asked(node, s(20)).empty());  // 15 s + 3 * 2 s is 21 s
  CHECK(asked(node, s(21)).has(BullyMessage::election));
  told(node, BullyMessage::answer, 2, s(22));
  told(node, BullyMessage::coordinator, 2, s(23));
  CHECK(node.follows(2));
  CHECK(asked(node, s(26)).empty());
  CHECK(asked(node, s(27)).has(BullyMessage::election));  // 23 s + 4 s without a heartbeat of 2
}

TEST_CASE("an answer from below does not count") {
  BullyNode node = follower();
  asked(node, s(14));
  told(node, BullyMessage::answer, 0, s(15));
  CHECK(asked(node, s(16)).has(BullyMessage::coordinator));
}

TEST_CASE("asked from below, a node answers and holds its own election, once") {
  BullyNode node = follower();
  const BullyOutbox first = told(node, BullyMessage::election, 0, s(11));
  CHECK(first.has(BullyMessage::answer));
  CHECK(first.has(BullyMessage::election));
  const BullyOutbox second = told(node, BullyMessage::election, 0, s(12));
  CHECK(second.has(BullyMessage::answer));
  CHECK_FALSE(second.has(BullyMessage::election));
  CHECK(told(node, BullyMessage::election, 2, s(12)).empty());  // whoever is above does not ask those below
}

TEST_CASE("a leader that is asked says that it leads") {
  BullyNode highest(3, 4, times);
  const BullyOutbox outbox = told(highest, BullyMessage::election, 0, s(1));
  CHECK(outbox.has(BullyMessage::answer));
  CHECK(outbox.has(BullyMessage::coordinator));
  CHECK_FALSE(outbox.has(BullyMessage::election));
}

TEST_CASE("the bully: a node does not let a lower one lead, and the highest takes over as soon as it is back") {
  BullyNode node = follower();
  CHECK(told(node, BullyMessage::coordinator, 0, s(11)).has(BullyMessage::election));
  BullyNode highest(3, 4, times);
  BullyOutbox outbox;
  highest.on_return(s(30), outbox);
  CHECK(outbox.has(BullyMessage::coordinator));
  CHECK_FALSE(outbox.has(BullyMessage::election));  // nobody is above
  CHECK(told(node, BullyMessage::coordinator, 3, s(31)).empty());
  CHECK(node.follows(3));
}

}  // namespace
