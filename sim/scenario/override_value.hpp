// The value of a --set as a node: JSON if it is JSON, else a string.
#pragma once

#include <optional>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"
#include "sim/scenario/parameters.hpp"

namespace twostep::scenario {

// In the file "--set", at the target when that is a pointer.
Place override_place(const Override& change);

// nullopt, with an issue, when the value begins like JSON but is none, or is no UTF-8.
std::optional<Node> override_value(const Override& change, Issues& issues);

}  // namespace twostep::scenario
