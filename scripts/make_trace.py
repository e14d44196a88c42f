#!/usr/bin/env python3
"""Makes a synthetic trace of function invocations from published distributions.

The same arguments give the same text on every machine. It is no recording: what is published of the Azure Functions
workload is drawn from, the rest is this script's own choice, and both are marked where they stand.
"""
import argparse
import bisect
import gzip
import hashlib
import io
import itertools
import math
import os
import random
import statistics
import sys

EXAMPLES = """
examples:
  scripts/make_trace.py -o scenarios/traces
      the trace of this repository: 200 functions, 40,000 invocations, one day
  scripts/make_trace.py --functions 1000 --minutes 60 --invocations 500000 --seed 7 -o busy
      a busy hour
  scripts/make_trace.py --format csv --functions 20 --minutes 10 --invocations 1000 -o small
      one row an invocation, in requests.csv.gz

files (gzip):
  azure2019  invocations.csv.gz, durations.csv.gz, memory.csv.gz, as in the Azure Functions trace of 2019
  csv        requests.csv.gz: time_s,function,duration_ms,memory_mb
"""

# Shahrad et al., "Serverless in the Wild", USENIX ATC 2020, section 3.4: the average execution times of functions are
# lognormal; mean and standard deviation of the natural logarithm of seconds.
DURATION_LOG_MEAN, DURATION_LOG_SD = -0.38, 2.36
# The same, section 3.5: the allocated memory of applications follows a Burr distribution (type XII), in MB.
MEMORY_C, MEMORY_K, MEMORY_LAMBDA = 11.652, 0.221, 107.083

# Own choices.
POPULARITY_EXPONENT = 1.5  # the function of rank r gets r^-1.5 of the invocations that are not a timer's
TIMER_SHARE = 0.15  # of the functions
TIMER_PERIODS = (1, 5, 15, 30, 60)  # minutes
DAY_SWING = 0.5  # the rate is 1 + 0.5 sin of the time of day, least at 03:00 and most at 15:00
SHARED_APP = 1 / 3  # probability that a function belongs to the app of the one before it, and an app to its owner
DURATION_SPREAD = 0.5  # standard deviation of the logarithm within one function
EXTREME = 3.0  # the least and the largest duration lie this many standard deviations out
MEMORY_SPREAD = {1: 0.85, 5: 0.88, 25: 0.95, 50: 1.0, 75: 1.04, 95: 1.1, 99: 1.15, 100: 1.2}  # of an app's average
# Limits of Azure's consumption plan: 10 minutes and 1.5 GB (learn.microsoft.com, "Azure Functions hosting options").
LONGEST_MS, LARGEST_MB = 600_000, 1_536

DURATION_SHARES = (0, 0.01, 0.25, 0.5, 0.75, 0.99, 1)
MINUTES_A_DAY = 1440


class Draws:
    """Random numbers of one purpose, from Random.getrandbits alone, which no version of Python changes."""

    def __init__(self, seed, purpose):
        self._bits = random.Random(f"{seed} {purpose}")

    def uniform(self):
        return (self._bits.getrandbits(52) + 0.5) / 2**52

    def normal(self):
        return statistics.NormalDist().inv_cdf(self.uniform())

    def index(self, count):
        return int(self.uniform() * count)


class Function:
    def __init__(self, owner, app, name):
        self.owner, self.app, self.name = owner, app, name
        self.trigger = "http"
        self.counts = {}  # by minute, those that are not zero
        self.durations_ms = []
        self.memory_mb = {}


def main():
    arguments = parse_arguments()
    functions = make_functions(arguments)
    files = azure_2019(functions, arguments) if arguments.format == "azure2019" else csv(functions, arguments)
    try:
        os.makedirs(arguments.output, exist_ok=True)
        for name, text in files.items():
            write(os.path.join(arguments.output, name), text)
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}")


def refuse(reason):
    print(f"make_trace.py: {reason}", file=sys.stderr)
    sys.exit(2)


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/make_trace.py", description=__doc__, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder for the files, made if need be")
    parser.add_argument("--functions", type=positive, default=200, metavar="N", help="functions (200)")
    parser.add_argument("--minutes", type=positive, default=1440, metavar="M", help="length (1440)")
    parser.add_argument("--invocations", type=positive, default=40_000, metavar="K", help="exactly so many (40000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, another trace (1)")
    parser.add_argument("--format", choices=("azure2019", "csv"), default="azure2019", help="(azure2019)")
    return parser.parse_args()


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def make_functions(arguments):
    functions = name_functions(arguments)
    add_invocations(functions, arguments)
    durations, memory = Draws(arguments.seed, "durations"), Draws(arguments.seed, "memory")
    for function in functions:
        function.durations_ms = draw_durations(durations)
    for _, members in itertools.groupby(functions, key=lambda function: function.app):
        of_app = draw_memory(memory)
        for function in members:
            function.memory_mb = of_app
    return functions


def name_functions(arguments):
    draws = Draws(arguments.seed, "apps")
    owners = apps = -1
    functions = []
    for number in range(arguments.functions):
        if not functions or draws.uniform() >= SHARED_APP:
            apps += 1
            if not functions or draws.uniform() >= SHARED_APP:
                owners += 1
        functions.append(Function(*(hashed(arguments.seed, *name)
                                    for name in (("owner", owners), ("app", apps), ("function", number)))))
    return functions


