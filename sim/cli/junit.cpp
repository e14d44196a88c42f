#include "sim/cli/junit.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace twostep::cli {

namespace {

// "makespan of lambda over ec2"
std::string name_of(const scenario::Expectation& expectation) {
  std::string name = fmt::format("{} of {}", expectation.metric, expectation.of);
  if (!expectation.over) return name;
  name += " over " + expectation.over->variant;
  if (!expectation.over->metric.empty() && expectation.over->metric != expectation.metric) {
    name += " (" + expectation.over->metric + ")";
  }
  return name;
}

std::string test_case(const std::string& scenario, const statistics::ExpectationOutcome& outcome) {
  const std::string figures = fmt::format("published {} {}, simulated {} {}, deviation {:+.2f} %", outcome.published,
                                          outcome.unit, outcome.simulated, outcome.unit, outcome.deviation * 100);
  std::string inner;
  if (outcome.verdict == statistics::Verdict::off) {
    inner = fmt::format(R"(<failure message="{}"/>)", xml_escaped(figures));
  } else if (outcome.verdict == statistics::Verdict::quoted) {
    inner = fmt::format(R"(<skipped message="{}"/>)", xml_escaped("quoted: " + outcome.expectation.quoted));
  } else if (outcome.verdict == statistics::Verdict::aged) {
    inner = fmt::format(R"(<skipped message="{}"/>)", xml_escaped("of another catalogue: " + figures));
  }
  return fmt::format(
      "    <testcase classname=\"{}\" name=\"{}\">\n      {}<system-out>{}</system-out>\n    </testcase>\n",
      xml_escaped(scenario), xml_escaped(name_of(outcome.expectation)), inner.empty() ? inner : inner + "\n      ",
      xml_escaped(fmt::format("{}; {}", figures, statistics::to_text(outcome.role))));
}

std::string error_case(const std::string& scenario, const std::string& error) {
  return fmt::format("    <testcase classname=\"{}\" name=\"run\">\n      <error message=\"{}\"/>\n    </testcase>\n",
                     xml_escaped(scenario), xml_escaped(error));
}

std::string suite_text(const TestSuite& suite) {
  const auto with = [&](statistics::Verdict verdict) {
    return std::ranges::count(suite.expectations, verdict, &statistics::ExpectationOutcome::verdict);
  };
  std::string text = fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
      xml_escaped(suite.scenario), suite.expectations.size() + suite.errors.size(), with(statistics::Verdict::off),
      suite.errors.size(), with(statistics::Verdict::quoted) + with(statistics::Verdict::aged));
  for (const statistics::ExpectationOutcome& outcome : suite.expectations) text += test_case(suite.scenario, outcome);
  for (const std::string& error : suite.errors) text += error_case(suite.scenario, error);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\n':
        escaped += "&#10;";
        break;
      case '\t':
        escaped += "&#9;";
        break;
      case '\r':
        escaped += "&#13;";
        break;
      default:
        escaped += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
  }
  return escaped;
}

std::string to_junit(std::span<const TestSuite> suites) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"twostep\">\n";
  for (const TestSuite& suite : suites) text += suite_text(suite);
  return text + "</testsuites>\n";
}

}  // namespace twostep::cli
