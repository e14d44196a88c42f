// The parts of a page, as HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/page/chart.hpp"
#include "sim/page/replications.hpp"
#include "sim/page/run_files.hpp"

namespace twostep::page {

// <section> with a heading; empty when there is nothing in it.
[[nodiscard]] std::string section(std::string_view id, std::string_view heading, const std::string& content);

// A figure: title, drawing, data as a table, specification.
[[nodiscard]] std::string figure(const Chart& chart, bool table_open = false);

// The question, and what was asked of whom.
[[nodiscard]] std::string header(const RunView& run);

// The answer, how sure it is, its figures, and what is wrong with the run's files.
[[nodiscard]] std::string answer(const RunFiles& files, const Replications& replications);

[[nodiscard]] std::string variants_section(const RunView& run, const Replications& replications);
// Of response times; and of the spans and bandwidths that programs measured.
[[nodiscard]] std::string latency_section(const RunView& run);
[[nodiscard]] std::string samples_section(const RunView& run);
[[nodiscard]] std::string time_section(const RunView& run);
[[nodiscard]] std::string cost_section(const RunView& run);
[[nodiscard]] std::string expectations_section(const RunView& run);
[[nodiscard]] std::string timeline_section(const RunView& run, const TimelineView& timeline);
[[nodiscard]] std::string bill_section(const RunView& run);

// What was run, with which versions.
[[nodiscard]] std::string origin_section(const RunFiles& files);

}  // namespace twostep::page
