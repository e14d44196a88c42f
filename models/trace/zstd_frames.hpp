// ZstdFrames: follows the bytes of a .zst archive from frame to frame, to tell one that was cut off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace twostep::models {

// Boost.Iostreams 1.74 takes the end of the file for the end of the archive, wherever it comes. This looks at nothing
// but the lengths of frames and blocks (RFC 8878, section 3.1); the decompressor checks all else.
class ZstdFrames {
 public:
  void follow(std::span<const char> bytes);
  // Whether the bytes so far are whole frames.
  [[nodiscard]] bool is_between_frames() const { return field_ == Field::magic && have_ == 0 && skip_ == 0; }

 private:
  enum class Field : std::uint8_t { magic, skippable_size, descriptor, block };

  [[nodiscard]] unsigned field_size() const;
  void end_field();
  void end_descriptor();
  void end_block();

  Field field_ = Field::magic;  // the next to come, after what is skipped
  std::uint32_t value_ = 0;     // its bytes so far, little-endian
  unsigned have_ = 0;           // how many these are
  std::uint64_t skip_ = 0;      // bytes until then
  bool has_checksum_ = false;   // of the current frame
};

}  // namespace twostep::models
