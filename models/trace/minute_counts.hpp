// MinuteCounts: how often each function was invoked in each minute, in a few bytes a pair that is not zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace twostep::models {

// A minute is a list of pairs (functions since the one before, count), each number in groups of seven bits, the lowest
// first (LEB128): most pairs take two or three bytes.
class MinuteCounts {
 public:
  explicit MinuteCounts(std::size_t minutes) : minutes_(minutes) {}

  [[nodiscard]] std::size_t minutes() const { return minutes_.size(); }

  // Functions come in rising order in each minute. The count is not zero.
  void add(std::size_t minute, std::uint32_t function, std::uint32_t count) {
    Minute& list = minutes_[minute];
    append(list.bytes, function - list.next_function);
    append(list.bytes, count);
    list.next_function = function + 1;
  }

  // Gives back what was reserved for more.
  void shrink() {
    for (Minute& minute : minutes_) minute.bytes.shrink_to_fit();
  }

  // Calls visit(function, count) in rising order of functions.
  template <class Visit>
  void for_each(std::size_t minute, Visit visit) const {
    const std::uint8_t* at = minutes_[minute].bytes.data();
    const std::uint8_t* const end = at + minutes_[minute].bytes.size();
    std::uint32_t function = 0;
    while (at != end) {
      function += take(at);
      visit(function, take(at));
      ++function;
    }
  }

  // Bytes that the pairs take.
  [[nodiscard]] std::size_t size() const {
    std::size_t size = 0;
    for (const Minute& minute : minutes_) size += minute.bytes.capacity();
    return size;
  }

 private:
  struct Minute {
    std::vector<std::uint8_t> bytes;
    std::uint32_t next_function = 0;
  };

  static void append(std::vector<std::uint8_t>& bytes, std::uint32_t number) {
    for (; number >= 0x80; number >>= 7U) bytes.push_back(static_cast<std::uint8_t>(number | 0x80U));
    bytes.push_back(static_cast<std::uint8_t>(number));
  }
  static std::uint32_t take(const std::uint8_t*& at) {
    std::uint32_t number = 0;
    unsigned shift = 0;
    for (; (*at & 0x80U) != 0; ++at, shift += 7) number |= (*at & 0x7fU) << shift;
    return number | static_cast<std::uint32_t>(*at++) << shift;
  }

  std::vector<Minute> minutes_;
};

}  // namespace twostep::models
