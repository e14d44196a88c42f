#include "models/triggers/async_invoker.hpp"

#include "models/backoff.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/phase.hpp"

namespace twostep::models {

using engine::Process;
using observation::Outcome;

Process<void> AsyncInvoker::invoke(const Invocation& invocation, InvocationResult& result) {
  const Invocation event{.at_limit = AtLimit::queue, .poisoned = invocation.poisoned, .origin = invocation.origin};
  const SimTime asked = simulation_.now();
  ++events_;
  result = {};
  if (!dispatch_.is_zero()) {
    co_await simulation_.delay(dispatch_.next());
    time_in(result.phases, Phase::invoke) += simulation_.now() - asked;
  }
  for (std::int64_t retry = 0;; ++retry) {
    InvocationResult attempt;
    co_await function_.invoke(event, attempt);
    result.phases += attempt.phases;
    result.outcome = attempt.outcome;
    if (attempt.outcome == Outcome::completed) co_return;
    const Duration wait = backoff(spec_.backoff, spec_.factor, retry);
    const bool too_old = simulation_.now() - asked > spec_.max_age - wait;
    if (retry == spec_.retries || too_old) break;
    const SimTime waits_since = simulation_.now();
    co_await simulation_.delay(wait);
    time_in(result.phases, Phase::queueing) += simulation_.now() - waits_since;
  }
  ++(dead_letter_ == nullptr ? dropped_ : dead_lettered_);
  if (dead_letter_ == nullptr) co_return;
  result.outcome = Outcome::dead_lettered;
  dead_letter_->put(invocation.origin, invocation.poisoned, invocation.payload);
}

}  // namespace twostep::models
