#include "sim/observation/trace_event_writer.hpp"

#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "sim/observation/trace_window.hpp"
#include "tests/observation/trace_schema.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::observation {

using tests::broken_trace_rules;
using tests::TemporaryFolder;

namespace {

std::string text_of(const std::filesystem::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

nlohmann::json read(const std::filesystem::path& path) { return nlohmann::json::parse(text_of(path)); }

SimTime at_ns(std::int64_t ns) { return SimTime{ns}; }

}  // namespace

TEST_CASE("a timeline without events is valid") {
  const TemporaryFolder folder;
  TraceEventWriter(folder.path() / "t.json", 10).close();
  const nlohmann::json timeline = read(folder.path() / "t.json");
  CHECK(broken_trace_rules(timeline).empty());
  CHECK(timeline["traceEvents"].empty());
  CHECK(timeline["otherData"]["events"] == 0);
}

TEST_CASE("slices, counters and names keep the format's rules, and times are exact to the nanosecond") {
  const TemporaryFolder folder;
  TraceEventWriter writer(folder.path() / "t.json", 100);
  writer.name_process(7, "host 0", 3);
  writer.name_thread(7, 8, "resize #1", 0);
  writer.slice({.name = "resize",
                .category = "invocation",
                .process = 7,
                .thread = 8,
                .start = at_ns(1'234'567'890'123'007),
                .duration = Duration::nanoseconds(40)},
               {{"cold", true}, {"invocation", std::uint64_t{3}}, {"cost_usd", 2.5e-7}, {"outcome", "completed"}});
  writer.counter(7, "queue", at_ns(1'000), 4);
  writer.close();
  const std::string text = text_of(folder.path() / "t.json");
  const nlohmann::json timeline = nlohmann::json::parse(text);
  CHECK(broken_trace_rules(timeline) == "");
  REQUIRE(timeline["traceEvents"].size() == 6);  // two names are two events each
  CHECK(timeline["otherData"]["events"] == 6);
  CHECK_THAT(text, Catch::Contains(R"("ts":1234567890123.007,"dur":0.040)"));
  CHECK(timeline["traceEvents"][4]["args"] ==
        nlohmann::json({{"cold", true}, {"invocation", 3}, {"cost_usd", 2.5e-7}, {"outcome", "completed"}}));
  CHECK(timeline["traceEvents"][5]["args"]["value"] == 4);
}

TEST_CASE("the rules refuse what breaks them") {
  const nlohmann::json good = {
      {"displayTimeUnit", "ms"},
      {"otherData", {{"events", 1}, {"left_out", 0}}},
      {"traceEvents", {{{"ph", "X"}, {"name", "a"}, {"cat", "c"}, {"pid", 1}, {"tid", 1}, {"ts", 0.5}, {"dur", 1}}}}};
  REQUIRE(broken_trace_rules(good) == "");
  nlohmann::json bad = good;
  bad["traceEvents"][0]["dur"] = -1;
  CHECK(broken_trace_rules(bad) != "");
  bad = good;
  bad["traceEvents"][0]["ts"] = "0.5";
  CHECK(broken_trace_rules(bad) != "");
  bad = good;
  bad["traceEvents"][0].erase("tid");
  CHECK(broken_trace_rules(bad) != "");
}

TEST_CASE("hostile names come back as they were, and what is no UTF-8 is replaced") {
  const std::string hostile = "</script>\"\\\n\t\x01 \xE2\x80\xAE\xF0\x9F\x94\xA5" + std::string(10'000, 'x');
  const TemporaryFolder folder;
  TraceEventWriter writer(folder.path() / "t.json", 100);
  writer.name_process(1, hostile, 0);
  writer.name_thread(1, 2, "\xFF", 0);
  writer.close();
  const std::string text = text_of(folder.path() / "t.json");
  const nlohmann::json timeline = nlohmann::json::parse(text);
  CHECK(broken_trace_rules(timeline) == "");
  CHECK(timeline["traceEvents"][0]["args"]["name"] == hostile);
  CHECK(timeline["traceEvents"][2]["args"]["name"] == "\xEF\xBF\xBD");
  // The header, an event a line, the footer: a line break in a name is none in the file.
  CHECK(std::count(text.begin(), text.end(), '\n') == 6);
}

TEST_CASE("a number that JSON cannot hold is null") {
  const TemporaryFolder folder;
  TraceEventWriter writer(folder.path() / "t.json", 100);
  writer.slice({.name = "a", .category = "c", .process = 1, .thread = 1, .start = {}, .duration = {}},
               {{"cost_usd", std::numeric_limits<double>::infinity()}});
  writer.close();
  CHECK(read(folder.path() / "t.json")["traceEvents"][0]["args"]["cost_usd"].is_null());
}

TEST_CASE("events beyond the limit are left out from the first that does not fit, and counted") {
  const TemporaryFolder folder;
  TraceEventWriter writer(folder.path() / "t.json", 4);
  CHECK(writer.admit(2, at_ns(0), 1));  // 2 + a name of two events: just fits
  for (int i = 0; i < 3; ++i) writer.counter(1, "queue", at_ns(0), i);
  CHECK_FALSE(writer.admit(2, at_ns(3'000'000'000)));
  CHECK_FALSE(writer.admit(1, at_ns(2'000'000'000)));  // there would be room, but something before it is missing
  writer.close();
  const nlohmann::json about = read(folder.path() / "t.json")["otherData"];
  CHECK(about["events"] == 3);
  CHECK(about["left_out"] == 3);
  CHECK(about["left_out_from_s"] == 2.0);
}

TEST_CASE("many megabytes of events are written whole, and what is not closed is no valid JSON") {
  const TemporaryFolder folder;
  constexpr int count = 30'000;
  {
    TraceEventWriter writer(folder.path() / "t.json", count);
    for (int i = 0; i < count; ++i) writer.counter(1, "queue", at_ns(i), i);
    writer.close();
    TraceEventWriter aborted(folder.path() / "aborted.json", count);
    for (int i = 0; i < count; ++i) aborted.counter(1, "queue", at_ns(i), i);
  }
  CHECK(read(folder.path() / "t.json")["traceEvents"].size() == count);
  CHECK_FALSE(nlohmann::json::accept(text_of(folder.path() / "aborted.json")));
}

TEST_CASE("a timeline that cannot be created or written is an error that names it") {
  CHECK_THROWS_WITH(TraceEventWriter("/nowhere/t.json", 1), Catch::Contains("/nowhere/t.json"));
  TraceEventWriter full("/dev/full", 1);
  CHECK_THROWS_WITH(full.close(), Catch::Contains("/dev/full") && Catch::Contains("No space left"));
}

TEST_CASE("a window is read from two times, of which one may be left out") {
  const auto window = [](std::int64_t from_s, std::int64_t to_s) {
    return TraceWindow{.from = at_ns(from_s * 1'000'000'000), .to = at_ns(to_s * 1'000'000'000)};
  };
  CHECK((parse_trace_window("10 s..20 s") == window(10, 20)));
  CHECK((parse_trace_window(" 10 s .. 1 min ") == window(10, 60)));
  CHECK((parse_trace_window("..1 min") == window(0, 60)));
  CHECK((parse_trace_window("5 s..") == TraceWindow{.from = at_ns(5'000'000'000), .to = SimTime::max()}));
  for (const char* wrong :
       {"", "..", "10 s", "20 s..10 s", "10 s..10 s", "10..20", "-1 s..2 s", "1 s...2 s", "1 s..2 s..3 s", "a..b"}) {
    INFO(wrong);
    CHECK_FALSE(parse_trace_window(wrong));
  }
}

TEST_CASE("a window shows what overlaps it, not what touches it") {
  const TraceWindow window{.from = at_ns(10), .to = at_ns(20)};
  CHECK(window.overlaps(at_ns(0), at_ns(11)));
  CHECK(window.overlaps(at_ns(19), at_ns(30)));
  CHECK(window.overlaps(at_ns(0), at_ns(30)));
  CHECK_FALSE(window.overlaps(at_ns(0), at_ns(10)));
  CHECK_FALSE(window.overlaps(at_ns(20), at_ns(30)));
  CHECK(window.overlaps(at_ns(10), at_ns(10)));  // an instant
  CHECK_FALSE(window.overlaps(at_ns(21), at_ns(21)));
}

}  // namespace twostep::observation
