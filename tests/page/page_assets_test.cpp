#include "sim/page/page_assets.hpp"

#include <catch2/catch.hpp>

#include "sim/page/page_refused.hpp"
#include "tests/temporary_folder.hpp"

using namespace twostep;
using namespace twostep::page;

TEST_CASE("a hash becomes the source of a security policy") {
  // SHA-256 of nothing (FIPS 180-4's example of an empty message).
  CHECK(hash_source("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") ==
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  CHECK_THROWS_AS(hash_source("e3b0"), PageRefused);
  CHECK_THROWS_AS(hash_source(std::string(64, 'g')), PageRefused);
}

TEST_CASE("a page's library that is not installed is told of with what makes it") {
  const tests::TemporaryFolder folder;
  CHECK_THROWS_AS(load_page_assets(folder.path()), PageRefused);
  CHECK_THROWS_WITH(load_page_assets(folder.path()), Catch::Contains("scripts/page.sh makes it"));
}

TEST_CASE("style and drawing come with the program, the library from the data folder") {
  const tests::TemporaryFolder folder;
  folder.write("page/charts.js", "charts");
  folder.write("page/charts.js.sha256", std::string(64, '0') + "\n");
  const PageAssets assets = load_page_assets(folder.path());
  CHECK(assets.library.content == "charts");
  CHECK(assets.library.source == "sha256-" + std::string(43, 'A') + "=");
  CHECK_THAT(assets.style.content, Catch::Contains("prefers-color-scheme: dark"));
  CHECK_THAT(assets.drawing.content, Catch::Contains("vegaEmbed"));
  // Else it would end the element that it stands in.
  CHECK(assets.drawing.content.find("</") == std::string::npos);
}
