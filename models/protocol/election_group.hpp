// ElectionGroup: the nodes of one leader election, where they meet, and who makes their leader fail.
//
// Nodes meet at a blackboard, a table of a key-value store with an item a node: a node writes its item to be heard by
// all, and hears the others when it next scans the table, once each interval. Or they send each other messages, which
// arrive by themselves; then the interval is that of heartbeats and of looking at the clock.
//
// When all nodes are there, rounds begin: the leader fails and is silent until all others agree on the next one, which
// ends the round; then it returns, bullies itself into office, and a pause follows.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "models/ports.hpp"
#include "models/protocol/blackboard.hpp"
#include "models/protocol/bully_node.hpp"
#include "models/site.hpp"
#include "sim/engine/event.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/random_stream.hpp"
#include "sim/engine/timer.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

class StoreService;

struct ElectionRules {
  std::uint32_t nodes = 2;
  std::int64_t rounds = 1;
  Duration interval;
  std::int64_t lost_after = 1;     // intervals
  std::int64_t answer_within = 1;  // intervals
  Bytes message;                   // size of a message, or of a node's item
  Duration pause;                  // before each failure
  Duration patience;               // longest wait for all nodes, or for all to agree
};

// Where the nodes meet: exactly one of the two.
struct MeetingPlace {
  StoreService* board = nullptr;
  Addressable* peers = nullptr;
};

// Indices of the measured spans.
struct ElectionSpans {
  std::uint32_t round = 0;    // from the leader's failure until all others follow the next one
  std::uint32_t noticed = 0;  // from its failure until the first of them holds an election
};

class ElectionGroup {
 public:
  ElectionGroup(engine::Simulation& simulation, observation::Recorder& recorder, const ElectionRules& rules,
                MeetingPlace place, ElectionSpans spans, engine::RandomStream& stream);
  ElectionGroup(const ElectionGroup&) = delete;
  ElectionGroup& operator=(const ElectionGroup&) = delete;

  [[nodiscard]] bool full() const { return members_.size() == rules_.nodes; }
  [[nodiscard]] bool is_over() const { return over_; }
  // The site takes part as one more node until all rounds are over, or until the deadline; requires that the group is
  // not full. The site must outlive the election. False: the nodes did not come together, or did not agree, in time.
  engine::Process<bool> take_part(const Site& site, SimTime deadline);

 private:
  struct Member {
    const Site* site;
    BullyNode node;
    bool down = false;
    bool returning = false;
    bool agrees = true;
    SimTime read{};  // when it last looked at the board
    std::vector<Blackboard::Note> news{};
  };
  engine::Process<void> look(Member& member, SimTime deadline);
  engine::Process<void> post(const Site& from, std::uint32_t sender, std::uint32_t receiver, BullyMessage message);
  engine::Process<void> run_rounds();
  void read_board(Member& member);
  void tick(Member& member, BullyOutbox& outbox);
  void send(const Member& from, const BullyOutbox& outbox, std::optional<std::uint32_t> asker);
  void hear(Member& member, std::uint32_t from, BullyMessage message, BullyOutbox& outbox);
  void observe(Member& member);
  // From now on all members that are up shall follow this one.
  void expect(std::uint32_t leader);
  void check_agreement();
  void give_up();

  engine::Simulation& simulation_;
  observation::Recorder& recorder_;
  ElectionRules rules_;
  MeetingPlace place_;
  ElectionSpans spans_;
  engine::RandomStream& stream_;  // of all groups of the step
  std::deque<Member> members_;    // by rank
  Blackboard board_;
  engine::Timer patience_;
  std::optional<engine::Event> agreed_;
  std::uint32_t expected_ = 0;
  std::uint32_t agreeing_ = 0;
  std::uint32_t up_ = 0;
  std::optional<SimTime> noticed_;
  bool watching_ = false;  // for the first to notice
  bool over_ = false;
  bool failed_ = false;
};

}  // namespace twostep::models
