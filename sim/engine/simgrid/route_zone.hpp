// RouteZone: a SimGrid network zone whose route between any two hosts is the one that was named last.
//
// SimGrid's own zones fix every route before the run; here a transfer names the links it crosses when it starts. So two
// hosts are enough for any number of links, and a route may cross any of them.
#pragma once

#include <string>
#include <vector>

#include <simgrid/kernel/routing/NetZoneImpl.hpp>
#include <simgrid/s4u/Link.hpp>

namespace twostep::engine {

class RouteZone : public simgrid::kernel::routing::NetZoneImpl {
 public:
  explicit RouteZone(const std::string& name) : NetZoneImpl(name) {}

  // The route of the communication that starts next.
  void set_route(std::vector<simgrid::s4u::Link*> links) { links_ = std::move(links); }

 private:
  void get_local_route(const simgrid::kernel::routing::NetPoint* source,
                       const simgrid::kernel::routing::NetPoint* destination, simgrid::kernel::routing::Route* route,
                       double* latency) override;

  std::vector<simgrid::s4u::Link*> links_;
};

}  // namespace twostep::engine
