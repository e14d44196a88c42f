#include "sim/scenario/experiment.hpp"

#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

// What models adds, in the smallest form: the variants, which the experiment needs the names of.
struct Whole {
  Experiment experiment;
  Named<Node> variants;
};
Shape<Whole> shape_of(Describe<Whole>) {
  return Shape<Whole>("whole", "A scenario.")
      .part(&Whole::experiment)
      .required("variants", &Whole::variants, "Where it runs.");
}

std::string with_rows(const std::string& rows, const std::string& more = "") {
  return R"({"name": "training", "question": "Where?", "catalogue": "aws", "variants": {"ec2": {}, "//": "no variant", "lambda": {}})" +
         more + ",\n\"expect\": [\n" + rows + "\n]}";
}

Lines problems_of_rows(const std::string& rows, const std::string& more = "") {
  return problems_as<Whole>(with_rows(rows, more));
}

TEST_CASE("an experiment is read with its question, parameters, expectations and the names of its variants") {
  const auto whole = good<Whole>(R"({
    "name": "training", "question": "Where should a model be trained?", "source": "CIDR 2019", "catalogue": "aws-2018",
    "parameters": {"n": {"value": 9000, "note": "10 passes"}, "batch": "100 MB", "start": {"uniform": {}}},
    "variants": {"ec2": {}, "lambda": {}}, "baseline": "ec2",
    "expect": [{"metric": "makespan", "of": "lambda", "is": "465 min", "within": "4 %"}]})");
  const Experiment& experiment = whole.experiment;
  CHECK(experiment.name == "training");
  CHECK(experiment.question == "Where should a model be trained?");
  CHECK(experiment.source == "CIDR 2019");
  CHECK(experiment.catalogue == "aws-2018");
  CHECK(experiment.baseline == "ec2");
  CHECK(experiment.variants == std::vector<std::string>{"ec2", "lambda"});
  REQUIRE(experiment.parameters.size() == 3);
  CHECK(experiment.parameters[0].second.value.as_integer() == 9000);
  CHECK(experiment.parameters[0].second.note == "10 passes");
  CHECK(experiment.parameters[1].second.value.as_string() == "100 MB");
  CHECK(experiment.parameters[2].second.value.find("uniform") != nullptr);
  REQUIRE(experiment.expect.size() == 1);
  CHECK(experiment.expect[0].is.value == 27'900);  // 465 * 60 s
  CHECK(experiment.expect[0].within == Percent{0.04});
  CHECK(experiment.expect[0].place.line == 5);
  CHECK(experiment.expect[0].is_validation());
}

