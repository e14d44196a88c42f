#!/usr/bin/env bash
# Measures Twostep's rate end to end (a scenario file, the ordinary command) beside the hand-written floor, in one run.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/bench.sh [--build DIR] [--runs N] [--invocations N] [--least RATIO] [--day DIR]

Runs tests/bench/floor.cpp and scenarios/benchmarks/one-function.json in turn N times (9), with the given number of
invocations (1000000), and prints the rate of each and the ratio; in the same turns how the rate changes with the number
of invocations, with the network in play, on a fleet of a thousand servers that scales, and on a real day of functions
under five keep-alive policies, where its files are: --day names the folder of 1350_inv.csv.xz, 1350_run.csv.xz and
1350_mem.csv.xz (TWOSTEP_REAL_DAY, or ../shared/data/azure2019). Then how it changes with the number of functions of a
trace.

Figures are means over all turns, and ratios have their standard error behind them: what shares a core with the measured
program takes up to half of its rate for tenths of a second or longer, of a large program more than of a small one, so
that the times of long and of short runs spread differently and only their means can be compared. Rates are of the whole
process, by processor time unless it says by the clock; "without start-up" leaves out what a run of one invocation takes.
With --least it does only the first, and exits 1 when the ratio is below RATIO. --build names the build folder
(build/release).
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

# Does what is measured once more, in this turn: NAME COMMAND. Notes the processor seconds (user and system) of the command
# and its children, as a whole process, and those of the clock.
turn() {
  local TIMEFORMAT='%U %S %R'
  { time "${@:2}" >"$out/printed" 2>&1; } 2>"$out/time" || { cat "$out/printed" >&2; exit 3; }
  awk '{print $1 + $2}' "$out/time" >>"$out/$1"
  awk '{print $3}' "$out/time" >>"$out/$1.clock"
}
simulate() { turn "$1" "$build/bin/twostep" run "scenarios/benchmarks/$2.json" -o "$out/results" --quiet "${@:3}"; }
one_function() { simulate "$1" one-function --set "invocations=$2"; }
mean() { awk '{s += $1} END {print s / NR}'; }
# Makes one measurement of so many that were taken one by one: NAME TIMES.
together() {
  for kind in '' .clock; do
    tail -n "$2" "$out/$1.each$kind" | mean >>"$out/$1$kind"
  done
}
# What takes little time several times, so that it is measured as well as the rest.
beside_floor() {
  for ((j = 0; j < 3; ++j)); do
    turn floor.each "$build/tests/twostep_floor" "$invocations"
    one_function twostep.each "$invocations"
  done
  together floor 3
  together twostep 3
}
in_turn() { # TIMES NAME INVOCATIONS OTHER INVOCATIONS
  for ((j = 0; j < $1; ++j)); do
    one_function "$2.each" "$3"
    one_function "$4.each" "$5"
  done
  together "$2" "$1"
  together "$4" "$1"
}
# Millions of things a second: NAME THINGS
rate() { mean <"$out/$1" | awk -v n="$2" '{printf "%.2f", n / $1 / 1e6}'; }
# How the rate of one compares with that of another: NAME THINGS OTHER THINGS. Prints the ratio of their means over all
# turns, and its standard error: a_i - r b_i are what the turns miss the ratio r by (Cochran, Sampling Techniques, 3rd
# edition 1977, section 2.11).
ratio() {
  paste "$out/$3" "$out/$1" | awk -v n="$2" -v m="$4" '
    {a[NR] = $1 * n / m; b[NR] = $2; sa += a[NR]; sb += b[NR]}
    END {
      r = sa / sb
      for (i = 1; i <= NR; ++i) s += (a[i] - r * b[i]) ^ 2
      printf "%.3f", r
      if (NR > 1) printf " +- %.3f", sqrt(s / (NR * (NR - 1))) / (sb / NR)
    }'
}

policies() { # of the real day
  turn policies "$build/bin/twostep" run scenarios/examples/keep-alive.json -o "$out/day" --quiet \
    --set "invocations=$(realpath "$day/1350_inv.csv.xz")" --set "durations=$(realpath "$day/1350_run.csv.xz")" \
    --set "memory=$(realpath "$day/1350_mem.csv.xz")"
}
has_day() { [[ -e $day/1350_inv.csv.xz ]]; }

turn warmup "$build/tests/twostep_floor" "$invocations"
for ((i = 0; i < runs; ++i)); do
  beside_floor
  [[ -z $least ]] || continue
  simulate network network --set "invocations=$invocations"
  if has_day; then policies; fi
  in_turn 30 start 1 few 100000
  in_turn 2 million 1000000 many 10000000
  simulate fleet fleet
done
share=$(ratio twostep "$invocations" floor "$invocations")
echo "$invocations invocations, mean of $runs turns, processor time of the whole process:"
echo "  floor   $(rate floor "$invocations") M/s"
echo "  twostep $(rate twostep "$invocations") M/s"
echo "  ratio   $share"
if [[ -n $least ]]; then
  awk -v r="${share%% *}" -v l="$least" 'BEGIN {exit !(r >= l)}' || { echo "below $least" >&2; exit 1; }
  exit 0
fi

without_start() { # NAME
  paste "$out/$1" "$out/start" | awk '{print $1 - $2}' >"$out/$1.alone"
}
echo "start-up: $(mean <"$out/start") s"
echo "by number of invocations, and without start-up:"
without_start many
for which in "few 100000" "million 1000000" "many 10000000"; do
  read -r name n <<<"$which"
  without_start "$name"
  echo "  $n: $(rate "$name" "$n") M/s, $(rate "$name.alone" "$n") M/s, $(ratio "$name.alone" "$n" many.alone 10000000) of the last"
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
  echo "  by the clock, with as many at a time as there are cores ($(nproc)): $(rate policies.clock "$requests") M/s," \
    "$(ratio policies.clock "$requests" twostep.clock "$invocations") of one function's rate"
else
  echo "  skipped: there is no $day/1350_inv.csv.xz"
fi
