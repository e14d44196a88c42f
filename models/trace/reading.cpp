#include "models/trace/reading.hpp"

#include <utility>

#include <fmt/format.h>

namespace twostep::models {

void Reading::add(std::string_view key, std::string_view value, std::string problem, std::string fits) const {
  issues.add({.file = place.file, .line = place.line, .pointer = scenario::child_pointer(place.pointer, key)},
             scenario::in_quotes(value), std::move(problem), std::move(fits));
}

void Reading::add(std::string_view key, const std::string& name, const UnreadableFile& fault) const {
  if (fault.line() == 0) {
    add(key, name, fault.problem(), fault.fits());
    return;
  }
  issues.add({.file = std::make_shared<const std::string>(path_of(name).string()), .line = fault.line(), .pointer = ""},
             "", fault.problem(), fault.fits());
}

void check_not_empty(const Trace& trace, const Reading& reading, std::string_view key, const std::string& name,
                     Duration lasts) {
  if (trace.invocations() > 0) return;
  if (lasts == Duration::max()) {
    reading.add(key, name, "has no invocation", "give a trace that has some");
  } else {
    reading.add(key, name, fmt::format("has no invocation within {}", to_text(lasts)),
                R"(let the trace last longer ("lasts"))");
  }
}

}  // namespace twostep::models
