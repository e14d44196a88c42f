#include <catch2/catch.hpp>

#include "sim/cli/load.hpp"
#include "sim/cli/result_folders.hpp"

namespace twostep::cli {

TEST_CASE("a run is named for its seed") {
  CHECK(run_name(1, {}) == "seed-1");
  CHECK(run_name(18446744073709551615U, {}) == "seed-18446744073709551615");
}

TEST_CASE("a run with changes has another name than one without, or with others") {
  const LoadOptions nine{.overrides = {{.target = "iterations", .value = "9"}}, .catalogue = ""};
  const LoadOptions ten{.overrides = {{.target = "iterations", .value = "10"}}, .catalogue = ""};
  const LoadOptions other_prices{.overrides = {}, .catalogue = "aws-us-east-1-2026-01"};
  CHECK_THAT(run_name(1, nine), Catch::Matches("seed-1-[0-9a-f]{8}"));
  CHECK_THAT(run_name(1, other_prices), Catch::Matches("seed-1-[0-9a-f]{8}"));
  CHECK(run_name(1, nine) != run_name(1, ten));
  CHECK(run_name(1, nine) != run_name(1, other_prices));
  // The same changes are the same run, on every machine.
  CHECK(run_name(1, nine) == "seed-1-1eba0fee");
}

TEST_CASE("a change has a name and a value") {
  CHECK(parse_override("iterations=900")->target == "iterations");
  CHECK(parse_override("iterations=900")->value == "900");
  CHECK(parse_override("/a/b=c=d")->value == "c=d");
  CHECK(parse_override("note=")->value.empty());
  CHECK_FALSE(parse_override("iterations"));
  CHECK_FALSE(parse_override("=900"));
  CHECK_FALSE(parse_override(""));
}

}  // namespace twostep::cli
