// Reference page: the tables of the scenario format as Markdown, and the pages that hold some of them between markers.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/schema.hpp"

namespace twostep::scenario {

// The table of that name; null, with an issue at that place, when there is none.
[[nodiscard]] const ReferenceTable* find_table(std::span<const ReferenceTable> tables, const std::string& name,
                                               const Place& place, Issues& issues);

// Name, summary, and a row for each key: type, unit, default (or "required"), and what it means.
[[nodiscard]] std::string to_markdown(const ReferenceTable& table);

// The page with what stands between `<!-- reference: function, host -->` and `<!-- end -->`, each on a line of its own,
// replaced by those tables. Issues, at lines of `file`, for a name that no table has and a marker without its end.
[[nodiscard]] std::string with_references(std::string_view page, const std::string& file,
                                          std::span<const ReferenceTable> tables, Issues& issues);

}  // namespace twostep::scenario
