#include "sim/observation/invocation_writer.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <string>
#include <system_error>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

using namespace twostep;
using namespace twostep::observation;
using tests::content_of;
using tests::TemporaryFolder;

namespace {

const InvocationWriter::Names names{.variant = "lambda",
                                    .phases = {"queueing", "cold_start", "compute"},
                                    .programs = {"classify", "=cmd()"},
                                    .platforms = {"requests", "a, b"}};

InvocationRecord cold_record() {
  InvocationRecord record{.number = 7,
                          .program = 0,
                          .resource = 1,
                          .arrival = {12'345'678'901},
                          .end = {12'345'678'901 + 303'000'001},
                          .billed = Duration::milliseconds(400),
                          .cold = true,
                          .outcome = Outcome::completed};
  record.phases[1] = Duration::milliseconds(250);
  record.phases[2] = Duration::nanoseconds(53'000'001);
  return record;
}

}  // namespace

TEST_CASE("an invocation is a row with exact times and the names of what its indices mean") {
  const TemporaryFolder folder;
  InvocationWriter writer(folder / "invocations.csv", names);
  writer.append(cold_record());
  InvocationRecord warm{.number = 8, .program = 1, .arrival = {0}, .end = {1'000'000}, .outcome = Outcome::throttled};
  warm.phases[0] = Duration::milliseconds(1);
  writer.append(warm);
  warm.outcome = Outcome::failed;
  writer.append(warm);
  writer.close();
  CHECK(content_of(folder / "invocations.csv") ==
        "variant,invocation,program,platform,arrival_s,end_s,response_time_ms,cold,outcome,billed_ms,"
        "queueing_ms,cold_start_ms,compute_ms\n"
        "lambda,7,classify,\"a, b\",12.345678901,12.648678902,303.000001,1,completed,400,0,250,53.000001\n"
        "lambda,8,'=cmd(),requests,0,0.001,1,0,throttled,0,1,0,0\n"
        "lambda,8,'=cmd(),requests,0,0.001,1,0,failed,0,1,0,0\n");
}

TEST_CASE("rows beyond the buffer are all there, in order") {
  const TemporaryFolder folder;
  InvocationWriter::Names long_names = names;
  long_names.variant = std::string(10'000, 'x');
  InvocationWriter writer(folder / "invocations.csv", long_names);
  InvocationRecord record = cold_record();
  constexpr std::uint64_t rows = 200;  // 2 MB: several buffers
  for (record.number = 1; record.number <= rows; ++record.number) writer.append(record);
  writer.close();
  const std::string content = content_of(folder / "invocations.csv");
  std::size_t start = content.find('\n') + 1;
  for (std::uint64_t number = 1; number <= rows; ++number) {
    REQUIRE(content.compare(start, 10'001, long_names.variant + ",") == 0);
    REQUIRE(content.substr(start + 10'001, content.find(',', start + 10'001) - start - 10'001) ==
            std::to_string(number));
    start = content.find('\n', start) + 1;
  }
  CHECK(start == content.size());
}

TEST_CASE("an invocation of a program without a name is refused and leaves no part of a row") {
  const TemporaryFolder folder;
  InvocationWriter writer(folder / "invocations.csv", names);
  InvocationRecord record = cold_record();
  record.program = 2;
  CHECK_THROWS_AS(writer.append(record), std::out_of_range);
  writer.close();
  CHECK(std::ranges::count(content_of(folder / "invocations.csv"), '\n') == 1);  // the header
}

TEST_CASE("a full disk stops the writing of invocations, with the path") {
  // A file may grow to 100,000 bytes and no further, as on a disk that fills up while the run goes on.
  const TemporaryFolder folder;
  struct rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small{.rlim_cur = 100'000, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  InvocationWriter many(folder / "many.csv", names);
  InvocationWriter few(folder / "few.csv", names);
  const auto write_rows = [](InvocationWriter& writer, int rows) {
    for (int i = 0; i < rows; ++i) writer.append(cold_record());
  };
  CHECK_THROWS_WITH(write_rows(many, 10'000), Catch::Contains("many.csv") && Catch::Contains("File too large"));
  write_rows(few, 2'000);  // all of them in the buffer still
  CHECK_THROWS_WITH(few.close(), Catch::Contains("few.csv"));
  CHECK(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, ignored);
  CHECK_THROWS_WITH(InvocationWriter("/dev/full", names),
                    Catch::Contains("/dev/full") && Catch::Contains("No space left"));
}

TEST_CASE("more phase names than an invocation has phases are refused") {
  InvocationWriter::Names many = names;
  many.phases.assign(max_phases + 1, "phase");
  CHECK_THROWS_AS(InvocationWriter("/dev/null", many), std::invalid_argument);
}
