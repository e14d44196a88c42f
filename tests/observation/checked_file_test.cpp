#include "sim/observation/checked_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

using twostep::observation::CheckedFile;
using twostep::tests::content_of;
using twostep::tests::TemporaryFolder;

TEST_CASE("what is written to a file is there after it is closed, and replaces what was") {
  const TemporaryFolder folder;
  for (const char* text : {"a longer first content\n", "second\n"}) {
    CheckedFile file(folder / "file.csv");
    file.write(text);
    file.sync();
    file.close();
    CHECK(content_of(folder / "file.csv") == text);
  }
}

TEST_CASE("a file may be written on from its end") {
  const TemporaryFolder folder;
  for (const char* text : {"first\n", "second\n"}) {
    CheckedFile file(folder / "file.csv", CheckedFile::Start::at_end);
    file.write(text);
    file.close();
  }
  CHECK(content_of(folder / "file.csv") == "first\nsecond\n");
}

TEST_CASE("a file that cannot be created is an error with its path and the reason") {
  const TemporaryFolder folder;
  const std::string path = (folder / "missing/file.csv").string();
  CHECK_THROWS_WITH(CheckedFile(path), Catch::Contains(path) && Catch::Contains("No such file"));
}

TEST_CASE("a full disk is an error with the path") {
  CheckedFile file("/dev/full");
  try {
    file.write("text");
    FAIL("the disk took it");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::no_space_on_device);
    CHECK_THAT(error.what(), Catch::Contains("/dev/full"));
  }
  file.sync();  // no regular file: nothing to do
  file.close();
  file.close();  // a second time does nothing
}
