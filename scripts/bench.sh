#!/usr/bin/env bash
# Measures Twostep's rate end to end (a scenario file, the ordinary command) beside the hand-written floor, in one run.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/bench.sh [--build DIR] [--runs N] [--invocations N] [--least RATIO] [--day DIR]

Runs tests/bench/floor.cpp and scenarios/benchmarks/one-function.json in turn N times (9), with the given number of
invocations (1000000), and prints the median rate of each and the median of their ratios; in the same turns how the rate
changes with the number of invocations, with the network in play, on a fleet of a thousand servers that scales, and on a
real day of functions under five keep-alive policies, where its files are: --day names the folder of 1350_inv.csv.xz,
1350_run.csv.xz and 1350_mem.csv.xz (TWOSTEP_REAL_DAY, or ../shared/data/azure2019). Then how it changes with the number
of functions of a trace. A ratio is the median of those of two runs of one turn, which the machine's other work disturbs
alike, or nearly: what shares a core with the measured program takes more from a large one than from a small one. Behind
it in brackets stands the ratio of the least times of all turns, when it did not. Rates are of the whole process; "without
start-up" leaves out what a run of one invocation takes. With --least it does only the first, and exits 1 when the ratio
is below RATIO. --build names the build folder (build/release).
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=build/release runs=9 invocations=1000000 least='' day=${TWOSTEP_REAL_DAY:-../shared/data/azure2019}
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
# Does what is measured once more, in this turn.
turn() { seconds_of "${@:2}" >>"$out/$1"; }
floor() { turn floor "$build/tests/twostep_floor" "$invocations"; }
simulate() { turn "$1" "$build/bin/twostep" run "scenarios/benchmarks/$2.json" -o "$out/results" --quiet "${@:3}"; }
one_function() { simulate "$1" one-function --set "invocations=$2"; }
several() { # short runs, that together take as long as others, as one measurement: NAME INVOCATIONS
  local times=20
  for ((j = 0; j < times; ++j)); do one_function "$1.each" "$2"; done
  tail -n "$times" "$out/$1.each" | awk '{s += $1} END {print s / NR}' >>"$out/$1"
}
median() { sort -g | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
# Millions of things a second: NAME THINGS
rate() { median <"$out/$1" | awk -v n="$2" '{printf "%.2f", n / $1 / 1e6}'; }
least() { # of the times of single runs: NAME
  local times=$out/$1
  [[ ! -e $times.each ]] || times+=.each
  sort -g "$times" | awk 'NR == 1'
}
# How the rate of one compares with that of another, by the median of turns: NAME THINGS OTHER THINGS
median_ratio() { paste "$out/$1" "$out/$3" | awk -v n="$2" -v m="$4" '{print (n / $1) / (m / $2)}' | median | awk '{printf "%.3f", $1}'; }
# The same, and behind it in brackets by least times. FROM: whose least time both leave out.
ratio() { # NAME THINGS OTHER THINGS [FROM]
  local from=0
  [[ -z ${5:-} ]] || from=$(least "$5")
  echo "$(median_ratio "${@:1:4}") ($(awk -v a="$(least "${1%.alone}")" -v b="$(least "${3%.alone}")" -v n="$2" -v m="$4" \
    -v from="$from" 'BEGIN {printf "%.3f", n / (a - from) / (m / (b - from))}'))"
}

policies() { # of the real day
  turn policies "$build/bin/twostep" run scenarios/examples/keep-alive.json -o "$out/day" --quiet \
    --set "invocations=$(realpath "$day/1350_inv.csv.xz")" --set "durations=$(realpath "$day/1350_run.csv.xz")" \
    --set "memory=$(realpath "$day/1350_mem.csv.xz")"
}
has_day() { [[ -e $day/1350_inv.csv.xz ]]; }

seconds_of "$build/tests/twostep_floor" "$invocations" >/dev/null
for ((i = 0; i < runs; ++i)); do
  floor
  one_function twostep "$invocations"
  [[ -z $least ]] || continue
  simulate network network --set "invocations=$invocations"
  if has_day; then policies; fi
  several start 1
  several few 100000
  one_function million 1000000
  one_function many 10000000
  simulate fleet fleet
done
share=$(median_ratio twostep "$invocations" floor "$invocations")
echo "$invocations invocations, median of $runs turns (least times), processor time of the whole process:"
echo "  floor   $(rate floor "$invocations") M/s"
echo "  twostep $(rate twostep "$invocations") M/s"
echo "  ratio   $(ratio twostep "$invocations" floor "$invocations")"
if [[ -n $least ]]; then
  awk -v r="$share" -v l="$least" 'BEGIN {exit !(r >= l)}' || { echo "below $least" >&2; exit 1; }
  exit 0
fi

without_start() { # NAME
  paste "$out/$1" "$out/start" | awk '{print $1 - $2}' >"$out/$1.alone"
}
echo "start-up: $(median <"$out/start") s"
echo "by number of invocations, and without start-up:"
without_start many
for which in "few 100000" "million 1000000" "many 10000000"; do
  read -r name n <<<"$which"
  without_start "$name"
  echo "  $n: $(rate "$name" "$n") M/s, $(rate "$name.alone" "$n") M/s, $(ratio "$name.alone" "$n" many.alone 10000000 start) of the last"
done

echo "with 1 KB read and written by each over a NIC of 20 environments:"
echo "  $(rate network "$invocations") M/s, $(ratio network "$invocations" floor "$invocations") of the floor"

requests=$((10000 * 600))
echo "with 1,000 servers on average behind a load balancer, scaling through a day of 10 min at 10,000 /s on average:"
echo "  $(rate fleet "$requests") M/s, $(ratio fleet "$requests" twostep "$invocations") of one function's rate"

echo "by number of functions, on a synthetic trace of $invocations invocations in an hour:"
for functions in 1 100 10000; do
  scripts/make_trace.py --functions "$functions" --minutes 60 --invocations "$invocations" -o "$out/trace" >/dev/null
  for ((i = 0; i < 3; ++i)); do
    simulate "functions.$functions" trace --set "invocations=$out/trace/invocations.csv.gz" \
      --set "durations=$out/trace/durations.csv.gz"
  done
  echo "  $functions: $(rate "functions.$functions" "$invocations") M/s"
done

echo "on a real day of 1,350 functions, of five keep-alive policies together:"
if has_day; then
  requests=$(cat "$out"/day/*/*/summary.csv | awk -F, '$4 + 0 > most[$1] {most[$1] = $4 + 0} END {for (v in most) n += most[v]; print n}')
  echo "  $(rate policies "$requests") M/s, $(ratio policies "$requests" twostep "$invocations") of one function's rate"
else
  echo "  skipped: there is no $day/1350_inv.csv.xz"
fi
