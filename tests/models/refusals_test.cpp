// What scenarios are refused for: each message names the place, what is wrong there, and what would be right.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;

std::string all_of(const std::vector<std::string>& problems) {
  std::string text;
  for (const std::string& problem : problems) text += problem + "\n";
  return text;
}

// Exactly one problem, that says all of these words.
void refused(const Parts& parts, const std::vector<std::string>& words) {
  const std::vector<std::string> problems = problems_with(parts);
  INFO(all_of(problems));
  REQUIRE(problems.size() == 1);
  for (const std::string& word : words) CHECK_THAT(problems[0], Catch::Contains(word));
}

const std::string sleep_step = R"({"sleep": "1 s"})";

Parts function_case(const std::string& figures) { return {.resources = function_with(figures), .steps = sleep_step}; }
Parts lambda_case(const std::string& figures) {
  return {.resources = R"("f": {"kind": "function", "profile": "lambda", )" + figures + "}", .steps = sleep_step};
}
Parts fleet_case(const std::string& figures) { return {.resources = fleet_with(figures), .steps = sleep_step}; }

TEST_CASE("a valid scenario has no problems") { CHECK(all_of(problems_with(function_case(""))).empty()); }

TEST_CASE("a function cannot be sent to, and the message says what to do instead") {
  const std::string step = GENERATE(R"({"message": "1 KB", "to": "peer"})", R"({"send": 1, "to": "peer"})");
  refused({.resources = function_with() + ", " + function_with("", "g"),
           .steps = sleep_step + ", " + step,
           .variant = R"("runs_on": "f", "bind": {"peer": "g"})"},
          {"/programs/main/steps/1", "peer", "function g", "functions are not network-addressable", "store", "queue",
           "invoke"});
}

TEST_CASE("a function has no accelerators") {
  refused(function_case(R"("accelerators": 1)"),
          {"/resources/f/accelerators", "functions have no accelerators", "fleet"});
  CHECK(problems_with(function_case(R"("accelerators": 0)")).empty());
  CHECK(problems_with(fleet_case(R"("accelerators": 1)")).empty());
}

TEST_CASE("a function has a memory size that the platform sells") {
  refused(lambda_case(R"("memory": "100 MiB")"), {"/resources/f/memory", "not a memory size", "128 MiB", "64 MiB"});
  refused(lambda_case(R"("memory": "3072 MiB")"), {"/resources/f/memory", "not a memory size"});
  refused(lambda_case(R"("memory": "650 MiB")"), {"/resources/f/memory", "in steps of 64"});
  refused({.resources = function_with("", "f", "640 MB"), .steps = sleep_step},
          {"/resources/f/memory", "not a whole number of MiB"});
  CHECK(problems_with(lambda_case(R"("memory": "640 MiB")")).empty());
  CHECK(problems_with(lambda_case(R"("memory": "3008 MiB")")).empty());
}

TEST_CASE("a function needs memory, and a share of a vCPU") {
  refused({.resources = R"("f": {"kind": "function", "memory_per_vcpu": "1 GiB"})", .steps = sleep_step},
          {"/resources/f", "a function needs memory"});
  refused({.resources = R"("f": {"kind": "function", "memory": "1 GiB"})", .steps = sleep_step},
          {"/resources/f", "how much vCPU", "profile"});
}

TEST_CASE("a function fits on a host, and its billing step is whole milliseconds") {
  refused(function_case(R"("host": {"memory": "512 MiB"})"),
          {"/resources/f/memory", "does not fit on one host", "512 MiB"});
  refused(function_case(R"("billing": {"quantum": "0 s"})"), {"/resources/f/billing", "whole number of milliseconds"});
  refused(function_case(R"("billing": {"quantum": "1.5 ms"})"), {"/resources/f/billing", "100 ms"});
}

