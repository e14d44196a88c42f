#include "sim/observation/timeline.hpp"

#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sim/observation/number_bytes.hpp"

using namespace twostep;
using namespace twostep::observation;

namespace {

SimTime at_seconds(std::int64_t seconds) { return SimTime{} + Duration::seconds(seconds); }

// Samples the time itself, in seconds, whenever a row is due up to `end`, as a model's daemon does.
void sample_until(Timeline& timeline, SimTime end) {
  for (SimTime now = timeline.next(); now <= end; now = timeline.next()) {
    timeline.add_row(now, std::array{now.in_seconds()});
  }
}

}  // namespace

TEST_CASE("time series start at time zero with a row a second") {
  Timeline timeline;
  CHECK(timeline.add_series("environments.busy", "1") == 0);
  CHECK(timeline.add_series("spend", "USD") == 1);
  CHECK(timeline.empty());
  CHECK(timeline.next() == at_seconds(0));
  timeline.add_row(at_seconds(0), std::array{0.0, 0.5});
  CHECK(timeline.next() == at_seconds(1));
  timeline.add_row(at_seconds(1), std::array{3.0, 1.5});
  CHECK(timeline.rows() == 2);
  CHECK(timeline.time(1) == at_seconds(1));
  CHECK(timeline.value(1, 0) == 3);
  CHECK(timeline.value(1, 1) == 1.5);
  CHECK_FALSE(timeline.empty());
}

