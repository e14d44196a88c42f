#!/usr/bin/env bash
# Checks the direction of includes: the machinery knows no cloud, the engine knows neither, and no folders form a circle.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/check_includes.sh [ROOT]

Checks the includes of the sources under ROOT (default: this repository):
  - sim includes nothing of models, but for sim/main.cpp, which puts the two together
  - sim/engine includes of sim only units.hpp and itself
  - only sim/engine/simgrid includes SimGrid
  - the folders of sim do not include each other in a circle, and those of models neither
Exit code 1 when one is broken; each is printed as file:line: reason.
TEXT
}

if [[ ${1:-} == -h || ${1:-} == --help ]]; then usage; exit 0; fi
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/..}"
[[ -d sim ]] || { echo "check_includes.sh: no folder sim in $PWD" >&2; exit 2; }

folders=(sim)
[[ -d models ]] && folders+=(models)
# One line an include, as file:line:included.
includes=$(grep -rnE --include='*.hpp' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' "${folders[@]}" |
  sed -E 's/^([^:]+:[0-9]+):[^<"]*[<"]([^>"]+)[>"].*/\1:\2/' || true)

broken=$(awk -F: '
  function say(reason) { print $1 ":" $2 ": includes " $3 ": " reason }
  $1 ~ /^sim\// && $1 != "sim/main.cpp" && $3 ~ /^models\// { say("sim knows no models") }
  $1 ~ /^sim\/engine\// && $3 ~ /^sim\// && $3 !~ /^sim\/engine\// && $3 != "sim/units.hpp" {
    say("the engine uses only itself and sim/units.hpp") }
  $1 !~ /^sim\/engine\/simgrid\// && $3 ~ /^(simgrid\/|simgrid\.h|xbt\/|xbt\.h)/ { say("only sim/engine/simgrid uses SimGrid") }
  $3 ~ /^\.\.?\// { say("include paths start at the top of the repository") }
' <<<"$includes")

# Folder pairs "includer included"; tsort reports a circle. Files at the top of sim and models stand below all their
# folders, or above: sim/main.cpp, models/deployment.hpp.
circle=$(awk -F: '
  split($1, from, "/") > 2 && split($3, to, "/") > 2 && from[1] == to[1] && from[2] != to[2] {
    print from[1] "/" from[2], to[1] "/" to[2] }' <<<"$includes" | sort -u | { tsort 2>&1 >/dev/null || true; } | sed -n 's/^tsort: \([^-].*\)/\1/p' |
  grep -v 'input contains a loop' | paste -sd ' ' || true)
[[ -n $circle ]] && broken+=${broken:+$'\n'}"${circle%%/*}:0: folders include each other in a circle: $circle"

if [[ -n $broken ]]; then
  echo "$broken"
  exit 1
fi
echo "include directions hold: $(grep -c . <<<"$includes") includes"
