#include "models/workload/arrivals_ahead.hpp"

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace twostep;
using namespace twostep::models;

namespace {

struct GivenArrivals {
  std::vector<std::int64_t> times;
  std::size_t given = 0;

  bool next(RequestArrival& arrival) {
    if (given == times.size()) return false;
    arrival = {.at = {times[given]}, .duration = {times[given]}, .function = static_cast<std::uint32_t>(given)};
    ++given;
    return true;
  }
};

}  // namespace

TEST_CASE(
    "arrivals are dealt with in their order, and counted once: when somebody looks, or when they are dealt with") {
  rc::prop("any times, any lead, any looks", [] {
    auto times = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange(0, 100));
    std::sort(times.begin(), times.end());
    const auto lead = *rc::gen::inRange<std::int64_t>(0, 50);
    auto looks = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange(0, 200));
    std::sort(looks.begin(), looks.end());
    observation::RunResult result;
    observation::Recorder recorder(result, {}, SimTime::max());
    ArrivalsAhead<GivenArrivals> ahead({times}, recorder);

    const auto arrived_by = [&](std::int64_t now) {
      return static_cast<std::uint64_t>(std::upper_bound(times.begin(), times.end(), now) - times.begin());
    };
    auto look = looks.begin();
    std::size_t dealt_with = 0;
    for (; ahead.next(); ++dealt_with) {
      RC_ASSERT(dealt_with < times.size());
      RC_ASSERT(ahead.current().at.ns == times[dealt_with]);
      RC_ASSERT(ahead.current().function == dealt_with);
      for (; look != looks.end() && *look < times[dealt_with] + lead; ++look) {
        ahead.count({*look});
        RC_ASSERT(recorder.arrived() == std::max<std::uint64_t>(arrived_by(*look), dealt_with));
      }
      if (!ahead.is_counted()) recorder.request_arrived(ahead.current().at);
      RC_ASSERT(recorder.arrived() >= dealt_with + 1);
    }
    RC_ASSERT(dealt_with == times.size());
    RC_ASSERT(recorder.arrived() == times.size());
  });
}
