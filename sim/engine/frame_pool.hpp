// Memory for coroutine frames: a free list per size class, so that starting a process does not reach malloc once warm.
#pragma once

#include <array>
#include <cstddef>
#include <new>

namespace twostep::engine {

namespace detail {

struct FreeFrame {
  FreeFrame* next;
};

// The free lists of one thread, given back to operator delete when it ends.
struct FreeFrames {
  static constexpr std::size_t granule = 64;
  static constexpr std::size_t class_count = 32;

  std::array<FreeFrame*, class_count> heads = {};
};

}  // namespace detail

// Frames up to 2 KiB are recycled in 64-byte classes; larger ones go to operator new. A frame is allocated before any
// simulation object can be named by it, so the lists belong to the thread: they hold memory only, never state.
class FramePool {
 public:
  static void* allocate(std::size_t size) {
    const std::size_t index = class_of(size);
    if (index >= detail::FreeFrames::class_count) return ::operator new(size);
    detail::FreeFrame*& head = free_.heads[index];
    if (head == nullptr) return ::operator new((index + 1) * detail::FreeFrames::granule);
    detail::FreeFrame* frame = head;
    head = frame->next;
    return frame;
  }

  static void release(void* memory, std::size_t size) noexcept {
    const std::size_t index = class_of(size);
    if (index >= detail::FreeFrames::class_count) {
      ::operator delete(memory);
      return;
    }
    free_.heads[index] = ::new (memory) detail::FreeFrame{free_.heads[index]};
  }

 private:
  static constexpr std::size_t class_of(std::size_t size) { return (size - 1) / detail::FreeFrames::granule; }

  // Without constructor or destructor, so that reaching it needs no check; what it holds goes back with the process.
  static constinit inline thread_local detail::FreeFrames free_{};
};

}  // namespace twostep::engine
