#include "models/trace/unpacked_file.hpp"

#include <algorithm>
#include <random>

#include "models/trace/unreadable_file.hpp"
#include "tests/trace/packing.hpp"
#include "tests/trace/traces.hpp"

namespace twostep::tests {
namespace {

using models::UnpackedFile;
using models::UnreadableFile;

std::string unpacked(const std::filesystem::path& path, std::size_t at_once = 1000) {
  UnpackedFile file(path);
  std::string text;
  std::vector<char> buffer(at_once);
  for (std::size_t got = file.read(buffer); got > 0; got = file.read(buffer)) text.append(buffer.data(), got);
  return text;
}

// What is thrown, without the path.
std::string refusal(const std::filesystem::path& path) {
  try {
    static_cast<void>(unpacked(path));
  } catch (const UnreadableFile& fault) {
    CHECK(std::string(fault.what()) == path.string() + ": " + fault.problem() + "; " + fault.fits());
    return fault.problem() + "; " + fault.fits();
  }
  return "";
}

// Lines of numbers that do not pack well.
std::string some_text(std::size_t lines) {
  std::mt19937 numbers(1);
  std::string text;
  for (std::size_t i = 0; i < lines; ++i) text += std::to_string(numbers()) + "\n";
  return text;
}

TEST_CASE("a file is read as it is, or unpacked, whatever it is called and however much is read at once") {
  const TemporaryFolder folder;
  const std::string text = some_text(30'000);  // about 300 kB: more than any buffer
  const std::string kind = GENERATE("plain", "gz", "xz", "zst");
  const auto path = folder.write("trace.csv", kind == "plain" ? text : packed(text, kind));
  CHECK(unpacked(path) == text);
  CHECK(unpacked(path, 1'000'000) == text);
  CHECK(unpacked(path, 7) == text);
}

TEST_CASE("an archive of several members is their concatenation") {
  const TemporaryFolder folder;
  const std::string kind = GENERATE("gz", "xz", "zst");
  const auto path = folder.write("trace", packed("one\n", kind) + packed("two\n", kind));
  CHECK(unpacked(path) == "one\ntwo\n");
}

TEST_CASE("an archive that is cut off anywhere is refused") {
  const TemporaryFolder folder;
  const std::string kind = GENERATE("gz", "xz", "zst");
  const std::string name = kind == "gz" ? "gzip" : kind == "xz" ? "xz" : "zstd";
  const std::string whole = packed(some_text(40), kind) + packed(std::string(300'000, 'a'), kind);
  const std::string first = packed(some_text(40), kind);
  // With fewer bytes than tell an archive it is read as text.
  for (std::size_t size = 6; size < whole.size(); ++size) {
    if (size == first.size()) continue;  // a whole archive
    INFO(size << " of " << whole.size());
    const auto path = folder.write("trace", whole.substr(0, size));
    CHECK(refusal(path) == "is a " + name + " archive that is cut off or damaged; copy or pack it again");
  }
}

TEST_CASE("a damaged archive is refused") {
  const TemporaryFolder folder;
  const std::string kind = GENERATE("gz", "xz");
  std::string bytes = packed(some_text(100), kind);
  bytes[bytes.size() / 2] ^= 0x10;  // the checksum tells
  CHECK_THAT(refusal(folder.write("trace", bytes)), Catch::EndsWith("cut off or damaged; copy or pack it again"));
  CHECK_THAT(refusal(folder.write("trace", packed("a", kind) + "garbage")),
             Catch::EndsWith("cut off or damaged; copy or pack it again"));
}

TEST_CASE("zstd frames with a checksum, and skippable ones, are followed to their ends") {
  // "time_s,function,duration_ms\n" as packed by zstd 1.5.4 with --check: a single segment, one raw block, 4 bytes.
  const std::string frame =
      std::string("\x28\xb5\x2f\xfd\x24\x1c\xe1\x00\x00", 9) + "time_s,function,duration_ms\n" + "\x17\xaf\x8f\x29";
  const std::string skippable = std::string("\x5f\x2a\x4d\x18\x03\x00\x00\x00", 8) + "abc";
  // A single segment of 10 bytes in one last block: one byte, repeated (type 1): 10 * 8 + 1 * 2 + 1 = 0x53.
  const std::string repeated = std::string("\x28\xb5\x2f\xfd\x20\x0a\x53\x00\x00\x61", 10);
  const TemporaryFolder folder;
  CHECK(unpacked(folder.write("trace", frame + skippable + repeated + frame)) ==
        "time_s,function,duration_ms\naaaaaaaaaatime_s,function,duration_ms\n");
  CHECK(unpacked(folder.write("trace", frame + repeated)) == "time_s,function,duration_ms\naaaaaaaaaa");
  const std::string cut = (frame + skippable).substr(0, frame.size() + skippable.size() - 1);
  CHECK_THAT(refusal(folder.write("trace", cut)), Catch::EndsWith("cut off or damaged; copy or pack it again"));
  std::string damaged = frame;
  damaged[20] ^= 1;  // the checksum tells
  CHECK_THAT(refusal(folder.write("trace", damaged)), Catch::EndsWith("cut off or damaged; copy or pack it again"));
}

TEST_CASE("what is no file, and no kind of file that can hold a trace, is refused by its name") {
  const TemporaryFolder folder;
  CHECK(refusal(folder.path() / "none.csv") ==
        "does not exist; give the path of a file, relative to the scenario's folder");
  CHECK(refusal(folder.path()) == "is a folder; give the path of a file in it");
  CHECK(refusal("/dev/null") == "is no regular file; give the path of a file");
  const std::string fits = "; give a CSV file in UTF-8, plain or packed as .gz, .xz or .zst";
  CHECK(refusal(folder.write("t", "PK\x03\x04...")) == "is a zip archive" + fits);
  CHECK(refusal(folder.write("t", "Rar!...")) == "is a rar archive" + fits);
  CHECK(refusal(folder.write("t", "BZh9...")) == "is a bzip2 archive" + fits);
  CHECK(refusal(folder.write("t", "7z\xbc\xaf...")) == "is a 7z archive" + fits);
  CHECK(refusal(folder.write("t", "PAR1...")) == "is a Parquet file" + fits);
  CHECK(refusal(folder.write("t", "\xff\xfet")) == "is UTF-16 text" + fits);
  CHECK(refusal(folder.write("t", "\xfe\xfft")) == "is UTF-16 text" + fits);
}

}  // namespace
}  // namespace twostep::tests
