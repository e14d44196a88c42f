#!/usr/bin/env bash
# Writes the committed files that the program generates; the tests compare them with what it generates now.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'TEXT'
Usage: scripts/update_generated.sh

Builds, and writes scenarios/scenario.schema.json, results/README.md and results/baselines/ anew. When a number of the
baselines changes, say in the change's description which, and why.
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
rm -rf results/baselines
"$twostep" run scenarios/paper/*.json -o results/baselines --quiet