TEST_CASE("a fleet has a type, processors, a billing step, and room to grow") {
  refused({.resources = R"("f": {"kind": "fleet"})", .steps = sleep_step},
          {"/resources/f", "instance type", "profile"});
  refused({.resources = R"("f": {"kind": "fleet", "type": "m5.large", "vcpus": 0})", .steps = sleep_step},
          {"/resources/f/vcpus", "needs processors"});
  refused(fleet_case(R"("instances": 5, "grow_to": 3)"), {"/resources/f/grow_to", "at least 5"});
  refused(fleet_case(R"("billing_quantum": "0 s")"), {"/resources/f/billing_quantum", "not a billing step"});
  refused(fleet_case(R"("instances": 0)"), {"/resources/f/instances"});
}

TEST_CASE("a program may need more memory than it gets") {
  const std::string program = R"("big": {"memory": "2 GiB", "steps": [{"sleep": "1 s"}]})";
  refused({.resources = function_with() + ", " + function_with("", "g"),
           .steps = R"({"invoke": "big"})",
           .programs = program,
           .variant = R"("runs_on": "f", "programs_on": {"big": "g"})"},
          {"/programs/big", "program big needs more memory than g of variant only has", "1"});
}

TEST_CASE("a name that a program uses is bound to something that fits the step") {
  const auto bound_to = [](const std::string& step, const std::string& bind) -> Parts {
    return {.resources = fleet_with() +
                         R"(, "q": {"kind": "queue", "service": "sqs"}, "b": {"kind": "object_store", "service": "s3"},
                                             "c": {"kind": "client"})",
            .steps = step,
            .variant = R"("runs_on": "f", "bind": {)" + bind + "}"};
  };
  refused(bound_to(R"({"get": "1 KB", "from": "data"})", ""),
          {"/programs/main/steps/0", ": data ", "is not bound in variant only", "an object store"});
  refused(bound_to(R"({"get": "1 KB", "from": "data"})", R"("data": "q")"),
          {"/steps/0", "bound to q", "an object store"});
  refused(bound_to(R"({"put": "1 KB", "to": "data"})", R"("data": "c")"), {"bound to c", "an object store"});
  refused(bound_to(R"({"scan": "1 KB", "from": "data"})", R"("data": "b")"), {"bound to b", "a key-value store"});
  refused(bound_to(R"({"receive": 1, "from": "data"})", R"("data": "b")"), {"bound to b", "a queue"});
  refused(bound_to(R"({"message": "1 B", "to": "data"})", R"("data": "b")"), {"bound to b", "a fleet or a client"});
  CHECK_THAT(
      all_of(problems_with(bound_to(R"({"get": "1 KB", "from": "data"})", R"("data": "nowhere")"))),
      Catch::Contains("/variants/only/bind/data: nowhere is no resource of this scenario; use one of f, q, b or c"));
  refused(bound_to(R"({"get": "1 KB", "from": "b"})", R"("bb": "b")"),
          {"/variants/only", ": bb ", "nothing in this variant"});
}

TEST_CASE("a function has no volume, but may have something in its own memory") {
  const auto reading = [](const std::string& volume) -> Parts {
    return {.resources = function_with() + R"(, "v": {"kind": "volume", )" + volume + "}",
            .steps = R"({"get": "1 KB", "from": "v"})"};
  };
  refused(reading(R"("bandwidth": "1 MB/s")"), {"/programs/main/steps/0", "functions have no volumes", "object store"});
  CHECK(problems_with(reading(R"("in_memory": true)")).empty());
}

TEST_CASE("an item is not larger than the store takes") {
  const auto writing = [](const std::string& step) -> Parts {
    return {.resources = function_with() + R"(, "t": {"kind": "key_value_store", "service": "dynamodb"})",
            .steps = step};
  };
  refused(writing(R"({"put": "409601 B", "to": "t"})"), {"/programs/main/steps/0", "an item of t", "400 KiB"});
  CHECK(problems_with(writing(R"({"put": "400 KiB", "to": "t"})")).empty());
  refused(writing(R"({"send": 5, "size": "100 KB", "to": "t"})"),
          {"/programs/main/steps/0", "an item of t", "400 KiB"});
}

