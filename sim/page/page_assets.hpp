// PageAssets: what every page carries beside its own content: style, scripts, and the hashes that let them run.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace twostep::page {

// One inline style or script, and its SHA-256 as a Content-Security-Policy has it: "sha256-" and base64.
struct InlineAsset {
  std::string content;
  std::string source;
};

struct PageAssets {
  InlineAsset style;
  InlineAsset drawing;  // draws the specifications of a page; compiled into the program, as is the style
  InlineAsset library;  // Vega, Vega-Lite and Vega-Embed, in one file
};

// `data_folder` holds page/charts.js with its hash, which scripts/page.sh bundles. Throws PageRefused, naming the
// file and what makes it, when one is missing.
[[nodiscard]] PageAssets load_page_assets(const std::filesystem::path& data_folder);

// 64 hexadecimal digits as "sha256-" and base64. Throws PageRefused for anything else.
[[nodiscard]] std::string hash_source(std::string_view hexadecimal);

}  // namespace twostep::page
