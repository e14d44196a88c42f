#include "models/trace/function_names.hpp"

#include <fnmatch.h>

#include <fmt/format.h>

namespace twostep::models {

void write_name(std::string& to, std::string_view owner, std::string_view app, std::string_view function) {
  to.clear();
  if (owner != function || app != function) to.append(owner).append("/").append(app).append("/");
  to.append(function);
}

void write_name(std::string& to, std::string_view app, std::string_view function) {
  to.clear();
  if (app != function) to.append(app).append("/");
  to.append(function);
}

FunctionFilter::FunctionFilter(const std::vector<std::string>& patterns)
    : patterns_(patterns), has_matched_(patterns.size()) {}

bool FunctionFilter::takes(const std::string& name) {
  if (patterns_.empty()) return true;
  if (example_.empty()) example_ = name;
  bool taken = false;
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    if (fnmatch(patterns_[i].c_str(), name.c_str(), 0) != 0) continue;
    has_matched_[i] = true;
    taken = true;
  }
  return taken;
}

void FunctionFilter::tell_unmatched(const scenario::Place& place, scenario::Issues& issues) const {
  const std::string list = scenario::child_pointer(place.pointer, "functions");
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    if (has_matched_[i]) continue;
    issues.add({.file = place.file, .line = place.line, .pointer = scenario::child_pointer(list, std::to_string(i))},
               scenario::in_quotes(patterns_[i]), "matches no function of the trace",
               fmt::format("its functions have names as {}", scenario::in_quotes(example_, 80)));
  }
}

}  // namespace twostep::models
