#include "models/storage/store_exchange.hpp"

namespace twostep::models {

namespace {

// A transfer long enough that its rate says something about bandwidth and not about rounding.
constexpr Bytes least_measured_transfer = {1'000'000};

}  // namespace

// From the first byte on; whether it is over.
bool StoreService::Exchange::move() {
  const Route route = store_.route_of(site_, request_.size, request_.connections);
  if (store_.context_.network.moves_alone(route.size, route.cap, route.link, deadline_)) {
    arrived();
    return true;
  }
  return move_among_others(route);
}

[[gnu::noinline]] bool StoreService::Exchange::move_among_others(const Route& route) {
  const double least_s = static_cast<double>(route.size.count) / route.cap.bytes_per_second;
  if (first_byte_ + Duration::from_seconds(least_s) > deadline_) return !waits_for(Wait::for_deadline, deadline_);
  wait_ = Wait::for_last_byte;
  transfer_ = std::make_unique<engine::Network::Transfer>(store_.context_.network, route.size, route.cap, route.link,
                                                          deadline_);
  if (!transfer_->ready()) return false;
  arrived();
  return true;
}

// Both are called by the event that they wait for.
void StoreService::Exchange::first_byte_came(void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  if (exchange.move()) {
    exchange.done_.run(exchange.done_.target);
  } else {
    exchange.wait();
  }
}

void StoreService::Exchange::last_byte_came(void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  exchange.arrived();
  exchange.done_.run(exchange.done_.target);
}

void StoreService::Exchange::arrived() {
  const bool measured = request_.size >= least_measured_transfer && request_.reads;
  if (!measured || now() >= deadline_) return;
  const Duration took = now() - first_byte_;
  if (took.ns > 0) store_.context_.bandwidth.add(static_cast<double>(request_.size.count) / took.in_seconds());
}

}  // namespace twostep::models
