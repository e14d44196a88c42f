#include "sim/observation/invocation_writer.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/observation/csv_field.hpp"

namespace twostep::observation {

namespace {

constexpr std::size_t longest_number = 24;  // sign, 19 digits, point, comma

char* write_comma(char* out) {
  *out = ',';
  return out + 1;
}

// Most phases of most invocations take no time.
char* write_phase(char* out, Duration time) {
  if (time != Duration::zero()) return write_comma(write_milliseconds(out, time.ns));
  *out = '0';
  return write_comma(out + 1);
}

RepeatedText field_of(const std::string& name) { return RepeatedText(csv_text(name) + ","); }

std::vector<RepeatedText> fields_of(const std::vector<std::string>& names) {
  std::vector<RepeatedText> fields;
  for (const std::string& name : names) fields.push_back(field_of(name));
  return fields;
}

// In the order of Outcome.
std::vector<RepeatedText> outcome_fields() { return fields_of({"completed", "failed", "throttled", "dead_lettered"}); }

std::size_t longest(const std::vector<RepeatedText>& fields) {
  std::size_t length = 0;
  for (const RepeatedText& field : fields) length = std::max(length, field.size());
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
      variant_(field_of(names.variant)),
      programs_(fields_of(names.programs)),
      platforms_(fields_of(names.platforms)),
      outcomes_(outcome_fields()),
      phase_count_(names.phases.size()),
      longest_row_(variant_.size() + longest(programs_) + longest(platforms_) + longest(outcomes_) +
                   RepeatedText::slack + longest_number * (6 + max_phases)),
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
  out = variant_.write(out);
  out = write_comma(write_whole(out, record.number));
  out = programs_.at(record.program).write(out);
  out = platforms_.at(record.resource).write(out);
  out = write_comma(write_seconds(out, record.arrival.ns));
  out = write_comma(write_seconds(out, record.end.ns));
  out = write_comma(write_milliseconds(out, (record.end - record.arrival).ns));
  out = write_comma(write_whole(out, record.cold ? 1 : 0));
  out = outcomes_.at(static_cast<std::size_t>(record.outcome)).write(out);
  out = write_comma(write_milliseconds(out, record.billed.ns));
  for (std::size_t i = 0; i < phase_count_; ++i) out = write_phase(out, record.phases[i]);
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
