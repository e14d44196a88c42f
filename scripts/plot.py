#!/usr/bin/python3
"""Draws figures for a paper, as PNG and SVG, from the CSV files of runs' folders alone."""
import argparse
import csv
import pathlib
import re
import sys

try:
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import matplotlib.ticker
    import pandas
except ImportError as error:
    sys.exit(f"plot.py: {error.name} is not installed for {sys.executable}: "
             "apt-get install python3-matplotlib python3-pandas, and run plot.py with /usr/bin/python3")

# Okabe and Ito's colours, told apart by people with any colour vision ("Color Universal Design", 2008).
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999"]
DASHES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)), (0, (8, 2)), (0, (3, 3))]
MARKERS = ["o", "s", "^", "D", "v", "P", "X", "*"]
HATCHES = ["", "///", "...", "\\\\\\", "xxx", "+++", "ooo", "---"]
# Base units of metrics.csv and what reads better on an axis: name, factor.
AXIS_UNITS = {"s": ("ms", 1e3), "bytes/s": ("Mbit/s", 8e-6), "USD": ("USD", 1), "USD/h": ("USD/h", 1)}

EXAMPLES = """examples:
  scripts/plot.py latency results/inference/seed-1
  scripts/plot.py cost results/training/seed-1 -o training-cost
  scripts/plot.py ratios results/training/seed-1 results/inference/seed-1 --width 5
  scripts/plot.py bandwidth results/bandwidth/seed-1
  scripts/plot.py sweep results/queue-worker/seed-1 --x throughput --y cost_per_hour

Each writes NAME.png and NAME.svg; NAME is that of the figure unless -o names another."""


class BadInput(Exception):
    """A file that nothing can be drawn from; the message is a sentence for the user."""


def number(text):
    return float(text) if text else float("nan")


def plain_text(field):
    """The text of a field without the quote that keeps a spreadsheet from taking it for a formula."""
    return field[1:] if re.match(r"'[=+\-@\t\r]", field) else field


def read(folder, name, numbers):
    """A CSV file of a run as a data frame; the columns `numbers` hold numbers, all others text."""
    path = pathlib.Path(folder) / name
    if not path.is_file():
        what = "is missing" if path.parent.is_dir() else f"cannot be read: there is no folder {folder}"
        raise BadInput(f"{path} {what}; name the folder that a finished run wrote")
    content = path.read_text(encoding="utf-8")
    if not content:
        raise BadInput(f"{path} is empty; run the scenario again")
    if not content.endswith("\n"):
        raise BadInput(f"{path} is cut off in line {content.count(chr(10)) + 1}; run the scenario again")
    rows = list(csv.reader(content.splitlines(keepends=True)))
    header, rows = rows[0], rows[1:]
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise BadInput(f"{path} has {len(row)} fields in row {line} where the header has {len(header)}; "
                           "the file is damaged: run the scenario again")
    frame = pandas.DataFrame([[plain_text(field) for field in row] for row in rows], columns=header)
    for column in numbers:
        if column not in frame:
            raise BadInput(f"{path} has no column {column}; another version of twostep wrote it")
        try:
            frame[column] = [number(text) for text in frame[column]]
        except ValueError as error:
            raise BadInput(f"{path}, column {column}: {error}; the file is damaged: run the scenario again") from error
    return frame


def label(text, longest=40):
    """A name as matplotlib shows it literally."""
    shown = text if len(text) <= longest else text[:longest - 1] + "…"
    return "".join(c if c.isprintable() else "�" for c in shown).replace("$", r"\$")


def in_order(names):
    return list(dict.fromkeys(names))


def nothing_to_draw(folder, what):
    raise BadInput(f"{folder} has no {what}: there is nothing to draw")


def scale(axis, values):
    """Makes an axis logarithmic, with plain numbers at it, where the values span more than a factor of ten."""
    positive = [value for value in values if value > 0]
    if not positive or max(positive) <= 10 * min(positive):
        return
    (axis.axes.set_xscale if axis.axis_name == "x" else axis.axes.set_yscale)("log")
    few_decades = max(positive) < 2000 * min(positive)
    axis.set_major_locator(matplotlib.ticker.LogLocator(subs=(1, 3) if few_decades else (1,)))
    axis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.set_minor_formatter(matplotlib.ticker.NullFormatter())


