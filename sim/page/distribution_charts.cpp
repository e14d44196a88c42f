#include "sim/page/distribution_charts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/page_text.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

using nlohmann::ordered_json;

// Points of all curves of a chart together: more would make the page heavy without a visible difference.
constexpr std::size_t most_points = 1'200;
constexpr std::size_t box_step = 44;       // pixels from a box to the next, at the least
constexpr std::size_t least_height = 220;  // of the boxes, which stand beside the curves
// From this ratio of the greatest to the least value on, an axis is logarithmic.
constexpr double wide_range = 30;
// Samples whose greatest is not even so many times the least are as good as equal.
constexpr double least_spread = 1.001;

struct Entry {
  const VariantView* variant = nullptr;
  const DistributionView* samples = nullptr;
};

// One distribution in all variants that have samples of it, and how it is drawn.
struct Compared {
  std::string what{};  // "response time"
  std::string base_unit{};
  std::vector<Entry> entries{};
  AxisUnit unit{};
  bool logarithmic = false;

  [[nodiscard]] double on_axis(double value) const { return rounded(value * unit.per_base); }
  [[nodiscard]] std::string text(double value) const { return text_of(value, base_unit); }
};

Compared compared(const RunView& run, const std::string& of) {
  Compared all{.what = distribution_words(of)};
  double least = HUGE_VAL;
  double greatest = 0;
  for (const VariantView& variant : run.variants) {
    const DistributionView* samples = variant.distribution(of);
    if (samples == nullptr || samples->values.empty()) continue;
    all.entries.push_back({&variant, samples});
    all.base_unit = samples->unit;
    least = std::min(least, samples->min);
    greatest = std::max(greatest, samples->max);
  }
  all.logarithmic = least > 0 && greatest / least >= wide_range;
  // On a logarithmic axis the unit is that of its middle.
  all.unit = axis_unit(all.base_unit, all.logarithmic ? std::sqrt(least * greatest) : greatest);
  return all;
}

// "latency", else a number: names of spans may be anything.
std::string id_of(const RunView& run, const std::string& of) {
  const std::vector<std::string> names = varying_distributions(run);
  const auto place = std::ranges::find(names, of) - names.begin();
  return of == "latency" ? of : fmt::format("{}", place + 1);
}

std::vector<std::string> labels_of(const Compared& all) {
  std::vector<std::string> labels;
  labels.reserve(all.entries.size());
  for (const Entry& entry : all.entries) labels.push_back(entry.variant->label);
  return labels;
}

ordered_json value_axis(const Compared& all, const char* field) {
  ordered_json scale{{"zero", false}};
  if (all.logarithmic) scale = {{"type", "log"}};
  return {{"field", field},
          {"type", "quantitative"},
          {"title", with_unit(all.what, all.unit)},
          {"scale", scale},
          {"axis", {{"format", ",~r"}}}};
}

// The entry whose value is farthest from the baseline's, as a factor; null when there is no baseline or no other.
const Entry* farthest(const Compared& all, const Entry* baseline, double DistributionView::* value) {
  const Entry* chosen = nullptr;
  double most = 0;
  if (baseline == nullptr || !(baseline->samples->*value > 0)) return nullptr;
  for (const Entry& entry : all.entries) {
    if (&entry == baseline || !(entry.samples->*value > 0)) continue;
    const double factor = std::abs(std::log(entry.samples->*value / (baseline->samples->*value)));
    if (chosen == nullptr || factor > most) chosen = &entry;
    most = std::max(most, factor);
  }
  return chosen;
}

std::string median_sentence(const RunView& run, const Compared& all) {
  const auto found =
      std::ranges::find_if(all.entries, [&run](const Entry& entry) { return entry.variant->name == run.baseline; });
  const Entry* baseline = found == all.entries.end() ? nullptr : &*found;
  const Entry* other = farthest(all, baseline, &DistributionView::p50);
  const Entry& first = baseline != nullptr ? *baseline : all.entries.front();
  const std::string what = fmt::format("median {}", all.what);
  if (other == nullptr) {
    return fmt::format("The {} is {} in {}", what, all.text(first.samples->p50), isolated(first.variant->label));
  }
  const double ratio = other->samples->p50 / first.samples->p50;
  if (ratio < 1.05) {
    return fmt::format("The {} is {} in {}, {} in {}", what, all.text(other->samples->p50),
                       isolated(other->variant->label), all.text(first.samples->p50), isolated(first.variant->label));
  }
  return fmt::format("The {} is {} in {}, {} the {} of {}", what, all.text(other->samples->p50),
                     isolated(other->variant->label), report::ratio_text(ratio), all.text(first.samples->p50),
                     isolated(first.variant->label));
}

