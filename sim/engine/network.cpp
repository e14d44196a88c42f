#include "sim/engine/network.hpp"

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/engine/route_network.hpp"

namespace twostep::engine {

namespace {

void require_sense(Bytes size, Bandwidth cap) {
  if (size.count < 0) throw std::invalid_argument("the size of a transfer must not be negative");
  if (!(cap.bytes_per_second > 0)) throw std::invalid_argument("the rate cap of a transfer must be positive");
}

Process<void> move_over(Network& network, Bytes size, Bandwidth cap, LinkId link) {
  co_await network.transfer(size, cap, link);
}

Process<void> move_over(RouteNetwork& network, Bytes size, Bandwidth cap, std::vector<std::uint32_t> links) {
  co_await network.transfer(size, cap, links);
}

}  // namespace

Network::Network(Simulation& simulation) : simulation_(simulation) {}

LinkId Network::add(LinkPlace place) {
  places_.push_back(place);
  return {static_cast<std::uint32_t>(places_.size() - 1)};
}

LinkId Network::add_link(Bandwidth capacity, LinkKind kind) {
  if (!(capacity.bytes_per_second > 0) || capacity.is_unlimited()) {
    throw std::invalid_argument("the capacity of a link must be positive and finite");
  }
  if (kind == LinkKind::fluid) return add({.fluid = &fluid_.emplace_back(simulation_, capacity)});
  if (!simgrid_) simgrid_ = load_simgrid(simulation_);
  return add({.number = simgrid_->add_link(capacity)});
}

LinkId Network::add_link(const BurstBandwidth& capacity) {
  return add({.fluid = &fluid_.emplace_back(simulation_, capacity)});
}

void Network::refill(LinkId link) {
  if (FluidLink* fluid = place(link).fluid) fluid->refill();
}

Network::Transfer::Transfer(Network& network, Bytes size, Bandwidth cap, LinkId link, SimTime deadline)
    : way_(Simulation::Delay{network.simulation_, deadline}) {
  require_sense(size, cap);
  if (!link.valid()) {
    const Duration takes = Duration::from_seconds(static_cast<double>(size.count) / cap.bytes_per_second);
    std::get<Simulation::Delay>(way_).until = std::min(network.simulation_.now() + takes, deadline);
    return;
  }
  const LinkPlace at = network.place(link);
  if (at.fluid != nullptr) {
    way_.emplace<FluidLink::Transfer>(*at.fluid, size, cap, deadline);
  } else {
    way_.emplace<OverOne>(*network.simgrid_, size, cap, at.number);
  }
}

Process<void> Network::transfer(Bytes size, Bandwidth cap, std::span<const LinkId> route) {
  if (route.size() <= 1) return move_over(*this, size, cap, route.empty() ? LinkId{} : route.front());
  require_sense(size, cap);
  std::vector<std::uint32_t> links;
  for (const LinkId link : route) {
    const LinkPlace at = place(link);
    if (at.fluid != nullptr) {
      throw std::logic_error("a route over several links needs links that SimGrid shares");
    }
    links.push_back(at.number);
  }
  return move_over(*simgrid_, size, cap, std::move(links));
}

double Network::bytes_moved(LinkId link) const {
  const LinkPlace at = place(link);
  return at.fluid != nullptr ? at.fluid->bytes_moved() : simgrid_->bytes_moved(at.number);
}

Bandwidth Network::capacity(LinkId link) const {
  const LinkPlace at = place(link);
  return at.fluid != nullptr ? at.fluid->capacity() : simgrid_->capacity(at.number);
}

bool Network::busy() const { return simgrid_ && simgrid_->busy(); }

std::size_t Network::active_transfers(LinkId link) const {
  const LinkPlace at = place(link);
  return at.fluid != nullptr ? at.fluid->active_transfers() : simgrid_->active_transfers(at.number);
}

void Network::run() {
  if (!simgrid_) {
    simulation_.run();
    return;
  }
  simgrid_->run();
  simulation_.check_ended();
}

}  // namespace twostep::engine
