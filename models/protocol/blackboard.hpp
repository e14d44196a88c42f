// Blackboard: the latest message of each kind that each node of an election wrote, and what a look at it shows.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <utility>
#include <vector>

#include "models/protocol/bully_node.hpp"
#include "sim/units.hpp"

namespace twostep::models {

class Blackboard {
 public:
  struct Note {
    SimTime at;
    std::uint32_t from = 0;
    BullyMessage message{};
  };

  // Node `from` writes at `at`, which must not be before anything written so far. It replaces what the node wrote of
  // that kind before.
  void write(std::uint32_t from, BullyMessage message, SimTime at) {
    while (latest_.size() <= from) latest_.emplace_back().fill(by_time_.end());
    auto& latest = latest_[from][static_cast<std::size_t>(message)];
    if (latest == by_time_.end()) {
      latest = by_time_.insert(by_time_.end(), {.at = at, .from = from, .message = message});
    } else {
      latest->at = at;
      by_time_.splice(by_time_.end(), by_time_, latest);
    }
  }

  // Fills `news` with what others than `reader` wrote from `since` on and before `until`: by kind, and then by node. A
  // look costs what it shows, not what stands there.
  void read(std::uint32_t reader, SimTime since, SimTime until, std::vector<Note>& news) const {
    news.clear();
    for (auto note = by_time_.rbegin(); note != by_time_.rend() && note->at >= since; ++note) {
      if (note->at < until && note->from != reader) news.push_back(*note);
    }
    std::ranges::sort(news, {}, [](const Note& note) { return std::pair(note.message, note.from); });
  }

 private:
  std::list<Note> by_time_;  // the newest last
  std::vector<std::array<std::list<Note>::iterator, bully_messages>> latest_;
};

}  // namespace twostep::models
