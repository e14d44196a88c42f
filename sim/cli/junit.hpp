// JUnit: expectations as test cases in the XML that continuous-integration services read.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/statistics/expectations.hpp"

namespace twostep::cli {

// What one scenario has to show for itself.
struct TestSuite {
  std::string scenario;
  std::vector<statistics::ExpectationOutcome> expectations;
  std::vector<std::string> errors;  // why there are none
};

// A suite a scenario and a test case an expectation: one that is off is a failure, a quoted one and one of
// another catalogue are skipped. Each error
// is a test case of its own. Holds no time of day and no machine's name.
[[nodiscard]] std::string to_junit(std::span<const TestSuite> suites);

// Text for the content of an element or an attribute: markup escaped, characters that XML 1.0 does not allow as "?".
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace twostep::cli
