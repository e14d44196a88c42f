#include "models/triggers/topic.hpp"

#include "models/started_parts.hpp"

namespace twostep::models {

using engine::Process;

Topic::Topic(ServiceContext context, observation::Recorder& recorder, RequestLedger& requests, const std::string& name,
             const TopicSpec& spec)
    : context_(context),
      recorder_(recorder),
      ledger_(requests),
      subscribers_(context.simulation, requests, spec.delivery_latency, name),
      publish_latency_(context.simulation, spec.publish_latency, name + ".publish_latency"),
      request_chunk_(spec.request_chunk.count),
      requests_(
          context.metering.open({.resource = name, .service = spec.service, .meter = "request", .unit = "request"})) {}

void Topic::meter(std::int64_t messages, Bytes size) {
  requests_.add(messages * started_parts(size.count, request_chunk_));
}

Process<void> Topic::publish(const Site& site, std::int64_t messages, TriggerEvent event) {
  for (std::int64_t i = 0; i < messages; ++i) {
    meter(1, event.size);
    co_await context_.simulation.delay(publish_latency_.next());
    co_await context_.network.transfer(event.size, site.nic_cap, site.nic);
    subscribers_.notify(event);
  }
}

Process<void> Topic::serve(Arrival request) {
  const SimTime arrival = context_.simulation.now();
  recorder_.request_arrived(arrival);
  meter(request.messages, request.size);
  Request& open = ledger_.open(arrival, request.messages * subscribers_.count(), request.poisoned);
  const TriggerEvent event{.request = &open, .origin = arrival, .poisoned = request.poisoned, .size = request.size};
  for (std::int64_t i = 0; i < request.messages; ++i) subscribers_.notify(event);
  co_await Answered{open};
}

}  // namespace twostep::models
