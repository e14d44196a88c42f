#include "models/protocol/election_group.hpp"

#include <algorithm>
#include <utility>

#include "models/storage/store_service.hpp"

namespace twostep::models {

using engine::Process;

namespace {

constexpr std::array<BullyMessage, bully_messages> all_messages{BullyMessage::heartbeat, BullyMessage::election,
                                                                BullyMessage::answer, BullyMessage::coordinator};

}  // namespace

ElectionGroup::ElectionGroup(engine::Simulation& simulation, observation::Recorder& recorder,
                             const ElectionRules& rules, MeetingPlace place, ElectionSpans spans,
                             engine::RandomStream& stream)
    : simulation_(simulation),
      recorder_(recorder),
      rules_(rules),
      place_(place),
      spans_(spans),
      stream_(stream),
      patience_(simulation, [](void* self) { static_cast<ElectionGroup*>(self)->give_up(); }, this) {
  patience_.arm(simulation.now() + rules.patience);
}

Process<bool> ElectionGroup::take_part(const Site& site, SimTime deadline) {
  const BullyTimes times{.lost_after = rules_.interval * rules_.lost_after,
                         .answer_within = rules_.interval * rules_.answer_within};
  const auto rank = static_cast<std::uint32_t>(members_.size());
  Member& member = members_.emplace_back(Member{.site = &site, .node = {rank, rules_.nodes, times}});
  ++up_;
  if (full()) simulation_.spawn_daemon(run_rounds(), "rounds of an election");
  // Nodes do not look at the same moment.
  const Duration phase = Duration::from_ns(static_cast<double>(rules_.interval.ns) * stream_.next_uniform());
  co_await simulation_.delay_until(std::min(simulation_.now() + phase, deadline));
  while (!over_ && simulation_.now() < deadline) {
    const SimTime began = simulation_.now();
    if (!member.down) {
      if (place_.board != nullptr) {
        co_await look(member, deadline);
      } else {
        BullyOutbox outbox;
        tick(member, outbox);
        send(member, outbox, std::nullopt);
      }
    }
    co_await simulation_.delay_until(std::min(began + rules_.interval, deadline));
  }
  member.down = true;  // whoever is gone hears nothing
  co_return !failed_;
}

// One look at the blackboard: a scan, and one write of the own item when there is something to say.
Process<void> ElectionGroup::look(Member& member, SimTime deadline) {
  read_board(member);
  const bool read = co_await place_.board->scan(*member.site, rules_.message * rules_.nodes, deadline);
  if (member.down) co_return;
  BullyOutbox outbox;
  if (read) {
    for (const Blackboard::Note& note : member.news) hear(member, note.from, note.message, outbox);
  }
  tick(member, outbox);
  if (outbox.empty()) co_return;
  const bool written = co_await place_.board->put(*member.site, rules_.message, 1, deadline);
  if (!written || member.down) co_return;
  for (const BullyMessage message : all_messages) {
    if (outbox.has(message)) board_.write(member.node.rank(), message, simulation_.now());
  }
}

// A scan shows what was written before it began.
void ElectionGroup::read_board(Member& member) {
  board_.read(member.node.rank(), member.read, simulation_.now(), member.news);
  member.read = simulation_.now();
}

void ElectionGroup::tick(Member& member, BullyOutbox& outbox) {
  if (!full()) return;
  if (member.returning) {
    member.returning = false;
    member.node.on_return(simulation_.now(), outbox);
  }
  member.node.on_time(simulation_.now(), outbox);
  observe(member);
}

void ElectionGroup::hear(Member& member, std::uint32_t from, BullyMessage message, BullyOutbox& outbox) {
  if (member.returning) return;
  member.node.on_message(message, from, simulation_.now(), outbox);
  observe(member);
}

// Over the network each receiver gets a message of its own; an answer goes to the one that asked.
void ElectionGroup::send(const Member& from, const BullyOutbox& outbox, std::optional<std::uint32_t> asker) {
  const std::uint32_t sender = from.node.rank();
  const auto post_to = [&](std::uint32_t receiver, BullyMessage message) {
    simulation_.spawn_daemon(post(*from.site, sender, receiver, message), "message of an election", receiver);
  };
  for (const BullyMessage message : all_messages) {
    if (!outbox.has(message)) continue;
    if (message == BullyMessage::answer) {
      if (asker) post_to(*asker, message);
      continue;
    }
    const std::uint32_t first = message == BullyMessage::election ? sender + 1 : 0;
    for (std::uint32_t receiver = first; receiver < rules_.nodes; ++receiver) {
      if (receiver != sender) post_to(receiver, message);
    }
  }
}

Process<void> ElectionGroup::post(const Site& from, std::uint32_t sender, std::uint32_t receiver,
                                  BullyMessage message) {
  co_await place_.peers->deliver(from, rules_.message);
  Member& member = members_[receiver];
  if (member.down) co_return;
  BullyOutbox outbox;
  hear(member, sender, message, outbox);
  if (!outbox.empty()) send(member, outbox, sender);
}

void ElectionGroup::observe(Member& member) {
  if (watching_ && member.node.in_election()) {
    noticed_ = simulation_.now();
    watching_ = false;
  }
  const bool agrees = member.node.follows(expected_);
  if (agrees == member.agrees) return;
  member.agrees = agrees;
  if (agrees) {
    ++agreeing_;
  } else {
    --agreeing_;
  }
  check_agreement();
}

void ElectionGroup::expect(std::uint32_t leader) {
  expected_ = leader;
  agreeing_ = 0;
  agreed_.emplace(simulation_);
  patience_.arm(simulation_.now() + rules_.patience);
  for (Member& member : members_) {
    member.agrees = !member.down && !member.returning && member.node.follows(leader);
    if (member.agrees) ++agreeing_;
  }
  check_agreement();
}

void ElectionGroup::check_agreement() {
  if (agreed_ && agreeing_ == up_) agreed_->trigger();
}

void ElectionGroup::give_up() {
  failed_ = true;
  over_ = true;
  if (agreed_) agreed_->trigger();
}

Process<void> ElectionGroup::run_rounds() {
  const std::uint32_t highest = rules_.nodes - 1;
  const auto interval = static_cast<double>(rules_.interval.ns);
  patience_.disarm();
  for (std::int64_t round = 0; round < rules_.rounds && !over_; ++round) {
    // A leader does not fail in step with its heartbeats.
    const Duration until = rules_.pause + Duration::from_ns(interval * stream_.next_uniform());
    co_await simulation_.delay(until);
    Member& leader = members_[highest];
    const SimTime failed = simulation_.now();
    leader.down = true;
    --up_;
    noticed_.reset();
    watching_ = true;
    expect(highest - 1);
    co_await agreed_->wait();
    if (over_) break;
    recorder_.span_ended(spans_.round, failed, simulation_.now());
    if (noticed_) recorder_.span_ended(spans_.noticed, failed, *noticed_);
    leader.down = false;
    leader.returning = true;
    ++up_;
    expect(highest);
    co_await agreed_->wait();
    patience_.disarm();
  }
  over_ = true;
}

}  // namespace twostep::models
