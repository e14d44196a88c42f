#include "models/triggers/http_gateway.hpp"

#include "models/phase.hpp"
#include "models/started_parts.hpp"

namespace twostep::models {

using engine::Process;
using observation::Outcome;

HttpGateway::HttpGateway(ServiceContext context, observation::Recorder& recorder, Invocable& target, const Names& names,
                         const HttpGatewaySpec& spec)
    : context_(context),
      recorder_(recorder),
      target_(target),
      limit_(spec.limit),
      request_chunk_(spec.request_chunk.count),
      latency_(context.simulation, spec.latency, names.streams + ".latency"),
      requests_(context.metering.open(
          {.resource = names.resource, .service = spec.service, .meter = "request", .unit = "request"})),
      late_(context.simulation, [](void* self) { static_cast<HttpGateway*>(self)->give_up_late(); }, this) {}

HttpGateway::Call& HttpGateway::open(SimTime deadline) {
  if (free_.empty()) free_.push_back(&calls_.emplace_back());
  Call& call = *free_.back();
  free_.pop_back();
  call = {.number = call.number + 1,
          .deadline = deadline,
          .result = {},
          .client = {},
          .answered = false,
          .given_up = false};
  while (!pending_.empty() && is_over(pending_.front())) pending_.pop_front();
  pending_.push_back({&call, call.number});
  if (!late_.armed()) late_.arm(pending_.front().call->deadline);
  return call;
}

// Suspends the request until its answer is there, or it is given up.
struct HttpGateway::Answer {
  Call& call;
  [[nodiscard]] bool await_ready() const noexcept { return call.answered; }
  void await_suspend(std::coroutine_handle<> client) const noexcept { call.client = client; }
  void await_resume() const noexcept {}
};

Process<void> HttpGateway::serve(Arrival request) {
  const SimTime arrival = context_.simulation.now();
  recorder_.request_arrived(arrival);
  const std::int64_t bytes = request.size.count * request.messages;
  requests_.add(request_chunk_ > 0 ? started_parts(bytes, request_chunk_) : 1);
  Call& call = open(arrival + limit_);
  const std::uint64_t number = call.number;  // a call that was given up may be another's when this goes on
  co_await context_.simulation.delay(latency_.next());
  const Duration own = context_.simulation.now() - arrival;
  const Invocation invocation{.at_limit = AtLimit::reject, .poisoned = request.poisoned, .origin = arrival};
  if (!call.given_up) {
    context_.simulation.spawn(run(call, invocation), "invocation through a gateway", call.number);
    co_await Answer{call};
  } else {
    free_.push_back(&call);
  }
  observation::PhaseTimes phases{};
  Outcome outcome = Outcome::failed;
  if (call.number == number && call.answered) {
    phases = call.result.phases;
    time_in(phases, Phase::invoke) += own;
    outcome = call.result.outcome;
    free_.push_back(&call);
  } else {
    time_in(phases, Phase::message) = context_.simulation.now() - arrival;
  }
  recorder_.request_ended(arrival, context_.simulation.now(), phases, outcome);
}

Process<void> HttpGateway::run(Call& call, Invocation invocation) {
  co_await target_.invoke(invocation, call.result);
  if (call.given_up) {
    free_.push_back(&call);
    co_return;
  }
  call.answered = true;
  if (call.client) context_.simulation.resume_now(call.client);
}

void HttpGateway::give_up_late() {
  while (!pending_.empty()) {
    const Pending first = pending_.front();
    if (!is_over(first)) {
      if (first.call->deadline > context_.simulation.now()) {
        late_.arm(first.call->deadline);
        return;
      }
      first.call->given_up = true;
      if (first.call->client) context_.simulation.resume_now(first.call->client);
    }
    pending_.pop_front();
  }
}

}  // namespace twostep::models
