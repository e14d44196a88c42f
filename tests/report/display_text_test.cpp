#include "sim/report/display_text.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace twostep::report;

TEST_CASE("control characters, overrides and broken bytes are shown, not obeyed") {
  CHECK(escaped("plain größe 模型 🚀") == "plain größe 模型 🚀");
  CHECK(escaped("a\nb\tc\rd") == "a\\nb\\tc\\x0dd");
  CHECK(escaped("\x1b[31mred") == "\\x1b[31mred");
  CHECK(escaped(std::string("nul\0!", 5)) == "nul\\x00!");
  CHECK(escaped("\x7f") == "\\x7f");
  CHECK(escaped("\u009b31m") == "\\u009b31m");          // the one-character form of ESC [
  CHECK(escaped("\u202egnp.exe") == "\\u202egnp.exe");  // right-to-left override
  CHECK(escaped("a\u200bb\ufeffc\u2066d") == "a\\u200bb\\ufeffc\\u2066d");
  CHECK(escaped("\u2028") == "\\u2028");
  CHECK(escaped("\U000e0041") == "\\ue0041");  // an invisible tag
  CHECK(escaped("\xff\xfe") == "\\xff\\xfe");
  CHECK(escaped("\xc3") == "\\xc3");                             // cut off
  CHECK(escaped("\xc0\xaf") == "\\xc0\\xaf");                    // overlong "/"
  CHECK(escaped("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // a surrogate
  CHECK(escaped("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // past U+10FFFF
}

TEST_CASE("width is counted in columns of the terminal") {
  CHECK(display_width("") == 0);
  CHECK(display_width("lambda") == 6);
  CHECK(display_width("größe") == 5);
  CHECK(display_width("e\u0301") == 1);  // e and a combining accent
  CHECK(display_width("模型") == 4);
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("שלום") == 4);
}

TEST_CASE("text is shortened to a width with dots, never in the middle of a character") {
  CHECK(shortened("lambda", 6) == "lambda");
  CHECK(shortened("lambda", 5) == "la...");
  CHECK(shortened("模型模型", 8) == "模型模型");
  CHECK(shortened("模型模型", 7) == "模型...");
  CHECK(shortened("模型模型", 6) == "模...");
  const std::string cut = shortened(std::string(10'000, 'x'), 32);
  CHECK(cut == std::string(29, 'x') + "...");
  std::string combining = "e";
  for (int i = 0; i < 10'000; ++i) combining += "\u0301";
  CHECK(display_width(shortened(combining, 32)) <= 32);
  CHECK(shortened(combining, 32).size() < 1'000);
}

TEST_CASE("text is padded by its width, not by its bytes") {
  CHECK(padded("größe", 7, Align::left) == "größe  ");
  CHECK(padded("模型", 6, Align::right) == "  模型");
  CHECK(padded("longer", 3, Align::left) == "longer");
}

TEST_CASE("lines are broken at blanks, and a long word stands alone") {
  using Lines = std::vector<std::string>;
  CHECK(wrapped("", 10) == Lines{""});
  CHECK(wrapped("both costs were rounded", 11) == Lines{"both costs", "were", "rounded"});
  CHECK(wrapped("both costs were rounded", 12) == Lines{"both costs", "were rounded"});
  CHECK(wrapped("a incomprehensibilities b", 5) == Lines{"a", "incomprehensibilities", "b"});
  CHECK(wrapped("  a   b  ", 80) == Lines{"a b"});
}
