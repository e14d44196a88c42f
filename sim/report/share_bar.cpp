#include "sim/report/share_bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace twostep::report {

namespace {

constexpr std::array<std::string_view, 10> blocks{"█", "▒", "▓", "░", "▚", "▪", "▬", "◆", "▲", "●"};
constexpr std::array<std::string_view, 10> letters{"#", "-", "=", ".", "+", ":", "*", "o", "%", "~"};

// Columns a part: whole ones first, and what is left to those that lost most by rounding down.
std::vector<std::size_t> columns_of(std::span<const double> parts, double sum, std::size_t width) {
  std::vector<std::size_t> columns;
  std::vector<double> rest;
  for (const double part : parts) {
    const double exact = part / sum * static_cast<double>(width);
    columns.push_back(static_cast<std::size_t>(exact));
    rest.push_back(exact - std::floor(exact));
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&rest](std::size_t i) { return std::pair(-rest[i], i); });
  std::size_t taken = std::accumulate(columns.begin(), columns.end(), std::size_t{0});
  for (std::size_t i = 0; taken < width && i < order.size(); ++i, ++taken) ++columns[order[i]];
  return columns;
}

}  // namespace

std::string_view bar_fill(std::size_t number, bool unicode) {
  return (unicode ? blocks : letters)[number % blocks.size()];
}

std::string share_bar(std::span<const double> parts, std::size_t width, bool unicode) {
  const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
  if (!(sum > 0)) return std::string(width, ' ');
  const std::vector<std::size_t> columns = columns_of(parts, sum, width);
  std::string bar;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t i = 0; i < columns[part]; ++i) bar += bar_fill(part, unicode);
  }
  return bar;
}

}  // namespace twostep::report
