#include "models/workload/source.hpp"

namespace twostep::models {

using engine::Process;

void Source::start(const WorkloadSpec& workload) {
  std::visit(
      [this, &workload]<class Process>(const Process& process) {
        if constexpr (TraceArrivals<Process>) {
          simulation_.spawn(replay(*workload.trace, SimTime{} + process.lasts), "trace");
        } else if constexpr (std::is_same_v<Process, ClosedArrivals>) {
          for (std::int64_t i = 0; i < process.clients; ++i) {
            simulation_.spawn(closed(process, static_cast<std::uint64_t>(i)), "client", static_cast<std::uint64_t>(i));
          }
        } else {
          using Times = typename TimesOf<Process>::Type;
          const Times times(process, simulation_.stream(name_ + ".arrivals"));
          simulation_.spawn(open(times, most_requests(process), SimTime{} + lasts(process)), "workload");
        }
      },
      workload.arrivals);
}

Process<void> Source::replay(const Trace& trace, SimTime last) {
  const Sending sending(*this);
  const std::unique_ptr<TraceCursor> cursor = trace.open(simulation_.stream(name_ + ".arrivals"));
  std::uint64_t sent = 0;
  for (std::span<const TraceInvocation> batch = cursor->next(); !batch.empty(); batch = cursor->next()) {
    for (const TraceInvocation& invocation : batch) {
      if (invocation.at > last) co_return;
      co_await simulation_.delay_until(invocation.at);
      send_as_traced(invocation, sent++);
    }
  }
}

template <class Times>
Process<void> Source::open(Times times, std::int64_t most, SimTime last) {
  const Sending sending(*this);
  for (std::int64_t sent = 0; sent < most; ++sent) {
    const SimTime at = SimTime{} + Duration::from_ns(times.next_ns());
    if (at > last) co_return;
    co_await simulation_.delay_until(at);
    send(static_cast<std::uint64_t>(sent));
  }
}

Process<void> Source::closed(ClosedArrivals clients, std::uint64_t client) {
  const Sending sending(*this);
  engine::RandomStream stream = simulation_.stream(name_ + ".think_time." + std::to_string(client));
  const SimTime last = SimTime{} + clients.end.lasts;
  const auto more_to_send = [&] {
    return (clients.end.count == 0 || closed_sent_ < clients.end.count) && simulation_.now() <= last;
  };
  while (more_to_send()) {
    ++closed_sent_;
    co_await ask();
    if (!more_to_send()) co_return;  // nobody waits for a think time after which nothing is asked
    co_await simulation_.delay(clients.think_time.sample(stream));
  }
}

// A request that nobody waits for.
void Source::send(std::uint64_t number) {
  if (entrance_.function != nullptr) {
    entrance_.function->accept(0, {}, shape_.next_is_poisoned(), number);
  } else {
    simulation_.spawn(ask(), "request", number);
  }
}

Process<void> Source::ask() {
  if (entrance_.function != nullptr) return entrance_.function->serve(0, {}, shape_.next_is_poisoned());
  if (entrance_.receiver != nullptr) {
    return entrance_.receiver->serve(
        {.messages = shape_.messages, .size = shape_.size.next(), .poisoned = shape_.next_is_poisoned()});
  }
  if (entrance_.fleet != nullptr) {
    return entrance_.fleet->serve(*entrance_.program, {.payload = shape_.size.next() * shape_.messages,
                                                       .over_network = entrance_.over_network,
                                                       .poisoned = shape_.next_is_poisoned()});
  }
  return ask_through_queue();
}

void Source::send_as_traced(const TraceInvocation& invocation, std::uint64_t number) {
  if (entrance_.function != nullptr) {
    entrance_.function->accept(entrance_.first_traced + invocation.function, invocation.duration,
                               shape_.next_is_poisoned(), number);
    return;
  }
  simulation_.spawn(entrance_.fleet->serve(*entrance_.program, {.payload = shape_.size.next() * shape_.messages,
                                                                .over_network = entrance_.over_network,
                                                                .poisoned = shape_.next_is_poisoned(),
                                                                .traced = invocation.duration}),
                    "request", number);
}

Process<void> Source::ask_through_queue() {
  recorder_.request_arrived(simulation_.now());
  Request& request = requests_.open(simulation_.now(), shape_.messages, shape_.next_is_poisoned());
  entrance_.queue->arrive(request, shape_.messages, shape_.size.next());
  co_await Answered{request};
}

}  // namespace twostep::models
