// What workloads, steps and whole scenarios are refused for.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::scenario_text;

std::string all_of(const std::vector<std::string>& problems) {
  std::string text;
  for (const std::string& problem : problems) text += problem + "\n";
  return text;
}

// Exactly one problem, that says all of these words.
void refused(const std::string& text, const std::vector<std::string>& words) {
  const std::vector<std::string> problems = problems_with(text);
  INFO(all_of(problems));
  REQUIRE(problems.size() == 1);
  for (const std::string& word : words) CHECK_THAT(problems[0], Catch::Contains(word));
}
void refused(const Parts& parts, const std::vector<std::string>& words) { refused(scenario_text(parts), words); }

const std::string sleep_step = R"({"sleep": "1 s"})";

Parts of_steps(const std::string& steps) { return {.resources = function_with(), .steps = steps}; }
Parts of_arrivals(const std::string& arrivals) {
  return {.resources = function_with(), .steps = sleep_step, .arrivals = arrivals};
}

std::string nested(int depth) {
  std::string steps = sleep_step;
  for (int i = 0; i < depth; ++i) steps = R"({"repeat": 1, "steps": [)" + steps + "]}";
  return steps;
}

TEST_CASE("steps are nested eight deep at the most") {
  CHECK(all_of(problems_with(of_steps(nested(8)))).empty());
  refused(of_steps(nested(9)), {"/programs/main/steps/0", "nested more than 8 deep"});
}

TEST_CASE("a repeat that outlives a lifetime is the only one, and outermost") {
  const std::string repeat = R"({"repeat": 2, "at_lifetime": "killed", "steps": [{"sleep": "1 s"}]})";
  refused(of_steps(repeat + ", " + repeat), {"/programs/main/steps/1", "must be the only one"});
  refused(of_steps(R"({"span": "all", "steps": [)" + repeat + "]}"),
          {"/programs/main/steps/0/steps/0", "not inside another step"});
}

TEST_CASE("save steps belong to a repeat that stops early") {
  refused(of_steps(R"({"repeat": 2, "at_lifetime": "killed", "steps": [], "save": [{"sleep": "1 s"}]})"),
          {"/programs/main/steps/0", "save", "stop_early"});
}

TEST_CASE("a step begins with what it does") {
  refused(of_steps(R"({"slep": "1 s"})"), {"/programs/main/steps/0", "sleep"});
  refused(of_steps(R"({"sleep": "1"})"), {"/programs/main/steps/0/sleep", "no unit"});
  refused(of_steps(R"({"fan_out": 0, "steps": []})"), {"/programs/main/steps/0/fan_out"});
}

TEST_CASE("arrivals have a rate and an end") {
  refused(of_arrivals(R"("process": "poisson", "rate": "0 /s", "count": 1)"),
          {"/workload/arrivals/rate", "above zero"});
  refused(of_arrivals(R"("process": "poisson", "rate": "1 /s")"), {"/workload/arrivals", "nothing ends", "count"});
  refused(of_arrivals(R"("process": "closed")"), {"/workload/arrivals", "nothing ends", "lasts"});
  refused(of_arrivals(R"("process": "batch", "count": 0)"), {"/workload/arrivals/count"});
  refused(of_arrivals(R"("process": "possion", "rate": "1 /s", "count": 1)"), {"/workload/arrivals", "poisson"});
}

TEST_CASE("a workload names a program") {
  refused(R"({"name": "t", "question": "q", "catalogue": "aws-us-east-1-2018-12", "resources": {)" + fleet_with() +
              R"(}, "programs": {"main": {"steps": []}}, "workload": {"program": "mian",
              "arrivals": {"process": "batch"}}, "variants": {"only": {"runs_on": "f"}}})",
          {"/workload", ": mian ", "is no program", "main"});
}

