#include "sim/page/json_place.hpp"

#include <fmt/format.h>

#include "sim/page/page_refused.hpp"

namespace twostep::page {

void JsonPlace::refuse(const char* what) const {
  throw PageRefused(fmt::format("{} {}", pointer_.empty() ? "the document" : pointer_, what));
}

JsonPlace JsonPlace::at(const std::string& key) const {
  const std::string pointer = fmt::format("{}/{}", pointer_, key);
  if (!has(key)) throw PageRefused(fmt::format("{} is missing", pointer));
  return JsonPlace(value_->at(key), pointer);
}

std::vector<JsonPlace> JsonPlace::items() const {
  if (!value_->is_array()) refuse("is no array");
  std::vector<JsonPlace> all;
  all.reserve(value_->size());
  for (const auto& item : *value_) all.emplace_back(item, fmt::format("{}/{}", pointer_, all.size()));
  return all;
}

std::vector<std::pair<std::string, JsonPlace>> JsonPlace::members() const {
  if (!value_->is_object()) refuse("is no object");
  std::vector<std::pair<std::string, JsonPlace>> all;
  all.reserve(value_->size());
  for (const auto& [key, value] : value_->items()) all.emplace_back(key, at(key));
  return all;
}

std::string JsonPlace::text() const {
  if (!value_->is_string()) refuse("is no text");
  return value_->get<std::string>();
}

double JsonPlace::number() const {
  if (!value_->is_number()) refuse("is no number");
  return value_->get<double>();
}

std::uint64_t JsonPlace::count() const {
  if (!value_->is_number_unsigned()) refuse("is no whole number from zero");
  return value_->get<std::uint64_t>();
}

std::optional<double> JsonPlace::number_or_null() const {
  if (value_->is_null()) return std::nullopt;
  return number();
}

std::vector<double> JsonPlace::numbers() const {
  std::vector<double> all;
  for (const JsonPlace& item : items()) all.push_back(item.number());
  return all;
}

}  // namespace twostep::page
