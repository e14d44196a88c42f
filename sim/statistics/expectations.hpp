// Expectations evaluated: a published figure, the simulated one, how far apart they are, and what that says.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/scenario/experiment.hpp"
#include "sim/statistics/metrics.hpp"

namespace twostep::statistics {

// Quoted figures are shown beside the simulated ones; they neither hold nor fail. Nor do aged ones: they were published
// of another catalogue than the run's, of other years, and show what has become of them.
enum class Verdict : std::uint8_t { holds, off, quoted, aged };
// A figure on which something was calibrated must hold too, but says nothing about the model: it is no validation.
enum class Role : std::uint8_t { validation, calibration, quoted };

[[nodiscard]] std::string_view to_text(Verdict verdict);
[[nodiscard]] std::string_view to_text(Role role);

struct ExpectationOutcome {
  scenario::Expectation expectation;
  double published = 0;  // in the base unit
  double simulated = 0;
  scenario::Dimension dimension = scenario::Dimension::number;  // of both; `number` for a ratio
  std::string unit;                                             // of both: "s", "USD/h", "1"
  double deviation = 0;  // simulated / published - 1; infinite when only the published figure is zero
  Verdict verdict = Verdict::holds;
  Role role = Role::validation;
};

// Whether a run took its figures and prices from the catalogue that its scenario names, which its expectations are of.
enum class RunOn : std::uint8_t { own_catalogue, other_catalogue };

// Whether a ratio that was above one is now below it, or the other way round: the other variant is ahead.
[[nodiscard]] bool has_turned(const ExpectationOutcome& outcome);

// Metrics by variant.
using MetricsByVariant = std::map<std::string, MetricSet, std::less<>>;

// An expectation that cannot be evaluated: the message begins with where it was written.
class BadExpectation : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What is wrong with an expectation before anything ran: a published figure of another dimension than its metric, or a
// ratio of two dimensions. A metric that no definition names may be a gauge and is taken as a plain number. Nothing
// when it is sound.
[[nodiscard]] std::optional<std::string> problem_with(const scenario::Expectation& expectation);

// Throws BadExpectation when a variant or a metric is not there, dimensions differ, or a ratio divides by zero.
[[nodiscard]] ExpectationOutcome evaluate(const scenario::Expectation& expectation, const MetricsByVariant& metrics,
                                          RunOn run_on = RunOn::own_catalogue);

}  // namespace twostep::statistics
