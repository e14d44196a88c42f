// UnreadableFile: a file that cannot be read to its end, and why.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace twostep::models {

class UnreadableFile : public std::runtime_error {
 public:
  UnreadableFile(const std::filesystem::path& path, std::string problem, std::string fits, int line = 0)
      : std::runtime_error(path.string() + (line > 0 ? ":" + std::to_string(line) : "") + ": " + problem + "; " + fits),
        problem_(std::move(problem)),
        fits_(std::move(fits)),
        line_(line) {}

  [[nodiscard]] const std::string& problem() const { return problem_; }  // "does not exist"
  [[nodiscard]] const std::string& fits() const { return fits_; }        // what would be right
  [[nodiscard]] int line() const { return line_; }                       // of the unpacked text; 0 when unknown

 private:
  std::string problem_;
  std::string fits_;
  int line_;
};

}  // namespace twostep::models
