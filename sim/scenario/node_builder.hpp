// NodeBuilder: turns the events of nlohmann's JSON parser into Nodes with line numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::scenario {

// How far the parser has come.
struct Progress {
  std::size_t read = 0;  // characters taken
  bool met_end = false;  // more were asked for than there are
};

// Walks over text and keeps account of it.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Progress* progress) : at_(at), progress_(progress) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++progress_->read;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  // The parser compares with the end before it takes a character.
  bool operator==(const CountingIterator& end) const {
    progress_->met_end = progress_->met_end || at_ == end.at_;
    return at_ == end.at_;
  }

 private:
  const char* at_;
  Progress* progress_;
};

// nlohmann's SAX interface: each event returns false to stop.
class NodeBuilder {
 public:
  using Parsed = nlohmann::ordered_json;

  NodeBuilder(std::string_view text, std::shared_ptr<const std::string> file, const Progress& progress, Issues& issues)
      : text_(text), file_(std::move(file)), progress_(progress), issues_(issues) {}

  bool null() { return add(Node::null(here())); }
  bool boolean(bool value) { return add(Node::boolean(value, here())); }
  bool number_integer(std::int64_t value) { return add(Node::integer(value, here())); }
  bool number_unsigned(std::uint64_t value);
  bool number_float(double value, const std::string& written);
  bool string(std::string& value) { return add(Node::string(std::move(value), here())); }
  bool binary(Parsed::binary_t& /*value*/) { return false; }  // JSON text has none
  bool start_object(std::size_t /*elements*/) { return open(Node::object(here())); }
  bool start_array(std::size_t /*elements*/) { return open(Node::array(here())); }
  bool key(std::string& key);
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::detail::exception& error);

  // The root, when the document was read to its end.
  std::optional<Node> take() && { return std::move(root_); }

 private:
  // An object or array that is not closed yet.
  struct Open {
    Node node;
    std::string key;           // of the member whose value comes next
    bool has_key = false;      // one comes next
    bool is_repeated = false;  // its key stood before: the value is dropped
    std::unordered_map<std::string, int> key_lines;
  };

  // Where the parser stands.
  int line();
  [[nodiscard]] Place here();
  [[nodiscard]] std::string pointer() const;
  bool add(Node node);
  bool open(Node node);
  bool close();
  // An issue at an offset of the text; false, which stops the parser.
  bool refuse(std::size_t offset, std::string problem, std::string fits);

  std::string_view text_;
  std::shared_ptr<const std::string> file_;
  const Progress& progress_;
  Issues& issues_;
  std::vector<Open> open_;
  std::optional<Node> root_;
  std::size_t line_offset_ = 0;  // line_ is the line of this offset
  int line_ = 1;
  std::size_t cost_ = 0;  // of what was built, in values
};

}  // namespace twostep::scenario
