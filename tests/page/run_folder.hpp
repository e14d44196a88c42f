// RunFolder: the files of a run as a run writes them, in a folder of their own for one test.
#pragma once

#include <filesystem>
#include <string>

#include "sim/page/run_files.hpp"
#include "sim/report/output_folder.hpp"
#include "sim/report/scenario_report.hpp"
#include "sim/report/write_files.hpp"
#include "tests/report/some_report.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

class RunFolder {
 public:
  explicit RunFolder(const report::ScenarioReport& report = training_report()) {
    report::OutputFolder folder(path());
    report::write_files(report, folder);
    folder.commit();
  }
  [[nodiscard]] std::filesystem::path path() const { return temporary_.path() / "run"; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path() / name; }
  [[nodiscard]] page::RunFiles read() const { return page::read_run(path()); }
  // Replaces a file's text, or makes it.
  void write(const std::string& name, const std::string& text) const { temporary_.write("run/" + name, text); }
  void remove(const std::string& name) const { std::filesystem::remove(file(name)); }
  // Keeps that share of a file's bytes.
  void cut(const std::string& name, double share) const {
    const std::string text = content_of(file(name));
    write(name, text.substr(0, static_cast<std::size_t>(share * static_cast<double>(text.size()))));
  }

 private:
  TemporaryFolder temporary_;
};

// What a page shows of a report, by way of the files.
inline page::RunView view_of(const report::ScenarioReport& report) { return RunFolder(report).read().view; }

}  // namespace twostep::tests
