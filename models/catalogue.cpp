#include "models/catalogue.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "models/price_spec.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/shape.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Named;
using scenario::Node;
using scenario::Shape;

namespace {

enum class Status : std::uint8_t { measured, listed, calibrated, derived, assumed };

struct FigureSpec {
  Node value;
  Status status = Status::measured;
  std::string source;
  std::string date;
  std::string note;
};

struct CatalogueSpec {
  std::string name;
  std::string description;
  Named<Node> profiles;
  Named<Node> prices;
};

EnumNames<Status> names_of(Describe<Status>) {
  return {{Status::measured, "measured", "published by who measured it"},
          {Status::listed, "listed", "stated by the provider"},
          {Status::calibrated, "calibrated", "fitted, so that a published result comes out"},
          {Status::derived, "derived", "follows from other figures, as the note says"},
          {Status::assumed, "assumed", "nothing is published; the note says why this value"}};
}

Shape<FigureSpec> shape_of(Describe<FigureSpec>) {
  Shape<FigureSpec> shape("figure", "A figure of a catalogue, with where it comes from.");
  shape.required("value", &FigureSpec::value, "the figure, with its unit");
  shape.required("status", &FigureSpec::status, "how it was come by");
  shape.required("source", &FigureSpec::source, "where it was published");
  shape.required("date", &FigureSpec::date, "when it held: year, year-month or year-month-day");
  shape.optional("note", &FigureSpec::note, "how it was derived or fitted");
  return shape;
}

Shape<CatalogueSpec> shape_of(Describe<CatalogueSpec>) {
  Shape<CatalogueSpec> shape("catalogue", "Dated calibration and prices of one provider and region.");
  shape.required("name", &CatalogueSpec::name, "its name, which is also its file's");
  shape.optional("description", &CatalogueSpec::description, "what it describes");
  shape.required("profiles", &CatalogueSpec::profiles, R"(named resources, whose figures scenarios use by "profile")");
  shape.required("prices", &CatalogueSpec::prices, R"("service.meter" -> price)");
  return shape;
}

// Words, not figures: they need no source.
constexpr std::array<std::string_view, 6> plain_keys = {"kind",    "service",  "type",
                                                        "packing", "at_start", "acknowledge"};

bool is_figure(const Node& node) { return node.is_object() && node.find("value") != nullptr; }

std::optional<FigureSpec> read_figure(const Node& node, const std::string& profile, const std::string& name,
                                      Catalogue& catalogue, Issues& issues) {
  std::optional<FigureSpec> figure = scenario::read<FigureSpec>(node, issues);
  if (!figure) return std::nullopt;
  const std::optional<scenario::Json> status = scenario::written(figure->status);
  catalogue.figures.push_back({.profile = profile,
                               .name = name,
                               .value = scenario::short_text(figure->value, 200),
                               .status = status ? status->get<std::string>() : "",
                               .source = figure->source,
                               .date = figure->date,
                               .place = node.place()});
  return figure;
}

// The object with every figure replaced by its value; its figures are added to the catalogue's.
Node unwrapped(const Node& object, const std::string& profile, const std::string& path, Catalogue& catalogue,
               Issues& issues) {
  Node plain = Node::object(object.place());
  for (const auto& [key, member] : object.members()) {
    if (key.starts_with("//")) continue;
    const std::string name = path.empty() ? key : fmt::format("{}.{}", path, key);
    if (is_figure(member)) {
      if (auto figure = read_figure(member, profile, name, catalogue, issues)) {
        plain.append(key, std::move(figure->value));
      }
    } else if (member.is_object()) {
      plain.append(key, unwrapped(member, profile, name, catalogue, issues));
    } else if (std::find(plain_keys.begin(), plain_keys.end(), key) != plain_keys.end()) {
      plain.append(key, member);
    } else {
      issues.add(member, "is a figure without a source",
                 R"(write {"value": ..., "status": ..., "source": ..., "date": ...})");
    }
  }
  return plain;
}

}  // namespace

std::vector<std::filesystem::path> CatalogueShelf::files() const {
  std::vector<std::filesystem::path> files;
  for (const auto& folder : folders_) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.stem() < b.stem(); });
  return files;
}

std::filesystem::path CatalogueShelf::find(const std::string& name) const {
  for (const auto& folder : folders_) {
    const auto file = folder / (name + ".json");
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error)) return file;
  }
  return {};
}

std::vector<std::string> CatalogueShelf::names() const {
  std::vector<std::string> names;
  for (const auto& file : files()) names.push_back(file.stem().string());
  return names;
}

std::optional<Catalogue> read_catalogue(const std::filesystem::path& file, Issues& issues) {
  const std::optional<Node> document = scenario::read_document(file, issues);
  if (!document) return std::nullopt;
  return catalogue_from(*document, file.stem().string(), issues);
}

std::optional<Catalogue> catalogue_from(const Node& document, const std::string& name, Issues& issues) {
  const std::size_t before = issues.count();
  const std::optional<CatalogueSpec> spec = scenario::read<CatalogueSpec>(document, issues);
  if (!spec) return std::nullopt;
  Catalogue catalogue{.name = name,
                      .description = spec->description,
                      .profiles = Node::object(document.place()),
                      .prices = {},
                      .figures = {}};
  for (const auto& [profile, node] : spec->profiles) {
    catalogue.profiles.append(profile, unwrapped(node, profile, "", catalogue, issues));
  }
  catalogue.prices.catalogue = name;
  for (const auto& [meter, node] : spec->prices) {
    const auto figure = read_figure(node, "prices", meter, catalogue, issues);
    if (!figure) continue;
    if (const auto price = scenario::read<PriceSpec>(figure->value, issues))
      catalogue.prices.prices.emplace(meter, to_price(*price));
  }
  if (issues.count() > before) return std::nullopt;
  return catalogue;
}

}  // namespace twostep::models
