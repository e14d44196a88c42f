// HostPool: the VMs of a platform that one account's execution environments are packed on.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "models/faas/function_spec.hpp"
#include "models/time_weighted.hpp"
#include "sim/engine/network.hpp"

namespace twostep::models {

// Hosts appear when they are needed and are used again when empty; each has one NIC that its environments share.
class HostPool {
 public:
  // `smallest` is the memory of the smallest environment that will ever be placed.
  HostPool(engine::Simulation& simulation, engine::Network& network, const HostSpec& spec, Bytes smallest)
      : simulation_(simulation),
        network_(network),
        spec_(spec),
        ordered_(spec.packing == Packing::best_fit || spec.packing == Packing::spread),
        smallest_(smallest) {
    for (std::int64_t i = 0; i < spec.count; ++i) add_host();
  }

  // Takes memory on a host, by the pool's packing, and returns the host.
  std::uint32_t place(Bytes memory) {
    const std::uint32_t host = choose(memory);
    if (host == hosts_.size()) add_host();
    Host& chosen = hosts_[host];
    if (chosen.environments++ == 0) in_use_.change(simulation_.now(), 1);
    environments_.change(simulation_.now(), 1);
    set_free(host, chosen.free - memory);
    memory_in_use_ += memory;
    return host;
  }

  void remove(std::uint32_t host, Bytes memory) {
    Host& left = hosts_[host];
    set_free(host, left.free + memory);
    memory_in_use_ = memory_in_use_ - memory;
    if (--left.environments == 0) in_use_.change(simulation_.now(), -1);
    environments_.change(simulation_.now(), -1);
    first_open_ = std::min(first_open_, host);
  }

  // The host's NIC; invalid when it has no limit.
  [[nodiscard]] engine::LinkId nic(std::uint32_t host) const { return hosts_[host].nic; }
  // Calls visit(nic, in_use) for every host's NIC that has a limit.
  template <class Visit>
  void for_each_nic(const Visit& visit) const {
    if (spec_.network.is_unlimited()) return;
    for (const Host& host : hosts_) visit(host.nic, host.environments > 0);
  }
  // Hosts with an environment.
  [[nodiscard]] const TimeWeighted& in_use() const { return in_use_; }
  // Environments on all hosts, busy or idle.
  [[nodiscard]] TimeWeighted& environments() { return environments_; }
  // Of all environments.
  [[nodiscard]] Bytes memory_in_use() const { return memory_in_use_; }

 private:
  struct Host {
    Bytes free{};
    std::int64_t environments = 0;
    engine::LinkId nic;
  };

  // A host, or the number of hosts for a new one.
  [[nodiscard]] std::uint32_t choose(Bytes memory) {
    const auto none = static_cast<std::uint32_t>(hosts_.size());
    switch (spec_.packing) {
      case Packing::first_fit:
        return first_fit(memory);
      case Packing::best_fit: {
        const auto least = by_free_.lower_bound({memory, 0});
        return least == by_free_.end() ? none : least->second;
      }
      case Packing::spread: {
        if (by_free_.empty() || by_free_.rbegin()->first < memory) return none;
        return by_free_.lower_bound({by_free_.rbegin()->first, 0})->second;  // of equal ones the first
      }
      case Packing::one_per_host:
        return first_empty();
    }
    return none;
  }

  void set_free(std::uint32_t host, Bytes free) {
    if (ordered_) {
      auto entry = by_free_.extract({hosts_[host].free, host});
      entry.value().first = free;
      by_free_.insert(std::move(entry));
    }
    hosts_[host].free = free;
  }

  // Hosts before first_open_ have less free memory than the smallest environment: they need no look.
  std::uint32_t first_fit(Bytes memory) {
    while (first_open_ < hosts_.size() && hosts_[first_open_].free < smallest_) ++first_open_;
    std::uint32_t host = first_open_;
    while (host < hosts_.size() && hosts_[host].free < memory) ++host;
    return host;
  }

  std::uint32_t first_empty() {
    while (first_open_ < hosts_.size() && hosts_[first_open_].environments > 0) ++first_open_;
    return first_open_;
  }

  void add_host() {
    const Bytes memory = spec_.memory.count > 0 ? spec_.memory : Bytes{INT64_MAX};
    if (ordered_) by_free_.emplace(memory, static_cast<std::uint32_t>(hosts_.size()));
    hosts_.push_back({.free = memory, .environments = 0, .nic = {}});
    if (!spec_.network.is_unlimited()) hosts_.back().nic = network_.add_link(spec_.network, engine::LinkKind::fluid);
  }

  engine::Simulation& simulation_;
  engine::Network& network_;
  HostSpec spec_;
  std::vector<Host> hosts_;
  bool ordered_;
  std::set<std::pair<Bytes, std::uint32_t>> by_free_;  // kept where the packing asks for it
  Bytes smallest_;
  Bytes memory_in_use_;
  std::uint32_t first_open_ = 0;
  TimeWeighted in_use_;
  TimeWeighted environments_;
};

}  // namespace twostep::models
