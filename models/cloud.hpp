// The cloud behind the command line's port: scenarios, catalogues and simulation, made of this folder's models.
#pragma once

#include <filesystem>
#include <memory>

#include "sim/cli/cloud.hpp"

namespace twostep::models {

// `data_folder` holds catalogue/<name>.json.
std::unique_ptr<cli::Cloud> make_cloud(const std::filesystem::path& data_folder);

}  // namespace twostep::models