std::string spread_sentence(const Compared& all) {
  const auto spread = [](const Entry& entry) {
    return entry.samples->min > 0 ? entry.samples->max / entry.samples->min : 1.0;
  };
  const Entry& widest = *std::ranges::max_element(all.entries, {}, spread);
  const std::string least = all.text(widest.samples->min);
  const std::string greatest = all.text(widest.samples->max);
  if (least == greatest) return fmt::format("The {} does not vary within a variant", all.what);
  return fmt::format("The {} varies most in {}: from {} to {}", all.what, isolated(widest.variant->label), least,
                     greatest);
}

struct Point {
  double share;
  double value;
};

// The curve's points, from the least sample at share 0 on; every so many only, where there are too many variants.
std::vector<Point> points_of(const DistributionView& samples, std::size_t variants) {
  const std::size_t most = std::max<std::size_t>(most_points / variants, 20);
  const std::size_t step = (samples.values.size() + most - 1) / most;
  std::vector<Point> points{{0, samples.min}};
  for (std::size_t i = 0; i < samples.values.size(); ++i) {
    const bool last = i + 1 == samples.values.size();
    if (last || (i + 1) % step == 0) points.push_back({samples.shares[i], samples.values[i]});
  }
  return points;
}

}  // namespace

std::string distribution_words(const std::string& of) {
  if (of == "latency") return "response time";
  if (of == "bandwidth") return "bandwidth of a read";
  return fmt::format("time in span {}", isolated(shown(of.substr(of.find('.') + 1))));
}

std::vector<std::string> varying_distributions(const RunView& run) {
  std::vector<std::string> names;
  for (const VariantView& variant : run.variants) {
    for (const DistributionView& samples : variant.distributions) {
      const bool varies = samples.max > samples.min * least_spread;
      if (varies && std::ranges::find(names, samples.of) == names.end()) names.push_back(samples.of);
    }
  }
  return names;
}

Chart cumulative_chart(const RunView& run, const std::string& of) {
  const Compared all = compared(run, of);
  Chart chart{.id = "distribution-" + id_of(run, of),
              .title = median_sentence(run, all),
              .subtitle = fmt::format("Share of samples whose {} is at most so much, by variant{}.", all.what,
                                      all.logarithmic ? "; logarithmic axis" : ""),
              .wide = false,
              .table = {.caption = fmt::format("Cumulative distribution: {}", all.what),
                        .columns = {{"variant"}, {"share", true}, {with_unit(all.what, all.unit), true}}}};
  ordered_json rows = ordered_json::array();
  for (const Entry& entry : all.entries) {
    for (const Point& point : points_of(*entry.samples, all.entries.size())) {
      const double value = all.on_axis(point.value);
      rows.push_back({{"variant", entry.variant->label}, {"share", rounded(point.share)}, {"value", value}});
      chart.table.rows.push_back(
          {entry.variant->label, fmt::format("{:.4g} %", point.share * 100), fmt::format("{}", value)});
    }
  }
  const std::vector<std::string> labels = labels_of(all);
  const ordered_json legend = labels.size() > 1 ? ordered_json{{"orient", "top"}} : ordered_json(nullptr);
  const auto by_variant = [&legend](const ordered_json& scale) {
    return ordered_json{{"field", "variant"}, {"type", "nominal"}, {"title", nullptr},
                        {"sort", nullptr},    {"scale", scale},    {"legend", legend}};
  };
  chart.specification = {
      {"height", 260},
      {"data", {{"values", rows}}},
      {"mark", {{"type", "line"}, {"interpolate", "step-after"}, {"strokeWidth", 2}, {"tooltip", true}}},
      {"encoding",
       {{"x", value_axis(all, "value")},
        {"y",
         {{"field", "share"},
          {"type", "quantitative"},
          {"title", "share of samples"},
          {"scale", {{"domain", {0, 1}}}},
          {"axis", {{"format", ".0%"}}}}},
        {"order", {{"field", "share"}, {"type", "quantitative"}}},
        {"color", by_variant(colour_scale(labels))},
        {"strokeDash", by_variant(dash_scale(labels))}}}};
  return chart;
}

