// Source: sends a workload's requests into the application, and ends when the last of them is answered.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/request.hpp"
#include "models/workload/arrival_times.hpp"
#include "models/workload/arrivals_ahead.hpp"
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
  // Tells the recorder of all that has arrived up to now: for who looks at it during the run.
  void count_arrivals(SimTime now);

 private:
  // In the frame of each process that sends.
  struct Sending {
    // `count`: of arrivals that it sends some time later; null: it sends them as they arrive.
    explicit Sending(Source& source, ArrivalCount* count = nullptr) : source_(source), count_(count) {
      ++source_.sending_;
      if (count_ != nullptr) source_.counts_.push_back(count_);
    }
    ~Sending() {
      --source_.sending_;
      std::erase(source_.counts_, count_);
    }
    Sending(const Sending&) = delete;
    Sending& operator=(const Sending&) = delete;
    Source& source_;
    ArrivalCount* count_;
  };

  template <class Arrivals>
  engine::Process<void> send_all(Arrivals arrivals);
  engine::Process<void> closed(ClosedArrivals clients, std::uint64_t client);
  void send(const RequestArrival& arrival, std::uint64_t number, bool is_counted);
  void expect(std::span<const RequestArrival> coming) const;
  engine::Process<void> ask();
  engine::Process<void> ask_fleet(Duration traced);
  engine::Process<void> ask_through_queue();

  std::string name_;  // of its random streams
  engine::Simulation& simulation_;
  observation::Recorder& recorder_;
  RequestLedger& requests_;
  Entrance entrance_;
  RequestShape shape_;
  std::int64_t closed_sent_ = 0;
  std::int64_t sending_ = 0;  // processes that do
  std::vector<ArrivalCount*> counts_;
};

}  // namespace twostep::models