def draw_latency(options):
    """Cumulative distribution of the response times, a curve a variant."""
    frame = read(options.runs[0], "latency.csv", ["quantile", "response_time_ms"])
    frame = frame[frame["of"] == options.of]
    if frame.empty:
        nothing_to_draw(options.runs[0], f"distribution {options.of} in latency.csv")
    figure, axes = plt.subplots(figsize=(options.width, options.width * 0.62))
    for i, variant in enumerate(in_order(frame["variant"])):
        rows = frame[frame["variant"] == variant]
        axes.plot(rows["response_time_ms"], rows["quantile"], label=label(variant), color=COLOURS[i % 8],
                  linestyle=DASHES[i % 8])
    scale(axes.xaxis, frame["response_time_ms"])
    axes.set_xlabel("response time (ms)" if options.of == "latency" else f"{label(options.of)} (ms)")
    axes.set_ylabel("share of requests" if options.of == "latency" else "share")
    axes.set_ylim(0, 1.02)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=2, frameon=False)
    return figure


def draw_cost(options):
    """Cost of the run by service, a stacked bar a variant."""
    frame = read(options.runs[0], "cost.csv", ["amount_usd"])
    frame = frame[frame["bill"] == "run"]
    if frame.empty:
        nothing_to_draw(options.runs[0], "bill in cost.csv")
    variants, services = in_order(frame["variant"]), in_order(frame["service"])
    amounts = frame.groupby(["variant", "service"])["amount_usd"].sum()
    figure, axes = plt.subplots(figsize=(options.width, 0.9 + 0.34 * len(variants)))
    ends = [0.0] * len(variants)
    for i, service in enumerate(services):
        widths = [float(amounts.get((variant, service), 0)) for variant in variants]
        axes.barh(range(len(variants)), widths, left=ends, height=0.65, label=label(service), color=COLOURS[i % 8],
                  hatch=HATCHES[i % 8], edgecolor="white", linewidth=0.5)
        ends = [end + width for end, width in zip(ends, widths)]
    for place, end in enumerate(ends):
        axes.text(end, place, f" \\${end:.3g}", va="center")
    axes.set_yticks(range(len(variants)), [label(variant) for variant in variants])
    axes.invert_yaxis()
    axes.set_xlim(0, max(ends) * 1.18)
    axes.set_xlabel("cost of the run (USD)")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=4, frameon=False)
    return figure


def ratio_label(row):
    if row["metric"] == row["over_metric"]:
        return f"{label(row['of'])} / {label(row['over'])}: {label(row['metric'])}"
    return f"{label(row['of'])} {label(row['metric'])}\n/ {label(row['over'])} {label(row['over_metric'])}"


def draw_ratios(options):
    """Simulated ratios as bars, with the published ones as marks."""
    frames = [read(run, "expectations.csv", ["published", "simulated"]) for run in options.runs]
    frame = pandas.concat(frames, ignore_index=True)
    frame = frame[frame["over"] != ""]
    if frame.empty:
        nothing_to_draw(" and ".join(options.runs), "published ratio in expectations.csv")
    frame["what"] = [ratio_label(row) for _, row in frame.iterrows()]
    rows = in_order(frame["what"])
    figure, axes = plt.subplots(figsize=(options.width, 0.9 + 0.3 * len(rows)))
    simulated = frame.drop_duplicates("what")
    axes.barh(range(len(rows)), simulated["simulated"], height=0.6, color=COLOURS[5], label="simulated")
    for role, filled, name in (("asserted", True, "published"), ("quoted", False, "published, only quoted")):
        of_role = frame[(frame["verdict"] == "quoted") == (role == "quoted")]
        if of_role.empty:
            continue
        axes.scatter(of_role["published"], [rows.index(what) for what in of_role["what"]], marker="D", s=22, zorder=3,
                     color=COLOURS[1] if filled else "none", edgecolors=COLOURS[1], label=name)
    axes.axvline(1, color="black", linewidth=0.6)
    scale(axes.xaxis, [*frame["simulated"], *frame["published"]])
    axes.set_yticks(range(len(rows)), rows)
    axes.invert_yaxis()
    axes.set_xlabel("ratio")
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncol=3, frameon=False, borderaxespad=0.2)
    return figure


def metrics_by_variant(run):
    frame = read(run, "metrics.csv", ["value"])
    units = dict(zip(frame["metric"], frame["unit"]))
    return frame.pivot_table(index="variant", columns="metric", values="value", sort=False), units


