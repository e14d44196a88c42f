#!/usr/bin/env bash
# Writes the committed files that the program generates; the tests compare them with what it generates now.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'TEXT'
Usage: scripts/update_generated.sh

Builds, and writes scenarios/scenario.schema.json, results/README.md, the tables in scenarios/guide/ and results/baselines/
anew, its plots where python3-matplotlib and python3-pandas are installed. When a number of the baselines changes, say in the change's
description which, and why.
TEXT
  exit 0
fi
scripts="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$scripts/setup.sh"
"$scripts/build.sh" twostep
cd "$scripts/.."

twostep=build/release/bin/twostep
replace() {  # FILE COMMAND...: the file is replaced only when the command succeeds
  "${@:2}" >"$1.new" && mv "$1.new" "$1"
}
replace scenarios/scenario.schema.json "$twostep" schema
replace results/README.md "$twostep" columns
for page in scenarios/guide/*.md; do replace "$page" "$twostep" reference --page "$page"; done
find results/baselines -mindepth 1 -maxdepth 1 ! -name plots ! -name page -exec rm -rf {} +
"$twostep" run scenarios/paper/*.json -o results/baselines --quiet
find results/baselines -name timeline.csv -delete

# The picture of a page that README.md shows.
if [[ -e build/page/charts.js && -x /usr/bin/chromium ]]; then
  page=$(mktemp -d)
  mkdir -p results/baselines/page
  "$twostep" run scenarios/paper/training.json -o "$page" --quiet --report
  node tests/page/picture.mjs "$page/training/seed-1/report.html" results/baselines/page/training.png build/npm
  rm -rf "$page"
else
  echo "The picture of a page stays as it is: scripts/setup.sh build test installs what it needs" >&2
fi

if ! /usr/bin/python3 -c "import matplotlib, pandas" 2>/dev/null; then
  echo "The plots stay as they are: apt-get install python3-matplotlib python3-pandas" >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$twostep" run scenarios/examples/queue-worker.json -o "$work" --quiet
baselines=results/baselines
plot() { scripts/plot.py "$@" -o "$work/$1" >/dev/null; }
plot latency "$baselines/inference/seed-1"
plot cost "$baselines/training/seed-1"
plot ratios "$baselines"/{training,inference,inference-at-scale}/seed-1
plot bandwidth "$baselines/bandwidth/seed-1"
plot sweep "$work/queue-worker/seed-1"
mkdir -p "$baselines/plots"
mv "$work"/*.png "$baselines/plots/"
