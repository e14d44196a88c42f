#include "models/program/step.hpp"

namespace twostep::models {

using scenario::Choice;
using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_repeat(const RepeatStep& repeat, const Node& node, Issues& issues) {
  if (!repeat.save.empty() && repeat.at_lifetime != AtLifetime::stop_early) {
    issues.add(node, R"("save" steps run only when the repeat stops before the lifetime ends)",
               R"(add "at_lifetime": "stop_early", or leave "save" out)");
  }
}

void check_elect(const ElectStep& elect, const Node& node, Issues& issues) {
  if (elect.interval <= Duration::zero())
    issues.add(node, "never looks: its interval is no time", R"("interval": "250 ms")");
  if (elect.pause < Duration::zero()) issues.add(node, "pauses for less than no time", R"("pause" of 0 s or more)");
  if (elect.patience <= Duration::zero()) issues.add(node, "has no patience", R"("patience": "15 min")");
}

void check_fail(const FailStep& fail, const Node& node, Issues& issues) {
  if (fail.fail.share > 1) issues.add(node, R"("fail" is more than all)", "0 % to 100 %");
}

void check_retry(const RetryStep& retry, const Node& node, Issues& issues) {
  if (retry.backoff < Duration::zero() || retry.longest < Duration::zero()) {
    issues.add(node, "waits for less than no time", R"("backoff" and "longest" of 0 s or more)");
  }
}

}  // namespace

EnumNames<TracedAs> names_of(Describe<TracedAs>) {
  return {{TracedAs::compute, "compute", "on one vCPU (or what the function has of one, which took just as long)"},
          {TracedAs::sleep, "sleep", "without work"}};
}

EnumNames<InvokeMode> names_of(Describe<InvokeMode>) {
  return {{InvokeMode::sync, "sync", "wait for the answer"}, {InvokeMode::async, "async", "go on at once"}};
}

EnumNames<AtLifetime> names_of(Describe<AtLifetime>) {
  return {{AtLifetime::fail, "fail", "the invocation fails when its lifetime ends"},
          {AtLifetime::stop_early, "stop_early",
           "stop before an iteration that will not fit, save, and be invoked again to go on"},
          {AtLifetime::killed, "killed",
           "run into the limit, lose the unfinished iteration, and be invoked again to go on"}};
}

Shape<ComputeStep> shape_of(Describe<ComputeStep>) {
  Shape<ComputeStep> shape("compute", "Works on the vCPUs of wherever the program runs.");
  shape.required("compute", &ComputeStep::compute, R"(work in vCPU time: "0.2 vCPU-s")");
  shape.optional("threads", &ComputeStep::threads, "threads that share the work").at_least(1).at_most(1024);
  shape.optional("cold", &ComputeStep::cold, "work instead, on the first execution in an environment");
  return shape;
}

Shape<SleepStep> shape_of(Describe<SleepStep>) {
  Shape<SleepStep> shape("sleep", "Waits, without work.");
  shape.required("sleep", &SleepStep::sleep, "how long");
  shape.optional("cold", &SleepStep::cold, "how long instead, on the first execution in an environment");
  return shape;
}

Shape<TracedStep> shape_of(Describe<TracedStep>) {
  Shape<TracedStep> shape("traced", "Takes as long as the invocation took when it was recorded; of trace workloads.");
  shape.required("traced", &TracedStep::traced, "what it does in that time");
  return shape;
}

Shape<GetStep> shape_of(Describe<GetStep>) {
  Shape<GetStep> shape("get", "Reads from a store or volume.");
  shape.required("get", &GetStep::get, "how much");
  shape.required("from", &GetStep::from, "a name bound to a store or volume");
  shape.optional("connections", &GetStep::connections, "parallel connections that share the transfer")
      .at_least(1)
      .at_most(1024);
  return shape;
}

Shape<PutStep> shape_of(Describe<PutStep>) {
  Shape<PutStep> shape("put", "Writes to a store or volume.");
  shape.required("put", &PutStep::put, "how much");
  shape.required("to", &PutStep::to, "a name bound to a store or volume");
  shape.optional("connections", &PutStep::connections, "parallel connections that share the transfer")
      .at_least(1)
      .at_most(1024);
  shape.optional("condition_fails", &PutStep::condition_fails,
                 "a conditional write: share of these writes whose condition does not hold; they are billed, and the "
                 "step fails");
  return shape;
}

