// Election: an `elect` step in one run. The executions that reach it form groups of the size that the step asks for.
#pragma once

#include <deque>

#include "models/protocol/election_group.hpp"

namespace twostep::models {

class Election {
 public:
  Election(const ElectionRules& rules, MeetingPlace place, ElectionSpans spans, engine::RandomStream stream)
      : rules_(rules), place_(place), spans_(spans), stream_(stream) {}

  // See ElectionGroup::take_part: in the group that is not full yet, or in a new one.
  engine::Process<bool> take_part(engine::Simulation& simulation, observation::Recorder& recorder, const Site& site,
                                  SimTime deadline) {
    if (groups_.empty() || groups_.back().full() || groups_.back().is_over()) {
      groups_.emplace_back(simulation, recorder, rules_, place_, spans_, stream_);
    }
    return groups_.back().take_part(site, deadline);
  }

 private:
  ElectionRules rules_;
  MeetingPlace place_;
  ElectionSpans spans_;
  engine::RandomStream stream_;
  std::deque<ElectionGroup> groups_;  // all of them: what is left of one may still be in the future event list
};

}  // namespace twostep::models
