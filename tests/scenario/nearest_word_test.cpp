#include "sim/scenario/nearest_word.hpp"

#include <rapidcheck.h>

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace twostep::scenario {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("the distance of two words counts insertions, deletions, replacements and swaps") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("memory", "memory") == 0);
  CHECK(edit_distance("memory", "memry") == 1);
  CHECK(edit_distance("memory", "mmemory") == 1);
  CHECK(edit_distance("memory", "mamory") == 1);
  CHECK(edit_distance("memory", "memroy") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest word is at most a third away, case ignored") {
  const Words known{"memory", "lifetime", "Mbit/s", "get"};
  CHECK(nearest_word("memroy", known) == "memory");
  CHECK(nearest_word("MEMORY", known) == "memory");
  CHECK(nearest_word("live_time", known) == "lifetime");  // two changes in nine letters
  CHECK(nearest_word("MBit", known) == "Mbit/s");         // two insertions, six letters
  CHECK(nearest_word("gte", known) == "get");
  CHECK(nearest_word("colour", known).empty());
  CHECK(nearest_word("ms", Words{"MB"}).empty());  // one change, but in two letters
  CHECK(nearest_word("", known).empty());
  CHECK(nearest_word("x", Words{}).empty());
  CHECK(nearest_word("abc", Words{"abd", "abe"}) == "abd");  // the first of equals
}

TEST_CASE("a suggestion is the nearest word or else all of them") {
  CHECK(suggestion("memroy", Words{"memory", "size"}) == "did you mean \"memory\"?");
  CHECK(suggestion("colour", Words{"memory", "size", "kind"}) == "use one of memory, size or kind");
  CHECK(suggestion("colour", Words{"kind"}) == "use kind");
  CHECK(suggestion("colour", Words{}) == "there is none to use here");
  CHECK(list_of(Words(42, "w")).ends_with("w or 2 more"));
}

TEST_CASE("a word of a million letters is soon found to be near to none") {
  CHECK(nearest_word(std::string(1'000'000, 'm'), Words{"memory"}).empty());
}

TEST_CASE("the distance of two words is a metric of their letters") {
  rc::prop("symmetric, and zero for the same word only", [](const std::string& a, const std::string& b) {
    RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
    RC_ASSERT((edit_distance(a, b) == 0) == (a == b));
    RC_ASSERT(edit_distance(a, b) <= std::max(a.size(), b.size()));
  });
}

}  // namespace
}  // namespace twostep::scenario
