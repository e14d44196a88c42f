#include <catch2/catch.hpp>

#include "tests/cli/process.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

namespace {

ProcessResult check_includes(const std::filesystem::path& root) {
  return run_process({TWOSTEP_SOURCE "/scripts/check_includes.sh", root.string()});
}

// A tree that keeps every rule.
void write_good_tree(const TemporaryFolder& tree) {
  tree.write("sim/units.hpp", "#include <cstdint>\n");
  tree.write("sim/engine/event.hpp", "#include \"sim/units.hpp\"\n");
  tree.write("sim/engine/simgrid/model.hpp", "#include <simgrid/kernel/resource/Model.hpp>\n");
  tree.write("sim/engine/process.hpp", "#include \"sim/engine/event.hpp\"\n");
  tree.write("sim/scenario/node.hpp", "#include \"sim/engine/event.hpp\"\n");
  tree.write("sim/report/table.cpp", "#include \"sim/scenario/node.hpp\"\n");
  tree.write("sim/main.cpp", "#include \"models/cloud.hpp\"\n#include \"sim/report/table.hpp\"\n");
  tree.write("models/cloud.cpp", "#include \"sim/scenario/node.hpp\"\n");
  tree.write("models/faas/service.hpp", "#include \"models/program/step.hpp\"\n");
}

}  // namespace

TEST_CASE("the sources of this repository keep the include directions") {
  const ProcessResult result = check_includes(TWOSTEP_SOURCE);
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a tree that keeps the include directions passes") {
  const TemporaryFolder tree;
  write_good_tree(tree);
  const ProcessResult result = check_includes(tree.path());
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
}

TEST_CASE("every broken include direction is found, with file, line and reason") {
  const TemporaryFolder tree;
  write_good_tree(tree);
  struct Broken {
    const char* file;
    const char* text;
    const char* message;
  };
  const Broken broken = GENERATE(
      Broken{"sim/cost/bill.hpp", "\n#include \"models/cloud.hpp\"\n",
             "sim/cost/bill.hpp:2: includes models/cloud.hpp: sim knows no models"},
      Broken{"sim/engine/extra.hpp", "#include \"sim/scenario/node.hpp\"\n",
             "sim/engine/extra.hpp:1: includes sim/scenario/node.hpp: the engine uses only itself and sim/units.hpp"},
      Broken{"sim/report/extra.cpp", "  #  include <simgrid/s4u.hpp>\n",
             "sim/report/extra.cpp:1: includes simgrid/s4u.hpp: only sim/engine/simgrid uses SimGrid"},
      Broken{"sim/engine/extra.cpp", "#include <simgrid/s4u.hpp>\n",
             "sim/engine/extra.cpp:1: includes simgrid/s4u.hpp: only sim/engine/simgrid uses SimGrid"},
      Broken{"models/faas/extra.cpp", "#include \"simgrid/s4u.hpp\"\n",
             "models/faas/extra.cpp:1: includes simgrid/s4u.hpp: only sim/engine/simgrid uses SimGrid"},
      Broken{"sim/cost/extra.cpp", "#include \"../units.hpp\"\n",
             "sim/cost/extra.cpp:1: includes ../units.hpp: include paths start at the top of the repository"},
      // scenario -> report closes the circle that report -> scenario began.
      Broken{"sim/scenario/extra.hpp", "#include \"sim/report/table.hpp\"\n",
             "sim:0: folders include each other in a circle: sim/report sim/scenario"},
      // program -> faas closes the one that faas -> program began.
      Broken{"models/program/extra.hpp", "#include \"models/faas/service.hpp\"\n",
             "models:0: folders include each other in a circle: models/faas models/program"});
  tree.write(broken.file, broken.text);
  const ProcessResult result = check_includes(tree.path());
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Catch::Contains(broken.message));
}

TEST_CASE("what is no source tree is an error, not a pass") {
  const TemporaryFolder empty;
  const ProcessResult result = check_includes(empty.path());
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Catch::Contains("no folder sim"));
}

}  // namespace twostep::tests
