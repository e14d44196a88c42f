// Client: a machine outside: it takes messages.
#pragma once

#include <string>

#include "models/messaging/queue_spec.hpp"
#include "models/ports.hpp"
#include "models/sampler.hpp"
#include "models/storage/store_service.hpp"

namespace twostep::models {

class Client : public Addressable {
 public:
  Client(ServiceContext context, const std::string& name, const ClientSpec& spec)
      : context_(context), message_latency_(context.simulation, spec.message_latency, name + ".message_latency") {
    if (!spec.internet) return;
    sent_out_ = &context.metering.open({.resource = name,
                                        .service = spec.service,
                                        .meter = "internet_gb",
                                        .unit = "GB",
                                        .base_per_unit = 1'000'000'000});
  }

  engine::Process<void> deliver(const Site& from, Bytes size) override {
    if (sent_out_ != nullptr) sent_out_->add(size.count);
    co_await context_.simulation.delay(message_latency_.next());
    co_await context_.network.transfer(size, from.nic_cap, from.nic);
  }

 private:
  ServiceContext context_;
  Sampler<Duration> message_latency_;
  Meter* sent_out_ = nullptr;  // null: what is sent to it costs nothing
};

}  // namespace twostep::models
