// NameUse: a name of a store, queue or machine that a step uses, and what it must be bound to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/program/step.hpp"

namespace twostep::models {

// What a step's name must be bound to.
enum class Need : std::uint8_t { store, table, queue, addressable, destination, meeting_place };

struct NameUse {
  std::string name;
  Need need;
};

// The names that a step itself uses, not those of steps inside it.
[[nodiscard]] std::vector<NameUse> names_in(const Step& step);
// Appends the names of what the steps write to.
void names_written(const Steps& steps, std::vector<std::string>& names);
// Appends the names that the steps use, those inside other steps included.
void names_used(const Steps& steps, std::vector<std::string>& names);

}  // namespace twostep::models
