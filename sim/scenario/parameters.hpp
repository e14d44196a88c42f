// Parameters: figures of a scenario that have a name, used as "$name" and changed from outside.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::scenario {

// --set TARGET=VALUE: the target is the name of a parameter, or a JSON pointer when it starts with "/".
struct Override {
  std::string target;
  std::string value;  // JSON if it is JSON, else a string: 900, "640 MiB", 640 MiB, {"mean": "1 s"}
};

// The document with every override applied whose target is a JSON pointer. A new member may be set in an object that is
// there; anything else that is not there is an issue.
Node with_overrides(Node document, std::span<const Override> overrides, Issues& issues);

// The document with every string that is exactly "$name" replaced by the value of that parameter, which is what the
// command line says, else the variant's own "parameters", else the document's. Each is {"value": ..., "note": "..."} or
// a bare value, and may use parameters declared before it. The document's "parameters" stay, with the values they have
// in the end. A replaced value stands at the place of its use. Issues: a name that is not declared (nearest named),
// here, in the variant or on the command line; use before declaration; a document grown beyond a million values or a
// nesting of 64.
Node with_parameters_substituted(const Node& document, const Node* variant_parameters,
                                 std::span<const Override> overrides, Issues& issues);

// The document as one would write it to run without the overrides that name parameters: declared with the values that
// they give, in the variants that have their own too. What is no parameter is left out.
Node with_parameters_set(Node document, std::span<const Override> overrides);

// The name in "$name"; empty when the text is not exactly that.
std::string_view parameter_name(std::string_view text);

}  // namespace twostep::scenario
