#include "sim/report/text_table.hpp"

#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

using namespace twostep::report;

TEST_CASE("columns are aligned, two blanks apart, without blanks at a line's end") {
  TextTable table({{"variant", Align::left}, {"makespan", Align::right}, {"note", Align::left}});
  table.add_row({"ec2", "21m 40s", "x"});
  table.add_row({"lambda", "7h 38m"});
  CHECK(table.to_text(false) ==
        "variant  makespan  note\n"
        "ec2       21m 40s  x\n"
        "lambda     7h 38m\n");
  CHECK(table.width() == 23);
}

TEST_CASE("names in any script are aligned by their width") {
  TextTable table({{"variant", Align::left}, {"n", Align::right}});
  table.add_row({"模型", "1"});
  table.add_row({"größe", "22"});
  CHECK(table.to_text(false) ==
        "variant   n\n"
        "模型      1\n"
        "größe    22\n");
}

TEST_CASE("a column with nothing in it is left out") {
  TextTable table({{"a", Align::left}, {"empty", Align::left}, {"b", Align::left}});
  table.add_row({"1", "", "2"});
  CHECK(table.to_text(false) == "a  b\n1  2\n");
}

TEST_CASE("the widest column of text is wrapped where lines would be too long") {
  TextTable table({{"figure", Align::left}, {"verdict", Align::left}});
  table.add_row({"lambda / ec2 cost", "quoted: both costs were rounded"});
  table.add_row({"makespan", "holds"});
  CHECK(table.to_text(false, 40) ==
        "figure             verdict\n"
        "lambda / ec2 cost  quoted: both costs\n"
        "                   were rounded\n"
        "makespan           holds\n");
}

TEST_CASE("what goes on in a second line of the first column is indented, and a word that is too long is broken") {
  TextTable table({{"figure", Align::left}, {"value", Align::right}, {"source", Align::left}});
  table.add_row({"server cost / lambda cost", "1.00x", "https://example.org/a/b/c"});
  table.add_row({"makespan", "7h", "x"});
  // 7 columns for the value and the gap before it leave 2 * 12 and a gap for the others.
  CHECK(table.to_text(false, 33) ==
        "figure        value  source\n"
        "server        1.00x  https://exam\n"
        "  cost /             ple.org/a/b/\n"
        "  lambda             c\n"
        "  cost\n"
        "makespan         7h  x\n");
}

TEST_CASE("a table of figures alone is never cut, however narrow the terminal is") {
  TextTable table({{"n", Align::right}, {"sum", Align::right}});
  table.add_row({"1,000,000", "2,000,000"});
  CHECK(table.to_text(false, 10) == "        n        sum\n1,000,000  2,000,000\n");
}

TEST_CASE("a note stands below its row, wrapped to the terminal and in the row's colour") {
  TextTable table({{"figure", Align::left}, {"verdict", Align::left}});
  CHECK_THROWS_AS(table.add_note("too early"), std::logic_error);
  table.add_row({"cost", "quoted"}, Tone::faint);
  table.add_note("both costs were rounded to \x1b[0m cents first");
  table.add_row({"makespan", "holds"});
  CHECK(table.to_text(false, 30) ==
        "figure    verdict\n"
        "cost      quoted\n"
        "  both costs were rounded to\n"
        "  \\x1b[0m cents first\n"
        "makespan  holds\n");
  CHECK_THAT(table.to_text(true, 30), Catch::Contains("\x1b[2m  both costs were rounded to\x1b[0m\n"));
}

TEST_CASE("rows have a colour only where colours are wanted, and cells cannot bring their own") {
  TextTable table({{"figure", Align::left}});
  table.add_row({"off"}, Tone::bad);
  table.add_row({"quoted"}, Tone::faint);
  table.add_row({"\x1b[32mholds"});
  CHECK(table.to_text(true) ==
        "\x1b[1mfigure\x1b[0m\n"
        "\x1b[31moff\x1b[0m\n"
        "\x1b[2mquoted\x1b[0m\n"
        "\\x1b[32mholds\n");
  CHECK(table.to_text(false).find('\x1b') == std::string::npos);
}

TEST_CASE("a row with too many cells is refused") {
  TextTable table({{"a", Align::left}});
  CHECK_THROWS_AS(table.add_row({"1", "2"}), std::invalid_argument);
}
