// Source: sends a workload's requests into the application, and ends when the last of them is answered.
#pragma once

#include "models/request.hpp"
#include "models/workload/arrival_times.hpp"
#include "models/workload/entrance.hpp"
#include "models/workload/workload_spec.hpp"
#include "sim/engine/event.hpp"

namespace twostep::models {

class Source {
 public:
  Source(engine::Simulation& simulation, observation::Recorder& recorder, RequestLedger& requests, Entrance entrance,
         RequestShape shape, std::string name)
      : name_(std::move(name)),
        simulation_(simulation),
        recorder_(recorder),
        requests_(requests),
        entrance_(entrance),
        shape_(std::move(shape)) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  // Spawns the process or processes that send the workload's requests. Once.
  void start(const WorkloadSpec& workload);

  // Whether more requests may come.
  [[nodiscard]] bool is_sending() const { return sending_ > 0; }

 private:
  // In the frame of each process that sends.
  struct Sending {
    explicit Sending(Source& source) : source_(source) { ++source_.sending_; }
    ~Sending() { --source_.sending_; }
    Sending(const Sending&) = delete;
    Sending& operator=(const Sending&) = delete;
    Source& source_;
  };

  template <class Times>
  engine::Process<void> open(Times times, std::int64_t most, SimTime last);
  engine::Process<void> closed(ClosedArrivals clients, std::uint64_t client);
  engine::Process<void> replay(const Trace& trace, SimTime last);
  void send(std::uint64_t number);
  void send_as_traced(const TraceInvocation& invocation, std::uint64_t number);
  engine::Process<void> ask();
  engine::Process<void> ask_through_queue();

  std::string name_;  // of its random streams
  engine::Simulation& simulation_;
  observation::Recorder& recorder_;
  RequestLedger& requests_;
  Entrance entrance_;
  RequestShape shape_;
  std::int64_t closed_sent_ = 0;
  std::int64_t sending_ = 0;  // processes that do
};

}  // namespace twostep::models
