// Deployment: one variant of a scenario brought to life: its services, programs and workload in one simulation.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/bindings.hpp"
#include "models/event_trace.hpp"
#include "models/faas/event_source.hpp"
#include "models/faas/stream_source.hpp"
#include "models/metering.hpp"
#include "models/program/compiler.hpp"
#include "models/program/walk.hpp"
#include "models/run_sampler.hpp"
#include "models/services.hpp"
#include "models/triggers/triggers.hpp"
#include "models/workload/source.hpp"
#include "sim/engine/network.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

struct DeploymentOptions {
  std::uint64_t seed = 1;
  std::filesystem::path rows;                    // where to write a row per invocation; empty: nowhere
  std::optional<Duration> timeline_step;         // see observation::Timeline
  observation::TraceOptions trace;               // the timeline of events
  observation::RunProgress* progress = nullptr;  // where to tell how far the run is; null: nowhere
};

class Deployment final : private Names {
 public:
  // The scenario must have passed its checks and outlive the deployment, as must the prices.
  Deployment(const Scenario& scenario, const std::string& variant, const cost::PriceList& prices,
             const DeploymentOptions& options);
  ~Deployment() override;

  // Simulates to the end of the last request. Once, and once per process.
  observation::RunResult run();

 private:
  // The measured part of the run.
  struct Window {
    SimTime from;
    SimTime to = SimTime::max();
  };

  void create_resource(const std::string& name);
  void connect_caches();
  void create_function(const std::string& name, const FunctionSpec& spec);
  void create_fleet(const std::string& name, const FleetSpec& spec);
  void create_programs();
  void create_triggers();
  void subscribe(const std::string& program, const std::string& trigger);
  void connect_queues();
  [[nodiscard]] std::string source_name(const std::string& function);
  void connect_queue(QueueService& through, const Program& program);
  void connect_stream(StreamService& through, const Program& program);
  void connect_workload(const WorkloadSpec& workload, std::size_t number);
  [[nodiscard]] Entrance entrance_of(const WorkloadSpec& workload);
  void connect_directly(const WorkloadSpec& workload, Entrance& entrance);
  void check_balance() const;
  void add_traced_functions(FunctionService& function, const WorkloadSpec& workload);
  [[nodiscard]] Account& account_of(const FunctionSpec& spec);
  [[nodiscard]] const Program& program(const std::string& name) const;
  [[nodiscard]] static Window window_of(const Scenario& scenario);
  engine::Process<void> mark_window();
  void show_in_timeline();
  void report_progress(observation::RunProgress& progress);
  void collect();
  [[nodiscard]] Parallelism parallelism_on(const std::string& resource) const;
  [[nodiscard]] engine::LinkKind nic_kind() const;
  [[nodiscard]] std::uint32_t add_platform(const std::string& name);

  StoreService* store(std::string_view name) const override;
  QueueService* queue(std::string_view name) const override;
  StreamService* stream(std::string_view name) const override;
  Addressable* peer(std::string_view name) const override;
  Invocable* function_of(std::string_view program) const override;
  Topic* topic(std::string_view name) const override;
  Subscribers* told_of(std::string_view store) const override;
  Invocable* async_function_of(std::string_view program) const override;
  std::uint32_t span(std::string_view name) override;

  // The resource that a name in a program stands for.
  [[nodiscard]] std::string resource(std::string_view name_in_program) const;

  const Scenario& scenario_;
  const VariantSpec& variant_;
  Window window_;
  observation::RunResult result_;
  engine::Simulation simulation_;
  engine::Network network_;
  Metering metering_;
  observation::Recorder recorder_;
  RunSampler sampler_;
  std::unique_ptr<observation::InvocationWriter> rows_;
  std::unique_ptr<EventTrace> events_;
  RequestLedger requests_;
  Interpreter interpreter_;
  Services services_;
  std::deque<Program> programs_;
  std::vector<std::unique_ptr<EventSource>> event_sources_;
  std::vector<std::unique_ptr<StreamSource>> stream_sources_;
  Triggers triggers_;
  std::vector<std::unique_ptr<Receiver>> receivers_;
  std::vector<std::unique_ptr<Source>> sources_;
};

}  // namespace twostep::models
