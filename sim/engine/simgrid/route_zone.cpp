#include "sim/engine/simgrid/route_zone.hpp"

namespace twostep::engine {

// Links have no latency here (a process pays it as a delay), so nothing is added to it.
void RouteZone::get_local_route(const simgrid::kernel::routing::NetPoint* /*source*/,
                                const simgrid::kernel::routing::NetPoint* /*destination*/,
                                simgrid::kernel::routing::Route* route, double* /*latency*/) {
  for (const simgrid::s4u::Link* link : links_) route->link_list_.push_back(link->get_impl());
}

}  // namespace twostep::engine
