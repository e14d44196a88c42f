// How hosts are chosen for new environments. Memory is in MB in a trace and in MiB at the platform: hence the spare 1
// %.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;
using twostep::tests::TraceFile;

double hosts(const std::string& rows, const std::string& host) {
  const TraceFile trace(rows);
  return simulate({.resources = function_with(R"("host": {"memory": "10.1 GB", )" + host + "}"),
                   .steps = R"({"traced": "sleep"})",
                   .arrivals = trace.arrivals()})
      .metric("hosts.peak");
}

// 6 GB and 7 GB on a host each; then 3 GB and 4 GB.
const std::string four = "0,A,60000,6000\n1,B,60000,7000\n2,C,60000,3000\n3,D,60000,4000\n";

TEST_CASE("first fit leaves the 4 GB without a place, best fit does not") {
  CHECK(hosts(four, R"("packing": "first_fit")") == 3);  // C beside A: 1 GB and 3 GB are left
  CHECK(hosts(four, R"("packing": "best_fit")") == 2);   // C beside B, which had the least that is enough; D beside A
}

TEST_CASE("spread uses every host that exists before it shares one") {
  const std::string small = "0,A,60000,1000\n1,B,60000,1000\n2,C,60000,1000\n";
  CHECK(hosts(small, R"("packing": "first_fit", "count": 3)") == 1);
  CHECK(hosts(small, R"("packing": "spread", "count": 3)") == 3);
  CHECK(hosts(small, R"("packing": "spread", "count": 2)") == 2);
  CHECK(hosts(small, R"("packing": "one_per_host")") == 3);
}

TEST_CASE("a host that its environments have left is used again") {
  const std::string twice =
      "0,A,1000,6000\n1,B,1000,6000\n700,C,1000,6000\n701,D,1000,6000\n";  // A and B expire at 600 s
  CHECK(hosts(twice, R"("packing": "best_fit")") == 2);
  CHECK(hosts(twice, R"("packing": "spread", "count": 2)") == 2);
}

}  // namespace
