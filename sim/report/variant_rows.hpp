// VariantRows: named values of each variant, shown side by side.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace twostep::report {

// What a variant has to show: label and value; an empty value where it has none.
using LabelledValues = std::vector<std::pair<std::string, std::string>>;

class VariantRows {
 public:
  // `what` stands over the variants' names.
  explicit VariantRows(std::string what) : what_(std::move(what)) {}
  // Labels become columns in the order in which they first come.
  void add(const std::string& variant, LabelledValues values);
  // A row a variant and a column a label, in as many blocks below one another as 80 columns make necessary; labels
  // without a value in any variant are left out. Ends with an empty line; empty when there is nothing to show.
  [[nodiscard]] std::string to_text(bool colour) const;

 private:
  [[nodiscard]] std::vector<std::string> labels() const;

  std::string what_;
  std::vector<std::pair<std::string, LabelledValues>> rows_;
};

// A variant's name as it is shown: escaped, and at most 32 columns.
[[nodiscard]] std::string shown_name(const std::string& name);

}  // namespace twostep::report
