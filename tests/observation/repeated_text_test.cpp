#include "sim/observation/repeated_text.hpp"

#include <string>

#include <catch2/catch.hpp>

using twostep::observation::RepeatedText;

TEST_CASE("a repeated text is written as it is, and no further than its slack") {
  for (std::size_t length = 0; length < 70; ++length) {
    const std::string text(length, 't');
    const RepeatedText repeated(text);
    CHECK(repeated.size() == length);
    std::string out(length + RepeatedText::slack + 1, '.');
    char* const end = repeated.write(out.data());
    CHECK(end == out.data() + length);
    CHECK(std::string(out.data(), end) == text);
    CHECK(out.back() == '.');
  }
}
