#include "sim/report/result_table.hpp"

namespace twostep::report {

std::vector<ResultTable> result_tables() {
  return {summary_table(), latency_table(),      cost_table(),     breakdown_table(),
          metrics_table(), expectations_table(), functions_table()};
}

}  // namespace twostep::report
