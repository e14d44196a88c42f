#include "sim/observation/invocation_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include "sim/observation/csv_field.hpp"

namespace twostep::observation {

namespace {

constexpr std::size_t longest_number = 24;  // sign, 19 digits, point, comma

std::string_view text_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::completed:
      return "completed,";
    case Outcome::failed:
      return "failed,";
    case Outcome::throttled:
      return "throttled,";
    case Outcome::dead_lettered:
      return "dead_lettered,";
  }
  throw std::invalid_argument("an invocation with an unknown outcome");
}

char* write_text(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

char* write_comma(char* out) {
  *out = ',';
  return out + 1;
}

std::vector<std::string> fields_of(const std::vector<std::string>& names) {
  std::vector<std::string> fields;
  for (const std::string& name : names) fields.push_back(csv_text(name) + ",");
  return fields;
}

std::size_t longest(const std::vector<std::string>& fields) {
  std::size_t length = 0;
  for (const std::string& field : fields) length = std::max(length, field.size());
  return length;
}

}  // namespace

std::vector<InvocationColumn> invocation_columns(const std::vector<std::string>& phase_names) {
  std::vector<InvocationColumn> columns{
      {"variant", "", "the variant that was run"},
      {"invocation", "1", "number of the invocation, in the order in which they end, from 1"},
      {"program", "", "the program that was executed"},
      {"platform", "", "the function or fleet that executed it"},
      {"arrival_s", "s", "simulated time at which the invocation was asked for"},
      {"end_s", "s", "simulated time at which its response was there"},
      {"response_time_ms", "ms", "(end_s - arrival_s) * 1000"},
      {"cold", "1", "1 when it waited for a new execution environment (a cold start), else 0"},
      {"outcome", "", "completed, failed, throttled or dead_lettered"},
      {"billed_ms", "ms", "duration that the platform bills, rounded up as it rounds; 0 on servers"},
  };
  for (const std::string& phase : phase_names) {
    columns.push_back({phase + "_ms", "ms", "part of the response time spent in the phase " + phase});
  }
  return columns;
}

InvocationWriter::InvocationWriter(const std::filesystem::path& path, const Names& names)
    : file_(path),
      variant_(csv_text(names.variant) + ","),
      programs_(fields_of(names.programs)),
      platforms_(fields_of(names.platforms)),
      phase_count_(names.phases.size()),
      longest_row_(variant_.size() + longest(programs_) + longest(platforms_) + 16 + longest_number * (6 + max_phases)),
      buffer_(buffer_size + longest_row_),
      end_(buffer_.data()) {
  if (phase_count_ > max_phases) throw std::invalid_argument("more phase names than an invocation has phases");
  std::string line;
  for (const InvocationColumn& column : invocation_columns(names.phases)) {
    if (!line.empty()) line += ',';
    append_csv_text(line, column.name);
  }
  file_.write(line + "\n");
}

void InvocationWriter::append(const InvocationRecord& record) {
  char* out = end_;
  out = write_text(out, variant_);
  out = std::to_chars(out, out + longest_number, record.number).ptr;
  *out++ = ',';
  out = write_text(out, programs_.at(record.program));
  out = write_text(out, platforms_.at(record.resource));
  out = write_comma(write_seconds(out, record.arrival.ns));
  out = write_comma(write_seconds(out, record.end.ns));
  out = write_comma(write_milliseconds(out, (record.end - record.arrival).ns));
  out = write_text(out, record.cold ? "1," : "0,");
  out = write_text(out, text_of(record.outcome));
  out = write_comma(write_milliseconds(out, record.billed.ns));
  for (std::size_t i = 0; i < phase_count_; ++i) out = write_comma(write_milliseconds(out, record.phases[i].ns));
  out[-1] = '\n';
  end_ = out;
  if (static_cast<std::size_t>(end_ - buffer_.data()) >= buffer_size) write_buffer();
}

void InvocationWriter::write_buffer() {
  const auto length = static_cast<std::size_t>(end_ - buffer_.data());
  end_ = buffer_.data();
  file_.write({buffer_.data(), length});
}

void InvocationWriter::close() {
  write_buffer();
  file_.close();
}

}  // namespace twostep::observation
