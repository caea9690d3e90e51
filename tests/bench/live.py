"""Time the preview: from saving a file until the figure stands in the page that `gongkai serve` gives.

    python -m tests.bench.live [--agencies 5,300] [--years 4,7] [--json bench-live.json]

A file is saved and the server is asked again and again. Beside the seconds by the clock stand those of the processor
that the server has taken: on a busy machine these alone say something.
"""

import argparse
import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from gongkai.demo import demo_files
from gongkai.starting import fill_folder

T = TypeVar("T")
_TICKS = os.sysconf("SC_CLK_TCK")
_ROUNDS = 5
_LONGEST = 600.0
_ADDRESS = re.compile(r"预览：(?P<url>http\S+)")
_FEW = 100
"""Reports up to which a site is small: a saved file is to be seen sooner there."""


@dataclass(frozen=True)
class Spent:
    """What something takes in the preview.

    Attributes:
        clock: Seconds by the clock.
        processor: Seconds of the processor, of the server and of the processes that it has ended.
        limit: Seconds by the clock that it may take on a quiet machine with two processors; None where that is open.
    """

    clock: float
    processor: float
    limit: float | None = None


class Preview:
    """A running `gongkai serve` of a site."""

    def __init__(self, folder: Path) -> None:
        self.begin = time.monotonic()
        command = [sys.executable, "-u", "-c", "from gongkai.cli import main; main()", "serve", "--port", "0"]
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        self.url = self.until(lambda: match["url"] if (match := _ADDRESS.search(self.log.read_text())) else "")

    def until(self, ask: Callable[[], T]) -> T:
        """Ask again until there is an answer that counts as one."""
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"gongkai serve has ended:\n{self.log.read_text()}")
            if answer := ask():
                return answer
            time.sleep(0.005)
        sys.exit(f"waited {_LONGEST} s:\n{self.log.read_text()}")

    def processor(self) -> float:
        """Seconds of the processor that the server and the processes that it has ended have taken so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS

    def page(self, name: str) -> str:
        """A page as it is served."""
        with urllib.request.urlopen(self.url + name) as answer:  # noqa: S310 - our own
            return str(answer.read().decode())

    def seen(self, name: str, path: Path, text: str, mark: str) -> Spent:
        """What it takes from saving a file until a mark stands in a page."""
        before, begin = self.processor(), time.monotonic()
        path.write_text(text, encoding="utf-8")
        self.until(lambda: mark in self.page(name))
        return Spent(time.monotonic() - begin, self.processor() - before)

    def searched(self) -> Spent:
        """What it takes until the search can be used."""
        before, begin = self.processor(), time.monotonic()
        self.page("pagefind/forms.json")
        return Spent(time.monotonic() - begin, self.processor() - before)

    def end(self) -> None:
        """End it as Ctrl-C does, which a shell may have let it ignore."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def measure(folder: Path) -> dict[str, Spent]:
    """Print what the preview of a demo district takes, its cache warm.

    Args:
        folder: The district, which is built; all its files are afterwards as they were.
    """
    reports = len(list(folder.glob("data/*/2*.yml")))
    saved = 0.8 if reports <= _FEW else 1.2
    result: dict[str, Spent] = {}

    def note(what: str, spent: list[Spent], limit: float | None = None) -> None:
        clock, processor = (statistics.median(getattr(item, name) for item in spent) for name in ("clock", "processor"))
        result[what] = Spent(round(clock, 3), round(processor, 3), limit)
        at_most = f"   at most {limit} s on a quiet machine" if limit is not None else ""
        print(f"  {what}: {clock:.2f} s by the clock, {processor:.2f} s of the processor{at_most}", flush=True)

    print(f"preview of {reports} reports")
    preview = Preview(folder)
    slug = max(path.name for path in (folder / "data").iterdir() if (path / "agency.yml").is_file())
    page = f"{slug}/2025/"
    preview.page(page)
    note("first page, warm cache", [Spent(time.monotonic() - preview.begin, preview.processor())], 5.0)
    narrative, data = folder / f"docs/{slug}/2025.md", folder / f"data/{slug}/2025.yml"
    text, figures = narrative.read_text(encoding="utf-8"), data.read_text(encoding="utf-8")
    row = re.search(r"^  行政许可:\s*\[?(\d+)", figures, re.MULTILINE)
    assert row is not None
    spent = [
        preview.seen(page, narrative, text.replace("## 二、", f"第 {turn} 次保存。\n\n## 二、", 1), f"第 {turn} 次保存")
        for turn in range(_ROUNDS)
    ]
    note("narrative saved until it is seen", spent, saved)
    spent = []
    for turn in range(_ROUNDS):
        figure = 70_001 + 13 * turn
        changed = figures[: row.start(1)] + str(figure) + figures[row.end(1) :]
        spent.append(preview.seen(page, data, changed, str(figure)))
    note("figure saved until it is seen", spent, saved)
    note("search, on first use after a change", [preview.searched()])
    narrative.write_text(text, encoding="utf-8")
    data.write_text(figures, encoding="utf-8")
    preview.until(lambda: "次保存" not in preview.page(page) and str(figure) not in preview.page(page))
    note("search, nothing changed since it was published", [preview.searched()])
    preview.end()
    return result


def main() -> None:
    """Measure a small district and a large one."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--agencies", default="5,300")
    parser.add_argument("--years", default="4,7")
    parser.add_argument("--json", type=Path, help="a file for the results")
    wanted = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    results = []
    for agencies, years in zip(wanted.agencies.split(","), wanted.years.split(","), strict=True):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "site"
            fill_folder(folder, demo_files(int(agencies), int(years), seed=1), force=False)
            subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True)
            spent = {what: asdict(item) for what, item in measure(folder).items()}
            results.append({"agencies": int(agencies), "years": int(years), "preview": spent})
    if wanted.json is not None:
        content = {"processors": os.cpu_count(), "python": platform.python_version(), "sites": results}
        wanted.json.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
