#include "models/scenario_reader.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "models/experiment_checks.hpp"
#include "models/price_checks.hpp"
#include "models/scenario_checks.hpp"
#include "models/trace/read_trace.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::models {

using scenario::Issues;
using scenario::Node;

namespace {

// A figure of a profile that the scenario replaced.
struct Replaced {
  std::string resource;
  std::string text;
};

// The resource with the figures of its profile filled in, and what it replaced of them.
Node with_profile(const Node& resource, const std::string& name, const Catalogue& catalogue,
                  std::vector<Replaced>& replaced, Issues& issues) {
  const Node* profile_name = resource.find("profile");
  if (profile_name == nullptr || !profile_name->is_string()) return resource;
  const Node* profile = catalogue.profiles.find(profile_name->as_string());
  if (profile == nullptr) {
    std::vector<std::string> known;
    for (const auto& [key, value] : catalogue.profiles.members()) known.push_back(key);
    issues.add(*profile_name, "is no profile of catalogue " + catalogue.name,
               scenario::suggestion(profile_name->as_string(), known));
    return resource;
  }
  const Node* kind = resource.find("kind");
  const Node* profile_kind = profile->find("kind");
  if (kind != nullptr && profile_kind != nullptr && kind->is_string() &&
      kind->as_string() != profile_kind->as_string()) {
    issues.add(*profile_name, "is the profile of a " + profile_kind->as_string() + ", not of a " + kind->as_string(),
               R"(another profile, or "kind": ")" + profile_kind->as_string() + R"(")");
    return resource;
  }
  for (const auto& [key, value] : resource.members()) {
    if (key == "kind" || key == "profile" || key.starts_with("//")) continue;
    if (profile->find(key) != nullptr)
      replaced.push_back({name, fmt::format("{}.{} = {}", name, key, scenario::short_text(value))});
  }
  return scenario::merged(*profile, resource);
}

Node with_profiles(Node document, const Catalogue& catalogue, std::vector<Replaced>& replaced, Issues& issues) {
  const Node* resources = document.find("resources");
  if (resources == nullptr || !resources->is_object()) return document;
  Node filled = Node::object(resources->place());
  for (const auto& [name, resource] : resources->members()) {
    filled.set(name, resource.is_object() ? with_profile(resource, name, catalogue, replaced, issues) : resource);
  }
  document.set("resources", std::move(filled));
  return document;
}

std::optional<Catalogue> find_catalogue(const std::filesystem::path& scenario_file, const Node& document,
                                        const CatalogueShelf& shelf, const ReadOptions& options, Issues& issues) {
  const Node* named = document.find("catalogue");
  std::string name = options.catalogue;
  if (name.empty()) {
    if (named == nullptr || !named->is_string()) {
      issues.add(named != nullptr ? *named : document, "names no catalogue",
                 R"("catalogue": )" + scenario::list_of(shelf.names()));
      return std::nullopt;
    }
    name = named->as_string();
  }
  std::filesystem::path file;
  if (name.ends_with(".json")) {
    file = options.catalogue.empty() ? scenario_file.parent_path() / name : std::filesystem::path(name);
  } else {
    file = shelf.find(name);
  }
  if (file.empty()) {
    const std::string problem = "is no catalogue here";
    if (named != nullptr && options.catalogue.empty()) {
      issues.add(*named, problem, scenario::suggestion(name, shelf.names()));
    } else {
      issues.add({}, name, problem, scenario::suggestion(name, shelf.names()));
    }
    return std::nullopt;
  }
  return read_catalogue(file, issues);
}

// The name of the catalogue that the scenario itself is written for, whatever it is run on.
std::string own_catalogue(const Node& document, const Catalogue& run_on) {
  const Node* named = document.find("catalogue");
  if (named == nullptr || !named->is_string()) return run_on.name;
  const std::string name = named->as_string();
  return name.ends_with(".json") ? std::filesystem::path(name).stem().string() : name;
}

// Reads each trace once, however many variants replay it.
class TraceReader {
 public:
  TraceReader(std::filesystem::path folder, bool lenient) : folder_(std::move(folder)), lenient_(lenient) {}

  void read(Scenario& scenario, Issues& issues) {
    for (auto& workload : scenario.workload.all) {
      std::visit(
          [&]<class Process>(const Process& process) {
            if constexpr (TraceArrivals<Process>) workload.value.trace = trace_of(process, workload.place, issues);
          },
          workload.value.arrivals);
    }
  }

