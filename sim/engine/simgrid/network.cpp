#include "sim/engine/simgrid/network.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>

#include <simgrid/kernel/resource/Model.hpp>
#include <simgrid/s4u/Engine.hpp>
#include <simgrid/s4u/Host.hpp>

#include "sim/engine/simgrid/event_queue_model.hpp"

namespace twostep::engine {

namespace {

namespace s4u = simgrid::s4u;
using simgrid::kernel::resource::Action;

// CM02 without cross-traffic and TCP window: plain max-min sharing. The default model (LV08) takes 8 % off every link.
constexpr std::array settings = {"network/model:CM02", "network/crosstraffic:0", "network/TCP-gamma:1e18"};

s4u::Engine& make_engine() {
  if (s4u::Engine::has_instance())
    throw std::logic_error("SimGrid runs once per operating-system process: fork for each run");
  std::string name = "twostep";
  std::string quiet = "--log=root.thres:warning";
  std::array<char*, 3> arguments = {name.data(), quiet.data(), nullptr};
  int count = 2;
  s4u::Engine& engine = *s4u::Engine::get_instance(&count, arguments.data());
  for (const char* setting : settings) s4u::Engine::set_config(std::string(setting));
  return engine;
}

// The action of a communication that has just started is the newest that its model runs.
Action* action_of(const s4u::Comm& communication) {
  for (auto* model : s4u::Engine::get_instance()->get_all_models()) {
    auto& started = *model->get_started_action_set();
    if (!started.empty() && started.back().get_activity() == communication.get_impl()) return &started.back();
  }
  throw std::logic_error("SimGrid did not start a communication");
}

}  // namespace

// SimGrid's part of a transfer under way. It goes with the transfer, not where SimGrid says that it has ended: there it
// must not be freed.
struct SimGridNetwork::Communication final : RouteNetwork::Flow {
  Communication(SimGridNetwork& n, Transfer& t) : network(n), transfer(t) {}

  SimGridNetwork& network;
  Transfer& transfer;
  s4u::CommPtr comm;
  Action* action = nullptr;  // of the communication, while it runs
  std::size_t place = 0;     // in active_
};

std::uint32_t SimGridNetwork::add_link(Bandwidth capacity) {
  if (running_) throw std::logic_error("a link that SimGrid shares must be added before the run starts");
  links_.push_back({.capacity = capacity});
  return static_cast<std::uint32_t>(links_.size() - 1);
}

void SimGridNetwork::build_platform() {
  // SimGrid's engine owns the zone, and takes the first one made for its root.
  zone_ = new RouteZone("network");
  sender_ = zone_->create_host("sender", {1.0});
  receiver_ = zone_->create_host("receiver", {1.0});
  for (std::size_t i = 0; i < links_.size(); ++i) {
    links_[i].link = zone_->create_link("link " + std::to_string(i), {links_[i].capacity.bytes_per_second});
    links_[i].link->seal();
  }
  zone_->seal();
}

void SimGridNetwork::run() {
  s4u::Engine& engine = make_engine();
  running_ = true;
  engine.add_model(std::make_shared<EventQueueModel>(simulation_, *this));
  build_platform();
  // A transfer that ends while SimGrid handles its event is only put in the queue: neither resumed nor freed in here.
  s4u::Activity::on_completion_cb([](s4u::Activity const& activity) {
    auto* communication = activity.get_data<Communication>();
    if (communication != nullptr && activity.get_state() == s4u::Activity::State::FINISHED) {
      communication->network.complete(*communication);
    }
  });
  engine.run();
}

void SimGridNetwork::request(Transfer& transfer) {
  for (const std::uint32_t link : transfer.links) ++links_[link].active;
  requests_.push_back(&transfer);
  simulation_.interrupt();
}

void SimGridNetwork::start_requests() {
  for (Transfer* transfer : requests_) start(*transfer);
  requests_.clear();
}

void SimGridNetwork::start(Transfer& transfer) {
  std::vector<s4u::Link*> route;
  for (const std::uint32_t link : transfer.links) route.push_back(links_[link].link);
  zone_->set_route(std::move(route));
  auto flow = std::make_unique<Communication>(*this, transfer);
  Communication& communication = *flow;
  transfer.flow = std::move(flow);
  communication.comm = s4u::Comm::sendto_init(sender_, receiver_);
  communication.comm->set_payload_size(static_cast<std::uint64_t>(transfer.size.count));
  communication.comm->set_data(&communication);
  communication.comm->vetoable_start();
  communication.action = action_of(*communication.comm);
  // Comm::set_rate does nothing for a sendto: the bound goes on the action.
  if (!transfer.cap.is_unlimited()) communication.action->set_bound(transfer.cap.bytes_per_second);
  communication.place = active_.size();
  active_.push_back(&communication);
}

void SimGridNetwork::complete(Communication& communication) {
  const Transfer& transfer = communication.transfer;
  for (const std::uint32_t link : transfer.links) {
    --links_[link].active;
    links_[link].completed_bytes += transfer.size.count;
  }
  active_.back()->place = communication.place;
  active_[communication.place] = active_.back();
  active_.pop_back();
  simulation_.schedule(SimTime{} + Duration::from_seconds(s4u::Engine::get_clock()), transfer.done);
}

// What is left at now(), which SimGrid's clock has not reached: its rates hold until its next event.
double SimGridNetwork::bytes_left(const Communication& communication) const {
  const double ahead = simulation_.now().in_seconds() - s4u::Engine::get_clock();
  return std::max(0.0, communication.action->get_remains() - communication.action->get_rate() * ahead);
}

double SimGridNetwork::bytes_moved(std::uint32_t link) const {
  double under_way = 0;
  for (const Communication* communication : active_) {
    const Transfer& transfer = communication->transfer;
    if (std::ranges::find(transfer.links, link) == transfer.links.end()) continue;
    under_way += static_cast<double>(transfer.size.count) - bytes_left(*communication);
  }
  return static_cast<double>(links_[link].completed_bytes) + links_[link].cancelled_bytes + under_way;
}

void SimGridNetwork::cancel_all() {
  for (Communication* communication : active_) {
    const Transfer& transfer = communication->transfer;
    const double moved = static_cast<double>(transfer.size.count) - bytes_left(*communication);
    for (const std::uint32_t link : transfer.links) links_[link].cancelled_bytes += moved;
    communication->comm->cancel();
  }
  active_.clear();
}

}  // namespace twostep::engine
