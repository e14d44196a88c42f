#include "sim/page/timeline_charts.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/page_text.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

using nlohmann::ordered_json;

constexpr int row_height = 120;  // pixels, of one variant
// Points of a chart, and of all of them together: more would make the page heavy.
constexpr std::size_t most_points = 1'500;
constexpr std::size_t most_points_of_all = 6'000;

struct Group {
  std::string name;
  std::string unit;
  std::vector<const SeriesView*> series;
};

double peak_of(const BoundedCurve& curve) {
  return curve.points().empty() ? 0 : std::ranges::max(curve.points(), {}, &CurvePoint::value).value;
}

bool is_zero(const SeriesView& series) {
  return std::ranges::all_of(series.curves, [](const auto& entry) {
    return std::ranges::all_of(entry.second.points(), [](const CurvePoint& point) { return point.value == 0; });
  });
}

// "environments.busy" belongs to "environments"
std::string group_name(const std::string& series) { return series.substr(0, series.find('.')); }

std::vector<Group> groups_of(const TimelineView& timeline) {
  std::vector<Group> groups;
  for (const SeriesView& series : timeline.series) {
    if (is_zero(series)) continue;
    const std::string name = group_name(series.name);
    const auto known = std::ranges::find_if(
        groups, [&](const Group& group) { return group.name == name && group.unit == series.unit; });
    if (known == groups.end()) {
      groups.push_back({.name = name, .unit = series.unit, .series = {&series}});
    } else {
      known->series.push_back(&series);
    }
  }
  return groups;
}

struct Peak {
  const SeriesView* series = nullptr;
  std::size_t variant = 0;
  double value = 0;
};

Peak peak_of(const Group& group) {
  Peak peak;
  for (const SeriesView* series : group.series) {
    for (const auto& [variant, curve] : series->curves) {
      const double value = peak_of(curve);
      if (peak.series == nullptr || value > peak.value) peak = {series, variant, value};
    }
  }
  return peak;
}

double last_time(const Group& group) {
  double last = 0;
  for (const SeriesView* series : group.series) {
    for (const auto& [variant, curve] : series->curves) {
      if (!curve.points().empty()) last = std::max(last, curve.points().back().time);
    }
  }
  return last;
}

// Again fewer points, where a group has many series and variants.
BoundedCurve thinned(const BoundedCurve& curve, std::size_t most) {
  BoundedCurve fewer(std::max<std::size_t>(most, 24));
  for (const CurvePoint& point : curve.points()) fewer.add(point);
  return fewer;
}

struct Drawn {
  ordered_json rows = ordered_json::array();
  // By variant and time: a cell a series.
  std::map<std::pair<std::size_t, double>, std::vector<std::string>> table;
  bool thinned = false;
};

// Without those between two equal ones: a stepped line needs them not.
std::vector<CurvePoint> corners_of(const BoundedCurve& curve) {
  const std::vector<CurvePoint>& points = curve.points();
  std::vector<CurvePoint> corners;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool inside = i > 0 && i + 1 < points.size() && points[i].value == points[i - 1].value &&
                        points[i].value == points[i + 1].value;
    if (!inside) corners.push_back(points[i]);
  }
  return corners;
}

struct Axes {
  AxisUnit time;
  AxisUnit value;
};

Drawn draw(const RunView& run, const Group& group, const Axes& axes, const std::vector<std::string>& labels,
           std::size_t most) {
  Drawn drawn;
  std::size_t curves = 0;
  for (const SeriesView* series : group.series) curves += series->curves.size();
  for (std::size_t i = 0; i < group.series.size(); ++i) {
    for (const auto& [variant, whole] : group.series[i]->curves) {
      const BoundedCurve curve = thinned(whole, most / std::max<std::size_t>(curves, 1));
      drawn.thinned = drawn.thinned || whole.stretch() > 1 || curve.stretch() > 1;
      for (const CurvePoint& point : corners_of(curve)) {
        const double time = rounded(point.time * axes.time.per_base);
        const double value = rounded(point.value * axes.value.per_base);
        drawn.rows.push_back(
            {{"variant", run.variants[variant].label}, {"series", labels[i]}, {"time", time}, {"value", value}});
        std::vector<std::string>& cells = drawn.table[{variant, time}];
        cells.resize(group.series.size());
        cells[i] = fmt::format("{}", value);
      }
    }
  }
  return drawn;
}

