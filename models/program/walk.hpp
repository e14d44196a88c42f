// Walking a program's steps, those inside other steps included.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/program/step.hpp"

namespace twostep::models {

// The lists of steps directly inside a step; empty for a step that holds none.
inline std::vector<const Steps*> inner_steps(const Step& step) {
  if (const auto* repeat = std::get_if<RepeatStep>(&step.body)) return {&repeat->steps, &repeat->save};
  if (const auto* fan_out = std::get_if<FanOutStep>(&step.body)) return {&fan_out->steps};
  if (const auto* load = std::get_if<LoadStep>(&step.body)) return {&load->load};
  if (const auto* span = std::get_if<SpanStep>(&step.body)) return {&span->steps};
  if (const auto* retry = std::get_if<RetryStep>(&step.body)) return {&retry->steps};
  std::vector<const Steps*> inner;
  if (const auto* parallel = std::get_if<ParallelStep>(&step.body)) {
    for (const Steps& branch : parallel->parallel) inner.push_back(&branch);
  }
  return inner;
}

// How much of a program may compute at the same moment: steps, and threads of all of them.
struct Parallelism {
  std::int64_t steps = 0;
  std::int64_t threads = 0;
};

inline Parallelism most_parallel(const Steps& steps) {
  Parallelism most;
  for (const Step& step : steps) {
    Parallelism here;
    if (const auto* compute = std::get_if<ComputeStep>(&step.body)) here = {.steps = 1, .threads = compute->threads};
    if (const auto* traced = std::get_if<TracedStep>(&step.body);
        traced != nullptr && traced->traced == TracedAs::compute) {
      here = {.steps = 1, .threads = 1};
    }
    const bool at_once = std::holds_alternative<ParallelStep>(step.body);
    for (const Steps* inner : inner_steps(step)) {
      const Parallelism within = most_parallel(*inner);
      here.steps = at_once ? here.steps + within.steps : std::max(here.steps, within.steps);
      here.threads = at_once ? here.threads + within.threads : std::max(here.threads, within.threads);
    }
    if (const auto* fan_out = std::get_if<FanOutStep>(&step.body)) {
      here.steps *= fan_out->fan_out;
      here.threads *= fan_out->fan_out;
    }
    most.steps = std::max(most.steps, here.steps);
    most.threads = std::max(most.threads, here.threads);
  }
  return most;
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
