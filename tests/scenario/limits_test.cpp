#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>

#include "tests/scenario/reading.hpp"
#include "tests/scenario/sample.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::scenario {
namespace {

using tests::TemporaryFolder;

// The only problem with the file, without its path.
std::string problem_with(const std::filesystem::path& path) {
  Issues issues;
  REQUIRE_FALSE(read_document(path, issues).has_value());
  const Lines lines = lines_of(issues);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].starts_with(path.string()));
  return lines[0].substr(path.string().size());
}

TEST_CASE("a file is read with its name in every place") {
  const TemporaryFolder folder;
  const auto path = folder.write("f.json", "{\"a\":\n1}");
  Issues issues;
  const std::optional<Node> node = read_document(path, issues);
  REQUIRE(node.has_value());
  CHECK(issues.empty());
  CHECK(*node->find("a")->place().file == path.string());
  CHECK(node->find("a")->place().line == 2);
}

TEST_CASE("what is no readable file is told so") {
  const TemporaryFolder folder;
  CHECK(problem_with(folder.path()) == ": is a directory; give the path of a scenario file");
  CHECK(problem_with(folder.path() / "none.json") == ": does not exist; give the path of a scenario file");
  CHECK(problem_with(folder.write("f.json", "{}") / "x") == ": does not exist; give the path of a scenario file");
  CHECK(problem_with(folder.write("f.json", "")) == ": is empty; write one JSON object");
  CHECK(problem_with(folder.write("f.json", " \r\n\t\n")) == ": is empty; write one JSON object");
  if (geteuid() != 0) {  // root reads everything
    const auto path = folder.write("f.json", "{}");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    CHECK(problem_with(path) == ": cannot be read: Permission denied; give a file that may be read");
  }
}

TEST_CASE("a file of more than 16 MiB is refused, one of exactly that is not") {
  const TemporaryFolder folder;
  const std::string head = "{\"a\": \"";
  const std::string tail = "\"}";
  const std::size_t room = 16UL * 1024 * 1024 - head.size() - tail.size();
  CHECK(problem_with(folder.write("f.json", head + std::string(room + 1, 'x') + tail)) ==
        ": is larger than 16 MiB; a scenario has at most 16 MiB");
  CHECK(problem_with(folder.write("f.json", std::string(17UL * 1024 * 1024, ' '))) ==
        ": is larger than 16 MiB; a scenario has at most 16 MiB");
  Issues issues;
  CHECK(read_document(folder.write("f.json", head + std::string(room, 'x') + tail), issues).has_value());
  CHECK(lines_of(issues) == Lines{});
  // 17 * 1024 * 1024
  CHECK(problems(std::string(17UL * 1024 * 1024, '1')) ==
        Lines{"f.json: has 17825792 bytes; a scenario has at most 16 MiB"});
}

TEST_CASE("a device without an end is refused after 16 MiB") {
  CHECK(problem_with("/dev/zero") == ": is larger than 16 MiB; a scenario has at most 16 MiB");
  CHECK(problem_with("/dev/null") == ": is empty; write one JSON object");
}

TEST_CASE("binary files are refused with one clear issue") {
  CHECK(problems(std::string("{\"a\": 1\0}", 9)) ==
        Lines{"f.json:1: is not text: a zero byte (column 8); give a JSON file"});
  CHECK(problems("\x7f"
                 "ELF\x02\x01\x01" +
                 std::string(8, '\0')) == Lines{"f.json:1: is not text: a zero byte (column 8); give a JSON file"});
  CHECK(problems("\x1f\x8b\x08\x08") == Lines{"f.json:1: is not UTF-8: byte 0x8b (column 2); save the file as UTF-8"});
  CHECK(problems(std::string("\xff\xfe{\0}\0", 6)) == Lines{"f.json:1: is UTF-16; save the file as UTF-8"});
  CHECK(problems("\x1f\x01\x02").at(0).starts_with("f.json:1: is not JSON: "));
}

TEST_CASE("what is no UTF-8 is refused with line and column") {
  CHECK(problems("{\n\"\xc3\xa9\": \"caf\xe9\"}") ==
        Lines{"f.json:2: is not UTF-8: byte 0xe9 (column 10); save the file as UTF-8"});
  for (const char* broken : {"\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
                             "\x80", "\xe2\x82", "\xf0\x9f\x98", "\xff"}) {
    CHECK(
        problems(std::string("[\"").append(broken).append("\"]")).at(0).starts_with("f.json:1: is not UTF-8: byte 0x"));
  }
  for (const char* whole : {"\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
                            "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    CHECK(parsed(std::string("\"").append(whole).append("\"")).as_string() == whole);
  }
}

TEST_CASE("nesting is allowed to 64 and refused at 65") {
  const auto nested = [](int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
  };
  CHECK(problems(nested(64)) == Lines{});
  CHECK(problems(nested(65)).at(0).ends_with("is nested too deeply (column 65); nest at most 64 lists and objects"));
  CHECK(problems(nested(1'000'000)).size() == 1);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(problems(objects).at(0).find("is nested too deeply") != std::string::npos);
}

TEST_CASE("a million values are allowed and no more") {
  std::string list = "[0";
  for (int i = 2; i < 1'000'000; ++i) list += ",0";
  CHECK(problems(list + "]") == Lines{});
  CHECK(problems(list + ",0]").at(0).find("has too many values") != std::string::npos);
}

TEST_CASE("long keys cannot make the paths of the values larger than the file by far") {
  // 15 MB of key above 100 000 values would be 1.5 TB of pointers.
  const std::string key(15'000'000, 'k');  // NOLINT(bugprone-string-constructor): so long on purpose
  std::string text = "{\"" + key + "\": [0";
  for (int i = 0; i < 100'000; ++i) text += ",0";
  CHECK(problems(text + "]}").at(0).find("has too many values") != std::string::npos);
}

TEST_CASE("an object of many keys is read in a moment") {
  std::string text = "{\"a\": 0";
  for (int i = 0; i < 100'000; ++i) text += ",\"k" + std::to_string(i) + "\":0";
  std::string repeated;
  for (int i = 0; i < 100'000; ++i) repeated += ",\"k99999\":0";
  const std::clock_t start = std::clock();
  const Node node = parsed(text + "}");
  // Of 100 000 problems 1000 are told, and how many more there are.
  CHECK(problems_as<sample::Server>(text + "}").size() == 1001);
  // The same key again and again on one line is the same problem: told once, and how many more came after the first
  // 1000.
  CHECK(problems(text + repeated + "}").size() == 2);
  CHECK(merged(node, node).members().size() == 100'001);
  // Processor time; what is quadratic in the keys takes far longer.
  CHECK(std::clock() - start < 20 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace twostep::scenario
