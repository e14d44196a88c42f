// Catalogue: dated calibration and prices of one provider and region: every figure with its source, date and status.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/cost/price_list.hpp"
#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::models {

// One figure of a catalogue file: {"value": ..., "status": ..., "source": ..., "date": ...}.
struct Figure {
  std::string profile;  // "lambda"; "prices" for a price
  std::string name;     // "cold_start.placement"
  std::string value;    // as written
  std::string status;   // measured: published by who measured it; listed: by the provider; calibrated: fitted so that a
                        // published result comes out; derived: follows from others; assumed: no source, said so
  std::string source;
  std::string date;
  scenario::Place place;
};

struct Catalogue {
  std::string name;
  std::string description;
  scenario::Node profiles;  // name -> resource object, figures replaced by their plain values
  cost::PriceList prices;
  std::vector<Figure> figures;
};

// Finds catalogues by name in folders, the first folder that has it wins: "aws-us-east-1-2018-12" is
// <folder>/<name>.json.
class CatalogueShelf {
 public:
  explicit CatalogueShelf(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  [[nodiscard]] std::vector<std::filesystem::path> files() const;  // sorted by name
  // The file of the named catalogue; empty when there is none.
  [[nodiscard]] std::filesystem::path find(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::vector<std::filesystem::path> folders_;
};

// Reads a catalogue file. nullopt, and issues, when anything in it is wrong.
std::optional<Catalogue> read_catalogue(const std::filesystem::path& file, scenario::Issues& issues);

// Reads a catalogue document after `overrides` (JSON pointers) were applied to it.
std::optional<Catalogue> catalogue_from(const scenario::Node& document, const std::string& name,
                                        scenario::Issues& issues);

}  // namespace twostep::models