def draw_bandwidth(options):
    """Bandwidth of a function against the functions on its host, with the published figures as marks."""
    run = options.runs[0]
    table, _ = metrics_by_variant(run)
    needed = ["bandwidth.mean", "concurrency.peak", "hosts.peak"]
    if not set(needed) <= set(table.columns) or table[needed].dropna().empty:
        nothing_to_draw(run, "variant with a bandwidth and functions on hosts in metrics.csv")
    table = table.dropna(subset=needed)
    table["per_host"] = table["concurrency.peak"] / table["hosts.peak"]
    table = table.sort_values("per_host")
    figure, axes = plt.subplots(figsize=(options.width, options.width * 0.62))
    axes.plot(table["per_host"], table["bandwidth.mean"] * 8e-6, marker="o", color=COLOURS[0], label="simulated")
    published = read(run, "expectations.csv", ["published"])
    published = published[(published["metric"] == "bandwidth.mean") & (published["over"] == "")]
    published = published[published["of"].isin(table.index)]
    if not published.empty:
        axes.scatter(table.loc[published["of"], "per_host"], published["published"] * 8e-6, marker="D", s=60, zorder=3,
                     color="none", edgecolors=COLOURS[1], linewidths=1.4, label="published")
    if len(table) <= 10:
        axes.set_xticks(sorted(set(table["per_host"])))
    axes.set_xlabel("functions on a host")
    axes.set_ylabel("bandwidth of each (Mbit/s)")
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    return figure


def draw_sweep(options):
    """A metric against another, a line for the variants whose names differ in a number alone."""
    figure, axes = plt.subplots(figsize=(options.width, options.width * 0.62))
    points, units = [], {}
    for run in options.runs:
        table, of_run = metrics_by_variant(run)
        units.update(of_run)
        for metric in (options.x, options.y):
            if metric not in table.columns:
                raise BadInput(f"{run}/metrics.csv has no metric {metric}; it has {', '.join(sorted(table.columns))}")
        for variant, row in table.dropna(subset=[options.x, options.y]).iterrows():
            line = re.sub(r"[-_]?\d+(\.\d+)?[-_]?", "", variant) or variant
            points.append((line, row[options.x], row[options.y]))
    if not points:
        nothing_to_draw(" and ".join(options.runs), f"variant with both {options.x} and {options.y}")
    names, factors = {}, {}
    for metric in (options.x, options.y):
        name, factors[metric] = AXIS_UNITS.get(units[metric], (units[metric], 1))
        names[metric] = label(metric) + ("" if name == "1" else f" ({name})")
    for i, line in enumerate(in_order(point[0] for point in points)):
        of_line = sorted((x * factors[options.x], y * factors[options.y]) for name, x, y in points if name == line)
        axes.plot(*zip(*of_line), marker=MARKERS[i % 8], linestyle=DASHES[i % 8], color=COLOURS[i % 8],
                  label=label(line))
    axes.set_xlabel(names[options.x])
    axes.set_ylabel(names[options.y])
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    return figure


FIGURES = {"latency": draw_latency, "cost": draw_cost, "ratios": draw_ratios, "bandwidth": draw_bandwidth,
           "sweep": draw_sweep}


def write(figure, name):
    """Both files carry no date, so that the same results give the same bytes."""
    for suffix, metadata in ((".png", {"Software": None}), (".svg", {"Date": None, "Creator": None})):
        figure.savefig(name.with_name(name.name + suffix), bbox_inches="tight", pad_inches=0.03, dpi=220,
                       metadata=metadata)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="plot.py", description=__doc__, epilog=EXAMPLES,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    figures = parser.add_subparsers(dest="figure", required=True, metavar="FIGURE")
    for name, draw in FIGURES.items():
        one = figures.add_parser(name, help=draw.__doc__, description=draw.__doc__)
        several = name in ("ratios", "sweep")
        one.add_argument("runs", nargs="+" if several else 1, metavar="RUN_DIR", help="folder that a run wrote")
        one.add_argument("-o", "--output", type=pathlib.Path, metavar="NAME", help=f"write NAME.png, NAME.svg ({name})")
        one.add_argument("--width", type=float, default=3.5, metavar="INCHES", help="width of the plot (3.5: a column)")
        if name == "latency":
            one.add_argument("--of", default="latency", metavar="NAME", help="distribution: latency or span.<name>")
        if name == "sweep":
            one.add_argument("--x", default="throughput", metavar="METRIC", help="across (throughput)")
            one.add_argument("--y", default="cost_per_hour", metavar="METRIC", help="upwards (cost_per_hour)")
    return parser.parse_args()


def main():
    options = parse_arguments()
    plt.rcParams.update({"font.size": 8, "svg.hashsalt": "twostep", "axes.spines.top": False,
                         "axes.spines.right": False, "hatch.linewidth": 0.6, "lines.linewidth": 1.3})
    name = options.output or pathlib.Path(options.figure)
    try:
        write(FIGURES[options.figure](options), name)
    except (BadInput, OSError, UnicodeDecodeError) as error:
        sys.exit(f"plot.py: {error}")
    print(f"written: {name}.png and {name}.svg")


if __name__ == "__main__":
    main()
