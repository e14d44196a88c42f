// Program: the steps of an application, compiled once per run into a flat list of instructions with everything
// resolved.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "models/metering.hpp"
#include "models/phase.hpp"
#include "models/program/step.hpp"
#include "models/sampler.hpp"
#include "sim/engine/random_stream.hpp"

namespace twostep::models {

class StoreService;
class QueueService;
class StreamService;
class Invocable;
class Addressable;
class Topic;
class Subscribers;
class Election;

enum class Op : std::uint8_t {
  compute,
  sleep,
  traced_compute,
  traced_sleep,
  get,
  put,
  scan,
  send,
  receive,
  message,
  invoke_sync,
  invoke_async,
  repeat_begin,
  repeat_end,
  resumable_begin,
  resumable_end,
  parallel,
  fan_out,
  load_begin,
  load_end,
  span_begin,
  span_end,
  retry,
  fail,
  elect
};

// What a step needs of who runs it, by its op and what it uses.
enum class StepWait : std::uint8_t {
  process,            // anything
  timer,              // it only takes time, known when it begins
  timer_if_unshared,  // the same, where its processors are nobody else's
  exchange,           // a single request to its store, and a single answer
};

struct Failure;

// What the steps use that most programs consist of comes first, in one line of the processor's cache.
struct alignas(64) Instruction {
  Op op{};
  Phase phase{};  // where its time goes; set by the compiler, as is `wait`
  StepWait wait{};
  std::uint8_t slot = 0;   // loop counter, or start of a span
  std::uint32_t end = 0;   // for blocks: the instruction after the block; for ends: the block's first
  std::int64_t count = 1;  // threads, connections, messages, iterations, branches
  // What the step uses; by op. The services live as long as the run.
  Sampler<Duration>* time = nullptr;
  Sampler<Duration>* cold_time = nullptr;
  Sampler<Bytes>* size = nullptr;
  StoreService* store = nullptr;
  Failure* failure = nullptr;
  Subscribers* subscribers = nullptr;  // who is told of what it writes

  Sampler<CpuWork>* work = nullptr;
  Sampler<CpuWork>* cold_work = nullptr;
  QueueService* queue = nullptr;
  Invocable* function = nullptr;
  Addressable* peer = nullptr;
  Topic* topic = nullptr;
  StreamService* stream = nullptr;
  Election* election = nullptr;
  std::uint32_t branch =
      0;  // parallel: index into Program::branches; span: index of the span; resumable: first of its save steps
  AtLifetime at_lifetime = AtLifetime::fail;
};

// Of a retry step, or of one that fails.
struct Failure {
  Failing with = Failing::error;
  double share = 1;
  Duration backoff{}, longest{};
  double factor = 1;
  bool jitter = false;
  engine::RandomStream stream;
};

// What an orchestrator bills for each state that a workflow enters, and how long that takes.
struct Transitions {
  Meter& meter;
  Sampler<Duration> latency;
};

// A range of instructions.
struct Block {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Loops and spans may be nested this deep.
inline constexpr std::size_t max_slots = 8;

struct Program {
  std::string name;
  std::uint32_t index = 0;  // into RunResult::programs
  std::vector<Instruction> code;
  std::vector<std::vector<Block>> branches;  // of each parallel instruction
  std::uint32_t until_span =
      UINT32_MAX;          // from the arrival of the request it descends from to its end; UINT32_MAX: none
  bool resumable = false;  // has a repeat that outlives one execution
  // Owned here, named by the instructions.
  std::deque<Sampler<CpuWork>> works;
  std::deque<Sampler<Duration>> times;
  std::deque<Sampler<Bytes>> sizes;
  std::deque<Failure> failures;
  std::deque<std::shared_ptr<Election>> elections;
};

}  // namespace twostep::models
