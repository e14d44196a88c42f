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

struct Network::Impl {
  // A fluid link, or the number of one among those that SimGrid shares.
  struct LinkPlace {
    FluidLink* fluid = nullptr;
    std::uint32_t number = 0;
  };

  explicit Impl(Simulation& s) : simulation(s) {}

  [[nodiscard]] LinkPlace place(LinkId link) const { return places.at(link.index); }

  Simulation& simulation;
  std::unique_ptr<RouteNetwork> simgrid;  // null while no link is of its kind
  std::deque<FluidLink> fluid;            // a deque: they stay where they are
  std::vector<LinkPlace> places;
};

Network::Network(Simulation& simulation) : impl_(std::make_unique<Impl>(simulation)) {}
Network::~Network() = default;

LinkId Network::add_link(Bandwidth capacity, LinkKind kind) {
  if (!(capacity.bytes_per_second > 0) || capacity.is_unlimited()) {
    throw std::invalid_argument("the capacity of a link must be positive and finite");
  }
  const LinkId id{static_cast<std::uint32_t>(impl_->places.size())};
  if (kind == LinkKind::fluid) {
    impl_->places.push_back({.fluid = &impl_->fluid.emplace_back(impl_->simulation, capacity)});
  } else {
    if (!impl_->simgrid) impl_->simgrid = load_simgrid(impl_->simulation);
    impl_->places.push_back({.number = impl_->simgrid->add_link(capacity)});
  }
  return id;
}

LinkId Network::add_link(const BurstBandwidth& capacity) {
  const LinkId id{static_cast<std::uint32_t>(impl_->places.size())};
  impl_->places.push_back({.fluid = &impl_->fluid.emplace_back(impl_->simulation, capacity)});
  return id;
}

void Network::refill(LinkId link) {
  if (FluidLink* fluid = impl_->place(link).fluid) fluid->refill();
}

Network::Transfer::Transfer(Network& network, Bytes size, Bandwidth cap, LinkId link, SimTime deadline)
    : way_(Simulation::Delay{network.impl_->simulation, deadline}) {
  require_sense(size, cap);
  Impl& impl = *network.impl_;
  if (!link.valid()) {
    const Duration takes = Duration::from_seconds(static_cast<double>(size.count) / cap.bytes_per_second);
    std::get<Simulation::Delay>(way_).until = std::min(impl.simulation.now() + takes, deadline);
    return;
  }
  const Impl::LinkPlace place = impl.place(link);
  if (place.fluid != nullptr) {
    way_.emplace<FluidLink::Transfer>(*place.fluid, size, cap, deadline);
  } else {
    way_.emplace<OverOne>(*impl.simgrid, size, cap, place.number);
  }
}

Process<void> Network::transfer(Bytes size, Bandwidth cap, std::span<const LinkId> route) {
  if (route.size() <= 1) return move_over(*this, size, cap, route.empty() ? LinkId{} : route.front());
  require_sense(size, cap);
  std::vector<std::uint32_t> links;
  for (const LinkId link : route) {
    const Impl::LinkPlace place = impl_->place(link);
    if (place.fluid != nullptr) {
      throw std::logic_error("a route over several links needs links that SimGrid shares");
    }
    links.push_back(place.number);
  }
  return move_over(*impl_->simgrid, size, cap, std::move(links));
}

bool Network::moves_alone(Bytes size, Bandwidth cap, LinkId link, SimTime deadline) {
  if (!link.valid()) return false;
  FluidLink* fluid = impl_->places[link.index].fluid;
  return fluid != nullptr && fluid->moves_alone(size, cap, deadline);
}

double Network::bytes_moved(LinkId link) const {
  const Impl::LinkPlace place = impl_->place(link);
  return place.fluid != nullptr ? place.fluid->bytes_moved() : impl_->simgrid->bytes_moved(place.number);
}

Bandwidth Network::capacity(LinkId link) const {
  const Impl::LinkPlace place = impl_->place(link);
  return place.fluid != nullptr ? place.fluid->capacity() : impl_->simgrid->capacity(place.number);
}

bool Network::busy() const { return impl_->simgrid && impl_->simgrid->busy(); }

std::size_t Network::active_transfers(LinkId link) const {
  const Impl::LinkPlace place = impl_->place(link);
  return place.fluid != nullptr ? place.fluid->active_transfers() : impl_->simgrid->active_transfers(place.number);
}

void Network::run() {
  if (!impl_->simgrid) {
    impl_->simulation.run();
    return;
  }
  impl_->simgrid->run();
  impl_->simulation.check_ended();
}

}  // namespace twostep::engine
