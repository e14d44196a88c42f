// StackedBars: bars of named parts, one a variant, with what they are in all written at their ends.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace twostep::page {

struct BarPart {
  std::string name{};
  double value = 0;    // in the axis's unit
  std::string text{};  // for a person: "7h 12m"
};

struct Bar {
  std::string name{};
  std::vector<BarPart> parts{};  // those of zero are not drawn
  std::string total{};           // written at its end
};

struct StackedBars {
  std::string axis_title{};
  std::string part_title{};               // what a part is: "phase"
  std::vector<std::string> part_names{};  // in the order in which they are stacked and coloured
  std::vector<Bar> bars{};
  std::string format{};       // of the axis's numbers, as d3-format has it; empty: plain
  bool texts_inside = false;  // the parts' texts are written into them, where there is room
};

[[nodiscard]] nlohmann::ordered_json specification_of(const StackedBars& bars);

}  // namespace twostep::page
