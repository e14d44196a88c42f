#include "sim/page/time_charts.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/page_text.hpp"
#include "sim/page/stacked_bars.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

struct VariantTime {
  const VariantView* variant = nullptr;
  double requests = 0;  // completed
  double total = 0;     // seconds, summed over them

  [[nodiscard]] double mean() const { return total / requests; }
};

// Of the variants in which a request completed.
std::vector<VariantTime> times_of(const RunView& run) {
  std::vector<VariantTime> times;
  for (const VariantView& variant : run.variants) {
    VariantTime time{.variant = &variant, .requests = variant.count("completed")};
    for (const PhaseView& phase : variant.phases) time.total += phase.seconds;
    if (time.requests > 0 && time.total > 0) times.push_back(time);
  }
  return times;
}

// Those in which any variant spent time, in the order of a request's life.
std::vector<std::string> phases_of(const std::vector<VariantTime>& times) {
  std::vector<std::string> names;
  for (const VariantTime& time : times) {
    for (const PhaseView& phase : time.variant->phases) {
      if (std::ranges::find(names, phase.name) == names.end()) names.push_back(phase.name);
    }
  }
  std::erase_if(names, [&times](const std::string& name) {
    return std::ranges::none_of(times, [&name](const VariantTime& time) {
      const auto phase = std::ranges::find(time.variant->phases, name, &PhaseView::name);
      return phase != time.variant->phases.end() && phase->seconds > 0;
    });
  });
  return names;
}

const PhaseView& greatest_phase(const VariantView& variant) {
  return *std::ranges::max_element(variant.phases, {}, &PhaseView::seconds);
}

// "82 % of lambda's time is fetch"
std::string share_sentence(const RunView& run, const std::vector<VariantTime>& times) {
  const VariantTime& slowest = *std::ranges::max_element(times, {}, &VariantTime::mean);
  const auto part = [](const VariantTime& time) {
    const PhaseView& phase = greatest_phase(*time.variant);
    return fmt::format("{} spends {} of its time in {}", isolated(time.variant->label),
                       share_text_of(phase.seconds / time.total), isolated(shown(phase.name)));
  };
  const auto baseline = std::ranges::find(times, run.baseline_variant(), &VariantTime::variant);
  if (baseline == times.end() || &*baseline == &slowest) return part(slowest);
  const PhaseView& phase = greatest_phase(*baseline->variant);
  return fmt::format("{}, {} {} in {}", part(slowest), isolated(baseline->variant->label),
                     share_text_of(phase.seconds / baseline->total), isolated(shown(phase.name)));
}

// "lambda takes 21.3x as long as ec2: 7h 38m against 21m 29s"
std::string time_sentence(const RunView& run, const std::vector<VariantTime>& times) {
  const VariantTime& slowest = *std::ranges::max_element(times, {}, &VariantTime::mean);
  const VariantTime& fastest = *std::ranges::min_element(times, {}, &VariantTime::mean);
  const bool job = run.is_one_job();
  const std::string subject = fmt::format("{}{}", job ? "" : "A request in ", isolated(slowest.variant->label));
  const std::string time = text_of(slowest.mean(), "s");
  if (&slowest == &fastest) return fmt::format("{} takes {}", subject, time);
  return fmt::format("{} takes {} as long as {}{}: {} against {}", subject,
                     report::ratio_text(slowest.mean() / fastest.mean()), job ? "" : "in ",
                     isolated(fastest.variant->label), time, text_of(fastest.mean(), "s"));
}

Chart make_chart(const std::vector<VariantTime>& times, bool shares) {
  Chart chart{.wide = false};
  const double longest = std::ranges::max(times, {}, &VariantTime::mean).mean();
  const AxisUnit unit = axis_unit("s", longest);
  StackedBars bars{.axis_title = shares ? "share of the mean time" : with_unit("mean time", unit),
                   .part_title = "phase",
                   .part_names = phases_of(times),
                   .format = shares ? ".0%" : "",
                   .texts_inside = shares};
  std::vector<std::string> shown_names;
  shown_names.reserve(bars.part_names.size());
  for (const std::string& name : bars.part_names) shown_names.push_back(shown(name));
  for (const VariantTime& time : times) {
    Bar bar{.name = time.variant->label, .total = shares ? "" : text_of(time.mean(), "s")};
    for (const PhaseView& phase : time.variant->phases) {
      const double share = phase.seconds / time.total;
      const double mean = phase.seconds / time.requests;
      const std::string text = shares ? share_text_of(share) : text_of(mean, "s");
      bar.parts.push_back({.name = shown(phase.name), .value = shares ? share : mean * unit.per_base, .text = text});
      if (phase.seconds > 0) {
        chart.table.rows.push_back({time.variant->label, shown(phase.name), text_of(mean, "s"), share_text_of(share),
                                    text_of(phase.seconds, "s")});
      }
    }
    bars.bars.push_back(std::move(bar));
  }
  bars.part_names = std::move(shown_names);
  chart.table.columns = {{"variant"}, {"phase"}, {"mean per request", true}, {"share", true}, {"in all", true}};
  chart.specification = specification_of(bars);
  return chart;
}

}  // namespace

std::vector<Chart> time_charts(const RunView& run) {
  const std::vector<VariantTime> times = times_of(run);
  if (times.empty()) return {};
  Chart absolute = make_chart(times, false);
  absolute.id = "time-by-phase";
  absolute.title = time_sentence(run, times);
  absolute.subtitle = "Mean time from arrival to response of the completed requests, by what they did or waited for.";
  absolute.table.caption = "Time by phase";
  Chart share = make_chart(times, true);
  share.id = "time-shares";
  share.title = share_sentence(run, times);
  share.subtitle = "The same times as shares of each variant's own.";
  share.table.caption = "Shares of the time by phase";
  return {std::move(absolute), std::move(share)};
}

}  // namespace twostep::page
