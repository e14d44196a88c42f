// Enumerations: closed choices of words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/codec.hpp"
#include "sim/scenario/described.hpp"

namespace twostep::scenario {

template <class E>
struct EnumName {
  E value;
  std::string name;
  std::string doc;
};
// inline EnumNames<Colour> names_of(Describe<Colour>) { return {{Colour::red, "red", "Like blood."}, ...}; }
template <class E>
using EnumNames = std::vector<EnumName<E>>;

// The word's index; nullopt, with an issue, when it is none of them.
std::optional<std::size_t> read_word(const Node& node, const std::vector<std::string>& words, Issues& issues);
Json words_schema(const std::vector<std::string>& words, const std::vector<std::string>& docs);

template <HasNames E>
struct Codec<E> {
  static std::optional<E> read(const Node& node, Issues& issues) {
    const EnumNames<E> names = names_of(Describe<E>{});
    const std::optional<std::size_t> index = read_word(node, words_of(names), issues);
    return index ? std::optional(names[*index].value) : std::nullopt;
  }
  static Json schema(SchemaContext&) {
    const EnumNames<E> names = names_of(Describe<E>{});
    std::vector<std::string> docs;
    for (const EnumName<E>& name : names) docs.push_back(name.doc);
    return words_schema(words_of(names), docs);
  }
  static TypeWords words() {
    std::string all;
    for (const std::string& word : words_of(names_of(Describe<E>{}))) all += (all.empty() ? "" : ", ") + word;
    return {.type = "one of " + all, .unit = ""};
  }
  static std::optional<Json> written(E value) {
    for (const EnumName<E>& name : names_of(Describe<E>{})) {
      if (name.value == value) return Json(name.name);
    }
    return std::nullopt;
  }

 private:
  static std::vector<std::string> words_of(const EnumNames<E>& names) {
    std::vector<std::string> words;
    for (const EnumName<E>& name : names) words.push_back(name.name);
    return words;
  }
};

}  // namespace twostep::scenario
