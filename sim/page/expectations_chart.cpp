#include "sim/page/expectations_chart.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/page_text.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t row_step = 44;       // pixels from a figure to the next
constexpr double least_half_width = 0.05;  // of the axis, which is centred on no deviation

std::string label_in(const RunView& run, const std::string& variant) {
  const VariantView* found = run.find(variant);
  return found == nullptr ? shown(variant) : found->label;
}

// "lambda / ec2 makespan"
std::string figure_of(const RunView& run, const ExpectationView& one, bool in_a_sentence) {
  const auto name = [&](const std::string& variant) {
    const std::string label = label_in(run, variant);
    return in_a_sentence ? isolated(label) : label;
  };
  const std::string metric = shown(one.metric);
  if (one.over.empty()) return fmt::format("{} {}", name(one.of), metric);
  if (one.over_metric == one.metric) return fmt::format("{} / {} {}", name(one.of), name(one.over), metric);
  return fmt::format("{} {} / {} {}", name(one.of), metric, name(one.over), shown(one.over_metric));
}

std::string published_text(const ExpectationView& one) {
  const bool bare = !one.over.empty() && one.published_text.find_first_not_of("0123456789.,") == std::string::npos;
  return shown(one.published_text) + (bare ? "x" : "");
}

std::string simulated_text(const ExpectationView& one) {
  return report::like_published(one.simulated, published_text(one), one.published, dimension_of(one.unit));
}

std::string tolerance_text(const ExpectationView& one) {
  if (!one.tolerance) return "";
  return *one.tolerance == 0 ? "exact" : fmt::format("±{} %", report::number_text(*one.tolerance * 100));
}

// Deviations up to this are drawn where they are; quoted and aged ones beyond it stand at the edge.
double half_width_of(const RunView& run) {
  double half = least_half_width;
  for (const ExpectationView& one : run.expectations) {
    if (one.tolerance && one.verdict != "aged")
      half = std::max({half, *one.tolerance, std::abs(one.deviation.value_or(0))});
  }
  return half * 1.15;
}

std::string verdict_text(const ExpectationView& one) {
  return one.verdict == "holds" && one.role == "calibration" ? "holds (calibrated)" : one.verdict;
}

std::string deviation_of(const ExpectationView& one) {
  return one.deviation ? report::deviation_text(*one.deviation) : "no published value to divide by";
}

