#include "models/trace/zstd_frames.hpp"

#include <algorithm>
#include <array>

namespace twostep::models {

unsigned ZstdFrames::field_size() const {
  switch (field_) {
    case Field::descriptor:
      return 1;
    case Field::block:
      return 3;
    default:
      return 4;
  }
}

void ZstdFrames::follow(std::span<const char> bytes) {
  while (!bytes.empty()) {
    if (skip_ > 0) {
      const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, bytes.size()));
      skip_ -= skipped;
      bytes = bytes.subspan(skipped);
      continue;
    }
    value_ |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes.front())) << (8 * have_);
    bytes = bytes.subspan(1);
    if (++have_ < field_size()) continue;
    end_field();
    have_ = 0;
    value_ = 0;
  }
}

void ZstdFrames::end_field() {
  switch (field_) {
    case Field::magic:
      field_ = (value_ & 0xfffffff0U) == 0x184d2a50U ? Field::skippable_size : Field::descriptor;
      break;
    case Field::skippable_size:
      skip_ = value_;
      field_ = Field::magic;
      break;
    case Field::descriptor:
      end_descriptor();
      break;
    case Field::block:
      end_block();
      break;
  }
}

void ZstdFrames::end_descriptor() {
  constexpr std::array<unsigned, 4> dictionary_sizes = {0, 1, 2, 4};
  const bool is_single_segment = (value_ & 0x20U) != 0;
  const std::array<unsigned, 4> content_sizes = {is_single_segment ? 1U : 0U, 2, 4, 8};
  has_checksum_ = (value_ & 0x04U) != 0;
  skip_ = (is_single_segment ? 0 : 1) + dictionary_sizes[value_ & 3U] + content_sizes[value_ >> 6U];
  field_ = Field::block;
}

void ZstdFrames::end_block() {
  const bool is_last = (value_ & 1U) != 0;
  const bool is_one_byte_repeated = ((value_ >> 1U) & 3U) == 1;
  skip_ = is_one_byte_repeated ? 1 : value_ >> 3U;
  if (!is_last) return;
  skip_ += has_checksum_ ? 4 : 0;
  field_ = Field::magic;
}

}  // namespace twostep::models