def hashed(*parts):
    """Shorter than the trace's 64 digits, so that tables stay readable."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:12]


def add_invocations(functions, arguments):
    draws = Draws(arguments.seed, "invocations")
    timers = round(TIMER_SHARE * len(functions))
    for function in functions[:timers]:
        function.trigger = "timer"
        period = TIMER_PERIODS[draws.index(len(TIMER_PERIODS))]
        function.counts = dict.fromkeys(range(draws.index(period), arguments.minutes, period), 1)
    left = arguments.invocations - sum(len(function.counts) for function in functions[:timers])
    others = functions[timers:]
    if left < len(others) or not others and left > 0:
        refuse(f"--invocations {arguments.invocations}: for each of these functions to be invoked it takes "
               f"{arguments.invocations - left + len(others)}")
    through_day = list(itertools.accumulate(rate(minute) for minute in range(arguments.minutes)))
    for function, count in zip(others, shares(len(others), left)):
        for _ in range(count):
            minute = bisect.bisect_right(through_day, draws.uniform() * through_day[-1])
            function.counts[minute] = function.counts.get(minute, 0) + 1
    # A popular function is as likely an early row as a late one. A function keeps its app, durations and memory.
    for last in range(len(functions) - 1, 0, -1):
        other = draws.index(last + 1)
        for field in ("counts", "trigger"):
            mine, theirs = getattr(functions[last], field), getattr(functions[other], field)
            setattr(functions[last], field, theirs)
            setattr(functions[other], field, mine)


def rate(minute):
    return 1 + DAY_SWING * math.sin(2 * math.pi * (minute / MINUTES_A_DAY - 9 / 24))


def shares(count, total):
    """Whole numbers by rank, each at least 1, that sum up to the total."""
    if count == 0:
        return []
    weights = [rank**-POPULARITY_EXPONENT for rank in range(1, count + 1)]
    spread = (total - count) / math.fsum(weights)
    numbers = [1 + int(weight * spread) for weight in weights]
    numbers[0] += total - sum(numbers)
    return numbers


def draw_durations(draws):
    average_ms = 1000 * math.exp(DURATION_LOG_MEAN + DURATION_LOG_SD * draws.normal())
    median_ms = average_ms * math.exp(-(DURATION_SPREAD**2) / 2)
    normal = statistics.NormalDist()
    points = (-EXTREME, *(normal.inv_cdf(share) for share in DURATION_SHARES[1:-1]), EXTREME)
    return [min(max(round(median_ms * math.exp(DURATION_SPREAD * z)), 1), LONGEST_MS) for z in points]


def draw_memory(draws):
    average = MEMORY_LAMBDA * (draws.uniform() ** (-1 / MEMORY_K) - 1) ** (1 / MEMORY_C)
    return {percentile: min(round(average * factor), LARGEST_MB) for percentile, factor in MEMORY_SPREAD.items()}


def mean_duration(durations_ms):
    """Of the distribution on straight lines between the percentiles."""
    return sum((high - low) * (a + b) / 2 for low, high, a, b in
               zip(DURATION_SHARES, DURATION_SHARES[1:], durations_ms, durations_ms[1:]))


def duration_at(durations_ms, share):
    at = min(bisect.bisect_right(DURATION_SHARES, share), len(DURATION_SHARES) - 1)
    low, high = DURATION_SHARES[at - 1], DURATION_SHARES[at]
    return durations_ms[at - 1] + (share - low) / (high - low) * (durations_ms[at] - durations_ms[at - 1])


def azure_2019(functions, arguments):
    percentiles = [f"percentile_Average_{round(100 * share)}" for share in DURATION_SHARES]
    invocations = [["HashOwner", "HashApp", "HashFunction", "Trigger", *range(1, arguments.minutes + 1)]]
    durations = [["HashOwner", "HashApp", "HashFunction", "Average", "Count", "Minimum", "Maximum", *percentiles]]
    memory = [["HashOwner", "HashApp", "SampleCount", "AverageAllocatedMb",
               *(f"AverageAllocatedMb_pct{percentile}" for percentile in MEMORY_SPREAD)]]
    for function in functions:
        names = [function.owner, function.app, function.name]
        invocations.append([*names, function.trigger,
                            *(function.counts.get(minute, 0) for minute in range(arguments.minutes))])
        durations.append([*names, round(mean_duration(function.durations_ms)), sum(function.counts.values()),
                          function.durations_ms[0], function.durations_ms[-1], *function.durations_ms])
        of_app = [function.owner, function.app, arguments.minutes, function.memory_mb[50], *function.memory_mb.values()]
        if of_app != memory[-1]:
            memory.append(of_app)
    return {"invocations.csv.gz": lines(invocations), "durations.csv.gz": lines(durations),
            "memory.csv.gz": lines(memory)}


def csv(functions, arguments):
    draws = Draws(arguments.seed, "rows")
    rows = []
    for function in functions:
        for minute, count in sorted(function.counts.items()):
            for _ in range(count):
                milliseconds = 60_000 * minute + draws.index(60_000)
                duration = duration_at(function.durations_ms, draws.uniform())
                rows.append((milliseconds, f"{milliseconds // 1000}.{milliseconds % 1000:03}", function.name,
                             f"{duration:.1f}", function.memory_mb[100]))
    rows.sort()
    return {"requests.csv.gz": lines([["time_s", "function", "duration_ms", "memory_mb"], *(row[1:] for row in rows)])}


def lines(rows):
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


def write(path, text):
    packed = io.BytesIO()
    # Neither the file's name nor the time of writing: the same trace is the same file.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as archive:
        archive.write(text.encode())
    with open(path, "wb") as file:
        file.write(packed.getvalue())


if __name__ == "__main__":
    main()
