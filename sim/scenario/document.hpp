// Documents: a JSON file read into Nodes that know their lines.
//
// Refused with one clear issue: what is no readable file, more than 16 MiB, no UTF-8 text, incomplete or malformed JSON
// (with line and column), nesting over 64, more than about a million values, a number beyond double. A key that stands
// twice in one object is an issue, and reading goes on with the first.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::scenario {

inline constexpr std::size_t largest_document = std::size_t{16} * 1024 * 1024;  // bytes
inline constexpr int deepest_nesting = 64;
inline constexpr std::size_t most_values = 1'000'000;

// nullopt when the document could not be read as a whole; an issue then says why.
std::optional<Node> read_document(const std::filesystem::path& path, Issues& issues);
std::optional<Node> parse_document(std::string text, std::string file_name, Issues& issues);

}  // namespace twostep::scenario