// A row a variant and time; a cell is empty where the series did not change.
DataTable table_of(const RunView& run, const Group& group, const Drawn& drawn, const std::string& time_title,
                   const std::vector<std::string>& labels, const AxisUnit& unit) {
  DataTable table{.caption = fmt::format("{} over time; an empty cell: as before", isolated(shown(group.name))),
                  .columns = {{"variant"}, {time_title, true}}};
  for (const std::string& label : labels) table.columns.push_back({with_unit(label, unit), true});
  for (const auto& [place, cells] : drawn.table) {
    std::vector<std::string> row{run.variants[place.first].label, fmt::format("{}", place.second)};
    row.insert(row.end(), cells.begin(), cells.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<std::string> labels_of(const Group& group) {
  std::vector<std::string> names;
  names.reserve(group.series.size());
  for (const SeriesView* series : group.series) names.push_back(series->name);
  return unique_labels(names);
}

ordered_json specification_of(const RunView& run, const ordered_json& rows, const std::vector<std::string>& labels,
                              const std::string& time_title, const std::string& value_title) {
  std::vector<std::string> variants;
  variants.reserve(run.variants.size());
  for (const VariantView& variant : run.variants) variants.push_back(variant.label);
  const ordered_json legend = labels.size() > 1 ? ordered_json{{"orient", "top"}} : ordered_json(nullptr);
  const auto by_series = [&legend](const ordered_json& scale) {
    return ordered_json{{"field", "series"}, {"type", "nominal"}, {"title", nullptr},
                        {"sort", nullptr},   {"scale", scale},    {"legend", legend}};
  };
  return {
      {"data", {{"values", rows}}},
      {"facet",
       {{"row",
         {{"field", "variant"},
          {"type", "nominal"},
          {"title", nullptr},
          {"sort", variants},
          {"header", {{"labelOrient", "top"}, {"labelAnchor", "start"}, {"labelAngle", 0}}}}}}},
      {"spacing", 12},
      {"spec",
       {{"width", 600},
        {"height", row_height},
        {"mark", {{"type", "line"}, {"interpolate", "step-after"}, {"strokeWidth", 1.75}, {"tooltip", true}}},
        {"encoding",
         {{"x", {{"field", "time"}, {"type", "quantitative"}, {"title", time_title}}},
          {"y", {{"field", "value"}, {"type", "quantitative"}, {"title", value_title}, {"axis", {{"tickCount", 4}}}}},
          {"color", by_series(colour_scale(labels))},
          {"strokeDash", by_series(dash_scale(labels))}}}}}};
}

Chart chart_of(const RunView& run, const Group& group, std::size_t number, std::size_t most) {
  const Peak peak = peak_of(group);
  const Axes axes{.time = axis_unit("s", last_time(group)), .value = axis_unit(group.unit, peak.value)};
  const std::vector<std::string> labels = labels_of(group);
  const Drawn drawn = draw(run, group, axes, labels, most);
  const std::string time_title = with_unit("simulated time", axes.time);
  const std::string value_title = with_unit(shown(group.name, 24), axes.value);
  return {.id = fmt::format("timeline-{}", number),
          .title = fmt::format("{} reaches {} in {}", isolated(shown(peak.series->name)),
                               text_of(peak.value, group.unit), isolated(run.variants[peak.variant].label)),
          .subtitle = fmt::format("Over simulated time, a row a variant{}.",
                                  drawn.thinned ? "; each step is the greatest value of its stretch of time" : ""),
          .specification = specification_of(run, drawn.rows, labels, time_title, value_title),
          .table = table_of(run, group, drawn, time_title, labels, axes.value)};
}

}  // namespace

TimelineCharts timeline_charts(const RunView& run, const TimelineView& timeline) {
  TimelineCharts all;
  for (const SeriesView& series : timeline.series) {
    if (is_zero(series)) all.always_zero.push_back(shown(series.name));
  }
  const std::vector<Group> groups = groups_of(timeline);
  const std::size_t most = std::min(most_points, most_points_of_all / std::max<std::size_t>(groups.size(), 1));
  for (const Group& group : groups) all.charts.push_back(chart_of(run, group, all.charts.size() + 1, most));
  return all;
}

}  // namespace twostep::page
