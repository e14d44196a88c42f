// Bindings: what the names of a scenario mean in one variant.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/scenario.hpp"

namespace twostep::models {

// A resource by its own name; null when there is none.
[[nodiscard]] const ResourceSpec* find_resource(const Scenario& scenario, std::string_view name);
[[nodiscard]] const ProgramSpec* find_program(const Scenario& scenario, std::string_view name);
[[nodiscard]] const VariantSpec* find_variant(const Scenario& scenario, std::string_view name);

// The resource that a name in a program stands for: what the variant binds it to, or else the name itself.
[[nodiscard]] std::string bound(const VariantSpec& variant, const std::string& name);
// The resource that runs a program; empty when nothing does.
[[nodiscard]] const std::string& runner_of(const VariantSpec& variant, std::string_view program);

// The programs that this one starts in the variant: by invoking them, or by writing to what triggers them.
[[nodiscard]] std::vector<std::string> programs_after(const Scenario& scenario, const VariantSpec& variant,
                                                      std::string_view program);
// The programs that the workloads and timers reach: their own, and what those start, each once, callers first.
[[nodiscard]] std::vector<std::string> programs_reached(const Scenario& scenario, const VariantSpec& variant);
// Whether the resource starts the program.
[[nodiscard]] bool triggers(const Scenario& scenario, const VariantSpec& variant, std::string_view resource,
                            std::string_view program);
// The resources that a resource itself hands things on to, by their own names: a queue for dead letters, for example.
[[nodiscard]] std::vector<std::string> links_of(const ResourceSpec& resource);

// The resources that a variant is made of, by their own names, some more than once: what runs its programs, and what
// they and the workload use.
[[nodiscard]] std::vector<std::string> resources_used(const Scenario& scenario, const VariantSpec& variant);

// The functions among them that are billed as one service, in one account.
[[nodiscard]] std::vector<std::pair<std::string, const FunctionSpec*>> functions_of_service(const Scenario& scenario,
                                                                                            const VariantSpec& variant,
                                                                                            std::string_view service);

}  // namespace twostep::models
