// The published description of a scenario: its JSON Schema, and the tables of its reference page.
#pragma once

#include <functional>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

#include "sim/scenario/codec.hpp"

namespace twostep::scenario {

// A row of a reference table: one key of an object.
struct ReferenceRow {
  std::string key;
  std::string type;           // "duration", "list of step"
  std::string unit;           // "ns, us, ms, s, min, h or d"; may be empty
  std::string default_value;  // as JSON; empty when required or when absence has no value
  bool required = false;
  std::string doc;
};

// A described object or choice.
struct ReferenceTable {
  std::string name;
  std::string summary;
  std::vector<ReferenceRow> rows;  // of a choice: key is the tag, type the object it stands for
};

// Collects the definitions that schemas refer to, each described type once.
class SchemaContext {
 public:
  // A reference to the definition of that name, made by `make` when it is first asked for (which may refer to it
  // again). Throws std::logic_error when two types go by one name.
  Json define(const std::string& name, std::type_index type, const std::function<Json()>& make);
  void add_table(ReferenceTable table) { tables_.push_back(std::move(table)); }

  [[nodiscard]] Json definitions() const;
  [[nodiscard]] const std::vector<ReferenceTable>& tables() const { return tables_; }

 private:
  struct Definition {
    std::string name;
    std::type_index type;
    Json schema;
  };
  std::vector<Definition> definitions_;
  std::vector<ReferenceTable> tables_;
};

// The schema that also takes a "$name" where the value of a parameter may stand.
Json or_parameter(const Json& schema);

// The schema of a whole document: `root` at the top, beside the definitions.
Json schema_document(const Json& root, const SchemaContext& context);

// A whole schema for an editor, for documents that hold one T.
template <class T>
Json schema_document() {
  SchemaContext context;
  const Json root = schema_of<T>(context);
  return schema_document(root, context);
}

// Tables of T and of every described type in it, in the order in which they are met.
template <class T>
std::vector<ReferenceTable> reference_tables() {
  SchemaContext context;
  schema_of<T>(context);
  return context.tables();
}

}  // namespace twostep::scenario
