// BullyNode: one node of a bully election (Garcia-Molina, "Elections in a distributed computing system", IEEE
// Transactions on Computers C-31, 1982, in the form with three messages of the textbooks). It knows no network: it is
// told messages and the time, and says what to send.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/units.hpp"

namespace twostep::models {

// In the order in which a node that reads several at once takes them.
enum class BullyMessage : std::uint8_t {
  heartbeat,   // the leader is alive
  election,    // who is above me and alive?
  answer,      // I am: leave it to me
  coordinator  // I lead
};
inline constexpr std::size_t bully_messages = 4;

// What a node wants to be sent, each to everybody whom it concerns: an election to the nodes above, a heartbeat or a
// coordinator to all others, an answer to the nodes that asked.
class BullyOutbox {
 public:
  void add(BullyMessage message) { wanted_[static_cast<std::size_t>(message)] = true; }
  [[nodiscard]] bool has(BullyMessage message) const { return wanted_[static_cast<std::size_t>(message)]; }
  [[nodiscard]] bool empty() const { return wanted_ == std::array<bool, bully_messages>{}; }

 private:
  std::array<bool, bully_messages> wanted_{};
};

struct BullyTimes {
  Duration lost_after;     // without a heartbeat, the leader is taken for dead
  Duration answer_within;  // without an answer to its election, a node is the highest that is alive
};

class BullyNode {
 public:
  // Of `nodes` nodes with ranks 0 to nodes - 1, where the highest rank that is alive shall lead. At first that is the
  // highest of all, and nobody misses it before its first heartbeat.
  BullyNode(std::uint32_t rank, std::uint32_t nodes, BullyTimes times);

  void on_message(BullyMessage message, std::uint32_t from, SimTime now, BullyOutbox& outbox);
  // What is due by now; a leader's heartbeat is due whenever it is asked.
  void on_time(SimTime now, BullyOutbox& outbox);
  // It is back after a failure and knows nothing of what happened meanwhile: it holds an election.
  void on_return(SimTime now, BullyOutbox& outbox) { hold_election(now, outbox); }

  [[nodiscard]] std::uint32_t rank() const { return rank_; }
  [[nodiscard]] bool leads() const { return state_ == State::leading; }
  // Whether it takes this node for the leader, and no election is under way as far as it knows.
  [[nodiscard]] bool follows(std::uint32_t leader) const {
    return leader_ == leader && (state_ == State::following || state_ == State::leading);
  }
  [[nodiscard]] bool in_election() const { return state_ == State::electing || state_ == State::waiting; }

 private:
  enum class State : std::uint8_t {
    following,
    leading,
    electing,  // asked the nodes above, no answer yet
    waiting    // was answered, no coordinator yet
  };

  void hold_election(SimTime now, BullyOutbox& outbox);
  void lead(BullyOutbox& outbox);
  void follow(std::uint32_t leader, SimTime now);

  std::uint32_t rank_;
  std::uint32_t nodes_;
  BullyTimes times_;
  State state_ = State::following;
  std::uint32_t leader_;
  SimTime due_ = SimTime::max();  // when patience ends: with the leader, for an answer, or for a coordinator
};

}  // namespace twostep::models
