#!/usr/bin/env bash
# Sets up, builds, and runs the paper's scenarios; further arguments go to `twostep run`.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'TEXT'
Usage: scripts/run.sh [ARGUMENT...]

Installs missing packages, builds, runs scenarios/paper/*.json and writes what they give to results/, with a page
(report.html) for each.
Arguments are passed on to `twostep run`, as in: scripts/run.sh --seed 2
TEXT
  exit 0
fi
scripts="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$scripts/setup.sh"
"$scripts/build.sh" twostep
cd "$scripts/.."
page=()
[[ -e build/page/charts.js ]] && page=(--report)
exec build/release/bin/twostep run scenarios/paper/*.json -o results "${page[@]}" "$@"
