#include "sim/report/write_files.hpp"

#include "sim/report/report_json.hpp"
#include "sim/report/result_table.hpp"
#include "sim/report/timeline_csv.hpp"

namespace twostep::report {

void write_files(const ScenarioReport& report, OutputFolder& folder) {
  for (const ResultTable& table : result_tables()) folder.write(table.file, to_csv(table.fill(report)));
  write_timeline(report, folder);
  folder.write("report.json", json_text(to_json(report)));
  folder.write("manifest.json", json_text(manifest_of(report)));
}

}  // namespace twostep::report
