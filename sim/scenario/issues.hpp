// Issues: everything that is wrong with an input, collected so that all of it is reported at once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/place.hpp"

namespace twostep::scenario {

class Node;

struct ValidationIssue {
  Place place;
  std::string value;    // the offending value as written, shortened, control characters escaped; may be empty
  std::string problem;  // "is not a duration"
  std::string fits;  // what would be right: "write a number and a unit: ns, us, ms, s, min, h or d, as in \"2.49 s\""
};

class Issues {
 public:
  void add(Place place, std::string value, std::string problem, std::string fits);
  // Place and value from the node, with the parameter it came from if it did.
  void add(const Node& node, std::string problem, std::string fits);

  [[nodiscard]] bool empty() const { return count_ == 0; }
  // How often add() was called; more than all() holds when issues are equal or very many.
  [[nodiscard]] std::size_t count() const { return count_; }
  // Sorted by file, line and pointer, equal ones once. After the first 1000 only their number is kept, told by a last
  // one.
  [[nodiscard]] std::vector<ValidationIssue> all() const;

 private:
  std::vector<ValidationIssue> issues_;
  std::size_t count_ = 0;
};

// One line: "training.json:12: /programs/train/0/compute: \"0.2\" has no unit; write ..."
std::string to_text(const ValidationIssue& issue);

// Text in double quotes with control characters, quotes and broken UTF-8 escaped; cut after about `limit` characters.
std::string in_quotes(std::string_view text, std::size_t limit = 60);
// The same without the quotes.
std::string escaped(std::string_view text, std::size_t limit = std::string_view::npos);

}  // namespace twostep::scenario
