#include "models/trace/trace_specs.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Shape;

namespace {

// What every format has: which functions are taken, and how much of the time.
template <class Spec>
void add_selection(Shape<Spec>& shape) {
  shape
      .optional("functions", &Spec::functions,
                "names of the functions to take, as patterns: * any text, ? any character, [ab] one of these; none: "
                "all functions")
      .example({"*"});
  shape.optional("lasts", &Spec::lasts, "no invocation arrives later; also the end of the measured window");
}

}  // namespace

EnumNames<WithinMinute> names_of(Describe<WithinMinute>) {
  return {{WithinMinute::uniform, "uniform", "anywhere in the minute, independently of each other"},
          {WithinMinute::poisson, "poisson", "at exponential distances, so that their number varies as well"},
          {WithinMinute::equidistant, "equidistant", "at equal distances, beginning half a distance into the minute"}};
}

Shape<Azure2019Trace> shape_of(Describe<Azure2019Trace>) {
  Shape<Azure2019Trace> shape("azure_2019",
                              "Requests as recorded by a day of the Azure Functions trace of 2019: counts per minute.");
  shape
      .required("invocations", &Azure2019Trace::invocations,
                "file of the invocations per minute: HashOwner, HashApp, HashFunction and a column a minute; this and "
                "the other files may be packed as .gz, .xz or .zst")
      .not_empty()
      .example("traces/invocations.csv.gz");
  shape
      .required("durations", &Azure2019Trace::durations,
                "file of the execution times: percentile_Average_0, _1, _25, _50, _75, _99 and _100 in ms; a duration "
                "is drawn on straight lines between them")
      .not_empty();
  shape.optional("memory", &Azure2019Trace::memory,
                 "file of the memory per app: AverageAllocatedMb_pct1, 5, 25, 50, 75, 95, 99 and 100 in MB; empty: the "
                 "trace does not say");
  shape.optional("within_minute", &Azure2019Trace::within_minute, "where within its minute a request arrives");
  shape
      .optional("memory_quantile", &Azure2019Trace::memory_quantile,
                "share of the recorded memory values that lie below what a function is given; 1: the largest")
      .at_least(0)
      .at_most(1);
  add_selection(shape);
  return shape;
}

Shape<Azure2021Trace> shape_of(Describe<Azure2021Trace>) {
  Shape<Azure2021Trace> shape("azure_2021",
                              "Requests as recorded by the Azure Functions trace of 2021: one row an invocation.");
  shape
      .required("file", &Azure2021Trace::file,
                "file with the columns app, func, end_timestamp and duration, in seconds; the earliest start becomes "
                "time zero; may be packed as .gz, .xz or .zst")
      .not_empty();
  add_selection(shape);
  return shape;
}

Shape<CsvTrace> shape_of(Describe<CsvTrace>) {
  Shape<CsvTrace> shape("csv", "Requests as recorded by a CSV file: one row an invocation.");
  shape
      .required("file", &CsvTrace::file,
                "file with the columns time_s, function, duration_ms and, where it is known, memory_mb (a function is "
                "given the largest); in any order of time; may be packed as .gz, .xz or .zst")
      .not_empty()
      .example("requests.csv.gz");
  add_selection(shape);
  return shape;
}

}  // namespace twostep::models
