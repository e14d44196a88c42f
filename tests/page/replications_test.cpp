#include "sim/page/replications.hpp"

#include <catch2/catch.hpp>

#include "tests/page/run_folder.hpp"

using namespace twostep;
using namespace twostep::page;

TEST_CASE("one run has no intervals") {
  const RunView run = tests::view_of(tests::training_report());
  const Replications replications = replications_of({&run});
  CHECK(replications.seeds == std::vector<std::uint64_t>{1});
  CHECK(replications.variants.empty());
}

TEST_CASE("intervals are over the runs that all have the figure") {
  RunView first = tests::view_of(tests::training_report());
  RunView second = first;
  second.seed = 2;
  second.variants[1].metrics["makespan"].value = 27'492 + 20;
  second.variants[0].metrics.erase("cost");
  const Replications replications = replications_of({&first, &second});
  REQUIRE(replications.variants.size() == 2);
  // (27,492 + 27,512) / 2; sd 14.14, t(0.975, 1) = 12.706: 12.706 * 14.14 / sqrt(2) = 127
  CHECK(replications.variants[1].time->mean == Approx(27'502));
  CHECK(replications.variants[1].time->half_width == Approx(127.06).epsilon(1e-3));
  CHECK_FALSE(replications.variants[0].cost);
  const DataTable table = table_of(replications, first);
  CHECK(table.rows[1][1] == "7h\u00a038m ± 2m\u00a007s");
  CHECK(table.rows[0][3].empty());
}
