#include "sim/cli/trace_parts.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/observation/trace_event_writer.hpp"
#include "sim/units.hpp"

namespace twostep::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t buffer_size = std::size_t{256} * 1024;
// A variant's share of them; each process and thread that has one has at least two events, too.
constexpr std::uint32_t ids_per_variant = 1'000'000;
static_assert(most_trace_events <= ids_per_variant);

fs::path part_path(const fs::path& folder, std::size_t variant) {
  return folder / fmt::format("trace.{}.part", variant);
}

[[noreturn]] void not_whole(const fs::path& part) {
  throw std::runtime_error(fmt::format("{} is not a whole timeline", part.string()));
}

// Collects the events of all parts, with commas between them.
class Joiner {
 public:
  explicit Joiner(observation::CheckedFile& file) : file_(file), buffer_(observation::trace_header) {}

  void add_event(std::string_view line) {
    if (line.ends_with(',')) line.remove_suffix(1);
    buffer_ += first_ ? "\n" : ",\n";
    buffer_ += line;
    first_ = false;
    if (buffer_.size() >= buffer_size) write();
  }
  void finish(const nlohmann::ordered_json& about) {
    buffer_ += fmt::format("\n{}{}}}\n", observation::trace_footer,
                           about.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    write();
  }

 private:
  void write() {
    file_.write(buffer_);
    buffer_.clear();
  }

  observation::CheckedFile& file_;
  std::string buffer_;
  bool first_ = true;
};

void add_summary(const std::string& footer, const fs::path& part, TraceSummary& sum) {
  const std::size_t length = footer.size() - observation::trace_footer.size();
  const auto json = nlohmann::json::parse(footer.substr(observation::trace_footer.size(), length - 1), nullptr, false);
  if (!json.is_object() || !footer.ends_with('}')) not_whole(part);
  sum.events += json.value("events", std::uint64_t{0});
  sum.left_out += json.value("left_out", std::uint64_t{0});
  if (json.contains("left_out_from_s")) {
    const double from = json["left_out_from_s"].get<double>();
    sum.left_out_from_s = std::min(sum.left_out_from_s.value_or(from), from);
  }
}

void add_part(const fs::path& path, Joiner& joiner, TraceSummary& sum) {
  std::ifstream part(path, std::ios::binary);
  std::string line;
  if (!part) throw std::system_error(errno, std::generic_category(), "cannot read " + path.string());
  if (!std::getline(part, line) || line != observation::trace_header) not_whole(path);
  while (std::getline(part, line)) {
    if (line.starts_with(observation::trace_footer)) {
      add_summary(line, path, sum);
      return;
    }
    joiner.add_event(line);
  }
  not_whole(path);
}

}  // namespace

observation::TraceOptions trace_part(const fs::path& folder, const observation::TraceWindow& window,
                                     std::span<const std::string> variants, std::size_t variant) {
  return {.file = part_path(folder, variant),
          .window = window,
          .most_events = most_trace_events / variants.size(),
          .first_id = static_cast<std::uint32_t>(1 + variant * ids_per_variant),
          .process_prefix = variants.size() > 1 ? variants[variant] + ": " : ""};
}

TraceSummary join_traces(const fs::path& folder, std::span<const std::string> variants,
                         observation::CheckedFile& joined, nlohmann::ordered_json about) {
  TraceSummary sum;
  Joiner joiner(joined);
  for (std::size_t variant = 0; variant < variants.size(); ++variant) {
    const fs::path path = part_path(folder, variant);
    add_part(path, joiner, sum);
    fs::remove(path);
  }
  about["events"] = sum.events;
  about["left_out"] = sum.left_out;
  if (sum.left_out_from_s) about["left_out_from_s"] = *sum.left_out_from_s;
  if (const std::string note = limit_note(sum); !note.empty()) about["note"] = note;
  joiner.finish(about);
  joined.sync();
  joined.close();
  return sum;
}

std::string limit_note(const TraceSummary& summary) {
  if (summary.left_out == 0) return "";
  const Duration from = Duration::from_seconds(summary.left_out_from_s.value_or(0));
  return fmt::format(
      "the timeline holds {} events and lacks {} more, the first of them at {}, since a viewer could not hold them "
      "all: "
      "choose a part of the run with --trace-window",
      summary.events, summary.left_out, to_text(from));
}

}  // namespace twostep::cli
