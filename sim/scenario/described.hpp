// What has a description beside it, found by argument-dependent lookup.
#pragma once

#include "sim/scenario/codec.hpp"

namespace twostep::scenario {

template <class T>
concept HasShape = requires { shape_of(Describe<T>{}); };  // Shape<T> shape_of(Describe<T>);
template <class T>
concept HasChoice = requires { choice_of(Describe<T>{}); };  // Choice<T> choice_of(Describe<T>);
template <class T>
concept HasNames = requires { names_of(Describe<T>{}); };  // EnumNames<T> names_of(Describe<T>);

}  // namespace twostep::scenario
