// Run series: which time series a run has.
#pragma once

#include "models/run_sampler.hpp"
#include "models/services.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

// What every run has, and what its services have; the accounts and fleets of a variant are summed. All must outlive the
// sampler.
void add_run_series(RunSampler& sampler, const Services& services, const observation::Recorder& recorder,
                    const engine::Network& network, const engine::Simulation& simulation);

}  // namespace twostep::models
