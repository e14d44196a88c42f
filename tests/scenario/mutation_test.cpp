// Good documents with their bytes changed at random: whatever comes of it, there is a value or an issue, and no crash.
#include <random>

#include "sim/scenario/experiment.hpp"
#include "sim/scenario/parameters.hpp"
#include "tests/scenario/reading.hpp"
#include "tests/scenario/sample.hpp"

namespace twostep::scenario {
namespace {

struct Whole {
  Experiment experiment;
  Named<Node> variants;
};
Shape<Whole> shape_of(Describe<Whole>) {
  return Shape<Whole>("whole", "A scenario.")
      .part(&Whole::experiment)
      .required("variants", &Whole::variants, "Where it runs.");
}

const char* const experiment = R"({
  "name": "training", "question": "Where?", "catalogue": "aws",
  "parameters": {"n": {"value": 9000, "note": "x"}, "m": ["$n", "\ud83d\ude00"]},
  "expect": [{"metric": "makespan", "of": "a", "over": {"variant": "b"}, "is": "$n", "within": "4 %"},
             {"metric": "cost", "of": "a", "is": "$1,584/h", "quoted": "rounded"}],
  "variants": {"a": {}, "b": {"parameters": {"n": 1e3}}}
})";

// Pieces that are likelier to hurt than a random byte.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all{"{",
                                            "}",
                                            "[",
                                            "]",
                                            ",",
                                            ":",
                                            "\"",
                                            "\\",
                                            "\\u",
                                            "\\ud800",
                                            "null",
                                            "1e400",
                                            "-",
                                            "0x",
                                            "$n",
                                            "\"$n\"",
                                            "/",
                                            "//",
                                            "\n",
                                            "\r",
                                            std::string(1, '\0'),
                                            "\xff",
                                            "\xef\xbb\xbf",
                                            "\xed\xa0\x80",
                                            "[[[[",
                                            "1e-999",
                                            "%",
                                            "\"kind\"",
                                            "9223372036854775808",
                                            "-0",
                                            "1.5 ns",
                                            " s",
                                            "{}",
                                            "[]",
                                            "true"};
  return all;
}

std::size_t below(std::mt19937_64& random, std::size_t end) { return static_cast<std::size_t>(random() % end); }

std::string mutated(std::string text, std::mt19937_64& random) {
  const std::size_t changes = 1 + below(random, 4);
  for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
    const std::size_t at = below(random, text.size());
    switch (below(random, 6)) {
      case 0:
        text[at] = static_cast<char>(below(random, 256));
        break;
      case 1:
        text.erase(at, 1 + below(random, 8));
        break;
      case 2:
        text.insert(at, pieces()[below(random, pieces().size())]);
        break;
      case 3:
        text.insert(at, text.substr(below(random, text.size()), below(random, 60)));
        break;
      case 4:
        text.resize(at);
        break;
      default:
        text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(random, 8)));
        break;
    }
  }
  return text;
}

// Everything that is done with a document of a user; returns whether it was good.
template <class T>
bool survives(const std::string& text) {
  Issues issues;
  const std::optional<Node> document = parse_document(text, "f.json", issues);
  CHECK((document.has_value() || !issues.empty()));
  if (!document) return false;
  const Node substituted =
      with_parameters_substituted(*document, document->at_pointer("/variants/b/parameters"), {}, issues);
  const bool was_empty = issues.empty();
  const std::optional<T> value = read<T>(substituted, issues);
  CHECK((value.has_value() || !issues.empty()));
  if (was_empty) CHECK(value.has_value() == issues.empty());
  for (const ValidationIssue& issue : issues.all()) {
    const std::string line = to_text(issue);
    CHECK(line.find('\n') == std::string::npos);
    CHECK_FALSE(issue.problem.empty());
  }
  return value.has_value() && issues.empty();
}

template <class T>
void check_mutations(const std::string& text, std::uint64_t seed, int rounds) {
  REQUIRE(survives<T>(text));
  std::mt19937_64 random(seed);
  int good = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::string changed = mutated(text, random);
    CAPTURE(seed, round, changed);
    good += survives<T>(changed) ? 1 : 0;
  }
  // Some changes hit a comment or a blank, most do harm: else the test would try nothing.
  CHECK(good > 0);
  CHECK(good < rounds / 2);
}

TEST_CASE("a world changed at random is read or refused") {
  check_mutations<sample::World>(sample::good_world, 1, 10'000);
}

TEST_CASE("an experiment changed at random is read or refused") { check_mutations<Whole>(experiment, 2, 10'000); }

TEST_CASE("random bytes are refused") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    for (std::size_t length = below(random, 100); length > 0; --length) text += static_cast<char>(below(random, 256));
    CAPTURE(round, text);
    survives<sample::World>(text);
  }
}

TEST_CASE("pieces of JSON in random order are refused or read") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 10'000; ++round) {
    std::string text;
    for (std::size_t count = 1 + below(random, 12); count > 0; --count)
      text += pieces()[below(random, pieces().size())];
    CAPTURE(round, text);
    survives<Node>(text);
  }
}

}  // namespace
}  // namespace twostep::scenario
