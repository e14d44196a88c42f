#!/usr/bin/env bash
# Measures Twostep's rate end to end (a scenario file, the ordinary command) beside the hand-written floor, in one run.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/bench.sh [--build DIR] [--runs N] [--invocations N] [--least RATIO]

Runs tests/bench/floor.cpp and scenarios/benchmarks/one-function.json in turn N times (5), with the given number of
invocations (1000000), and prints the median rate of each and their ratio; then how the rate changes with the number
of invocations. With --least it does only the first, and exits 1 when the ratio is below RATIO.
DIR is the build folder (build/release).
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=build/release runs=5 invocations=1000000 least=
while (($#)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --build) build=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    --invocations) invocations=$2; shift 2 ;;
    --least) least=$2; shift 2 ;;
    *) echo "bench.sh: unknown argument '$1'" >&2; usage >&2; exit 2 ;;
  esac
done
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# Processor seconds (user and system) of a command and its children, as a whole process.
seconds_of() {
  local TIMEFORMAT='%U %S'
  { time "$@" >"$out/printed" 2>&1; } 2>"$out/time" || { cat "$out/printed" >&2; exit 3; }
  awk '{print $1 + $2}' "$out/time"
}
floor() { seconds_of "$build/tests/twostep_floor" "$1"; }
twostep() {
  seconds_of "$build/bin/twostep" run scenarios/benchmarks/one-function.json -o "$out" --quiet --set "invocations=$1"
}
median() { sort -g | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN {printf "%.2f", n / s / 1e6}'; }

floor "$invocations" >/dev/null
for ((i = 0; i < runs; ++i)); do
  floor "$invocations" >>"$out/floor"
  twostep "$invocations" >>"$out/twostep"
done
floor_s=$(median <"$out/floor")
twostep_s=$(median <"$out/twostep")
ratio=$(awk -v a="$floor_s" -v b="$twostep_s" 'BEGIN {printf "%.3f", a / b}')
echo "$invocations invocations, median of $runs runs, processor time of the whole process:"
echo "  floor   $(rate "$invocations" "$floor_s") M/s"
echo "  twostep $(rate "$invocations" "$twostep_s") M/s"
echo "  ratio   $ratio"
if [[ -n $least ]]; then
  awk -v r="$ratio" -v l="$least" 'BEGIN {exit !(r >= l)}' || { echo "below $least" >&2; exit 1; }
  exit 0
fi
echo "by number of invocations:"
for n in 100000 1000000 10000000; do
  echo "  $n: $(rate "$n" "$(for ((i = 0; i < 3; ++i)); do twostep "$n"; done | median)") M/s"
done