TEST_CASE("queues and stores have sizes to bill by") {
  const auto with = [](const std::string& resource) -> Parts {
    return {.resources = function_with() + ", " + resource, .steps = sleep_step};
  };
  refused(with(R"("q": {"kind": "queue", "service": "sqs", "request_chunk": "0 B"})"),
          {"/resources/q", "request_chunk"});
  refused(with(R"("q": {"kind": "queue", "service": "sqs", "long_poll": "0 s"})"), {"/resources/q", "long_poll"});
  refused(with(R"("t": {"kind": "key_value_store", "read_unit": "0 B"})"), {"/resources/t", "above 0 B"});
  refused(with(R"("t": {"kind": "key_value_shop"})"), {"/resources/t", "key_value_store"});
}

TEST_CASE("a catalogue is one that is there") {
  refused(R"({"name": "t", "question": "q", "catalogue": "aws-us-east-1-2018-11"})",
          {"/catalogue", "aws-us-east-1-2018-12"});
  refused(R"({"name": "t", "question": "q"})", {"names no catalogue", "aws-us-east-1-2018-12"});
}

TEST_CASE("baselines and expectations are about variants") {
  const auto with = [](const std::string& more) -> Parts {
    return {.resources = function_with(), .steps = sleep_step, .more = more};
  };
  refused(with(R"("baseline": "olny")"), {"/baseline", "is no variant", "only"});
  refused(with(R"("expect": [{"metric": "makespan", "of": "olny", "is": "1 s", "within": "1 %"}])"),
          {"/expect/0", "olny", "is no variant", "only"});
  refused(with(R"("expect": [{"metric": "makespan", "of": "only", "over": "olny", "is": "2x", "within": "1 %"}])"),
          {"/expect/0", "olny", "is no variant"});
  CHECK(all_of(problems_with(with(R"("baseline": "only")"))).empty());
}

TEST_CASE("every misspelt or impossible value is said at once, in order") {
  const std::vector<std::string> problems =
      problems_with({.resources = function_with(R"("memroy": "1 GiB")") + ",\n" + fleet_with(R"("instances": 0)", "g"),
                     .steps = R"({"slep": "1 s"})",
                     .arrivals = R"("process": "poisson", "rate": "-1 /s")"});
  INFO(all_of(problems));
  REQUIRE(problems.size() == 4);
  CHECK_THAT(problems[0], Catch::Contains("/resources/f/memroy"));
  CHECK_THAT(problems[1], Catch::Contains("/resources/g/instances"));
  CHECK_THAT(problems[2], Catch::Contains("/programs/main/steps/0"));
  CHECK_THAT(problems[3], Catch::Contains("/workload/arrivals/rate"));
}

TEST_CASE("everything that does not fit together is said at once") {
  const std::vector<std::string> problems = problems_with(
      {.resources = function_with() + R"(, "q": {"kind": "queue", "service": "sqs"})",
       .steps = R"({"get": "1 KB", "from": "data"}, {"scan": "1 KB", "from": "q"}, {"message": "1 KB", "to": "f"},
                   {"invoke": "nothing"})",
       .workload = R"("via": "door")"});
  const std::string text = all_of(problems);
  INFO(text);
  CHECK(problems.size() == 5);
  for (const char* place : {"/steps/0", "/steps/1", "/steps/2", "/steps/3", "door"}) {
    CHECK_THAT(text, Catch::Contains(place));
  }
}

TEST_CASE("problems of every variant are said") {
  const std::vector<std::string> problems = problems_with(
      {.resources = function_with() + R"(, "q": {"kind": "queue", "service": "sqs"}, "c": {"kind": "client"})",
       .steps = R"({"get": "1 KB", "from": "data"})",
       .variant = R"("runs_on": "f", "bind": {"data": "q"})",
       .variants = R"("second": {"runs_on": "f", "bind": {"data": "c"}})"});
  const std::string text = all_of(problems);
  INFO(text);
  CHECK(problems.size() == 2);
  CHECK_THAT(text, Catch::Contains("variant only") && Catch::Contains("variant second"));
}

}  // namespace
