#include "models/protocol/blackboard.hpp"

#include <vector>

#include <catch2/catch.hpp>

using twostep::Duration;
using twostep::SimTime;
using twostep::models::Blackboard;
using twostep::models::BullyMessage;

namespace {

struct Shown {
  BullyMessage message;
  std::uint32_t from;
  bool operator==(const Shown&) const = default;
};

std::vector<Shown> look(const Blackboard& board, std::uint32_t reader, std::int64_t since_s, std::int64_t until_s) {
  std::vector<Blackboard::Note> news;
  board.read(reader, SimTime{} + Duration::seconds(since_s), SimTime{} + Duration::seconds(until_s), news);
  std::vector<Shown> shown;
  for (const Blackboard::Note& note : news) shown.push_back({note.message, note.from});
  return shown;
}

// Node 2 asks at 1 s, node 0 answers at 2 s and says at 3 s that it is alive.
Blackboard written() {
  Blackboard board;
  board.write(2, BullyMessage::election, SimTime{} + Duration::seconds(1));
  board.write(0, BullyMessage::answer, SimTime{} + Duration::seconds(2));
  board.write(0, BullyMessage::heartbeat, SimTime{} + Duration::seconds(3));
  return board;
}

}  // namespace

TEST_CASE("a look at the blackboard shows all that others wrote, by kind and node") {
  CHECK(look(written(), 1, 0, 4) ==
        std::vector<Shown>{{BullyMessage::heartbeat, 0}, {BullyMessage::election, 2}, {BullyMessage::answer, 0}});
  CHECK(look(written(), 0, 0, 4) == std::vector<Shown>{{BullyMessage::election, 2}});  // not its own
}

TEST_CASE("a look shows what was written since the last one, and not what is written at this moment") {
  CHECK(look(written(), 1, 2, 3) == std::vector<Shown>{{BullyMessage::answer, 0}});
  CHECK(look(written(), 1, 4, 5).empty());
}

TEST_CASE("what a node writes replaces what it wrote of that kind") {
  Blackboard board = written();
  board.write(2, BullyMessage::election, SimTime{} + Duration::seconds(5));
  CHECK(look(board, 1, 0, 5) == std::vector<Shown>{{BullyMessage::heartbeat, 0}, {BullyMessage::answer, 0}});
  CHECK(look(board, 1, 3, 6) == std::vector<Shown>{{BullyMessage::heartbeat, 0}, {BullyMessage::election, 2}});
}