ordered_json rows_of(const RunView& run) {
  const double half = half_width_of(run);
  ordered_json rows = ordered_json::array();
  for (std::size_t i = 0; i < run.expectations.size(); ++i) {
    const ExpectationView& one = run.expectations[i];
    const double deviation = one.deviation.value_or(HUGE_VAL);
    const bool beyond = std::abs(deviation) > half;
    ordered_json row{{"place", i},
                     {"figure", figure_of(run, one, false)},
                     {"published", published_text(one)},
                     {"simulated", simulated_text(one)},
                     {"deviation", one.deviation ? ordered_json(rounded(deviation)) : ordered_json(nullptr)},
                     {"text", fmt::format("{} → {}", published_text(one), simulated_text(one))},
                     {"drawn_at", rounded(std::clamp(deviation, -half, half))},
                     {"verdict", verdict_text(one)},
                     {"mark", !beyond         ? "within the axis"
                              : deviation > 0 ? "further right"
                                              : "further left"}};
    if (one.tolerance && one.verdict != "aged") {
      row["low"] = -rounded(*one.tolerance);
      row["high"] = rounded(*one.tolerance);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

DataTable table_of(const RunView& run) {
  const bool published = !run.source.empty();
  DataTable table{.caption = published ? "Published figures and simulated ones" : "Expected figures and simulated ones",
                  .columns = {{"figure"},
                              {std::string(run.expected_word()), true},
                              {"simulated", true},
                              {"deviation", true},
                              {"tolerance", true},
                              {"verdict"},
                              {"remark"},
                              {"source"}}};
  for (const ExpectationView& one : run.expectations) {
    std::string remark = one.quoted.empty() ? one.note : one.quoted;
    if (!one.calibrates.empty()) remark += fmt::format("{}calibrated: {}", remark.empty() ? "" : "; ", one.calibrates);
    table.rows.push_back({figure_of(run, one, true), published_text(one), simulated_text(one), deviation_of(one),
                          tolerance_text(one), verdict_text(one), shown(remark, 300), shown(one.source, 300)});
  }
  return table;
}

ordered_json y_axis() {
  // The figures' names stand above their marks, not beside them: there they would take half of a narrow page.
  return {{"field", "place"}, {"type", "ordinal"}, {"axis", nullptr}};
}

ordered_json x_axis(double half, const char* field) {
  return {{"field", field},
          {"type", "quantitative"},
          {"title", "deviation from the published figure"},
          {"scale", {{"domain", {-rounded(half), rounded(half)}}, {"nice", false}}},
          {"axis", {{"format", "+.0%"}, {"tickCount", 7}}}};
}

ordered_json name_layer() {
  return {{"mark", {{"type", "text"}, {"align", "left"}, {"dy", -12}, {"limit", {{"expr", "width * 0.55"}}}, {"x", 2}}},
          {"encoding", {{"text", {{"field", "figure"}}}}}};
}

ordered_json value_layer() {
  return {{"mark",
           {{"type", "text"},
            {"align", "right"},
            {"dy", -12},
            {"limit", {{"expr", "width * 0.44"}}},
            {"x", {{"expr", "width - 2"}}},
            {"fontWeight", 600}}},
          {"encoding", {{"text", {{"field", "text"}}}}}};
}

ordered_json point_layer(double half) {
  const std::vector<std::string> marks{"within the axis", "further right", "further left"};
  const std::vector<std::string> verdicts{"holds", "holds (calibrated)", "off", "quoted", "aged"};
  return {{"mark", {{"type", "point"}, {"filled", true}, {"size", 90}, {"opacity", 1}}},
          {"encoding",
           {{"x", x_axis(half, "drawn_at")},
            {"color",
             {{"field", "verdict"},
              {"type", "nominal"},
              {"title", nullptr},
              {"scale", {{"domain", verdicts}, {"range", {"#0072B2", "#56B4E9", "#D55E00", "#999999", "#CC79A7"}}}},
              {"legend", {{"orient", "top"}}}}},
            {"shape",
             {{"field", "mark"},
              {"type", "nominal"},
              {"legend", nullptr},
              {"scale", {{"domain", marks}, {"range", {"circle", "triangle-right", "triangle-left"}}}}}},
            {"tooltip", ordered_json::array({{{"field", "figure"}},
                                             {{"field", "published"}},
                                             {{"field", "simulated"}},
                                             {{"field", "deviation"}, {"format", "+.1%"}},
                                             {{"field", "verdict"}}})}}}};
}

}  // namespace

std::string expectations_sentence(const RunView& run) {
  if (run.expectations.empty()) return "";
  const auto quoted = std::ranges::count(run.expectations, "quoted", &ExpectationView::verdict);
  const auto holding = std::ranges::count(run.expectations, "holds", &ExpectationView::verdict);
  const auto calibrating = std::ranges::count(run.expectations, "calibration", &ExpectationView::role);
  const auto aged = std::ranges::count(run.expectations, "aged", &ExpectationView::verdict);
  const auto asserted = static_cast<std::ptrdiff_t>(run.expectations.size()) - quoted - aged;
  std::string text;
  if (aged > 0) {
    return fmt::format("{} published figure{} of another catalogue than this run's: then, and now", aged,
                       aged == 1 ? " is" : "s are");
  }
  if (asserted > 0) text = fmt::format("{} of {} {} figures hold", holding, asserted, run.expected_word());
  if (calibrating > 0) text += fmt::format(", {} of which served for calibration", calibrating);
  if (quoted > 0) {
    text += fmt::format("{}{} only quoted", text.empty() ? "" : "; ",
                        quoted == 1 ? "1 more is" : fmt::format("{} more are", quoted));
  }
  return text;
}

std::optional<Chart> expectations_chart(const RunView& run) {
  if (run.expectations.empty()) return std::nullopt;
  const double half = half_width_of(run);
  const ordered_json band{{"transform", ordered_json::array({{{"filter", "isValid(datum.low)"}}})},
                          {"mark", {{"type", "bar"}, {"height", 12}, {"color", "#999999"}, {"opacity", 0.28}}},
                          {"encoding", {{"x", x_axis(half, "low")}, {"x2", {{"field", "high"}}}}}};
  const ordered_json zero{{"data", {{"values", ordered_json::array({{{"zero", 0}}})}}},
                          {"mark", {{"type", "rule"}, {"color", "#999999"}}},
                          {"encoding", {{"x", x_axis(half, "zero")}, {"y", nullptr}}}};
  return Chart{
      .id = "expectations",
      .title = expectations_sentence(run),
      .subtitle =
          "Point: deviation of the simulated figure from the published one; bar behind it: the "
          "tolerance; triangle: further out than the axis.",
      .specification = {{"height", row_step * run.expectations.size()},
                        {"data", {{"values", rows_of(run)}}},
                        {"encoding", {{"y", y_axis()}}},
                        {"layer", ordered_json::array({zero, band, point_layer(half), name_layer(), value_layer()})}},
      .table = table_of(run)};
}

}  // namespace twostep::page
