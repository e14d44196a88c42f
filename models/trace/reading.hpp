// Reading: where the files of a trace are looked for, and where what is wrong with them is told.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "models/trace/row_faults.hpp"
#include "models/trace/trace.hpp"
#include "models/trace/unreadable_file.hpp"
#include "sim/scenario/issues.hpp"
#include "sim/scenario/place.hpp"

namespace twostep::models {

struct Reading {
  const std::filesystem::path& folder;
  bool lenient;
  const scenario::Place& place;  // where the scenario describes the trace
  scenario::Issues& issues;

  [[nodiscard]] std::filesystem::path path_of(const std::string& name) const { return folder / name; }
  // What a key of the description has to do with.
  void add(std::string_view key, std::string_view value, std::string problem, std::string fits) const;
  // The file that the key names cannot be read.
  void add(std::string_view key, const std::string& name, const UnreadableFile& fault) const;

  // Calls read(path, faults); what it throws as unreadable is an issue. Rows that were skipped: how many.
  template <class Read>
  std::int64_t read_file(std::string_view key, const std::string& name, Read read) const {
    RowFaults faults(path_of(name).string(), lenient, issues);
    try {
      read(path_of(name), faults);
    } catch (const UnreadableFile& fault) {
      add(key, name, fault);
    }
    faults.tell_rest();
    return faults.skipped_rows();
  }
};

// An issue when no invocation is left; `key` names the file that should have had some.
void check_not_empty(const Trace& trace, const Reading& reading, std::string_view key, const std::string& name,
                     Duration lasts);

}  // namespace twostep::models
