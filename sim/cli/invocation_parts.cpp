#include "sim/cli/invocation_parts.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "sim/observation/checked_file.hpp"

namespace twostep::cli {

namespace {

constexpr std::size_t chunk_size = std::size_t{256} * 1024;

[[noreturn]] void cannot_read(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), "cannot read " + path.string());
}

std::string next_line(std::ifstream& from, const std::filesystem::path& path) {
  std::string line;
  if (!std::getline(from, line)) cannot_read(path);
  return line;
}

std::string header_of(const std::filesystem::path& path) {
  std::ifstream part(path, std::ios::binary);
  return next_line(part, path);
}

void copy_rest(std::ifstream& from, const std::filesystem::path& path, observation::CheckedFile& to) {
  std::vector<char> chunk(chunk_size);
  while (from) {
    from.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    to.write({chunk.data(), static_cast<std::size_t>(from.gcount())});
  }
  if (from.bad()) cannot_read(path);
}

}  // namespace

std::filesystem::path invocation_part(const std::filesystem::path& folder, std::size_t variant) {
  return folder / fmt::format("invocations.{}.part", variant);
}

// The first part becomes the whole, and the others are copied to its end.
void join_invocations(const std::filesystem::path& folder, std::size_t variants) {
  const std::filesystem::path whole = folder / "invocations.csv";
  const std::filesystem::path first = invocation_part(folder, 0);
  const std::string first_header = header_of(first);
  std::filesystem::rename(first, whole);
  observation::CheckedFile joined(whole, observation::CheckedFile::Start::at_end);
  for (std::size_t variant = 1; variant < variants; ++variant) {
    const std::filesystem::path path = invocation_part(folder, variant);
    std::ifstream part(path, std::ios::binary);
    if (next_line(part, path) != first_header) {
      throw std::runtime_error(fmt::format("{} has other columns than the first variant's rows", path.string()));
    }
    copy_rest(part, path, joined);
    part.close();
    std::filesystem::remove(path);
  }
  joined.close();
}

}  // namespace twostep::cli
