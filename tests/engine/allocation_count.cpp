#include "tests/engine/allocation_count.hpp"

#include <cstdlib>
#include <new>

// What stands in for operator new has nowhere to count but in a global variable, and nothing to call but malloc.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables,cppcoreguidelines-no-malloc)
namespace {

constinit std::uint64_t allocations = 0;

}  // namespace

std::uint64_t twostep::testing::allocation_count() { return allocations; }

// Replace the global functions; the forms for arrays call these.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
void* operator new(std::size_t size) {
  if (void* memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables,cppcoreguidelines-no-malloc)
