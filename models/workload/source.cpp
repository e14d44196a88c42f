#include "models/workload/source.hpp"

namespace twostep::models {

using engine::Process;

namespace {

// Suspends the process until its request was answered.
struct Response {
  Request& request;
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> client) const noexcept { request.client = client; }
  void await_resume() const noexcept {}
};

}  // namespace

void Source::start(const Arrivals& arrivals) {
  if (const auto* clients = std::get_if<ClosedArrivals>(&arrivals)) {
    for (std::int64_t i = 0; i < clients->clients; ++i) {
      simulation_.spawn(closed(*clients, static_cast<std::uint64_t>(i)), "client", static_cast<std::uint64_t>(i));
    }
    return;
  }
  const auto stream = simulation_.stream("workload.arrivals");
  if (const auto* batch = std::get_if<BatchArrivals>(&arrivals)) simulation_.spawn(open({*batch, stream}), "workload");
  if (const auto* process = std::get_if<DeterministicArrivals>(&arrivals))
    simulation_.spawn(open({*process, stream}), "workload");
  if (const auto* process = std::get_if<PoissonArrivals>(&arrivals))
    simulation_.spawn(open({*process, stream}), "workload");
}

Process<void> Source::open(ArrivalTimes times) {
  std::uint64_t number = 0;
  while (const auto at = times.next()) {
    co_await simulation_.delay_until(*at);
    simulation_.spawn(ask(), "request", ++number);
  }
}

Process<void> Source::closed(ClosedArrivals clients, std::uint64_t client) {
  engine::RandomStream stream = simulation_.stream("workload.think_time." + std::to_string(client));
  const SimTime last = SimTime{} + clients.lasts;
  while (clients.count == 0 || closed_sent_ < clients.count) {
    if (simulation_.now() > last) co_return;
    ++closed_sent_;
    co_await ask();
    co_await simulation_.delay(clients.think_time.sample(stream));
  }
}

Process<void> Source::ask() {
  if (entrance_.function != nullptr) return entrance_.function->serve();
  if (entrance_.fleet != nullptr) return entrance_.fleet->serve(shape_.size.next() * shape_.messages);
  return ask_through_queue();
}

Process<void> Source::ask_through_queue() {
  recorder_.request_arrived(simulation_.now());
  Request& request = requests_.open(simulation_.now(), shape_.messages);
  entrance_.queue->arrive(request, shape_.messages, shape_.size.next());
  co_await Response{request};
}

}  // namespace twostep::models
