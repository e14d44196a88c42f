// Place: where in a scenario file a value was written.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace twostep::scenario {

struct Place {
  std::shared_ptr<const std::string> file;  // name as given; null for a value that was made, not read
  int line = 0;                             // from 1, where the value starts; 0 when unknown
  std::string pointer;                      // JSON pointer (RFC 6901); "" is the root
};

// The pointer of a member or an element: parent + "/" + key, with ~ and / in the key written as ~0 and ~1.
std::string child_pointer(std::string_view parent, std::string_view key);

// The key that one step of a pointer (between two slashes) stands for; nullopt for a ~ that is neither ~0 nor ~1.
std::optional<std::string> pointer_key(std::string_view step);

}  // namespace twostep::scenario
