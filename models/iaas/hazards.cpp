#include "models/iaas/hazards.hpp"

#include <algorithm>

#include "sim/engine/exponential.hpp"

namespace twostep::models {

namespace {

Duration exponential(engine::RandomStream& stream, double mean_ns) {
  return Duration::from_ns(engine::sample_exponential(stream, mean_ns));
}

}  // namespace

SimTime Fate::end() const { return std::min({reclaimed, crash, outage}); }

Hazards::Hazards(const engine::Simulation& simulation, const std::string& name, const FleetSpec& spec)
    : mtbf_(spec.mtbf),
      interruptions_(spec.interruptions),
      notice_(spec.notice),
      outages_(spec.outages),
      crash_stream_(simulation.stream(name + ".crash")),
      interruption_stream_(simulation.stream(name + ".interruption")) {}

Fate Hazards::fate_of(SimTime now, std::uint32_t zone) {
  Fate fate;
  if (mtbf_) fate.crash = now + exponential(crash_stream_, static_cast<double>(mtbf_->ns));
  if (interruptions_.per_second > 0) {
    fate.notice = now + exponential(interruption_stream_, 1e9 / interruptions_.per_second);
    fate.reclaimed = fate.notice + notice_;
  }
  for (const OutageSpec& outage : outages_) {
    const SimTime from = SimTime{} + outage.from;
    if (outage.zone == zone + 1 && from >= now) fate.outage = std::min(fate.outage, from);
  }
  return fate;
}

bool Hazards::is_out(std::uint32_t zone, SimTime now) const {
  return std::ranges::any_of(outages_, [&](const OutageSpec& outage) {
    const SimTime from = SimTime{} + outage.from;
    return outage.zone == zone + 1 && now >= from && now < from + outage.lasts;
  });
}

std::optional<std::uint32_t> Hazards::best_zone(std::span<const std::int64_t> instances, SimTime now) const {
  std::optional<std::uint32_t> best;
  for (std::uint32_t zone = 0; zone < instances.size(); ++zone) {
    if (is_out(zone, now)) continue;
    if (!best || instances[zone] < instances[*best]) best = zone;
  }
  return best;
}

}  // namespace twostep::models
