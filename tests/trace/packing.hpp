// Archives for tests.
#pragma once

#include <string>

namespace twostep::tests {

// `kind` is "gz", "xz" or "zst".
std::string packed(const std::string& text, const std::string& kind);

}  // namespace twostep::tests
