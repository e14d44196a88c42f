#include "models/trace/unpacked_file.hpp"

#include <array>
#include <ios>
#include <string>
#include <string_view>
#include <variant>

#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/lzma.hpp>
#include <boost/iostreams/filter/zstd.hpp>

#include "models/trace/raw_file.hpp"
#include "models/trace/unreadable_file.hpp"
#include "models/trace/zstd_frames.hpp"

namespace twostep::models {
namespace {

namespace io = boost::iostreams;

constexpr std::streamsize packed_buffer = std::streamsize{64} * 1024;  // bytes read at once from an archive

// Zstd, and where its frames end.
class ZstdArchive {
 public:
  std::streamsize read(RawFile& file, char* to, std::streamsize size) {
    Followed followed{file, frames_};
    const std::streamsize got = filter_.read(followed, to, size);
    if (got < 0 && !frames_.is_between_frames()) throw std::ios_base::failure("cut off");
    return got;
  }

 private:
  struct Followed {
    using char_type = char;
    using category = io::source_tag;
    RawFile& file;
    ZstdFrames& frames;

    std::streamsize read(char* to, std::streamsize size) {
      const std::streamsize got = file.read(to, size);
      if (got > 0) frames.follow({to, static_cast<std::size_t>(got)});
      return got;
    }
  };

  io::zstd_decompressor filter_{packed_buffer};
  ZstdFrames frames_;
};

using Archive = std::variant<std::monostate, io::gzip_decompressor, io::lzma_decompressor, ZstdArchive>;

// Kinds of files that are mistaken for traces, by their first bytes.
struct Refused {
  std::string_view beginning;
  const char* problem;
};
constexpr std::array<Refused, 7> refused = {{{"PK\x03\x04", "is a zip archive"},
                                             {"Rar!", "is a rar archive"},
                                             {"BZh", "is a bzip2 archive"},
                                             {"7z\xbc\xaf", "is a 7z archive"},
                                             {"PAR1", "is a Parquet file"},
                                             {"\xff\xfe", "is UTF-16 text"},
                                             {"\xfe\xff", "is UTF-16 text"}}};

}  // namespace

struct UnpackedFile::Stream {
  explicit Stream(const std::filesystem::path& path) : file(path) {
    const std::string_view beginning = file.beginning();
    if (beginning.starts_with("\x1f\x8b")) {
      archive.emplace<io::gzip_decompressor>(io::gzip::default_window_bits, packed_buffer);
      kind = "gzip";
    } else if (beginning.starts_with(std::string_view("\xfd"
                                                      "7zXZ\0",
                                                      6))) {
      archive.emplace<io::lzma_decompressor>(packed_buffer);
      kind = "xz";
    } else if (beginning.starts_with("\x28\xb5\x2f\xfd")) {
      archive.emplace<ZstdArchive>();
      kind = "zstd";
    }
    for (const Refused& other : refused) {
      if (beginning.starts_with(other.beginning)) {
        throw UnreadableFile(path, other.problem, "give a CSV file in UTF-8, plain or packed as .gz, .xz or .zst");
      }
    }
  }

  std::streamsize read(char* to, std::streamsize size) {
    if (auto* gzip = std::get_if<io::gzip_decompressor>(&archive)) return gzip->read(file, to, size);
    if (auto* xz = std::get_if<io::lzma_decompressor>(&archive)) return xz->read(file, to, size);
    if (auto* zstd = std::get_if<ZstdArchive>(&archive)) return zstd->read(file, to, size);
    return file.read(to, size);
  }

  RawFile file;
  Archive archive;
  const char* kind = "";
};

UnpackedFile::UnpackedFile(const std::filesystem::path& path) : stream_(std::make_unique<Stream>(path)) {}

UnpackedFile::~UnpackedFile() = default;

std::size_t UnpackedFile::read(std::span<char> to) {
  try {
    for (;;) {
      const std::streamsize got = stream_->read(to.data(), static_cast<std::streamsize>(to.size()));
      if (got != 0) return got < 0 ? 0 : static_cast<std::size_t>(got);
    }
  } catch (const std::ios_base::failure&) {
    throw UnreadableFile(stream_->file.path(),
                         std::string("is a ") + stream_->kind + " archive that is cut off or damaged",
                         "copy or pack it again");
  }
}

}  // namespace twostep::models