TEST_CASE("beyond 1,000 rows every second one goes and the step doubles, so that memory is bounded") {
  Timeline timeline;
  timeline.add_series("time", "s");
  sample_until(timeline, at_seconds(999));
  CHECK(timeline.rows() == 1'000);
  CHECK(timeline.step() == Duration::seconds(1));
  // The row at 1,000 s is the 1,001st: those at 0, 2, ..., 1,000 s stay, 501 of them.
  sample_until(timeline, at_seconds(1'000));
  CHECK(timeline.rows() == 501);
  CHECK(timeline.step() == Duration::seconds(2));
  CHECK(timeline.next() == at_seconds(1'002));
  // After 10 days (864,000 s): 864,000 / 1,000 is below 2^10.
  sample_until(timeline, at_seconds(864'000));
  CHECK(timeline.step() == Duration::seconds(1'024));
  CHECK(timeline.rows() == 844);  // 0, 1,024, ..., 843 * 1,024 = 863,232 s
  for (std::size_t row = 0; row < timeline.rows(); ++row) {
    REQUIRE(timeline.time(row) == at_seconds(1'024 * static_cast<std::int64_t>(row)));
    REQUIRE(timeline.value(row, 0) == timeline.time(row).in_seconds());
  }
}

TEST_CASE("a step that is given keeps every row") {
  Timeline timeline(Duration::milliseconds(100));
  timeline.add_series("time", "s");
  sample_until(timeline, at_seconds(500));
  CHECK(timeline.rows() == 5'001);  // 0 to 500 s, ten a second
  CHECK(timeline.step() == Duration::milliseconds(100));
}

TEST_CASE("a given step that is too small for the run is refused by name, not with a full memory") {
  Timeline one(Duration::nanoseconds(1));
  one.add_series("time", "s");
  for (std::int64_t i = 0; i < 1'000'000; ++i) one.add_row({i}, std::array{0.0});
  CHECK_THROWS_AS(one.add_row({1'000'000}, std::array{0.0}), std::length_error);
  CHECK_THROWS_WITH(one.add_row({1'000'000}, std::array{0.0}),
                    "the time series hold 1000000 values in 1000000 rows after 1.00 ms of simulated time, which is as "
                    "much as is kept: a longer step than 1 ns is needed (--timeline-step)");
  // 5,000,000 values of 1,000 series are 5,000 rows.
  Timeline many(Duration::seconds(1));
  for (int i = 0; i < 1'000; ++i) many.add_series("s" + std::to_string(i), "1");
  const std::vector<double> row(1'000);
  for (std::int64_t i = 0; i < 5'000; ++i) many.add_row(at_seconds(i), row);
  CHECK_THROWS_AS(many.add_row(at_seconds(5'000), row), std::length_error);
}

TEST_CASE("the last row of a run may come between two steps, and a second one at the same time replaces it") {
  Timeline timeline(Duration::seconds(10));
  timeline.add_series("queue", "1");
  timeline.add_row(at_seconds(0), std::array{1.0});
  timeline.add_row(at_seconds(7), std::array{2.0});
  CHECK(timeline.next() == at_seconds(10));
  timeline.add_row(at_seconds(7), std::array{3.0});
  CHECK(timeline.rows() == 2);
  CHECK(timeline.value(1, 0) == 3);
}

TEST_CASE("the next row of a run without an end is never due beyond the end of time") {
  Timeline timeline(Duration::max());
  timeline.add_series("queue", "1");
  timeline.add_row(SimTime{}, std::array{1.0});
  CHECK(timeline.next() == SimTime::max());
  timeline.add_row(SimTime::max(), std::array{1.0});
  CHECK(timeline.next() == SimTime::max());
}

TEST_CASE("rows that do not fit, and series that come too late or twice, are refused") {
  CHECK_THROWS_AS(Timeline(Duration::zero()), std::invalid_argument);
  CHECK_THROWS_AS(Timeline(Duration::nanoseconds(-1)), std::invalid_argument);
  Timeline timeline;
  timeline.add_series("a", "1");
  CHECK_THROWS_AS(timeline.add_series("a", "s"), std::invalid_argument);
  CHECK_THROWS_AS(timeline.add_series("", "s"), std::invalid_argument);
  CHECK_THROWS_AS(timeline.add_row({}, std::vector<double>{}), std::invalid_argument);
  CHECK_THROWS_AS(timeline.add_row({-1}, std::array{0.0}), std::invalid_argument);
  timeline.add_row({5}, std::array{0.0});
  CHECK_THROWS_AS(timeline.add_row({4}, std::array{0.0}), std::invalid_argument);
  CHECK_THROWS_AS(timeline.add_series("b", "1"), std::logic_error);
}

TEST_CASE("time series come back from CBOR as they went, undefined values too") {
  Timeline timeline(Duration::milliseconds(250));
  timeline.add_series("hit \"share\"", "1");
  timeline.add_row({0}, std::array{std::numeric_limits<double>::quiet_NaN()});
  timeline.add_row({250'000'000}, std::array{0.1});
  const Timeline back = Timeline::from_json(nlohmann::json::from_cbor(nlohmann::json::to_cbor(timeline.to_json())));
  CHECK(back.to_json() == timeline.to_json());
  CHECK(std::isnan(back.value(0, 0)));
  CHECK(back.value(1, 0) == 0.1);
  CHECK(back.next() == SimTime{500'000'000});
  nlohmann::json broken = timeline.to_json();
  broken["values"] = bytes_of(std::vector{0.0, 0.1, 0.2});  // for two rows of one series
  CHECK_THROWS_AS(Timeline::from_json(broken), std::invalid_argument);
  broken["values"].get_binary().pop_back();
  CHECK_THROWS_AS(Timeline::from_json(broken), std::invalid_argument);
  broken = timeline.to_json();
  broken["times_ns"] = bytes_of(std::vector<std::int64_t>{250'000'000, 0});
  CHECK_THROWS_AS(Timeline::from_json(broken), std::invalid_argument);
  broken["times_ns"] = {0, 250'000'000};
  CHECK_THROWS_AS(Timeline::from_json(broken), nlohmann::json::exception);
}

TEST_CASE("whatever the length of a run, its rows lie on multiples of the step and number at most 1,000") {
  CHECK(rc::check([] {
    Timeline timeline;
    timeline.add_series("time", "s");
    const auto end = *rc::gen::inRange<std::int64_t>(0, 20'000);
    sample_until(timeline, at_seconds(end));
    RC_ASSERT(timeline.rows() <= Timeline::most_rows);
    RC_ASSERT(timeline.rows() >= std::min<std::size_t>(static_cast<std::size_t>(end) + 1, 500));
    for (std::size_t row = 0; row < timeline.rows(); ++row) {
      RC_ASSERT(timeline.time(row).ns == static_cast<std::int64_t>(row) * timeline.step().ns);
      RC_ASSERT(timeline.value(row, 0) == timeline.time(row).in_seconds());
    }
    RC_ASSERT(timeline.next() > at_seconds(end));
  }));
}
