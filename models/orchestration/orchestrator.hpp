// Orchestrator: runs a program outside any function or server, step by step, each of them a billed transition.
#pragma once

#include <string>

#include "models/orchestration/orchestrator_spec.hpp"
#include "models/ports.hpp"
#include "models/program/interpreter.hpp"
#include "models/storage/store_service.hpp"

namespace twostep::models {

class Orchestrator : public Invocable {
 public:
  // `platform` is its index into RunResult::platforms.
  Orchestrator(ServiceContext context, observation::Recorder& recorder, Interpreter& interpreter,
               const std::string& name, const OrchestratorSpec& spec, std::uint32_t platform);

  // What it runs: set once, before the run.
  void set_program(const Program& program) { program_ = &program; }
  engine::Process<void> invoke(const Invocation& invocation, InvocationResult& result) override;

 private:
  ServiceContext context_;
  observation::Recorder& recorder_;
  Interpreter& interpreter_;
  std::uint32_t platform_;
  Transitions transitions_;
  Site site_;
  const Program* program_ = nullptr;
};

}  // namespace twostep::models
