// OutputFolder: the files of one run, which appear under their final name all at once or not at all.
//
// They are written into a temporary folder beside the final one and, when every byte is on the disk, that folder is
// renamed into place; one of an earlier run is exchanged for it in the same step and then removed. A process that is
// killed leaves at most a temporary folder, which the next run for the same name removes.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace twostep::report {

// The final name is taken by something that no run wrote, or a file has a name that none may have.
class OutputRefused : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class OutputFolder {
 public:
  // Creates missing parents and the temporary folder. Throws OutputRefused when `final_path` is a file, or a folder
  // with anything in it that is not a file of a run; this and every other member throw std::system_error or
  // std::filesystem::filesystem_error naming the path when the system refuses.
  explicit OutputFolder(std::filesystem::path final_path);
  // Removes the temporary folder unless commit() was called.
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  // Where runs may write files of their own; what is in it at commit() becomes visible with the rest.
  [[nodiscard]] const std::filesystem::path& temporary_path() const { return temporary_; }
  void write(std::string_view file_name, std::string_view content);
  // Makes the files durable and the folder visible under its final name.
  void commit();

 private:
  void remove_stale_siblings() const;

  std::filesystem::path final_;
  std::filesystem::path temporary_;
  int owner_ = 0;  // process
  int lock_ = -1;  // held on the temporary folder as long as its process lives: a folder without one is stale
  bool committed_ = false;
};

}  // namespace twostep::report
