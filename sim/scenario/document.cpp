#include "sim/scenario/document.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/node_builder.hpp"
#include "sim/scenario/utf8.hpp"

namespace twostep::scenario {
namespace {

Place in_file(const std::shared_ptr<const std::string>& file, int line = 0) {
  return {.file = file, .line = line, .pointer = ""};
}

// False, with an issue, when the text cannot be JSON whatever it says.
bool is_text(std::string_view text, const std::shared_ptr<const std::string>& file, Issues& issues) {
  if (text.size() > largest_document) {
    issues.add(in_file(file), "", fmt::format("has {} bytes", text.size()), "a scenario has at most 16 MiB");
    return false;
  }
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    issues.add(in_file(file, 1), "", "is UTF-16", "save the file as UTF-8");
    return false;
  }
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    const TextPosition at = position_of(text, zero);
    issues.add(in_file(file, at.line), "", fmt::format("is not text: a zero byte (column {})", at.column),
               "give a JSON file");
    return false;
  }
  if (const std::optional<std::size_t> broken = first_broken_byte(text)) {
    const TextPosition at = position_of(text, *broken);
    issues.add(
        in_file(file, at.line), "",
        fmt::format("is not UTF-8: byte 0x{:02x} (column {})", static_cast<unsigned char>(text[*broken]), at.column),
        "save the file as UTF-8");
    return false;
  }
  if (text.find_first_not_of("\xef\xbb\xbf \t\r\n") == std::string_view::npos) {
    issues.add(in_file(file), "", "is empty", "write one JSON object");
    return false;
  }
  return true;
}

// The file's bytes; nullopt, with an issue, when there are none to be had.
std::optional<std::string> read_bytes(const std::filesystem::path& path, Issues& issues) {
  const auto file = std::make_shared<const std::string>(path.string());
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    issues.add(in_file(file), "", "does not exist", "give the path of a scenario file");
    return std::nullopt;
  }
  if (std::filesystem::is_directory(status)) {
    issues.add(in_file(file), "", "is a directory", "give the path of a scenario file");
    return std::nullopt;
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  // Piece by piece, as the size need not be known before (a pipe), until there is more than is allowed.
  constexpr std::size_t piece = 65'536;
  std::string bytes;
  while (stream && bytes.size() <= largest_document) {
    const std::size_t had = bytes.size();
    bytes.resize(had + piece);
    stream.read(bytes.data() + had, piece);
    bytes.resize(had + static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad() || (!stream.is_open() && !stream.eof())) {
    const int reason = errno;
    issues.add(
        in_file(file), "",
        reason == 0 ? "cannot be read" : fmt::format("cannot be read: {}", std::generic_category().message(reason)),
        "give a file that may be read");
    return std::nullopt;
  }
  if (bytes.size() > largest_document) {
    issues.add(in_file(file), "", "is larger than 16 MiB", "a scenario has at most 16 MiB");
    return std::nullopt;
  }
  return bytes;
}

}  // namespace

std::optional<Node> read_document(const std::filesystem::path& path, Issues& issues) {
  std::optional<std::string> bytes = read_bytes(path, issues);
  return bytes ? parse_document(std::move(*bytes), path.string(), issues) : std::nullopt;
}

std::optional<Node> parse_document(std::string text, std::string file_name, Issues& issues) {
  const auto file = std::make_shared<const std::string>(std::move(file_name));
  if (!is_text(text, file, issues)) return std::nullopt;
  Progress progress;
  NodeBuilder builder(text, file, progress, issues);
  const bool is_complete = NodeBuilder::Parsed::sax_parse(
      CountingIterator(text.data(), &progress), CountingIterator(text.data() + text.size(), &progress), &builder);
  return is_complete ? std::move(builder).take() : std::nullopt;
}

}  // namespace twostep::scenario