  [[nodiscard]] std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  template <class Process>
  std::shared_ptr<const Trace> trace_of(const Process& process, const scenario::Place& place, Issues& issues) {
    const std::optional<scenario::Json> written = scenario::written(process);
    const std::string key = written ? written->dump() : std::string();
    const auto known = traces_.find(key);
    if (known != traces_.end()) return known->second;
    std::shared_ptr<const Trace> trace = read_trace(process, folder_, lenient_, place, issues);
    if (trace != nullptr && trace->skipped_rows() > 0) {
      notes_.push_back(fmt::format("trace: {} wrong rows were left out, and {} invocations with them",
                                   trace->skipped_rows(), trace->skipped_invocations()));
    }
    traces_.emplace(key, trace);
    return trace;
  }

  std::filesystem::path folder_;
  bool lenient_;
  std::map<std::string, std::shared_ptr<const Trace>> traces_;
  std::vector<std::string> notes_;
};

// Of the resources that the variant uses.
std::vector<std::string> replaced_in(const Scenario& scenario, const std::string& variant,
                                     const std::vector<Replaced>& replaced) {
  const VariantSpec* spec = find_variant(scenario, variant);
  if (spec == nullptr) return {};
  const std::vector<std::string> used = resources_used(scenario, *spec);
  std::vector<std::string> texts;
  for (const Replaced& figure : replaced) {
    if (std::find(used.begin(), used.end(), figure.resource) != used.end()) texts.push_back(figure.text);
  }
  return texts;
}

}  // namespace

std::optional<ReadScenario> read_scenario(const std::filesystem::path& file, const CatalogueShelf& shelf,
                                          const ReadOptions& options, Issues& issues) {
  const std::size_t before = issues.count();
  std::optional<Node> document = scenario::read_document(file, issues);
  if (!document) return std::nullopt;
  const Node whole = scenario::with_overrides(std::move(*document), options.overrides, issues);
  std::optional<Catalogue> catalogue = find_catalogue(file, whole, shelf, options, issues);
  if (!catalogue) return std::nullopt;

  ReadScenario read{.document = scenario::with_parameters_set(whole, options.overrides),
                    .experiment = {},
                    .catalogue = std::move(*catalogue),
                    .variants = {},
                    .notes = {}};
  TraceReader traces(file.parent_path(), options.lenient);
  const Node* variants = whole.find("variants");
  std::vector<const Node*> parameter_sets;
  std::vector<std::string> names;
  if (variants != nullptr) {
    for (const auto& [name, variant] : variants->members()) {
      if (name.starts_with("//")) continue;
      names.push_back(name);
      parameter_sets.push_back(variant.find("parameters"));
    }
  }
  if (names.empty()) {  // read it all the same, to say everything that is wrong
    names.emplace_back();
    parameter_sets.push_back(nullptr);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    VariantScenario variant{.variant = names[i], .scenario = {}, .overridden = {}};
    const Node substituted = scenario::with_parameters_substituted(whole, parameter_sets[i], options.overrides, issues);
    std::vector<Replaced> replaced;
    const Node filled = with_profiles(substituted, read.catalogue, replaced, issues);
    std::optional<Scenario> scenario = scenario::read<Scenario>(filled, issues);
    if (!scenario) continue;
    scenario->experiment.catalogue = own_catalogue(whole, read.catalogue);
    scenario->experiment.variants = names;
    traces.read(*scenario, issues);
    if (!names[i].empty()) check_variant(*scenario, names[i], issues);
    if (i == 0) {
      check_experiment(*scenario, filled, issues);
      read.experiment = scenario->experiment;
      read.catalogue.prices.allowances = scenario->free_tier;
      for (const auto& [meter, price] : scenario->prices) {
        read.catalogue.prices.prices.insert_or_assign(meter, to_price(price.value));
      }
    }
    if (!names[i].empty()) check_prices(*scenario, names[i], read.catalogue.prices, issues);
    variant.overridden = replaced_in(*scenario, names[i], replaced);
    variant.scenario = std::move(*scenario);
    read.variants.push_back(std::move(variant));
  }
  if (issues.count() > before) return std::nullopt;
  read.notes = traces.take_notes();
  return read;
}

}  // namespace twostep::models
