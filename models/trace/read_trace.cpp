#include "models/trace/read_trace.hpp"

#include <variant>

#include "models/trace/azure_2019.hpp"
#include "models/trace/read_rows.hpp"

namespace twostep::models {
namespace {

struct Reader {
  const Reading& reading;

  std::shared_ptr<const Trace> operator()(const Azure2019Trace& spec) const { return read_azure_2019(spec, reading); }
  std::shared_ptr<const Trace> operator()(const Azure2021Trace& spec) const {
    return read_rows(RowLayout::azure_2021, {.file = spec.file, .functions = spec.functions, .lasts = spec.lasts},
                     reading);
  }
  std::shared_ptr<const Trace> operator()(const CsvTrace& spec) const {
    return read_rows(RowLayout::csv, {.file = spec.file, .functions = spec.functions, .lasts = spec.lasts}, reading);
  }
};

}  // namespace

std::shared_ptr<const Trace> read_trace(const TraceSpec& spec, const std::filesystem::path& folder, bool lenient,
                                        const scenario::Place& place, scenario::Issues& issues) {
  const Reading reading{.folder = folder, .lenient = lenient, .place = place, .issues = issues};
  return std::visit(Reader{reading}, spec);
}

}  // namespace twostep::models
