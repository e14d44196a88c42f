// Topic: what is published to it goes to every subscriber. Requests may come through it, and programs may send to it.
#pragma once

#include "models/receiver.hpp"
#include "models/storage/store_service.hpp"
#include "models/triggers/subscribers.hpp"
#include "models/triggers/trigger_specs.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

class Topic : public Receiver {
 public:
  Topic(ServiceContext context, observation::Recorder& recorder, RequestLedger& requests, const std::string& name,
        const TopicSpec& spec);

  [[nodiscard]] Subscribers& subscribers() { return subscribers_; }

  // A program at `site` publishes messages of event.size, one request after the other.
  engine::Process<void> publish(const Site& site, std::int64_t messages, TriggerEvent event);
  // A request whose messages are published now; ends when every subscriber has processed all of them.
  engine::Process<void> serve(Arrival request) override;

 private:
  void meter(std::int64_t messages, Bytes size);

  ServiceContext context_;
  observation::Recorder& recorder_;
  RequestLedger& ledger_;
  Subscribers subscribers_;
  Sampler<Duration> publish_latency_;
  std::int64_t request_chunk_;
  Meter& requests_;
};

}  // namespace twostep::models
