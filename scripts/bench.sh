#!/usr/bin/env bash
# Measures Twostep's rate end to end (a scenario file, the ordinary command) beside the hand-written floor, in one run.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/bench.sh [--build DIR] [--runs N] [--invocations N] [--least RATIO] [--day DIR]

Runs tests/bench/floor.cpp and scenarios/benchmarks/one-function.json in turn N times (5), with the given number of
invocations (1000000), and prints the median rate of each and their ratio; then how the rate changes with the number
of invocations, with the network in play, on a fleet of a thousand servers that scales, and with the number of functions
of a trace; and on a real day of functions under five keep-alive policies, where its files are: --day names the folder
of 1350_inv.csv.xz, 1350_run.csv.xz and 1350_mem.csv.xz (TWOSTEP_REAL_DAY, or ../shared/data/azure2019). Rates are of
the whole process; "without start-up" leaves out what a run of one invocation takes. With --least it does only the
first, and exits 1 when the ratio is below RATIO. --build names the build folder (build/release).
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=build/release runs=5 invocations=1000000 least= day=${TWOSTEP_REAL_DAY:-../shared/data/azure2019}
while (($#)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --build) build=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    --invocations) invocations=$2; shift 2 ;;
    --least) least=$2; shift 2 ;;
    --day) day=$2; shift 2 ;;
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
simulate() { seconds_of "$build/bin/twostep" run "scenarios/benchmarks/$1.json" -o "$out" --quiet "${@:2}"; }
twostep() { simulate one-function --set "invocations=$1"; }
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
start_s=$(for ((i = 0; i < 5; ++i)); do twostep 1; done | median)
echo "start-up: $start_s s"
echo "by number of invocations:"
for n in 100000 1000000 10000000; do
  s=$(for ((i = 0; i < 3; ++i)); do twostep "$n"; done | median)
  echo "  $n: $(rate "$n" "$s") M/s, without start-up $(awk -v n="$n" -v s="$s" -v o="$start_s" 'BEGIN {printf "%.2f", n / (s - o) / 1e6}') M/s"
done

network_s=$(for ((i = 0; i < 3; ++i)); do simulate network --set "invocations=$invocations"; done | median)
echo "with 1 KB read and written by each over a NIC of 20 environments:"
echo "  $(rate "$invocations" "$network_s") M/s, $(awk -v a="$floor_s" -v b="$network_s" 'BEGIN {printf "%.3f", a / b}') of the floor"

day_requests=$((10000 * 600))
fleet_s=$(for ((i = 0; i < 3; ++i)); do simulate fleet; done | median)
echo "with 1,000 servers on average behind a load balancer, scaling through a day of 10 min at 10,000 /s on average:"
echo "  $(rate "$day_requests" "$fleet_s") M/s, $(awk -v n="$day_requests" -v s="$fleet_s" -v m="$invocations" -v t="$twostep_s" 'BEGIN {printf "%.3f", n / s / (m / t)}') of one function's rate"

echo "by number of functions, on a synthetic trace of $invocations invocations in an hour:"
for functions in 1 100 10000; do
  scripts/make_trace.py --functions "$functions" --minutes 60 --invocations "$invocations" -o "$out/trace" >/dev/null
  s=$(for ((i = 0; i < 3; ++i)); do
    simulate trace --set "invocations=$out/trace/invocations.csv.gz" --set "durations=$out/trace/durations.csv.gz"
  done | median)
  echo "  $functions: $(rate "$invocations" "$s") M/s"
done

echo "on a real day of 1,350 functions, of five keep-alive policies together:"
if [[ -e $day/1350_inv.csv.xz ]]; then
  policies() {
    seconds_of "$build/bin/twostep" run scenarios/examples/keep-alive.json -o "$out/day" --quiet \
      --set "invocations=$(realpath "$day/1350_inv.csv.xz")" --set "durations=$(realpath "$day/1350_run.csv.xz")" \
      --set "memory=$(realpath "$day/1350_mem.csv.xz")"
  }
  day_s=$(for ((i = 0; i < 3; ++i)); do policies; done | median)
  requests=$(cat "$out"/day/keep-alive/*/summary.csv | awk -F, '$4 + 0 > most[$1] {most[$1] = $4 + 0} END {for (v in most) n += most[v]; print n}')
  echo "  $(rate "$requests" "$day_s") M/s, $(awk -v n="$requests" -v s="$day_s" -v m="$invocations" -v t="$twostep_s" 'BEGIN {printf "%.3f", n / s / (m / t)}') of one function's rate"
else
  echo "  skipped: there is no $day/1350_inv.csv.xz"
fi
