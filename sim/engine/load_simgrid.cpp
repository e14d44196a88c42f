#include <dlfcn.h>

#include <stdexcept>
#include <string>

#include "sim/engine/route_network.hpp"
#include "sim/engine/simgrid/module.hpp"

namespace twostep::engine {

namespace {

// Looked for in the program's own run path: lib/twostep beside its folder, in the build tree and once installed.
constexpr const char* library_name = "simgrid.so";

[[noreturn]] void refuse() {
  const char* reason = ::dlerror();
  throw std::runtime_error(std::string("SimGrid, which shares links among routes, cannot be loaded: ") +
                           (reason == nullptr ? library_name : reason));
}

}  // namespace

std::unique_ptr<RouteNetwork> load_simgrid(Simulation& simulation) {
  // Never closed: SimGrid ends with the process.
  void* library = ::dlopen(library_name, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) refuse();
  void* entry = ::dlsym(library, simgrid_entry_name);
  if (entry == nullptr) refuse();
  return std::unique_ptr<RouteNetwork>(reinterpret_cast<SimGridEntry*>(entry)(simulation));
}

}  // namespace twostep::engine
