#include "sim/page/page.hpp"

#include <fmt/format.h>

#include "sim/page/page_sections.hpp"
#include "sim/page/page_text.hpp"
#include "sim/page/replications.hpp"

namespace twostep::page {

namespace {

constexpr std::size_t title_width = 120;

// Nothing is loaded and nothing runs but the style and scripts of the page itself, told by their hashes: text of a
// scenario cannot run even if it got into the page as markup.
std::string security_policy(const PageAssets& assets) {
  return fmt::format("default-src 'none'; script-src '{}' '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
                     assets.library.source, assets.drawing.source, assets.style.source);
}

std::string head(const RunView& run, const PageAssets& assets) {
  const std::string title = run.question.empty() ? shown(run.scenario, title_width) : shown(run.question, title_width);
  return fmt::format(
      "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"twostep {}\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      security_policy(assets), TWOSTEP_VERSION, html_attribute(title), assets.style.content);
}

std::string body(const std::vector<RunFiles>& runs) {
  std::vector<const RunView*> views;
  views.reserve(runs.size());
  for (const RunFiles& run : runs) views.push_back(&run.view);
  const Replications replications = replications_of(views);
  const RunFiles& files = runs.front();
  const RunView& run = files.view;
  return header(run) + "<main>\n" + answer(files, replications) + variants_section(run, replications) +
         latency_section(run) + time_section(run) + cost_section(run) + expectations_section(run) +
         samples_section(run) + timeline_section(run, files.timeline) + bill_section(run) + origin_section(files) +
         "</main>\n";
}

}  // namespace

std::string make_page(const std::vector<RunFiles>& runs, const PageAssets& assets) {
  return "<!doctype html>\n<html lang=\"en\">\n" + head(runs.front().view, assets) + "<body>\n" + body(runs) +
         "<noscript><p class=\"more\">Charts are drawn by scripts, which are off here; the data of each stands in the "
         "table below it.</p></noscript>\n<footer><p>Simulated by Twostep " TWOSTEP_VERSION
         "; drawn by Vega, Vega-Lite and Vega-Embed.</p></footer>\n<script>" +
         assets.library.content + "</script>\n<script>" + assets.drawing.content + "</script>\n</body>\n</html>\n";
}

}  // namespace twostep::page
