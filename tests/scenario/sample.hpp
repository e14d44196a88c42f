// A small world of described types, as models would describe theirs: every form of shape and choice once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::sample {

enum class Packing { first_fit, spread };

struct Server {
  std::string type;
  std::int64_t count = 1;
  Duration boot = Duration::seconds(30);
  std::optional<Bandwidth> nic;
  Packing packing = Packing::first_fit;
  scenario::Place place;
};

struct Function {
  Bytes memory{128 * 1024 * 1024};
  Duration lifetime = Duration::seconds(900);
  engine::Sampled<Duration> start{Duration::milliseconds(100)};
  bool is_warm = false;
};

using Site = std::variant<Server, Function>;

struct Compute {
  CpuWork work;
  int threads = 1;
};
struct Get {
  Bytes size;
  std::string from;
};
struct Step;
struct Repeat {
  std::int64_t times = 1;
  std::vector<Step> steps;
};
struct Step {
  std::variant<Compute, Get, Repeat> action;
  scenario::Place place;
};

struct World {
  std::string name;
  Site site;
  scenario::Named<std::vector<Step>> programs;
  std::optional<Rate> load;
  scenario::Percent error{0.01};
  double weight = 1.5;
};

inline scenario::EnumNames<Packing> names_of(scenario::Describe<Packing>) {
  return {{Packing::first_fit, "first_fit", "The first host with room."},
          {Packing::spread, "spread", "The emptiest host."}};
}

inline scenario::Shape<Server> shape_of(scenario::Describe<Server>) {
  return scenario::Shape<Server>("server", "Servers of one type.")
      .required("type", &Server::type, "Entry of the catalogue.")
      .not_empty()
      .optional("count", &Server::count, "How many there are.")
      .at_least(1)
      .at_most(1000)
      .optional("boot", &Server::boot, "From the request to the first work.")
      .at_most(Duration::seconds(600))
      .optional("nic", &Server::nic, "Bandwidth of the network card.")
      .optional("packing", &Server::packing, "Where work goes.");
}

inline scenario::Shape<Function> shape_of(scenario::Describe<Function>) {
  return scenario::Shape<Function>("function", "A function.")
      .required("memory", &Function::memory, "What each environment has.")
      .at_least(Bytes{128LL * 1024 * 1024})
      .example("640 MiB")
      .optional("lifetime", &Function::lifetime, "After which it is stopped.")
      .more_than(Duration::zero())
      .optional("start", &Function::start, "How long a cold start takes.")
      .optional("is_warm", &Function::is_warm, "Whether it starts warm.")
      .check([](const Function& function, const scenario::Node& node, scenario::Issues& issues) {
        if (function.is_warm && !function.start.is_zero() && node.find("start") != nullptr) {
          issues.add(*node.find("start"), "is of no use to a warm function", "leave it out");
        }
      });
}

inline scenario::Choice<Site> choice_of(scenario::Describe<Site>) {
  return scenario::Choice<Site>::by_member("site", "kind")
      .add<Server>("server", "Servers.")
      .add<Function>("function", "A function platform.");
}

inline scenario::Shape<Compute> shape_of(scenario::Describe<Compute>) {
  return scenario::Shape<Compute>("compute", "Uses a processor.")
      .required("compute", &Compute::work, "How much.")
      .optional("threads", &Compute::threads, "On how many processors at once.")
      .at_least(1);
}
inline scenario::Shape<Get> shape_of(scenario::Describe<Get>) {
  return scenario::Shape<Get>("get", "Fetches.")
      .required("get", &Get::size, "How much.")
      .required("from", &Get::from, "From where.");
}
scenario::Shape<Repeat> shape_of(scenario::Describe<Repeat>);
scenario::Choice<Step> choice_of(scenario::Describe<Step>);

inline scenario::Shape<Repeat> shape_of(scenario::Describe<Repeat>) {
  return scenario::Shape<Repeat>("repeat", "Does steps again and again.")
      .required("repeat", &Repeat::times, "How often.")
      .at_least(0)
      .required("steps", &Repeat::steps, "What.")
      .not_empty();
}
inline scenario::Choice<Step> choice_of(scenario::Describe<Step>) {
  return scenario::Choice<Step>::by_first_key("step")
      .add<Compute>("compute", "Uses a processor.")
      .add<Get>("get", "Fetches.")
      .add<Repeat>("repeat", "Does steps again and again.");
}

inline scenario::Shape<World> shape_of(scenario::Describe<World>) {
  return scenario::Shape<World>("world", "All there is.")
      .required("name", &World::name, "Its name.")
      .required("site", &World::site, "Where programs run.")
      .required("programs", &World::programs, "What runs.")
      .optional("load", &World::load, "How often.")
      .optional("error", &World::error, "How exact.")
      .optional("weight", &World::weight, "How heavy.");
}

inline constexpr const char* good_world = R"({
  "$schema": "world.schema.json",
  "//": "comments are allowed",
  "name": "a world",
  "site": {"kind": "function", "memory": "640 MiB", "start": {"lognormal": {"median": "0.1 s", "p99": "1 s"}}},
  "programs": {
    "// twice": "what follows is done twice",
    "train": [
      {"repeat": 2, "steps": [
        {"get": "100 MB", "from": "disk"},
        {"compute": "0.2 vCPU-s", "threads": 2}
      ]},
      {"compute": "1 vCPU-s"}
    ]
  },
  "load": "3500 request/s",
  "error": "4 %",
  "weight": 2
})";

}  // namespace twostep::sample
