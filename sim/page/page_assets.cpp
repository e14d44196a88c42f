#include "sim/page/page_assets.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "sim/page/embedded.hpp"
#include "sim/page/page_refused.hpp"

namespace twostep::page {

namespace {

std::string bundled(const std::filesystem::path& path) {
  const std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw PageRefused(
        fmt::format("{} is missing, which draws a page's charts: scripts/page.sh makes it (it needs Node.js and npm)",
                    path.string()));
  }
  return {std::istreambuf_iterator<char>(file.rdbuf()), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string hash_source(std::string_view hexadecimal) {
  constexpr std::size_t bytes = 32;
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto bad = [] { return PageRefused("a hash must have 64 hexadecimal digits"); };
  if (hexadecimal.size() != 2 * bytes) throw bad();
  std::string text = "sha256-";
  for (std::size_t first = 0; first < bytes; first += 3) {
    const std::size_t taken = std::min<std::size_t>(3, bytes - first);
    const char* begin = hexadecimal.data() + 2 * first;
    std::uint32_t group = 0;
    const auto [stopped, error] = std::from_chars(begin, begin + 2 * taken, group, 16);
    if (error != std::errc() || stopped != begin + 2 * taken) throw bad();
    group <<= 8 * (3 - taken);
    for (std::size_t place = 0; place < 4; ++place) {
      text += place <= taken ? digits[(group >> (6 * (3 - place))) & 63U] : '=';
    }
  }
  return text;
}

PageAssets load_page_assets(const std::filesystem::path& data_folder) {
  const std::filesystem::path library = data_folder / "page" / "charts.js";
  const std::string hash = bundled(data_folder / "page" / "charts.js.sha256");
  return {.style = {.content = embedded_style(), .source = hash_source(embedded_style_hash())},
          .drawing = {.content = embedded_drawing(), .source = hash_source(embedded_drawing_hash())},
          .library = {.content = bundled(library), .source = hash_source(hash.substr(0, hash.find_first_of(" \n")))}};
}

}  // namespace twostep::page
