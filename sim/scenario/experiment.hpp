// Experiment: what a scenario asks and what was published about it; the part of a scenario that knows no cloud.
//
// A struct with the rest (resources, programs, workload, variants) takes this one in as a part of its own object:
//   Shape<Scenario>("scenario", "...").part(&Scenario::experiment).required("variants", ...)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/container_codecs.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/shape.hpp"

namespace twostep::scenario {

// What an expectation divides by: a metric of another variant.
struct Ratio {
  std::string variant;
  std::string metric;  // that of the expectation when none is written
};

// A published figure to hold a simulated one against.
struct Expectation {
  std::string metric;         // "makespan", "latency.p99"
  std::string of;             // the variant
  std::optional<Ratio> over;  // then the figure is the metric divided by this one
  Quantity is;
  std::optional<Percent> within;  // tolerance, relative to `is`; always there unless the figure is quoted
  std::string source;             // "Hellerstein et al., CIDR 2019, section 3.1"
  std::string quoted;             // why it is only reported; empty when it is asserted
  std::string calibrates;         // what was fitted on it: asserted, but counted as calibration; empty when nothing was
  std::string note;
  Place place;

  [[nodiscard]] bool is_asserted() const { return quoted.empty(); }
  [[nodiscard]] bool is_validation() const { return is_asserted() && calibrates.empty(); }
};

// A parameter as a report shows it.
struct Parameter {
  Node value;
  std::string note;
};

struct Experiment {
  std::string name;  // letters, digits, - and _: it names files
  std::string question;
  std::string source;
  std::string catalogue;  // that the scenario names, and that its expectations are of
  Named<Parameter> parameters;
  std::string baseline;  // a variant; empty when none is named
  std::vector<Expectation> expect;
  std::vector<std::string> variants;  // their names, in order
};

Shape<Ratio> shape_of(Describe<Ratio>);
Shape<Expectation> shape_of(Describe<Expectation>);
Shape<Experiment> shape_of(Describe<Experiment>);

// {"value": 9000, "note": "..."} or a bare value.
template <>
struct Codec<Parameter> {
  static std::optional<Parameter> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext& context);
  static TypeWords words() { return {.type = "parameter", .unit = ""}; }
  static std::optional<Json> written(const Parameter& parameter);
};

}  // namespace twostep::scenario
