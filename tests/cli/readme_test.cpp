// What the pages for readers show is what the program does.
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The lines of the indented block that begins with "$ twostep", without their indentation.
std::vector<std::string> transcript_in(const std::string& page) {
  std::vector<std::string> transcript;
  for (const std::string& line : lines_of(page)) {
    const bool indented = line.starts_with("    ");
    if (transcript.empty() && !line.starts_with("    $ twostep ")) continue;
    if (!indented && !line.empty()) break;
    transcript.push_back(indented ? line.substr(4) : "");
  }
  while (!transcript.empty() && transcript.back().empty()) transcript.pop_back();
  return transcript;
}

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::istringstream stream(line);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// The first line of the transcript that the output does not have where it has to be; empty when there is none. A line
// of dots stands for any number of lines.
std::string first_difference(const std::vector<std::string>& shown, const std::vector<std::string>& printed) {
  std::size_t at = 0;
  bool left_out = false;
  for (const std::string& line : shown) {
    if (line == "...") left_out = true;
    // An empty line beside the dots stands with them.
    if (left_out && (line == "..." || line.empty())) continue;
    while (left_out && at < printed.size() && printed[at] != line) ++at;
    if (at == printed.size() || printed[at] != line) return line;
    left_out = false;
    ++at;
  }
  return "";
}

// The JSON blocks that follow a line with "Complete scenario, `name.json`".
std::vector<std::pair<std::string, std::string>> complete_scenarios(const std::string& page) {
  std::vector<std::pair<std::string, std::string>> scenarios;
  std::string name;
  bool inside = false;
  for (const std::string& line : lines_of(page)) {
    const std::size_t announced = line.find("Complete scenario, `");
    if (announced != std::string::npos) {
      const std::size_t begin = line.find('`', announced) + 1;
      name = line.substr(begin, line.find('`', begin) - begin);
    } else if (line == "```json" && !name.empty()) {
      scenarios.emplace_back(name, "");
      inside = true;
    } else if (line == "```") {
      inside = false;
      name.clear();
    } else if (inside) {
      scenarios.back().second += line + "\n";
    }
  }
  return scenarios;
}

// What stands between ```json and ```.
std::vector<std::string> json_blocks(const std::string& page) {
  std::vector<std::string> blocks;
  bool inside = false;
  for (const std::string& line : lines_of(page)) {
    if (line == "```json") blocks.emplace_back();
    if (line.starts_with("```")) {
      inside = line == "```json";
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

}  // namespace

TEST_CASE("the transcript that README.md shows is what the program prints") {
  const std::vector<std::string> transcript = transcript_in(content_of(TWOSTEP_SOURCE "/README.md"));
  REQUIRE(transcript.size() > 10);
  std::vector<std::string> command = words_of(transcript.front());
  command.erase(command.begin(), command.begin() + 2);  // "$ twostep"
  const TemporaryFolder output;
  command.insert(command.end(), {"-o", output.path().string()});
  const ProcessResult result =
      twostep(command, {.folder = TWOSTEP_SOURCE, .environment = {{"LC_ALL", "C.UTF-8"}}, .standard_output = {}});
  REQUIRE(result.exit_code == 0);
  INFO(result.out);
  CHECK(first_difference({transcript.begin() + 1, transcript.end()}, lines_of(result.out)) == "");
}

TEST_CASE("every complete scenario in scenarios/README.md is valid") {
  const auto scenarios = complete_scenarios(content_of(TWOSTEP_SOURCE "/scenarios/README.md"));
  REQUIRE(scenarios.size() >= 3);
  const TemporaryFolder folder;
  for (const auto& [name, text] : scenarios) {
    const ProcessResult result = twostep({"validate", folder.write(name, text).string()});
    INFO(name << "\n" << result.out << result.error);
    CHECK(result.exit_code == 0);
  }
}

TEST_CASE("every whole scenario in the guide's pages is valid") {
  std::size_t scenarios = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TWOSTEP_SOURCE "/scenarios/guide")) {
    for (const std::string& block : json_blocks(content_of(entry.path()))) {
      if (block.find("\"variants\"") == std::string::npos) continue;  // a part of one
      ++scenarios;
      const TemporaryFolder folder;
      folder.write("day.csv", "time_s,function,duration_ms,memory_mb\n0,f,100,128\n");  // what a page calls its trace
      const ProcessResult result = twostep({"validate", folder.write("scenario.json", block).string()});
      INFO(entry.path() << "\n" << block << "\n" << result.out << result.error);
      CHECK(result.exit_code == 0);
    }
  }
  CHECK(scenarios >= 1);
}

TEST_CASE("the scenario in README.md is valid") {
  const std::string page = content_of(TWOSTEP_SOURCE "/README.md");
  const std::size_t begin = page.find("```json\n");
  REQUIRE(begin != std::string::npos);
  const std::size_t end = page.find("\n```", begin);
  const TemporaryFolder folder;
  const ProcessResult result =
      twostep({"validate", folder.write("thumbnails.json", page.substr(begin + 8, end - begin - 8)).string()});
  INFO(result.error);
  CHECK(result.exit_code == 0);
}

}  // namespace twostep::tests
