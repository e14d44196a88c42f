#include "sim/scenario/scalar_codecs.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace twostep::scenario {

std::optional<bool> Codec<bool>::read(const Node& node, Issues& issues) {
  if (node.is_bool()) return node.as_bool();
  issues.add(node, fmt::format("is {}, not true or false", kind_text(node)), "write true or false");
  return std::nullopt;
}

std::optional<std::int64_t> Codec<std::int64_t>::read(const Node& node, Issues& issues) {
  if (node.is_integer()) return node.as_integer();
  if (!node.is_number()) {
    issues.add(node, fmt::format("is {}, not a whole number", kind_text(node)),
               "write a number without quotes or unit");
    return std::nullopt;
  }
  const double value = node.as_number();
  if (std::abs(value) >= 0x1p63) {
    issues.add(node, "is too large", fmt::format("write at most {}", std::numeric_limits<std::int64_t>::max()));
    return std::nullopt;
  }
  if (value != std::trunc(value)) {
    issues.add(node, "is not a whole number",
               fmt::format("write {} or {}", std::floor(value) + 0.0, std::ceil(value) + 0.0));
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

std::optional<int> Codec<int>::read(const Node& node, Issues& issues) {
  const std::optional<std::int64_t> value = Codec<std::int64_t>::read(node, issues);
  if (!value) return std::nullopt;
  if (*value > std::numeric_limits<int>::max() || *value < -std::numeric_limits<int>::max()) {
    issues.add(node, "is too large", fmt::format("write at most {}", std::numeric_limits<int>::max()));
    return std::nullopt;
  }
  return static_cast<int>(*value);
}

std::optional<double> Codec<double>::read(const Node& node, Issues& issues) {
  if (!node.is_number()) {
    issues.add(node, fmt::format("is {}, not a number", kind_text(node)), "write a number without quotes or unit");
    return std::nullopt;
  }
  if (!std::isfinite(node.as_number())) {
    issues.add(node, "is not finite", "write a number below 1e308");
    return std::nullopt;
  }
  return node.as_number();
}

std::optional<std::string> Codec<std::string>::read(const Node& node, Issues& issues) {
  if (node.is_string()) return node.as_string();
  issues.add(node, fmt::format("is {}, not text", kind_text(node)), "write it in double quotes");
  return std::nullopt;
}

}  // namespace twostep::scenario
