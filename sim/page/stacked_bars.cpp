#include "sim/page/stacked_bars.hpp"

#include <algorithm>
#include <cstddef>

#include <nlohmann/json.hpp>

#include "sim/page/axis_unit.hpp"
#include "sim/page/chart.hpp"

namespace twostep::page {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t bar_step = 40;    // pixels from a bar to the next
constexpr double room_for_text = 0.14;  // of the axis: a part that is narrower has no text in it

double length_of(const Bar& bar) {
  double length = 0;
  for (const BarPart& part : bar.parts) length += part.value;
  return length;
}

// Of text upon a part: whichever of black and white has the greater contrast with its colour (WCAG 2.2, relative
// luminance, of Okabe and Ito's colours).
const char* ink_on(const std::string& colour) { return colour == "#0072B2" ? "#fff" : "#111"; }

ordered_json parts_of(const StackedBars& bars, double longest) {
  ordered_json rows = ordered_json::array();
  for (const Bar& bar : bars.bars) {
    double start = 0;
    for (std::size_t place = 0; place < bars.part_names.size(); ++place) {
      const auto part = std::ranges::find(bar.parts, bars.part_names[place], &BarPart::name);
      if (part == bar.parts.end() || !(part->value > 0)) continue;
      const std::string& colour = palette()[place % palette().size()];
      // Black is light in dark mode, so that no ink fits it in both.
      const bool roomy = bars.texts_inside && part->value / longest >= room_for_text && colour != "#000000";
      rows.push_back({{"bar", bar.name},
                      {"part", part->name},
                      {"value", rounded(part->value)},
                      {"text", part->text},
                      {"inside", roomy ? part->text : ""},
                      {"middle", rounded(start + part->value / 2)},
                      {"ink", ink_on(colour)},
                      {"order", place}});
      start += part->value;
    }
  }
  return rows;
}

ordered_json totals_of(const StackedBars& bars) {
  ordered_json rows = ordered_json::array();
  for (const Bar& bar : bars.bars) {
    if (!bar.total.empty()) rows.push_back({{"bar", bar.name}, {"end", rounded(length_of(bar))}, {"total", bar.total}});
  }
  return rows;
}

ordered_json colour_of(const StackedBars& bars) {
  return {{"field", "part"},
          {"type", "nominal"},
          {"title", nullptr},
          {"sort", nullptr},
          {"scale", colour_scale(bars.part_names)},
          {"legend", bars.part_names.size() > 1 ? ordered_json{{"orient", "top"}} : ordered_json(nullptr)}};
}

ordered_json part_layer(const StackedBars& bars, double axis_end) {
  ordered_json x{{"field", "value"},
                 {"type", "quantitative"},
                 {"stack", "zero"},
                 {"title", bars.axis_title},
                 {"scale", {{"domain", {0, rounded(axis_end)}}, {"nice", false}}},
                 {"axis", {{"grid", true}}}};
  if (!bars.format.empty()) x["axis"]["format"] = bars.format;
  if (bars.texts_inside) x["axis"]["tickCount"] = 5;
  return {{"mark", {{"type", "bar"}, {"height", {{"band", 0.62}}}}},
          {"encoding",
           {{"x", x},
            {"color", colour_of(bars)},
            {"order", {{"field", "order"}, {"type", "quantitative"}}},
            {"tooltip",
             {{{"field", "bar"}, {"title", "variant"}},
              {{"field", "part"}, {"title", bars.part_title}},
              {{"field", "text"}, {"title", bars.axis_title}}}}}}};
}

}  // namespace

ordered_json specification_of(const StackedBars& bars) {
  double longest = 0;
  bool with_totals = false;
  for (const Bar& bar : bars.bars) {
    longest = std::max(longest, length_of(bar));
    with_totals = with_totals || !bar.total.empty();
  }
  const ordered_json inside{{"transform", {{{"filter", "datum.inside != ''"}}}},
                            {"mark", {{"type", "text"}, {"fontSize", 11}, {"tooltip", nullptr}}},
                            {"encoding",
                             {{"x", {{"field", "middle"}, {"type", "quantitative"}}},
                              {"text", {{"field", "inside"}}},
                              {"color", {{"field", "ink"}, {"type", "nominal"}, {"scale", nullptr}}}}}};
  ordered_json layers{part_layer(bars, longest), inside};
  if (with_totals) {
    layers.push_back(
        {{"data", {{"values", totals_of(bars)}}},
         {"mark", {{"type", "text"}, {"align", "left"}, {"dx", 6}, {"fontWeight", 600}}},
         {"encoding", {{"x", {{"field", "end"}, {"type", "quantitative"}}}, {"text", {{"field", "total"}}}}}});
  }
  return {{"height", bar_step * std::max<std::size_t>(bars.bars.size(), 1)},
          {"data", {{"values", parts_of(bars, longest)}}},
          {"encoding", {{"y", {{"field", "bar"}, {"type", "nominal"}, {"sort", nullptr}, {"title", nullptr}}}}},
          {"layer", layers}};
}

}  // namespace twostep::page
