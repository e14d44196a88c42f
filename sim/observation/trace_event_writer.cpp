#include "sim/observation/trace_event_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>

#include <nlohmann/json.hpp>

namespace twostep::observation {

namespace {

constexpr std::size_t buffer_size = std::size_t{256} * 1024;

void append_text(std::string& out, std::string_view text) {
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

template <std::integral Number>
void append_number(std::string& out, Number number) {
  std::array<char, 24> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): written at once
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

// Shortest that reads back the same. JSON knows no infinity: null.
void append_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  std::array<char, 32> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): written at once
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

// 1234567 ns are 1234.567 microseconds.
void append_microseconds(std::string& out, std::int64_t ns) {
  append_number(out, ns / 1000);
  const std::int64_t rest = ns % 1000;
  out += {'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
          static_cast<char>('0' + rest % 10)};
}

struct AppendValue {
  std::string& out;
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::uint64_t value) const { append_number(out, value); }
  void operator()(double value) const { append_number(out, value); }
  void operator()(std::string_view value) const { append_text(out, value); }
};

}  // namespace

TraceEventWriter::TraceEventWriter(const std::filesystem::path& path, std::uint64_t most_events)
    : file_(path), buffer_(trace_header), most_events_(most_events) {}

bool TraceEventWriter::admit(std::uint64_t events, SimTime at, std::uint64_t names) {
  constexpr std::uint64_t events_per_name = 2;
  if (left_out_ == 0 && events_ + events + events_per_name * names <= most_events_) return true;
  if (left_out_ == 0 || at < left_out_from_) left_out_from_ = at;
  left_out_ += events;
  return false;
}

void TraceEventWriter::begin_event(char phase, std::string_view name, std::uint32_t process, std::uint32_t thread) {
  buffer_ += events_++ == 0 ? "\n" : ",\n";
  buffer_ += R"({"ph":")";
  buffer_ += phase;
  buffer_ += R"(","name":)";
  append_text(buffer_, name);
  buffer_ += R"(,"pid":)";
  append_number(buffer_, process);
  buffer_ += R"(,"tid":)";
  append_number(buffer_, thread);
}

void TraceEventWriter::end_event() {
  buffer_ += '}';
  if (buffer_.size() < buffer_size) return;
  file_.write(buffer_);
  buffer_.clear();
}

void TraceEventWriter::metadata(std::string_view what, std::uint32_t process, std::uint32_t thread,
                                std::string_view name, std::uint64_t position) {
  begin_event('M', std::string(what) + "_name", process, thread);
  buffer_ += R"(,"args":{"name":)";
  append_text(buffer_, name);
  buffer_ += '}';
  end_event();
  begin_event('M', std::string(what) + "_sort_index", process, thread);
  buffer_ += R"(,"args":{"sort_index":)";
  append_number(buffer_, position);
  buffer_ += '}';
  end_event();
}

// The main thread of a process has its number.
void TraceEventWriter::name_process(std::uint32_t process, std::string_view name, std::uint64_t position) {
  metadata("process", process, process, name, position);
}

void TraceEventWriter::name_thread(std::uint32_t process, std::uint32_t thread, std::string_view name,
                                   std::uint64_t position) {
  metadata("thread", process, thread, name, position);
}

void TraceEventWriter::slice(const TraceSlice& slice, std::initializer_list<TraceArgument> arguments) {
  begin_event('X', slice.name, slice.process, slice.thread);
  buffer_ += R"(,"cat":)";
  append_text(buffer_, slice.category);
  buffer_ += R"(,"ts":)";
  append_microseconds(buffer_, slice.start.ns);
  buffer_ += R"(,"dur":)";
  append_microseconds(buffer_, slice.duration.ns);
  if (arguments.size() > 0) {
    char separator = '{';
    buffer_ += R"(,"args":)";
    for (const auto& [name, value] : arguments) {
      buffer_ += separator;
      append_text(buffer_, name);
      buffer_ += ':';
      std::visit(AppendValue{buffer_}, value);
      separator = ',';
    }
    buffer_ += '}';
  }
  end_event();
}

void TraceEventWriter::counter(std::uint32_t process, std::string_view name, SimTime at, double value) {
  begin_event('C', name, process, process);
  buffer_ += R"(,"ts":)";
  append_microseconds(buffer_, at.ns);
  buffer_ += R"(,"args":{"value":)";
  append_number(buffer_, value);
  buffer_ += '}';
  end_event();
}

void TraceEventWriter::close() {
  nlohmann::ordered_json summary{{"events", events_}, {"left_out", left_out_}};
  if (left_out_ > 0) summary["left_out_from_s"] = left_out_from_.in_seconds();
  buffer_ += '\n';
  buffer_ += trace_footer;
  buffer_ += summary.dump() + "}\n";
  file_.write(buffer_);
  buffer_.clear();
  file_.close();
}

}  // namespace twostep::observation