TEST_CASE("programs do not invoke each other in a circle") {
  const std::vector<std::string> problems =
      problems_with(Parts{.resources = function_with() + ", " + function_with("", "g"),
                          .steps = R"({"invoke": "other"})",
                          .programs = R"("other": {"steps": [{"repeat": 2, "steps": [{"invoke": "main"}]}]})",
                          .variant = R"("runs_on": "f", "programs_on": {"other": "g"})"});
  INFO(all_of(problems));
  REQUIRE(problems.size() == 2);  // at each of the two steps
  CHECK_THAT(problems[0], Catch::Contains("/programs/main/steps/0") && Catch::Contains("cycle"));
  CHECK_THAT(problems[1], Catch::Contains("/programs/other/steps/0/steps/0") && Catch::Contains("one direction"));
}

TEST_CASE("a program does not send to the queue that starts it") {
  refused({.resources = function_with() + R"(, "q": {"kind": "queue", "service": "sqs"})",
           .steps = R"({"send": 1, "to": "out"})",
           .workload = R"("via": "in")",
           .variant = R"("runs_on": "f", "bind": {"in": "q", "out": "q"})"},
          {"/programs/main/steps/0", ": out ", "a cycle that never ends", "send or put elsewhere"});
}

TEST_CASE("only functions are invoked, and only programs that are there") {
  refused({.resources = fleet_with(), .steps = R"({"invoke": "other"})", .programs = R"("other": {"steps": []})"},
          {"/programs/main/steps/0", "runs on a fleet", "only functions can be invoked", "message"});
  refused({.resources = fleet_with(), .steps = R"({"invoke": "other"})"}, {"/programs/main/steps/0", "is no program"});
}

TEST_CASE("a function runs one program") {
  refused({.resources = function_with(), .steps = R"({"invoke": "other"})", .programs = R"("other": {"steps": []})"},
          {"/variants/only", ": other ", "f runs another program already", "a function or orchestrator of its own"});
}

TEST_CASE("a profile is one of the catalogue's, and of the same kind") {
  refused({.resources = function_with(R"("profile": "lamda")"), .steps = sleep_step},
          {"/resources/f/profile", "is no profile of catalogue aws-us-east-1-2018-12", "lambda"});
  refused({.resources = fleet_with(R"("profile": "s3")"), .steps = sleep_step},
          {"/resources/f/profile", "is the profile of a object_store, not of a fleet", "another profile"});
}

TEST_CASE("a workload's requests reach its program") {
  const auto via = [](const std::string& bind) -> Parts {
    return {
        .resources = fleet_with() + ", " + fleet_with("", "g") +
                     R"(, "q": {"kind": "queue", "service": "sqs"}, "b": {"kind": "object_store", "service": "s3"})",
        .steps = sleep_step,
        .workload = R"("via": "door")",
        .variant = R"("runs_on": "f", "bind": {)" + bind + "}"};
  };
  refused(via(""), {"/variants/only", ": door ", "not bound in variant only", "bind it to a queue"});
  refused(via(R"("door": "g")"), {"/variants/only", ": g ", "cannot reach the program", "door"});
  refused(via(R"("door": "b")"), {"cannot reach the program"});
  CHECK(problems_with(via(R"("door": "q")")).empty());
  CHECK(problems_with(via(R"("door": "f")")).empty());
}

TEST_CASE("something runs each program") {
  refused({.resources = fleet_with(), .steps = sleep_step, .variant = ""},
          {"/variants/only", "nothing runs in variant only", "runs_on"});
  refused({.resources = fleet_with() + R"(, "b": {"kind": "object_store", "service": "s3"})",
           .steps = sleep_step,
           .variant = R"("runs_on": "b")"},
          {"/variants/only", ": b ", "does not run programs", "a function, a fleet or an orchestrator"});
  refused(
      {.resources = fleet_with(), .steps = sleep_step, .variant = R"("runs_on": "f", "programs_on": {"mian": "f"})"},
      {": mian ", "is no program", "main"});
}

}  // namespace
