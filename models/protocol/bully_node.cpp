#include "models/protocol/bully_node.hpp"

namespace twostep::models {

namespace {

// A node that was answered waits this many times `answer_within` for the coordinator: whoever answered must wait for
// answers itself, and its election and its announcement need time to get through.
constexpr std::int64_t coordinator_patience = 3;

}  // namespace

BullyNode::BullyNode(std::uint32_t rank, std::uint32_t nodes, BullyTimes times)
    : rank_(rank),
      nodes_(nodes),
      times_(times),
      state_(rank + 1 == nodes ? State::leading : State::following),
      leader_(nodes - 1) {}

void BullyNode::on_message(BullyMessage message, std::uint32_t from, SimTime now, BullyOutbox& outbox) {
  switch (message) {
    case BullyMessage::heartbeat:
      if (state_ == State::following && from == leader_) due_ = now + times_.lost_after;
      return;
    case BullyMessage::election:
      if (from > rank_) return;  // it does not ask those below
      outbox.add(BullyMessage::answer);
      if (state_ == State::leading) outbox.add(BullyMessage::coordinator);
      if (state_ == State::following) hold_election(now, outbox);
      return;
    case BullyMessage::answer:
      if (from < rank_ || state_ != State::electing) return;
      state_ = State::waiting;
      due_ = now + times_.answer_within * coordinator_patience;
      return;
    case BullyMessage::coordinator:
      if (from > rank_) {
        follow(from, now);
      } else if (!in_election()) {
        hold_election(now, outbox);  // the bully: a lower one shall not lead while this one is alive
      }
      return;
  }
}

void BullyNode::on_time(SimTime now, BullyOutbox& outbox) {
  if (state_ == State::leading) {
    outbox.add(BullyMessage::heartbeat);
  } else if (now >= due_) {
    if (state_ == State::electing) {
      lead(outbox);
    } else {
      hold_election(now, outbox);
    }
  }
}

void BullyNode::hold_election(SimTime now, BullyOutbox& outbox) {
  if (rank_ + 1 == nodes_) {
    lead(outbox);  // nobody is above
    return;
  }
  state_ = State::electing;
  due_ = now + times_.answer_within;
  outbox.add(BullyMessage::election);
}

void BullyNode::lead(BullyOutbox& outbox) {
  state_ = State::leading;
  leader_ = rank_;
  due_ = SimTime::max();
  outbox.add(BullyMessage::coordinator);
}

void BullyNode::follow(std::uint32_t leader, SimTime now) {
  state_ = State::following;
  leader_ = leader;
  due_ = now + times_.lost_after;
}

}  // namespace twostep::models