Chart box_chart(const RunView& run, const std::string& of) {
  const Compared all = compared(run, of);
  Chart chart{.id = "box-" + id_of(run, of),
              .title = spread_sentence(all),
              .subtitle = fmt::format("Box: middle half of the samples, bar in it: median, point: mean, line: least to "
                                      "greatest{}.",
                                      all.logarithmic ? "; logarithmic axis" : ""),
              .wide = false,
              .table = {.caption = fmt::format("Quartiles and extremes: {}", all.what),
                        .columns = {{"variant"},
                                    {"samples", true},
                                    {"least", true},
                                    {"lower quartile", true},
                                    {"median", true},
                                    {"upper quartile", true},
                                    {"greatest", true},
                                    {"mean", true}}}};
  ordered_json rows = ordered_json::array();
  for (const auto& [variant, samples] : all.entries) {
    rows.push_back({{"variant", variant->label},
                    {"least", all.on_axis(samples->min)},
                    {"lower", all.on_axis(samples->p25)},
                    {"median", all.on_axis(samples->p50)},
                    {"upper", all.on_axis(samples->p75)},
                    {"greatest", all.on_axis(samples->max)},
                    {"mean", all.on_axis(samples->mean)},
                    {"text", all.text(samples->p50)}});
    chart.table.rows.push_back({variant->label, report::number_text(static_cast<double>(samples->samples)),
                                all.text(samples->min), all.text(samples->p25), all.text(samples->p50),
                                all.text(samples->p75), all.text(samples->max), all.text(samples->mean)});
  }
  const ordered_json colour{{"field", "variant"},
                            {"type", "nominal"},
                            {"legend", nullptr},
                            {"sort", nullptr},
                            {"scale", colour_scale(labels_of(all))}};
  const ordered_json tooltip = ordered_json::array({{{"field", "variant"}},
                                                    {{"field", "least"}},
                                                    {{"field", "lower"}},
                                                    {{"field", "median"}},
                                                    {{"field", "upper"}},
                                                    {{"field", "greatest"}},
                                                    {{"field", "mean"}}});
  const auto span = [](const char* to) { return ordered_json{{"field", to}}; };
  chart.specification = {
      {"height", std::max(least_height, box_step * all.entries.size())},
      {"data", {{"values", rows}}},
      {"encoding",
       {{"y", {{"field", "variant"}, {"type", "nominal"}, {"sort", nullptr}, {"title", nullptr}}},
        {"tooltip", tooltip}}},
      {"layer", ordered_json::array(
                    {{{"mark", {{"type", "rule"}, {"strokeWidth", 1.5}}},
                      {"encoding", {{"x", value_axis(all, "least")}, {"x2", span("greatest")}, {"color", colour}}}},
                     {{"mark", {{"type", "bar"}, {"height", {{"band", 0.5}}}, {"opacity", 0.85}, {"minBandSize", 2}}},
                      {"encoding", {{"x", value_axis(all, "lower")}, {"x2", span("upper")}, {"color", colour}}}},
                     {{"mark", {{"type", "tick"}, {"thickness", 2.5}, {"size", 24}, {"color", "#000000"}}},
                      {"encoding", {{"x", value_axis(all, "median")}}}},
                     {{"mark",
                       {{"type", "point"},
                        {"shape", "circle"},
                        {"size", 34},
                        {"filled", true},
                        {"color", "#fff"},
                        {"stroke", "#000000"},
                        {"strokeWidth", 1.5},
                        {"opacity", 1}}},
                      {"encoding", {{"x", value_axis(all, "mean")}}}}})}};
  return chart;
}

}  // namespace twostep::page
