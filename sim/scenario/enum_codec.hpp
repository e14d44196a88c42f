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

// The one list of E's names, made when first asked for.
template <class E>
const EnumNames<E>& enum_names() {
  static const EnumNames<E> names = names_of(Describe<E>{});
  return names;
}

// The word's index; nullopt, with an issue, when it is none of them.
std::optional<std::size_t> read_word(const Node& node, const std::vector<std::string>& words, Issues& issues);
Json words_schema(const std::vector<std::string>& words, const std::vector<std::string>& docs);

template <HasNames E>
struct Codec<E> {
  static std::optional<E> read(const Node& node, Issues& issues) {
    const std::optional<std::size_t> index = read_word(node, all_words(), issues);
    return index ? std::optional(enum_names<E>()[*index].value) : std::nullopt;
  }
  static Json schema(SchemaContext&) {
    std::vector<std::string> docs;
    for (const EnumName<E>& name : enum_names<E>()) docs.push_back(name.doc);
    return words_schema(all_words(), docs);
  }
  static TypeWords words() {
    std::string all;
    for (const std::string& word : all_words()) all += (all.empty() ? "" : ", ") + word;
    return {.type = "one of " + all, .unit = ""};
  }
  static std::optional<Json> written(E value) {
    for (const EnumName<E>& name : enum_names<E>()) {
      if (name.value == value) return Json(name.name);
    }
    return std::nullopt;
  }

 private:
  static const std::vector<std::string>& all_words() {
    static const std::vector<std::string> words = [] {
      std::vector<std::string> found;
      for (const EnumName<E>& name : enum_names<E>()) found.push_back(name.name);
      return found;
    }();
    return words;
  }
};

}  // namespace twostep::scenario