Shape<ScanStep> shape_of(Describe<ScanStep>) {
  Shape<ScanStep> shape("scan", "Reads a whole table of a key-value store, page by page.");
  shape.required("scan", &ScanStep::scan, "size of all items");
  shape.required("from", &ScanStep::from, "a name bound to a key-value store");
  return shape;
}

Shape<SendStep> shape_of(Describe<SendStep>) {
  Shape<SendStep> shape(
      "send",
      "Sends messages: to a queue (in batches), to a store (as one object or item), or to an addressable machine.");
  shape.required("send", &SendStep::send, "number of messages").at_least(1);
  shape.optional("size", &SendStep::size, "size of each");
  shape.required("to", &SendStep::to, "a name bound to a queue, a store, a fleet or a client");
  return shape;
}

Shape<ReceiveStep> shape_of(Describe<ReceiveStep>) {
  Shape<ReceiveStep> shape("receive", "Waits for messages of a queue and takes them.");
  shape.required("receive", &ReceiveStep::receive, "number of messages at the most").at_least(1);
  shape.required("from", &ReceiveStep::from, "a name bound to a queue");
  return shape;
}

Shape<MessageStep> shape_of(Describe<MessageStep>) {
  Shape<MessageStep> shape("message",
                           "Sends directly over the network to an addressable machine; functions are not addressable.");
  shape.required("message", &MessageStep::message, "size");
  shape.required("to", &MessageStep::to, "a name bound to a fleet or a client");
  return shape;
}

Shape<InvokeStep> shape_of(Describe<InvokeStep>) {
  Shape<InvokeStep> shape("invoke", "Invokes a function.");
  shape.required("invoke", &InvokeStep::invoke, "a program that this variant runs on a function");
  shape.optional("payload", &InvokeStep::payload, "size of the argument");
  shape.optional("mode", &InvokeStep::mode, "whether to wait for the answer");
  return shape;
}

Shape<RepeatStep> shape_of(Describe<RepeatStep>) {
  Shape<RepeatStep> shape("repeat", "Runs its steps a number of times, one after the other.");
  shape.required("repeat", &RepeatStep::repeat, "how often").at_least(0);
  shape.required("steps", &RepeatStep::steps, "what is repeated");
  shape.optional("at_lifetime", &RepeatStep::at_lifetime,
                 "what happens when a function's lifetime is too short for all of it");
  shape.optional("save", &RepeatStep::save, "steps that save progress before an early stop");
  shape.check(&check_repeat);
  return shape;
}

Shape<ParallelStep> shape_of(Describe<ParallelStep>) {
  Shape<ParallelStep> shape("parallel", "Runs several lists of steps at once and waits for all of them.");
  shape.required("parallel", &ParallelStep::parallel, "the lists");
  return shape;
}

Shape<FanOutStep> shape_of(Describe<FanOutStep>) {
  Shape<FanOutStep> shape("fan_out", "Runs its steps a number of times at once and waits for all of them.");
  shape.required("fan_out", &FanOutStep::fan_out, "how many at once").at_least(1).at_most(1'000'000);
  shape.required("steps", &FanOutStep::steps, "what each does");
  return shape;
}

Shape<LoadStep> shape_of(Describe<LoadStep>) {
  Shape<LoadStep> shape(
      "load", "Runs its steps only on the first execution in an environment, or by a worker: what stays in memory.");
  shape.required("load", &LoadStep::load, "the steps");
  return shape;
}

Shape<SpanStep> shape_of(Describe<SpanStep>) {
  Shape<SpanStep> shape("span", "Measures how long its steps take, as metrics span.<name>.mean, .p50, .p95, .p99.");
  shape.required("span", &SpanStep::span, "name of the measurement");
  shape.required("steps", &SpanStep::steps, "what is measured");
  return shape;
}

EnumNames<Jitter> names_of(Describe<Jitter>) {
  return {{Jitter::full, "full", "a uniform part of the back-off: who failed together does not return together"},
          {Jitter::none, "none", "all of the back-off"}};
}

EnumNames<Failing> names_of(Describe<Failing>) {
  return {{Failing::error, "error", "the execution fails; what it ran in stays"},
          {Failing::crash, "crash", "the execution fails, and the execution environment is lost"},
          {Failing::hang, "hang", "the execution does not go on until its lifetime ends; of functions"}};
}

