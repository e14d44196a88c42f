// Usage: what a run used of one billable meter, as an exact integer; it is priced once, after the run (sim/cost).
#pragma once

#include <cstdint>
#include <string>

namespace twostep::observation {

struct Usage {
  std::string resource{};          // the scenario's name for it: "requests", "trainer"
  std::string service{};           // "lambda", "sqs", "ec2": the price list's group, and the "cost by service" column
  std::string meter{};             // "gb_s", "request", "m4.large_hour"
  std::string unit{};              // the unit that a price is for: "GB-s", "request", "h"
  std::int64_t base_per_unit = 1;  // how many base units of `quantity` make one `unit`: 1 GB-s = 1,024,000 MiB-ms
  std::int64_t quantity = 0;       // in base units
};

}  // namespace twostep::observation
