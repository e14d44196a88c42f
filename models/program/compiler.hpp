// Compiler: turns a program's steps into instructions, with names bound to the services of one run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/program/program.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

// What the names in a program mean in this variant. The scenario was checked before: every name resolves, to something
// fit.
class Names {
 public:
  virtual ~Names() = default;
  [[nodiscard]] virtual StoreService* store(std::string_view name) const = 0;    // null when it is not a store
  [[nodiscard]] virtual QueueService* queue(std::string_view name) const = 0;    // null when it is not a queue
  [[nodiscard]] virtual StreamService* stream(std::string_view name) const = 0;  // null when it is not a stream
  [[nodiscard]] virtual Addressable* peer(std::string_view name) const = 0;      // null when it has no address
  [[nodiscard]] virtual Invocable* function_of(std::string_view program) const = 0;
  // Null when it is not a topic.
  [[nodiscard]] virtual Topic* topic(std::string_view name) const = 0;
  // Who is told when something is written to that store; null: nobody.
  [[nodiscard]] virtual Subscribers* told_of(std::string_view store) const = 0;
  // The same function with the platform's own queue, retries and dead letters in front.
  [[nodiscard]] virtual Invocable* async_function_of(std::string_view program) const = 0;
  // Index of the named span in the run's result; the same name is the same span.
  virtual std::uint32_t span(std::string_view name) = 0;
};

// Random streams are named by program and position, so that the same step draws the same numbers in every variant.
[[nodiscard]] Program compile(const std::string& name, std::uint32_t index, const ProgramSpec& spec, Names& names,
                              const engine::Simulation& simulation);

}  // namespace twostep::models
