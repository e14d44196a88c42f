// The composition root: the only file in which the machinery meets the cloud's models.
#include "models/cloud.hpp"
#include "sim/cli/command_line.hpp"
#include "sim/cli/data_folder.hpp"

int main(int argument_count, char** arguments) {
  return twostep::cli::run_command_line(argument_count, arguments,
                                        *twostep::models::make_cloud(twostep::cli::find_data_folder()));
}
