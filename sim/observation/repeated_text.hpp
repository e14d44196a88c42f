// RepeatedText: a text that is written again and again between others, such as a name in each row of a file.
#pragma once

#include <cstring>
#include <string>
#include <utility>

namespace twostep::observation {

class RepeatedText {
 public:
  // What write may write beyond the text's end.
  static constexpr std::size_t slack = 16;

  explicit RepeatedText(std::string text) : text_(std::move(text)), size_(text_.size()) {
    text_.resize((size_ + slack - 1) / slack * slack);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  // Returns the text's end. In blocks of a fixed size, which takes two instructions each; what follows is written over
  // the rest of the last one.
  char* write(char* out) const {
    for (std::size_t at = 0; at < text_.size(); at += slack) std::memcpy(out + at, text_.data() + at, slack);
    return out + size_;
  }

 private:
  std::string text_;  // and zeros, up to a whole block
  std::size_t size_;
};

}  // namespace twostep::observation
