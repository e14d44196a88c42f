#include "models/workload/source.hpp"

namespace twostep::models {

namespace {

template <class Arrivals>
constexpr bool is_traced = requires(const Arrivals& arrivals) { arrivals.coming(); };

}  // namespace

using engine::Process;

void Source::start(const WorkloadSpec& workload) {
  const engine::RandomStream stream = simulation_.stream(name_ + ".arrivals");
  std::visit(
      [&]<class Process>(const Process& process) {
        if constexpr (TraceArrivals<Process>) {
          const SimTime last = SimTime{} + process.lasts;
          simulation_.spawn(send_all(TracedArrivals(workload.trace->open(stream), last)), "trace");
        } else if constexpr (std::is_same_v<Process, ClosedArrivals>) {
          for (std::int64_t i = 0; i < process.clients; ++i) {
            simulation_.spawn(closed(process, static_cast<std::uint64_t>(i)), "client", static_cast<std::uint64_t>(i));
          }
        } else {
          using Times = typename TimesOf<Process>::Type;
          const SimTime last = SimTime{} + lasts(process);
          simulation_.spawn(send_all(TimedArrivals(Times(process, stream), most_requests(process), last)), "workload");
        }
      },
      workload.arrivals);
}

// What takes the same time for every request before anything can happen to it needs no event of its own: it is sent
// when that is over.
template <class Arrivals>
Process<void> Source::send_all(Arrivals arrivals) {
  const Duration lead = entrance_.function != nullptr ? entrance_.function->lead() : Duration::zero();
  ArrivalsAhead<Arrivals> ahead(std::move(arrivals), recorder_);
  const Sending sending(*this, lead > Duration::zero() ? &ahead : nullptr);
  for (std::uint64_t number = 0; ahead.next(); ++number) {
    if constexpr (is_traced<Arrivals>) expect(ahead.coming());
    co_await simulation_.delay_until(ahead.current().at + lead);
    send(ahead.current(), number, ahead.is_counted());
  }
}

// Memory that their functions need is on its way while others are dealt with: a trace has more functions than a
// processor's cache holds.
inline void Source::expect(std::span<const RequestArrival> coming) const {
  if (entrance_.function == nullptr || coming.size() < 2) return;
  entrance_.function->prefetch_further(entrance_.first_traced + coming[0].function);
  entrance_.function->prefetch(entrance_.first_traced + coming[1].function);
}

void Source::count_arrivals(SimTime now) {
  for (ArrivalCount* count : counts_) count->count(now);
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
void Source::send(const RequestArrival& arrival, std::uint64_t number, bool is_counted) {
  if (entrance_.function != nullptr) {
    entrance_.function->accept({.function = entrance_.first_traced + arrival.function,
                                .traced = arrival.duration,
                                .arrival = arrival.at,
                                .is_counted = is_counted,
                                .poisoned = shape_.next_is_poisoned(),
                                .number = number});
  } else {
    simulation_.spawn(entrance_.fleet != nullptr ? ask_fleet(arrival.duration) : ask(), "request", number);
  }
}

Process<void> Source::ask_fleet(Duration traced) {
  return entrance_.fleet->serve(*entrance_.program, {.payload = shape_.size.next() * shape_.messages,
                                                     .over_network = entrance_.over_network,
                                                     .poisoned = shape_.next_is_poisoned(),
                                                     .traced = traced});
}

Process<void> Source::ask() {
  if (entrance_.function != nullptr) return entrance_.function->serve(0, {}, shape_.next_is_poisoned());
  if (entrance_.receiver != nullptr) {
    return entrance_.receiver->serve(
        {.messages = shape_.messages, .size = shape_.size.next(), .poisoned = shape_.next_is_poisoned()});
  }
  if (entrance_.fleet != nullptr) return ask_fleet({});
  return ask_through_queue();
}

Process<void> Source::ask_through_queue() {
  recorder_.request_arrived(simulation_.now());
  Request& request = requests_.open(simulation_.now(), shape_.messages, shape_.next_is_poisoned());
  entrance_.queue->arrive(request, shape_.messages, shape_.size.next());
  co_await Answered{request};
}

}  // namespace twostep::models
