// Chart: a figure of the page: a Vega-Lite specification with what it shows in words and its data as a table.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/page/data_table.hpp"

namespace twostep::page {

struct Chart {
  std::string id{};                        // "time-by-phase"
  std::string title{};                     // what it shows: "lambda takes 21.3x as long as ec2"
  std::string subtitle{};                  // how to read it
  bool wide = true;                        // takes the page's whole width; two that do not stand side by side
  nlohmann::ordered_json specification{};  // without title and description: see whole_specification()
  DataTable table{};
};

// The specification as it may be taken elsewhere: with schema, title, description and a width.
[[nodiscard]] nlohmann::ordered_json whole_specification(const Chart& chart);

// Okabe and Ito's eight colours, told apart by people with any colour vision ("Color Universal Design", 2008), in an
// order in which neighbours differ most and the pale ones come last. As hexadecimal RGB.
[[nodiscard]] const std::vector<std::string>& palette();

// {"domain": ..., "range": ...}: a colour a name, in their order; the palette begins again after eight.
[[nodiscard]] nlohmann::ordered_json colour_scale(const std::vector<std::string>& names);

// {"domain": ..., "range": ...}: with it lines are told apart without their colour.
[[nodiscard]] nlohmann::ordered_json dash_scale(const std::vector<std::string>& names);

}  // namespace twostep::page
