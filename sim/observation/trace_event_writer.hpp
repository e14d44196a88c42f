// TraceEventWriter: streams a timeline of events as Chrome trace-event JSON, which Perfetto (ui.perfetto.dev) opens.
//
// Source: "Trace Event Format", N. Duca and D. Sinclair, Google, 2016: the JSON object format with complete events (X),
// counters (C) and metadata (M). Times are microseconds of simulated time; with their three decimals they are exact.
//
// The file is laid out in lines: trace_header, an event a line, and a last line that closes the array and tells what
// was left out. That is how files are joined (sim/cli/trace_parts.hpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "sim/observation/checked_file.hpp"
#include "sim/units.hpp"

namespace twostep::observation {

inline constexpr std::string_view trace_header = R"({"displayTimeUnit":"ms","traceEvents":[)";
// Begins the last line; the value of "otherData" and a closing brace follow.
inline constexpr std::string_view trace_footer = R"(],"otherData":)";

using TraceArgument = std::pair<std::string_view, std::variant<bool, std::uint64_t, double, std::string_view>>;

// Something that lasts. Of a thread, slices nest or follow each other; an outer one is written before an inner one that
// begins with it.
struct TraceSlice {
  std::string_view name;
  std::string_view category;
  std::uint32_t process = 0;
  std::uint32_t thread = 0;
  SimTime start;
  Duration duration;
};

class TraceEventWriter {
 public:
  // Creates the file. This and every other member throw std::system_error with the path when it cannot be written.
  TraceEventWriter(const std::filesystem::path& path, std::uint64_t most_events);

  // Whether there is room for this many more events, which belong together and concern the time `at`, and for `names`
  // that they may need. Once there is not, there is none for any: what is written is everything up to some event, never
  // a choice of them.
  [[nodiscard]] bool admit(std::uint64_t events, SimTime at, std::uint64_t names = 0);

  // Viewers show processes, and the threads of one, by ascending position. A name is two events.
  void name_process(std::uint32_t process, std::string_view name, std::uint64_t position);
  void name_thread(std::uint32_t process, std::uint32_t thread, std::string_view name, std::uint64_t position);
  // Names may be any text; what is no UTF-8 is replaced.
  void slice(const TraceSlice& slice, std::initializer_list<TraceArgument> arguments = {});
  void counter(std::uint32_t process, std::string_view name, SimTime at, double value);
  // Without it the file is no valid JSON: an aborted run leaves nothing that passes for a whole one.
  void close();

 private:
  void begin_event(char phase, std::string_view name, std::uint32_t process, std::uint32_t thread);
  void end_event();
  void metadata(std::string_view what, std::uint32_t process, std::uint32_t thread, std::string_view name,
                std::uint64_t position);

  CheckedFile file_;
  std::string buffer_;
  std::uint64_t most_events_;
  std::uint64_t events_ = 0;
  std::uint64_t left_out_ = 0;
  SimTime left_out_from_;
};

}  // namespace twostep::observation
