#include "sim/cli/message.hpp"

#include <catch2/catch.hpp>

namespace twostep::cli {

namespace {

using nlohmann::json;

json full_value() {
  return {{"name", "größe"},
          {"samples", json::binary({0, 1, 0xff, 0})},
          {"list", {1, -2.5, nullptr, true, json::binary({}), json{{"deep", json::binary({7, 8})}}}},
          {"many", json::binary(std::vector<std::uint8_t>(100'000, 42))}};
}

// The pieces one after the other, as they arrive.
std::vector<std::uint8_t> whole(const json& value) {
  std::vector<std::uint8_t> message;
  for (const std::vector<std::uint8_t>& piece : message_of(value)) {
    message.insert(message.end(), piece.begin(), piece.end());
  }
  return message;
}

}  // namespace

TEST_CASE("a value comes back from its message as it went, binary values too") {
  for (const json& value : {json(), json(3), json("text"), json::array(), json::binary({1, 2}), full_value()}) {
    CHECK(value_of(whole(value)) == value);
  }
}

TEST_CASE("a message that is cut off anywhere, or has something behind its end, is none") {
  json value = full_value();
  value.erase("many");
  std::vector<std::uint8_t> message = whole(value);
  for (std::size_t size = 0; size < message.size(); ++size) {
    INFO(size);
    CHECK_FALSE(value_of(std::span(message).first(size)));
  }
  message.push_back(0);
  CHECK_FALSE(value_of(message));
}

TEST_CASE("a message that tells of more than it holds is none") {
  std::vector<std::uint8_t> message = whole(full_value());
  message[0] = 200;  // binary values
  CHECK_FALSE(value_of(message));
  message = whole(full_value());
  message[15] = 0xff;  // the highest byte of the first one's size
  CHECK_FALSE(value_of(message));
  // One binary value that is in no place.
  message = whole(json::binary({1}));
  message.back() = 0xf6;  // null instead
  CHECK_FALSE(value_of(message));
}

}  // namespace twostep::cli
