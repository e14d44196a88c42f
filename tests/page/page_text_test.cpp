#include "sim/page/page_text.hpp"

#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace twostep::page;
using nlohmann::ordered_json;

TEST_CASE("markup in a name is text") {
  CHECK(html_text("</script><b>&'\"") == "&lt;/script&gt;&lt;b&gt;&amp;&#39;&quot;");
  CHECK(html_attribute("a\" onclick=\"b") == "a&quot; onclick=&quot;b");
}

TEST_CASE("a name inside a sentence keeps its direction to itself") {
  CHECK(html_text("In " + isolated("שלום") + ": 3") == "In <bdi>שלום</bdi>: 3");
  // A name cannot end the isolation itself: its own marks stand as what they are.
  CHECK(html_text(isolated(shown("a\u2069\u202eb"))) == "<bdi>a\\u2069\\u202eb</bdi>");
}

TEST_CASE("long names are shortened visibly, and told apart") {
  const std::string long_name(10'000, 'x');
  const std::vector<std::string> labels = unique_labels({long_name + "1", long_name + "2", "short", ""});
  CHECK(labels[0].size() == 40);
  CHECK(labels[0].ends_with("..."));
  CHECK(labels[1] == labels[0] + " (2)");
  CHECK(labels[2] == "short");
  CHECK(labels[3] == "(no name)");
}

TEST_CASE("a number that tells labels apart does not hit a third one") {
  const std::vector<std::string> labels = unique_labels({"a\n", "a\\n", "a\\n (2)"});
  CHECK(labels == std::vector<std::string>{"a\\n", "a\\n (2)", "a\\n (2) (2)"});
}

TEST_CASE("JSON in a page cannot end its element, and reads back") {
  const ordered_json json{{"</script>", "<!-- &\u2028\u2029🚀"}};
  const std::string text = script_json(json);
  CHECK(text.find_first_of("<>&") == std::string::npos);
  for (const char c : text) CHECK((c >= 0x20 && c < 0x7f));
  CHECK(ordered_json::parse(text) == json);
}

TEST_CASE("JSON for a reader is indented, harmless and still JSON") {
  const ordered_json json{{"name", "a\u202eb\nc"}, {"list", {1, 2}}};
  const std::string text = readable_json(json);
  CHECK(text.find("\u202e") == std::string::npos);
  CHECK_THAT(text, Catch::Contains("{\n  \"name\""));
  CHECK(ordered_json::parse(text) == json);
}
