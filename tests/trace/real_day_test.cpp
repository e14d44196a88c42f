#include <algorithm>

#include "tests/trace/traces.hpp"

namespace twostep::tests {
namespace {

// Figures of the files themselves: rows, and the sum of all counts.
TEST_CASE("the real day of the Azure trace is read whole: 1,350 functions, 927,272 invocations") {
  const std::filesystem::path folder = TWOSTEP_REAL_DAY;
  const auto trace = good(
      models::Azure2019Trace{
          .invocations = "1350_inv.csv.xz", .durations = "1350_run.csv.xz", .memory = "1350_mem.csv.xz"},
      folder);
  REQUIRE(trace->functions().size() == 1350);
  CHECK(trace->invocations() == 927'272);
  CHECK(trace->length() == Duration::seconds(86'400));
  CHECK(trace->functions()[0].name == "1779fd3337dd353e424d808d9190aff8f09e46a8cbbe6469079b2d7f0e246e37");
  CHECK(trace->functions()[0].memory == Bytes{214'000'000});
  std::vector<std::int64_t> counts(1350);
  const auto all = all_of(*trace);
  for (const auto& invocation : all) ++counts[invocation.function];
  CHECK(all.size() == 927'272);
  CHECK(std::ranges::is_sorted(all, {}, &models::TraceInvocation::at));
  CHECK(std::ranges::equal(counts, trace->functions(), {}, {}, &models::TraceFunction::invocations));
  // The durations of the first function are all 224 ms.
  for (const auto& invocation : all) {
    if (invocation.function == 0) CHECK(invocation.duration == Duration::milliseconds(224));
  }
}

}  // namespace
}  // namespace twostep::tests
