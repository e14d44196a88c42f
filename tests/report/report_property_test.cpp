#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/report/compare_baseline.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/result_table.hpp"
#include "sim/report/table.hpp"
#include "tests/report/csv_reader.hpp"
#include "tests/report/some_report.hpp"

using namespace twostep;
using namespace twostep::report;

namespace {

// Bytes with much of what is special in CSV, Unicode and terminals.
std::string some_text() {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "Z9", ",", "\"", "\n", "\r", "\t", " ", "=", "+", "-", "@", "'", "é", "模",
                                    "🚀", "\u0301", "\u202e", "\x1b[", "\xff", "\xf0\x9f"));
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

}  // namespace

TEST_CASE("any text crosses a CSV file, at most with a quote in front of a formula") {
  REQUIRE(rc::check([] {
    const std::string text = some_text();
    const Table table{.columns = {{"a", "", ""}, {"b", "", ""}}, .rows = {{Cell{text}, Cell{some_text()}}}};
    const tests::CsvRows rows = tests::read_csv(to_csv(table));
    RC_ASSERT(rows.size() == 2U);
    RC_ASSERT(rows[1].size() == 2U);
    RC_ASSERT(rows[1][0] == text || rows[1][0] == "'" + text);
    const bool dangerous = !rows[1][0].empty() && std::string("=+-@\t\r").find(rows[1][0][0]) != std::string::npos;
    RC_ASSERT(!dangerous);
  }));
}

TEST_CASE("any text is shown without a control character, within the width it is shortened to") {
  REQUIRE(rc::check([] {
    const std::string text = some_text();
    const std::string safe = escaped(text);
    RC_ASSERT(std::ranges::all_of(safe, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; }));
    RC_ASSERT(safe.find("\u202e") == std::string::npos);
    RC_ASSERT(escaped(safe) == safe);
    const auto width = *rc::gen::inRange<std::size_t>(3, 40);
    RC_ASSERT(display_width(shortened(text, width)) <= width);
    RC_ASSERT(display_width(padded(safe, width, Align::right)) == std::max(width, display_width(safe)));
  }));
}

TEST_CASE("a text compares equal to itself, and not to one with another letter") {
  REQUIRE(rc::check([] {
    const std::string text = some_text() + "b";
    RC_ASSERT(compare_text("f", text, text).empty());
    std::string other = text;
    other.back() = 'c';
    RC_ASSERT(!compare_text("f", text, other).empty());
  }));
}

TEST_CASE("the phases in breakdown.csv sum to all response times, whatever they are") {
  REQUIRE(rc::check([] {
    ScenarioReport report = tests::serving_report({"a"}, 3);
    std::int64_t expected_ns = 0;
    for (Duration& phase : report.variants[0].result.phases) phase = Duration::zero();
    for (std::size_t i = 0; i < 4; ++i) {
      const auto ns = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000'000);
      report.variants[0].result.phases[i] = Duration::nanoseconds(ns);
      expected_ns += ns;
    }
    std::int64_t total_ns = 0;
    for (std::string text : tests::csv_column(tests::read_csv(to_csv(breakdown_table().fill(report))), "total_s")) {
      const std::size_t point = std::min(text.find('.'), text.size());
      const std::size_t decimals = point == text.size() ? 0 : text.size() - point - 1;
      if (decimals > 0) text.erase(point, 1);
      total_ns += std::stoll(text.append(9 - decimals, '0'));
    }
    RC_ASSERT(total_ns == expected_ns);
  }));
}
