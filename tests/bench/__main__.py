"""Compare a build of the demo district with stock Material, and print ratios and the stages of the build.

Stock Material makes pages alone, so the files beside them (Excel, Word, CSV, data) are left out of the comparison; what
they take is a line of its own.

Peak memory is that of the largest process; stages are given in processor time of the process that builds.

    python -m tests.bench [--small 300] [--large 3000] [--years 7] [--runs 1] [--keep DIR]

--small and --large are numbers of agencies; each agency has one report a year. Wall time and peak memory are what the
operating system reports of each finished process. Seconds differ from machine to machine, so look at the ratios.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from gongkai.renders.export import formats
from tests.bench.peers import write_stock_site

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
PLUGINS = """\
plugins:
  - gongkai: {{noindex: true, search: false, cache: false{options}}}
  - macros: {{modules: [gongkai.site.pluglet], on_undefined: strict, on_error_fail: true}}
"""
"""Without search, and without the files that an earlier run has kept."""
_SWITCHED_OFF = ", ".join(f"{item.name}: false" for item in formats() if item.public and item.name != "json")
PAGES_ALONE = f", open_data: false, formats: {{{_SWITCHED_OFF}}}"
TARGETS = {"stock": 1 / 6, "growth": 11.0, "memory": 1024.0}
"""The project's limits: share of stock Material's time, growth of time with ten times the reports, MiB of memory."""


@dataclass(frozen=True)
class Run:
    """One finished build.

    Attributes:
        wall: Wall time in seconds.
        cpu: Processor time in seconds, of all its processes.
        memory: Peak memory in MiB.
        stages: Processor time in seconds by stage.
        pages: Number of its HTML files.
    """

    wall: float
    cpu: float
    memory: float
    stages: dict[str, float]
    pages: int


def build(site: Path, config: Path) -> Run:
    """Build a site in a process of its own, and measure it."""
    command = [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", str(config)]
    errors = site / "bench-errors.txt"
    with errors.open("wb") as stream:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=stream, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    log = errors.read_text(encoding="utf-8")
    if process.returncode:
        raise SystemExit(f"{config} did not build:\n{log[-2000:]}")
    stages = next((json.loads(line[7:]) for line in log.splitlines() if line.startswith("stages ")), {})
    scale = 1024 if sys.platform == "linux" else 1024 * 1024
    pages = sum(1 for _ in (site / "site").rglob("*.html"))
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale, stages, pages)


def demo(folder: Path, agencies: int, years: int) -> Path:
    """Write a demo district and return a configuration of it with the stage clock, of pages alone, without search."""
    subprocess.run(
        [str(BIN / "gongkai"), "demo", str(folder), "--agencies", str(agencies), "--years", str(years)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return write_config(folder / "bench.yml", PAGES_ALONE)


def write_config(config: Path, options: str) -> Path:
    """Write a configuration of a site with the stage clock and further options of the plugin; returns it."""
    plugins = PLUGINS.format(options=options)
    config.write_text(f"INHERIT: mkdocs.yml\nhooks: ['{HERE / 'clock.py'}']\n{plugins}", encoding="utf-8")
    return config


def best(site: Path, config: Path, runs: int) -> Run:
    """The run with the shortest wall time: other processes on the machine can only make a run longer."""
    return min((build(site, config) for _ in range(runs)), key=lambda run: run.wall)


def show(name: str, run: Run, reports: int) -> None:
    """Print a run as one line."""
    each = f"{run.wall / reports * 1000:7.2f} ms a report, {run.wall / run.pages * 1000:6.2f} ms a page of {run.pages}"
    print(f"{name:<42} {run.wall:8.1f} s {run.cpu:8.1f} s cpu {run.memory:8.0f} MiB {each}")


def verdict(what: str, value: float, limit: float) -> None:
    """Print a value and whether it keeps the project's limit."""
    print(f"{what:<42} {value:8.3f}   at most {limit:.3f}   {'holds' if value <= limit else 'DOES NOT HOLD'}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=300)
    parser.add_argument("--large", type=int, default=3000, help="0 leaves the large district out")
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure(options.keep or Path(scratch), options)


def measure(root: Path, options: argparse.Namespace) -> None:
    """Write the sites, build them and print the results."""
    small = root / "small"
    config = demo(small, options.small, options.years)
    stock = root / "stock"
    reports = write_stock_site(small, stock)
    ours, theirs = best(small, config, options.runs), best(stock, stock / "mkdocs.yml", options.runs)
    show(f"gongkai, {reports} reports, pages", ours, reports)
    show(f"stock Material, {reports} reports, pages", theirs, reports)
    every_file = best(small, write_config(small / "bench-files.yml", ""), options.runs)
    show(f"gongkai, {reports} reports, with every file", every_file, reports)
    runs = [(reports, ours)]
    if options.large:
        large = root / "large"
        many = options.large * options.years
        runs.append((many, best(large, demo(large, options.large, options.years), 1)))
        show(f"gongkai, {many} reports, pages", runs[1][1], many)
    print()
    verdict("wall time, gongkai / stock Material", ours.wall / theirs.wall, TARGETS["stock"])
    print(f"{'processor time, gongkai / stock Material':<42} {ours.cpu / theirs.cpu:8.3f}")
    if options.large:
        verdict(f"growth, {runs[1][0]} / {reports} reports", runs[1][1].wall / ours.wall, TARGETS["growth"])
    verdict("peak memory, MiB", max(run.memory for _, run in runs), TARGETS["memory"])
    print()
    for count, run in runs:
        print(f"stages, {count} reports, seconds of processor time")
        for stage, seconds in run.stages.items():
            print(f"  {stage:<40} {seconds:8.2f} s {seconds / count * 1000:7.2f} ms a report")


if __name__ == "__main__":
    main()
