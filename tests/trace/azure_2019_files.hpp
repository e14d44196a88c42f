// Hand-written files of the Azure 2019 format.
#pragma once

#include <string>

#include "tests/trace/traces.hpp"

namespace twostep::tests {

inline const std::string duration_header =
    "HashOwner,HashApp,HashFunction,Average,Count,Minimum,Maximum,percentile_Average_0,percentile_Average_1,"
    "percentile_Average_25,percentile_Average_50,percentile_Average_75,percentile_Average_99,percentile_Average_100\n";
inline const std::string memory_header =
    "HashOwner,HashApp,SampleCount,AverageAllocatedMb,AverageAllocatedMb_pct1,AverageAllocatedMb_pct5,"
    "AverageAllocatedMb_pct25,AverageAllocatedMb_pct50,AverageAllocatedMb_pct75,AverageAllocatedMb_pct95,"
    "AverageAllocatedMb_pct99,AverageAllocatedMb_pct100\n";

// A row of durations that are all the same.
inline std::string constant_row(const std::string& names, const std::string& ms) {
  std::string row = names + "," + ms + ",1," + ms + "," + ms;
  for (int i = 0; i < 7; ++i) row += "," + ms;
  return row + "\n";
}

// inv.csv, run.csv and, when it is not empty, mem.csv.
inline models::Azure2019Trace write_azure_2019(const TemporaryFolder& folder, const std::string& invocations,
                                               const std::string& durations, const std::string& memory = "") {
  folder.write("inv.csv", invocations);
  folder.write("run.csv", durations);
  if (!memory.empty()) folder.write("mem.csv", memory);
  return {.invocations = "inv.csv",
          .durations = "run.csv",
          .memory = memory.empty() ? "" : "mem.csv",
          .within_minute = models::WithinMinute::equidistant};
}

}  // namespace twostep::tests