TEST_CASE("a ratio is of the same metric unless another is named") {
  const auto whole = good<Whole>(with_rows(
      R"({"metric": "cost", "of": "lambda", "over": "ec2", "is": 7.3, "quoted": "rounded to cents first"},
         {"metric": "cost", "of": "lambda", "over": {"variant": "ec2"}, "is": 8, "within": "4 %"},
         {"metric": "cost.queue", "of": "ec2", "over": {"variant": "ec2", "metric": "cost"}, "is": 57, "within": "4 %", "calibrates": "x"})"));
  const auto& rows = whole.experiment.expect;
  CHECK(rows[0].over->variant == "ec2");
  CHECK(rows[0].over->metric == "cost");
  CHECK_FALSE(rows[0].is_asserted());
  CHECK(rows[1].over->metric == "cost");
  CHECK(rows[2].over->metric == "cost");
  CHECK(rows[2].metric == "cost.queue");
  CHECK(rows[2].is_asserted());
  CHECK_FALSE(rows[2].is_validation());
}

TEST_CASE("an expectation either asserts or quotes") {
  CHECK(
      problems_of_rows(R"({"metric": "m", "of": "ec2", "is": 1},
{"metric": "m", "of": "ec2", "is": 1, "within": "4 %", "quoted": "why"},
{"metric": "m", "of": "ec2", "is": 1, "quoted": ""})") ==
      Lines{
          R"(f.json:3: /expect/0: neither asserts nor quotes its figure; add "within": "4 %" to assert it, or "quoted" with the reason why it is only reported)",
          R"(f.json:4: /expect/1/within: "4 %" stands beside "quoted"; a quoted figure is not asserted: leave one of the two out)",
          R"(f.json:5: /expect/2: neither asserts nor quotes its figure; add "within": "4 %" to assert it, or "quoted" with the reason why it is only reported)"});
}

TEST_CASE("a tolerance is a share that is not negative, a figure too") {
  CHECK(problems_of_rows(R"({"metric": "m", "of": "ec2", "is": 1, "within": "-4 %"})") ==
        Lines{R"(f.json:3: /expect/0/within: "-4 %" is negative; write a number and %, as in "4 %")"});
  CHECK(problems_of_rows(R"({"metric": "m", "of": "ec2", "is": 1, "within": 0.04})").at(0).find("has no unit") !=
        std::string::npos);
  CHECK(problems_of_rows(R"({"metric": "m", "of": "ec2", "is": -1, "within": "4 %"})") ==
        Lines{"f.json:3: /expect/0/is: -1 is negative; no metric is ever negative"});
}

TEST_CASE("a ratio has no unit") {
  CHECK(problems_of_rows(R"({"metric": "m", "of": "ec2", "over": "lambda", "is": "21 s", "within": "4 %"})") ==
        Lines{R"(f.json:3: /expect/0/is: "21 s" has a unit, but a ratio has none; write a number, as in 21)"});
  CHECK(good<Whole>(with_rows(R"({"metric": "m", "of": "ec2", "over": "lambda", "is": "21x", "within": "4 %"})"))
            .experiment.expect.size() == 1);
}

TEST_CASE("expectations and the baseline name variants that there are") {
  CHECK(problems_of_rows(R"({"metric": "m", "of": "lamda", "is": 1, "within": "4 %"},
{"metric": "m", "of": "ec2", "over": "ec3", "is": 1, "within": "4 %"},
{"metric": "m", "of": "ec2", "over": {"variant": "gpu", "metric": "x"}, "is": 1, "within": "4 %"})",
                         R"(, "baseline": "ec22")") ==
        Lines{R"(f.json:1: /baseline: "ec22" is no variant of this scenario; did you mean "ec2"?)",
              R"(f.json:3: /expect/0/of: "lamda" is no variant of this scenario; did you mean "lambda"?)",
              R"(f.json:4: /expect/1/over: "ec3" is no variant of this scenario; did you mean "ec2"?)",
              R"(f.json:5: /expect/2/over/variant: "gpu" is no variant of this scenario; use one of ec2 or lambda)"});
}

TEST_CASE("the name of an experiment can name a file") {
  const auto name = [](const std::string& text) {
    return problems_as<Whole>(R"({"name": ")" + text + R"(", "question": "q", "catalogue": "c", "variants": {}})");
  };
  CHECK(name("exchange-1kb_A") == Lines{});
  for (const std::string& bad : {std::string("a b"), std::string("../a"), std::string("a/b"), std::string("."),
                                 std::string("a.b"), std::string("\xc3\xa9"), std::string(101, 'x')}) {
    CAPTURE(bad);
    CHECK(name(bad).at(0).find("cannot name a file") != std::string::npos);
  }
}

TEST_CASE("what an experiment lacks is told at once") {
  CHECK(problems_as<Whole>("{}").size() == 4);  // name, question, catalogue, variants
  CHECK(problems_as<Whole>(R"({"nam": "n", "question": "", "catalogue": 3})").size() == 5);
}

TEST_CASE("a parameter has a value") {
  CHECK(problems_as<Parameter>(R"({"note": "x"})") ==
        Lines{R"(f.json:1: the key "value" is missing; add the parameter's value)"});
  CHECK(problems_as<Parameter>(R"({"value": 1, "nte": "x"})") ==
        Lines{R"(f.json:1: /nte: "nte" is not known here; did you mean "note"?)"});
  CHECK(problems_as<Parameter>(R"({"value": 1, "note": 2})").size() == 1);
}

}  // namespace
}  // namespace twostep::scenario
