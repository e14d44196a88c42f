#include "sim/page/chart.hpp"

#include <cstddef>

namespace twostep::page {

using nlohmann::ordered_json;

ordered_json whole_specification(const Chart& chart) {
  ordered_json whole{{"$schema", "https://vega.github.io/schema/vega-lite/v6.json"},
                     {"title", chart.title},
                     {"description", chart.subtitle}};
  // A faceted specification has the width of one of its parts.
  if (!chart.specification.contains("facet")) whole["width"] = 640;
  whole.update(chart.specification);
  return whole;
}

const std::vector<std::string>& palette() {
  static const std::vector<std::string> colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                "#56B4E9", "#E69F00", "#000000", "#F0E442"};
  return colours;
}

ordered_json colour_scale(const std::vector<std::string>& names) {
  ordered_json range = ordered_json::array();
  for (std::size_t i = 0; i < names.size(); ++i) range.push_back(palette()[i % palette().size()]);
  return {{"domain", names}, {"range", range}};
}

ordered_json dash_scale(const std::vector<std::string>& names) {
  // Lengths of line and gap, in pixels. Seven, so that colour and dash together repeat only after 56 lines.
  static const std::vector<std::vector<int>> dashes{{1, 0},        {8, 3}, {14, 3},     {4, 2},
                                                    {10, 3, 2, 3}, {2, 2}, {6, 2, 2, 2}};
  ordered_json range = ordered_json::array();
  for (std::size_t i = 0; i < names.size(); ++i) range.push_back(dashes[i % dashes.size()]);
  return {{"domain", names}, {"range", range}};
}

}  // namespace twostep::page
