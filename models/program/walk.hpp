// Walking a program's steps, those inside other steps included.
#pragma once

#include <vector>

#include "models/program/step.hpp"

namespace twostep::models {

// The lists of steps directly inside a step; empty for a step that holds none.
inline std::vector<const Steps*> inner_steps(const Step& step) {
  if (const auto* repeat = std::get_if<RepeatStep>(&step.body)) return {&repeat->steps, &repeat->save};
  if (const auto* fan_out = std::get_if<FanOutStep>(&step.body)) return {&fan_out->steps};
  if (const auto* load = std::get_if<LoadStep>(&step.body)) return {&load->load};
  if (const auto* span = std::get_if<SpanStep>(&step.body)) return {&span->steps};
  std::vector<const Steps*> inner;
  if (const auto* parallel = std::get_if<ParallelStep>(&step.body)) {
    for (const Steps& branch : parallel->parallel) inner.push_back(&branch);
  }
  return inner;
}

// Calls visit(step) for every step, outer before inner.
template <class Visit>
void for_each_step(const Steps& steps, const Visit& visit) {
  for (const Step& step : steps) {
    visit(step);
    for (const Steps* inner : inner_steps(step)) for_each_step(*inner, visit);
  }
}

}  // namespace twostep::models
