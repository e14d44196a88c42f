// HttpGateway: takes requests over HTTP, has a function answer them, and does not wait longer than its limit.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "models/ports.hpp"
#include "models/receiver.hpp"
#include "models/sampler.hpp"
#include "models/storage/store_service.hpp"
#include "models/triggers/trigger_specs.hpp"
#include "sim/engine/timer.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

class HttpGateway : public Receiver {
 public:
  struct Names {
    std::string resource;  // that is billed
    std::string streams;   // of its random streams: one for each workload that comes through it
  };
  HttpGateway(ServiceContext context, observation::Recorder& recorder, Invocable& target, const Names& names,
              const HttpGatewaySpec& spec);

  // Completed when the function answers in time, else failed at the limit; the function then runs on, and is billed.
  engine::Process<void> serve(Arrival request) override;

 private:
  // What the request and the function's invocation know of each other; the last of them to end gives it back.
  struct Call {
    std::uint64_t number = 0;  // of its use: it is used again
    SimTime deadline;
    InvocationResult result;
    std::coroutine_handle<> client;  // waits for the answer
    bool answered = false;
    bool given_up = false;
  };
  struct Answer;
  struct Pending {
    Call* call;
    std::uint64_t number;
  };

  Call& open(SimTime deadline);
  engine::Process<void> run(Call& call, Invocation invocation);
  static bool is_over(const Pending& pending) {
    return pending.call->number != pending.number || pending.call->answered;
  }
  void give_up_late();

  ServiceContext context_;
  observation::Recorder& recorder_;
  Invocable& target_;
  Duration limit_;
  std::int64_t request_chunk_;
  Sampler<Duration> latency_;
  Meter& requests_;
  std::deque<Call> calls_;
  std::vector<Call*> free_;
  std::deque<Pending> pending_;  // in the order of their deadlines; the first is not over
  engine::Timer late_;
};

}  // namespace twostep::models
