#include "sim/page/page_sections.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/page/cost_chart.hpp"
#include "sim/page/distribution_charts.hpp"
#include "sim/page/expectations_chart.hpp"
#include "sim/page/page_text.hpp"
#include "sim/page/run_tables.hpp"
#include "sim/page/time_charts.hpp"
#include "sim/page/timeline_charts.hpp"
#include "sim/page/verdict.hpp"

namespace twostep::page {

namespace {

constexpr std::size_t most_distributions = 6;  // drawn; a run has as many as its programs have spans
constexpr std::size_t question_width = 400;

std::string paragraph(std::string_view text_class, std::string_view text) {
  return fmt::format("<p class=\"{}\">{}</p>\n", text_class, html_text(text));
}

std::string charts(const std::string& figures) {
  return figures.empty() ? "" : fmt::format("<div class=\"charts\">\n{}</div>\n", figures);
}

std::string document(std::string_view id, std::string_view summary, std::string_view json) {
  return fmt::format(
      "<details class=\"document\" id=\"{}\"><summary>{}</summary>\n<pre tabindex=\"0\">{}</pre></details>\n", id,
      summary, html_text(json));
}

std::string list_of(std::string_view list_class, const std::vector<std::string>& sentences) {
  if (sentences.empty()) return "";
  std::string html = fmt::format("<ul class=\"{}\">\n", list_class);
  for (const std::string& sentence : sentences) html += fmt::format("<li>{}</li>\n", html_text(sentence));
  return html + "</ul>\n";
}

}  // namespace

std::string section(std::string_view id, std::string_view heading, const std::string& content) {
  if (content.empty()) return "";
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n{2}</section>\n", id,
      heading, content);
}

std::string figure(const Chart& chart, bool table_open) {
  const std::string label = fmt::format("{}. {}", chart.title, chart.subtitle);
  return fmt::format(
      "<figure class=\"chart{wide}\" id=\"{id}\">\n<figcaption><h3>{title}</h3><p>{subtitle}</p></figcaption>\n"
      "<div class=\"plot\" role=\"img\" aria-label=\"{label}\"></div>\n"
      "<script type=\"application/json\">{specification}</script>\n"
      "<div class=\"under\"><details class=\"data\"{open}><summary>Data as a table</summary>\n{table}</details>\n"
      "<a class=\"specification\" href=\"#{id}\" download=\"{id}.vl.json\">Specification</a></div>\n</figure>\n",
      fmt::arg("wide", chart.wide ? " wide" : ""), fmt::arg("id", chart.id), fmt::arg("title", html_text(chart.title)),
      fmt::arg("subtitle", html_text(chart.subtitle)), fmt::arg("label", html_attribute(label)),
      fmt::arg("specification", script_json(whole_specification(chart))), fmt::arg("open", table_open ? " open" : ""),
      fmt::arg("table", to_html(chart.table)));
}

std::string header(const RunView& run) {
  std::string html = "<header>\n<p class=\"eyebrow\">";
  html += html_text(
      fmt::format("{} · {} · seed {}", isolated(shown(run.scenario)), isolated(shown(run.catalogue)), run.seed));
  const std::string question = run.question.empty() ? shown(run.scenario) : shown(run.question, question_width);
  html += fmt::format("</p>\n<h1><bdi>{}</bdi></h1>\n", html_text(question));
  if (!run.source.empty()) html += paragraph("source", "After " + isolated(shown(run.source, question_width)));
  return html + "</header>\n";
}

std::string answer(const RunFiles& files, const Replications& replications) {
  const Verdict verdict = verdict_of(files.view, replications);
  std::string html = "<section id=\"answer\" aria-label=\"Answer\">\n";
  html += paragraph("answer", verdict.answer);
  html += paragraph("sureness", verdict.sureness);
  html += list_of("cautions", verdict.cautions);
  if (!files.notices.empty()) {
    html += "<aside class=\"notices\" role=\"note\" aria-label=\"What is wrong with the run's files\">\n";
    html += list_of("notice", files.notices) + "</aside>\n";
  }
  if (!verdict.facts.empty()) {
    html += "<dl class=\"facts\">\n";
    for (const Fact& fact : verdict.facts) {
      html += fmt::format("<div><dt>{}</dt><dd><b>{}</b> <span>{}</span></dd></div>\n", html_text(fact.what),
                          html_text(fact.value), html_text(fact.whose));
    }
    html += "</dl>\n";
  }
  return html + "</section>\n";
}

std::string variants_section(const RunView& run, const Replications& replications) {
  if (run.variants.empty()) return "";
  std::string html = to_html(variants_table(run));
  if (!replications.variants.empty()) html += to_html(table_of(replications, run));
  if (const DataTable names = names_table(run); !names.rows.empty()) {
    html +=
        fmt::format("<details class=\"names\"><summary>{}</summary>\n{}</details>\n", names.caption, to_html(names));
  }
  return section("variants", "Variants side by side", html);
}

std::string latency_section(const RunView& run) {
  const std::vector<std::string> varying = varying_distributions(run);
  if (std::ranges::find(varying, "latency") == varying.end()) return "";
  return section("latency", "How long a request takes",
                 charts(figure(cumulative_chart(run, "latency")) + figure(box_chart(run, "latency"))));
}

std::string samples_section(const RunView& run) {
  std::vector<std::string> varying = varying_distributions(run);
  std::erase(varying, "latency");
  std::string figures;
  for (std::size_t i = 0; i < std::min(varying.size(), most_distributions); ++i) {
    figures += figure(cumulative_chart(run, varying[i])) + figure(box_chart(run, varying[i]));
  }
  const DataTable samples = samples_table(run);
  if (samples.rows.empty()) return "";
  return section("samples", "What the programs measured", charts(figures) + to_html(samples));
}

std::string time_section(const RunView& run) {
  std::string figures;
  for (const Chart& chart : time_charts(run)) figures += figure(chart);
  return section("time", "Where the time went", charts(figures));
}

std::string cost_section(const RunView& run) {
  const std::optional<Chart> chart = cost_chart(run);
  return section("cost", "What it costs", chart ? charts(figure(*chart)) : "");
}

std::string expectations_section(const RunView& run) {
  const std::optional<Chart> chart = expectations_chart(run);
  return section("published", run.source.empty() ? "Expected and simulated" : "Published and simulated",
                 chart ? charts(figure(*chart, true)) : "");
}

std::string timeline_section(const RunView& run, const TimelineView& timeline) {
  const TimelineCharts all = timeline_charts(run, timeline);
  std::string figures;
  for (const Chart& chart : all.charts) figures += figure(chart);
  std::string html = charts(figures);
  if (!all.always_zero.empty()) {
    std::vector<std::string> names;
    names.reserve(all.always_zero.size());
    for (const std::string& name : all.always_zero) names.push_back(isolated(name));
    html += paragraph("more", fmt::format("At zero all the time: {}.", fmt::join(names, ", ")));
  }
  return section("timeline", "Over time", html);
}

std::string bill_section(const RunView& run) {
  const DataTable bill = bill_table(run);
  return section("bill", "The bill", bill.rows.empty() ? "" : to_html(bill));
}

std::string origin_section(const RunFiles& files) {
  std::string html;
  if (const DataTable changed = overridden_table(files.view); !changed.rows.empty()) html += to_html(changed);
  html += document("scenario", "Scenario as it was run", files.view.resolved_scenario);
  if (!files.manifest.empty()) html += document("manifest", "Manifest", files.manifest);
  return section("origin", "What was run", html);
}

}  // namespace twostep::page
