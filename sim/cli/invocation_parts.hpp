// Invocation parts: the rows per invocation of variants that run side by side, each in a file of its own until they are
// joined.
#pragma once

#include <cstddef>
#include <filesystem>

namespace twostep::cli {

// The file that holds the rows of one variant.
[[nodiscard]] std::filesystem::path invocation_part(const std::filesystem::path& folder, std::size_t variant);

// Joins the variants' parts in `folder` to its invocations.csv, in order and under one header line, and removes them.
// Throws std::system_error with the path, std::runtime_error when a part has other columns than the first.
void join_invocations(const std::filesystem::path& folder, std::size_t variants);

}  // namespace twostep::cli
