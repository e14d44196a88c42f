// How often the test program has asked operator new for memory.
#pragma once

#include <cstdint>

namespace twostep::testing {

std::uint64_t allocation_count();

}  // namespace twostep::testing
