#include "sim/scenario/node_builder.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/document.hpp"
#include "sim/scenario/utf8.hpp"

namespace twostep::scenario {
namespace {

// The JSON number that ends at `end`, or one character before it when the parser has looked one ahead.
std::string_view number_before(std::string_view text, std::size_t end) {
  constexpr std::string_view number_characters = "+-.0123456789eE";
  if (end > 0 && number_characters.find(text[end - 1]) == std::string_view::npos) --end;
  std::size_t start = end;
  while (start > 0 && number_characters.find(text[start - 1]) != std::string_view::npos) --start;
  return text.substr(start, end - start);
}

// "unexpected '}'; expected string literal" out of the parser's longer sentence, without what it read last.
std::string_view reason_in(std::string_view what) {
  what = what.substr(0, what.find("; last read: "));
  for (const std::string_view lead : {" - ", "syntax error ", "] "}) {
    const std::size_t at = what.find(lead);
    if (at != std::string_view::npos) return what.substr(at + lead.size());
  }
  return what;
}

// Where the token begins that the parser did not expect; what it has read ends with it, but for the character behind a
// number.
std::size_t token_start(std::string_view text, std::size_t read, std::string_view last_token, std::string_view reason) {
  const auto unexpected = [&](std::string_view token) {
    return reason.find(fmt::format("unexpected {} literal", token)) != std::string_view::npos;
  };
  if (unexpected("number")) return static_cast<std::size_t>(number_before(text, read).data() - text.data());
  if (unexpected("string")) return read - std::min(read, last_token.size());
  if (unexpected("false")) return read - 5;
  if (unexpected("true") || unexpected("null")) return read - 4;
  return read - std::min<std::size_t>(read, 1);
}

// What is probably meant where the parser found something else.
std::string hint_for(std::string_view text, std::size_t offset) {
  const std::size_t before = text.substr(0, offset).find_last_not_of(" \t\r\n");
  const char last = before == std::string_view::npos ? ' ' : text[before];
  const char next = offset < text.size() ? text[offset] : ' ';
  if (next == '\'') return "put text in double quotes";
  if (next == '/' || next == '#') return "JSON has no comments: write one as a member, \"//\": \"...\"";
  if (last == ',' && (next == '}' || next == ']')) return "leave out the comma before it";
  if (next == '"' && last != ',' && last != ':' && last != '{' && last != '[') return "is a comma missing before it?";
  const bool is_letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '$';
  return is_letter ? "put text, keys and quantities in double quotes" : "";
}

}  // namespace

int NodeBuilder::line() {
  // The last character taken is the value's last, or the one after a number: in either case on the value's line.
  const std::size_t offset = progress_.read == 0 ? 0 : progress_.read - 1;
  line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(line_offset_),
                                       text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  line_offset_ = offset;
  return line_;
}

Place NodeBuilder::here() { return {.file = file_, .line = line(), .pointer = pointer()}; }

std::string NodeBuilder::pointer() const {
  if (open_.empty()) return "";
  const Open& parent = open_.back();
  if (parent.node.is_object() && !parent.has_key) return parent.node.place().pointer;
  return child_pointer(parent.node.place().pointer,
                       parent.node.is_array() ? std::to_string(parent.node.items().size()) : parent.key);
}

bool NodeBuilder::refuse(std::size_t offset, std::string problem, std::string fits) {
  const TextPosition position = position_of(text_, offset);
  issues_.add({.file = file_, .line = position.line, .pointer = pointer()}, "",
              fmt::format("{} (column {})", problem, position.column), std::move(fits));
  return false;
}

bool NodeBuilder::number_unsigned(std::uint64_t value) {
  if (value <= INT64_MAX) return number_integer(static_cast<std::int64_t>(value));
  return add(Node::number(static_cast<double>(value), here()));
}

bool NodeBuilder::number_float(double value, const std::string& /*written*/) {
  // The parser's own value depends on the locale's decimal point being the same all along.
  const std::string_view digits = number_before(text_, progress_.read);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return add(Node::number(value, here()));
}

bool NodeBuilder::add(Node node) {
  // What a value takes in memory, mostly its path, in values with a short one.
  cost_ += 1 + node.place().pointer.size() / 64;
  if (cost_ > most_values) {
    return refuse(progress_.read, "has too many values", fmt::format("a scenario has at most {} values", most_values));
  }
  if (open_.empty()) {
    root_ = std::move(node);
  } else if (Open& parent = open_.back(); parent.node.is_array()) {
    parent.node.push(std::move(node));
  } else {
    if (!parent.is_repeated) parent.node.append(std::move(parent.key), std::move(node));
    parent.has_key = false;
  }
  return true;
}

bool NodeBuilder::open(Node node) {
  if (open_.size() >= static_cast<std::size_t>(deepest_nesting)) {
    return refuse(progress_.read - 1, "is nested too deeply",
                  fmt::format("nest at most {} lists and objects", deepest_nesting));
  }
  open_.push_back({.node = std::move(node), .key = "", .has_key = false, .is_repeated = false, .key_lines = {}});
  return true;
}

bool NodeBuilder::close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  return add(std::move(node));
}

bool NodeBuilder::key(std::string& key) {
  Open& object = open_.back();
  const auto [first, is_new] = object.key_lines.try_emplace(key, line());
  object.is_repeated = !is_new;
  object.key = std::move(key);
  object.has_key = true;
  if (object.is_repeated) {
    issues_.add(here(), in_quotes(object.key), "stands twice in one object",
                fmt::format("keep one of the two; the first stands in line {}", first->second));
  }
  return true;
}

bool NodeBuilder::parse_error(std::size_t /*position*/, const std::string& last_token,
                              const nlohmann::detail::exception& error) {
  const std::string_view reason = reason_in(error.what());
  if (error.id == 406) {  // out_of_range: a number beyond double
    const std::string_view number = number_before(text_, progress_.read);
    return refuse(static_cast<std::size_t>(number.data() - text_.data()),
                  fmt::format("the number {} is too large", in_quotes(number, 30)), "write a number below 1e308");
  }
  const bool is_cut_off = reason.find("unexpected end of input") != std::string_view::npos ||
                          (progress_.met_end && reason.find("unexpected") == std::string_view::npos);
  if (is_cut_off) {
    const std::string fits =
        open_.empty() ? "write one JSON object"
                      : fmt::format("close the {} that was opened in line {}",
                                    open_.back().node.is_array() ? "list" : "object", open_.back().node.place().line);
    return refuse(text_.size(), "the JSON ends before it is complete", fits);
  }
  const std::size_t offset = token_start(text_, progress_.read, last_token, reason);
  return refuse(offset, fmt::format("is not JSON: {}", escaped(reason, 160)), hint_for(text_, offset));
}

}  // namespace twostep::scenario
