// Names of a trace's functions: how they are put together, found again, and picked by patterns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/place.hpp"

namespace twostep::models {

struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};
// By name; looking up makes no copy of it. Its order is never used.
template <class Value>
using ByName = std::unordered_map<std::string, Value, NameHash, std::equal_to<>>;

// Writes "owner/app/function", or only the function when all three are the same (samples of the Azure trace).
void write_name(std::string& to, std::string_view owner, std::string_view app, std::string_view function);
// The same of two: "app/function".
void write_name(std::string& to, std::string_view app, std::string_view function);

// Patterns of function names, each as fnmatch(3) without flags reads it: * any text, slashes included.
class FunctionFilter {
 public:
  explicit FunctionFilter(const std::vector<std::string>& patterns);

  // Whether one of the patterns matches; true when there are none.
  bool takes(const std::string& name);
  // An issue for each pattern that matched none of the names so far. `place` is where the trace is described.
  void tell_unmatched(const scenario::Place& place, scenario::Issues& issues) const;

 private:
  std::vector<std::string> patterns_;
  std::vector<bool> has_matched_;
  std::string example_;  // the first name that was asked for
};

}  // namespace twostep::models