Shape<RetryStep> shape_of(Describe<RetryStep>) {
  Shape<RetryStep> shape("retry", "Runs its steps, and again from their first when one of them failed.");
  shape.required("retry", &RetryStep::retry, "how often again at the most").at_least(1).at_most(1'000);
  shape.required("steps", &RetryStep::steps, "what is tried");
  shape.optional("backoff", &RetryStep::backoff, "wait before the first retry");
  shape.optional("factor", &RetryStep::factor, "how much longer the wait is each time").at_least(1.0).at_most(100.0);
  shape.optional("longest", &RetryStep::longest, "longest wait");
  shape.optional("jitter", &RetryStep::jitter, "how much of the wait is taken");
  shape.check(&check_retry);
  return shape;
}

Shape<FailStep> shape_of(Describe<FailStep>) {
  Shape<FailStep> shape("fail", "Fails in a share of the executions; in the others, does nothing.");
  shape.required("fail", &FailStep::fail, "the share");
  shape.optional("with", &FailStep::with, "how it fails");
  shape.check(&check_fail);
  return shape;
}

Shape<ElectStep> shape_of(Describe<ElectStep>) {
  Shape<ElectStep> shape("elect",
                         "Is one node of a bully election: the leader fails, the others agree on the next, and so on. "
                         "Measured as metrics span.<name> (from the failure until all agree) and span.<name>-noticed "
                         "(until the first begins an election).");
  shape.required("elect", &ElectStep::elect, "name of the measurement");
  shape.required("over", &ElectStep::over,
                 "where the nodes meet: a name bound to a key-value store, as a blackboard that each scans once an "
                 "interval, or to the fleet that runs them, for direct messages");
  shape.required("nodes", &ElectStep::nodes, "executions that make a group: as many must reach this step")
      .at_least(2)
      .at_most(100'000);
  shape.optional("rounds", &ElectStep::rounds, "how often the leader fails").at_least(1).at_most(1'000'000);
  shape.optional("interval", &ElectStep::interval, "time between scans, and between a leader's heartbeats");
  shape
      .optional("lost_after", &ElectStep::lost_after,
                "intervals without a heartbeat until the leader is taken for dead")
      .at_least(1)
      .at_most(1'000'000);
  shape
      .optional("answer_within", &ElectStep::answer_within,
                "intervals that a node waits for an answer from above; three times as long for the new leader's word")
      .at_least(1)
      .at_most(1'000'000);
  shape.optional("size", &ElectStep::size, "size of a message, or of a node's item on the blackboard");
  shape.optional("pause", &ElectStep::pause, "time with a leader before each failure");
  shape.optional("patience", &ElectStep::patience,
                 "longest wait for all nodes to come, or for all to agree; then the step fails");
  shape.check(&check_elect);
  return shape;
}

Choice<Step> choice_of(Describe<Step>) {
  auto choice = Choice<Step>::by_first_key("step");
  choice.add<ComputeStep>("compute", "work on a vCPU");
  choice.add<SleepStep>("sleep", "wait");
  choice.add<TracedStep>("traced", "take as long as a trace says");
  choice.add<GetStep>("get", "read from a store");
  choice.add<PutStep>("put", "write to a store");
  choice.add<ScanStep>("scan", "read a whole table");
  choice.add<SendStep>("send", "send messages");
  choice.add<ReceiveStep>("receive", "take messages from a queue");
  choice.add<MessageStep>("message", "send directly to a machine");
  choice.add<InvokeStep>("invoke", "invoke a function");
  choice.add<RepeatStep>("repeat", "do again and again");
  choice.add<ParallelStep>("parallel", "do different things at once");
  choice.add<FanOutStep>("fan_out", "do the same at once");
  choice.add<LoadStep>("load", "do once per environment");
  choice.add<SpanStep>("span", "measure");
  choice.add<RetryStep>("retry", "try again what failed");
  choice.add<FailStep>("fail", "fail now and then");
  choice.add<ElectStep>("elect", "take part in leader elections");
  return choice;
}

Shape<ProgramSpec> shape_of(Describe<ProgramSpec>) {
  Shape<ProgramSpec> shape("program", "What an application does, written once for all variants.");
  shape.optional("memory", &ProgramSpec::memory, "memory that it needs; 0 B: not checked");
  shape.required("steps", &ProgramSpec::steps, "its steps, in order");
  shape.optional("triggered_by", &ProgramSpec::triggered_by,
                 "names bound to what starts it, beside workloads and programs that invoke it: a queue or stream (its "
                 "messages), "
                 "a topic (what is published), an object store or key-value store (what programs write), a timer");
  return shape;
}

}  // namespace twostep::models
