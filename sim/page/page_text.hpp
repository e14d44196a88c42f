// Text for a page: everything that comes from a scenario passes through here before it stands in HTML or in a script.
//
// Text on its way to a page is plain UTF-8 whose names were made harmless by shown(): control characters and
// bidirectional overrides stand as "\u202e". Only isolated() puts direction marks in, around a name inside a sentence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace twostep::page {

// A name or note as it is shown: harmless, and at most `width` columns of it, ended by "..." when it was longer.
[[nodiscard]] std::string shown(std::string_view text, std::size_t width = 64);

// Harmless text that does not turn the direction of the sentence it stands in.
[[nodiscard]] std::string isolated(std::string_view shown_text);

// A name for each that is shown, and told apart: those that are equal once shortened get a number.
[[nodiscard]] std::vector<std::string> unique_labels(const std::vector<std::string>& names);

// As the text of an element: `<`, `>`, `&` and quotes escaped, isolated names in <bdi>.
[[nodiscard]] std::string html_text(std::string_view text);

// As the value of an attribute in double quotes.
[[nodiscard]] std::string html_attribute(std::string_view text);

// JSON for a <script type="application/json">: ASCII, without a character that could end the element.
[[nodiscard]] std::string script_json(const nlohmann::ordered_json& json);

// JSON for a <pre>: indented, harmless, still JSON.
[[nodiscard]] std::string readable_json(const nlohmann::ordered_json& json);

}  // namespace twostep::page
