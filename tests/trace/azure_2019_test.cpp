#include <algorithm>
#include <cmath>

#include "models/trace/minute_trace.hpp"
#include "models/trace/quantile_function.hpp"
#include "tests/trace/azure_2019_files.hpp"
#include "tests/trace/packing.hpp"

namespace twostep::tests {
namespace {

using models::Azure2019Trace;
using models::Trace;
using models::WithinMinute;

// Two functions of one app, three minutes: f twice in the first and once in the third, g three times in the third.
const std::string two_functions =
    "HashOwner,HashApp,HashFunction,Trigger,1,2,3\n"
    "o,a,f,http,2,0,1\n"
    "o,a,g,timer,0,0,3\n";
const std::string their_durations = duration_header + constant_row("o,a,f", "100") + constant_row("o,a,g", "20.5");

TEST_CASE("counts per minute become invocations, equally spaced, in order of time") {
  const TemporaryFolder folder;
  const auto trace = good(write_azure_2019(folder, two_functions, their_durations), folder.path());
  // f: (0 + 1/2)/2 and (1 + 1/2)/2 of the first minute: 15 s and 45 s. The third minute begins at 120 s; f in its
  // middle, g at 1/6, 3/6 and 5/6 of it.
  CHECK(texts_of(*trace) == Lines{"15.0 o/a/f 100.0", "45.0 o/a/f 100.0", "130.0 o/a/g 20.5", "150.0 o/a/f 100.0",
                                  "150.0 o/a/g 20.5", "170.0 o/a/g 20.5"});
  CHECK(trace->length() == Duration::seconds(180));
  CHECK(trace->invocations() == 6);
  REQUIRE(trace->functions().size() == 2);
  CHECK(trace->functions()[0].invocations == 3);
  CHECK(trace->functions()[1].invocations == 3);
  CHECK(trace->functions()[0].memory == Bytes{});
  CHECK(trace->skipped_rows() == 0);
}

TEST_CASE("a batch is a minute or 1024 of many, and minutes without invocations are passed over") {
  const TemporaryFolder folder;
  const auto sizes_of = [&](const std::string& counts) {
    const auto trace = good(write_azure_2019(folder, "HashOwner,HashApp,HashFunction,1,2,3\no,a,f," + counts + "\n",
                                             duration_header + constant_row("o,a,f", "1")),
                            folder.path());
    const auto cursor = trace->open(engine::RandomStream(1, "trace"));
    std::vector<std::size_t> sizes;
    for (auto batch = cursor->next(); !batch.empty(); batch = cursor->next()) sizes.push_back(batch.size());
    return sizes;
  };
  CHECK(sizes_of("2,0,4") == std::vector<std::size_t>{2, 4});
  CHECK(sizes_of("0,2500,1") == std::vector<std::size_t>{1024, 1024, 452, 1});
  CHECK(sizes_of("0,1024,0") == std::vector<std::size_t>{1024});
}

TEST_CASE("columns stand in any order, minutes begin at any number, and other columns do not matter") {
  const TemporaryFolder folder;
  const std::string minutes = GENERATE("1,2,3", "480,481,482", "minute_1,minute_2,minute_3", "minute_7,8,minute_9");
  const std::string header = "HashFunction," + minutes + ",Note,HashOwner,HashApp\n";
  const auto trace =
      good(write_azure_2019(folder, header + "f,1,0,2,x,o,a\n", duration_header + constant_row("o,a,f", "1")),
           folder.path());
  // 1/2 of the first minute, 1/4 and 3/4 of the third.
  CHECK(texts_of(*trace) == Lines{"30.0 o/a/f 1.0", "135.0 o/a/f 1.0", "165.0 o/a/f 1.0"});
}

TEST_CASE("minutes are taken in order of their numbers, not of their columns") {
  const TemporaryFolder folder;
  const auto trace = good(write_azure_2019(folder, "3,1,HashOwner,HashApp,HashFunction,2\n5,1,o,a,f,0\n",
                                           duration_header + constant_row("o,a,f", "1")),
                          folder.path());
  const auto all = all_of(*trace);
  REQUIRE(all.size() == 6);
  CHECK(all[0].at.ns == 30'000'000'000);
  CHECK(all[1].at.ns == 126'000'000'000);  // 1/10 of the third minute
}

TEST_CASE("a function is called by its hash alone where owner and app are called the same") {
  const TemporaryFolder folder;
  const auto trace = good(write_azure_2019(folder, "HashOwner,HashApp,HashFunction,1\nf,f,f,1\no,o,f,1\n",
                                           duration_header + constant_row("f,f,f", "1") + constant_row("o,o,f", "2")),
                          folder.path());
  CHECK(texts_of(*trace) == Lines{"30.0 f 1.0", "30.0 o/o/f 2.0"});
}

TEST_CASE("functions of an app have the app's memory, at the share of its distribution that is asked for") {
  const TemporaryFolder folder;
  // Percentiles 1, 5, 25, 50, 75, 95, 99 and 100.
  const std::string memory = memory_header + "o,a,10,150,100,105,110,120,160,200,210,250.5\n";
  Azure2019Trace spec = write_azure_2019(folder, two_functions, their_durations, memory);
  const auto memory_at = [&](double share) {
    spec.memory_quantile = share;
    const auto trace = good(spec, folder.path());
    CHECK(trace->functions()[0].memory == trace->functions()[1].memory);
    return trace->functions()[0].memory.count;
  };
  CHECK(memory_at(1) == 250'500'000);
  CHECK(memory_at(0.5) == 120'000'000);
  CHECK(memory_at(0.6) == 136'000'000);  // 120 MB + (0.60 - 0.50) / (0.75 - 0.50) of 40 MB
  CHECK(memory_at(0) == 100'000'000);    // nothing is known below the first percentile
}

TEST_CASE("memory per function is taken where the file tells it, and is zero where it does not") {
  const TemporaryFolder folder;
  std::string header = memory_header;
  header.insert(0, "HashFunction,");
  const auto trace = good(write_azure_2019(folder, two_functions, their_durations,
                                           header + "g,o,a,10,150,1,2,3,4,5,6,7,8\n" + "x,o,a,1,1,1,1,1,1,1,1,1,1\n"),
                          folder.path());
  CHECK(trace->functions()[0].memory == Bytes{});
  CHECK(trace->functions()[1].memory == Bytes{8'000'000});
}

TEST_CASE("a quantile lies on the straight line between its neighbours") {
  const models::DurationPercentiles values = {0, 10, 34, 59, 84, 108, 208};
  const auto& shares = models::duration_shares;
  CHECK(models::quantile(shares, values, 0) == 0);
  CHECK(models::quantile(shares, values, 0.005) == Approx(5).epsilon(1e-12));  // half of 0 to 10
  CHECK(models::quantile(shares, values, 0.13) == Approx(22).epsilon(1e-12));  // half of 10 to 34
  CHECK(models::quantile(shares, values, 0.25) == 34);
  CHECK(models::quantile(shares, values, 0.995) == Approx(158).epsilon(1e-12));  // half of 108 to 208
  CHECK(models::quantile(shares, values, 1) == 208);
}

TEST_CASE("durations follow the straight lines between the percentiles") {
  const TemporaryFolder folder;
  constexpr int count = 100'000;
  const auto trace =
      good(write_azure_2019(folder, "HashOwner,HashApp,HashFunction,1\no,a,f," + std::to_string(count) + "\n",
                            duration_header + "o,a,f,0,1,0,0,100,200,440,690,940,1180,2180\n"),
           folder.path());
  double sum = 0;
  int below_25 = 0;
  int above_99 = 0;
  for (const models::TraceInvocation& invocation : all_of(*trace)) {
    const double ms = invocation.duration.in_ms();
    REQUIRE(ms >= 100);
    REQUIRE(ms <= 2180);
    sum += ms;
    below_25 += ms < 440 ? 1 : 0;
    above_99 += ms > 1180 ? 1 : 0;
  }
  // Mean: 0.01 * 150 + 0.24 * 320 + 0.25 * 565 + 0.25 * 815 + 0.24 * 1060 + 0.01 * 1680 = 694.5 ms; the standard
  // deviation is about 317 ms, so that of the mean is 1 ms.
  CHECK(sum / count == Approx(694.5).margin(5));
  // Shares p of n = 10^5 have the standard deviation sqrt(p (1 - p) / n): 0.0014 and 0.0003.
  CHECK(below_25 / double{count} == Approx(0.25).margin(0.007));
  CHECK(above_99 / double{count} == Approx(0.01).margin(0.0016));
}

TEST_CASE("uniform times fill the minute evenly and keep the count") {
  const TemporaryFolder folder;
  Azure2019Trace spec = write_azure_2019(folder, "HashOwner,HashApp,HashFunction,1,2\no,a,f,0,60000\n",
                                         duration_header + constant_row("o,a,f", "1"));
  spec.within_minute = WithinMinute::uniform;
  const auto trace = good(spec, folder.path());
  const auto all = all_of(*trace);
  REQUIRE(all.size() == 60'000);
  CHECK(std::ranges::is_sorted(all, {}, &models::TraceInvocation::at));
  std::vector<int> per_second(60);
  for (const auto& invocation : all) {
    REQUIRE(invocation.at.ns >= 60'000'000'000);
    REQUIRE(invocation.at.ns < 120'000'000'000);
    ++per_second[static_cast<std::size_t>(invocation.at.ns / 1'000'000'000 - 60)];
  }
  // Chi-square with 59 degrees of freedom: mean 59, standard deviation sqrt(118) = 10.9; five of them.
  double chi_square = 0;
  for (const int seen : per_second) chi_square += (seen - 1000.0) * (seen - 1000.0) / 1000;
  CHECK(chi_square < 59 + 5 * 10.9);
  CHECK(chi_square > 59 - 5 * 10.9);
}

TEST_CASE("Poisson times vary in number, with the count of the minute as mean and variance") {
  const TemporaryFolder folder;
  std::string header = "HashOwner,HashApp,HashFunction";
  std::string row = "o,a,f";
  constexpr int minutes = 2000;
  for (int minute = 1; minute <= minutes; ++minute) {
    header += "," + std::to_string(minute);
    row += ",9";
  }
  Azure2019Trace spec =
      write_azure_2019(folder, header + "\n" + row + "\n", duration_header + constant_row("o,a,f", "1"));
  spec.within_minute = WithinMinute::poisson;
  const auto trace = good(spec, folder.path());
  CHECK(trace->invocations() == 9 * minutes);
  std::vector<int> counts(minutes);
  for (const auto& invocation : all_of(*trace)) ++counts[static_cast<std::size_t>(invocation.at.ns / 60'000'000'000)];
  double sum = 0;
  double squares = 0;
  for (const int count : counts) {
    sum += count;
    squares += (count - 9.0) * (count - 9.0);
  }
  // The mean of 2000 counts has the standard deviation sqrt(9 / 2000) = 0.067, their variance about
  // 9 sqrt(2 / 2000) = 0.28.
  CHECK(sum / minutes == Approx(9).margin(0.34));
  CHECK(squares / minutes == Approx(9).margin(1.5));
}

TEST_CASE("the same stream gives the same invocations, another stream others") {
  const TemporaryFolder folder;
  Azure2019Trace spec = write_azure_2019(folder, two_functions, their_durations);
  spec.within_minute = GENERATE(WithinMinute::uniform, WithinMinute::poisson);
  const auto trace = good(spec, folder.path());
  CHECK(texts_of(*trace, 1) == texts_of(*trace, 1));
  CHECK(texts_of(*trace, 1) != texts_of(*trace, 2));
}

TEST_CASE("patterns pick functions by their names") {
  const TemporaryFolder folder;
  const std::string rows = "HashOwner,HashApp,HashFunction,1\no,a,thumb1,1\no,a,thumb2,1\no,b,mail,1\n";
  const std::string durations = duration_header + constant_row("o,a,thumb1", "1") + constant_row("o,a,thumb2", "1") +
                                constant_row("o,b,mail", "1");
  Azure2019Trace spec = write_azure_2019(folder, rows, durations);
  const auto names = [&](const std::vector<std::string>& patterns) {
    spec.functions = patterns;
    const auto trace = good(spec, folder.path());
    Lines found;
    for (const auto& function : trace->functions()) found.push_back(function.name);
    return found;
  };
  CHECK(names({}) == Lines{"o/a/thumb1", "o/a/thumb2", "o/b/mail"});
  CHECK(names({"*thumb*"}) == Lines{"o/a/thumb1", "o/a/thumb2"});
  CHECK(names({"o/a/thumb[2-9]", "*mail"}) == Lines{"o/a/thumb2", "o/b/mail"});
  CHECK(names({"*", "*mail"}) == Lines{"o/a/thumb1", "o/a/thumb2", "o/b/mail"});
  spec.functions = {"*thumb?", "*sms*", "o"};
  CHECK(read(spec, folder.path()).problems ==
        Lines{"s.json:7: /arrivals/functions/1: \"*sms*\" matches no function of the trace; its functions have names "
              "as \"o/a/thumb1\"",
              "s.json:7: /arrivals/functions/2: \"o\" matches no function of the trace; its functions have names as "
              "\"o/a/thumb1\""});
}

TEST_CASE("a trace ends where it is told to, also within a minute") {
  const TemporaryFolder folder;
  Azure2019Trace spec = write_azure_2019(folder, two_functions, their_durations);
  spec.lasts = Duration::seconds(150);
  auto trace = good(spec, folder.path());
  CHECK(trace->length() == Duration::seconds(150));
  CHECK(texts_of(*trace).back() == "150.0 o/a/g 20.5");  // not the one at 170 s
  CHECK(trace->invocations() == 6);                      // of the minutes that begin before the end
  spec.lasts = Duration::seconds(120);
  trace = good(spec, folder.path());
  CHECK(trace->invocations() == 2);
  CHECK(texts_of(*trace).size() == 2);
  spec.lasts = Duration::seconds(10'000);
  CHECK(good(spec, folder.path())->length() == Duration::seconds(180));
  // 6000 a minute, the first after 5 ms: 3000 within half a minute.
  spec = write_azure_2019(folder, "HashOwner,HashApp,HashFunction,1,2\no,a,f,6000,1\n",
                          duration_header + constant_row("o,a,f", "1"));
  spec.lasts = Duration::seconds(30);
  CHECK(texts_of(*good(spec, folder.path())).size() == 3000);
}

TEST_CASE("packed files are read as plain ones") {
  const TemporaryFolder folder;
  const std::string kind = GENERATE("gz", "xz", "zst");
  Azure2019Trace spec = write_azure_2019(folder, packed(two_functions, kind), packed(their_durations, kind));
  CHECK(texts_of(*good(spec, folder.path())).size() == 6);
}

}  // namespace
}  // namespace twostep::tests
