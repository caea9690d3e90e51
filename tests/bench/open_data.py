"""Time what the files of data of a whole site cost: the lines of all agencies, the files and their archive, Parquet.

    python -m tests.bench.open_data [--agencies 300] [--years 7]

The parts are those of a build, on as many processors as it uses. Wall-clock time: it is what a build takes longer.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.demo import demo_files
from gongkai.processes import InOrder, worth_it
from gongkai.reports.layout import Layout
from gongkai.routes import year_table_page
from gongkai.site.build.site_contents import agency_contents, site_contents
from gongkai.site.open_data import collector
from gongkai.site.open_data.year_page import year_page
from gongkai.site.open_data.years import data_years
from gongkai.site.publishing.site_files import SiteFiles
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.starting import fill_folder
from gongkai.work.bundle import Bundle
from gongkai.work.make import WorkSettings, make_agency
from gongkai.work.page_type import GeneratedPage
from gongkai.work.settings import SiteSettings
from gongkai.workspace import Workspace

LIMIT = 5.0
"""Seconds that the files and the archive, and that Parquet may take for 2,100 reports."""


class Stopwatch:
    """Wall-clock seconds by the name of a part."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begin

    def timed(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        """The same function, timed."""

        def call(*args: object) -> object:
            with self.part(name):
                return function(*args)

        return call


def bundles(workspace: Workspace, settings: SiteSettings, *, verbatim: bool) -> Iterator[Bundle]:
    """The lines of every agency, as the workers of a build give them."""
    contents = site_contents(workspace, settings)
    agencies = {item.entry.slug: item for item in agency_contents(workspace, contents)}
    work = WorkSettings((), frozenset(), None, (), rows=True, verbatim=verbatim)

    def make(slug: str) -> Bundle:
        data = workspace.data[slug]
        return make_agency(data, agencies[slug], None, work, lookup=workspace.seen_from, findings=())  # type: ignore[arg-type] # no page is made

    slugs = list(agencies)
    yield from InOrder(make, slugs, batch=1) if worth_it(len(workspace.reports)) else map(make, slugs)


def measured(workspace: Workspace, folder: Path, *, parquet: bool) -> dict[str, float]:
    """Seconds by part."""
    settings = SiteSettings("示例", url="https://example.invalid/", parquet=parquet)
    contents = site_contents(workspace, settings)
    watch = Stopwatch()
    parts = {"write_parquet": "Parquet", "write_archive": "archive", "year_workbook": "tables as workbooks"}
    kept = {name: getattr(collector, name) for name in parts}
    try:
        for name, part in parts.items():
            setattr(collector, name, watch.timed(part, kept[name]))
        data = collector.OpenData(contents, SiteFiles(SiteFolder(folder)))
        with watch.part("lines of all agencies, and CSV"):
            for bundle in bundles(workspace, settings, verbatim=parquet):
                data.add(bundle)
        with watch.part("all that is made of them"):
            data.finish()
    finally:
        for name, function in kept.items():
            setattr(collector, name, function)
    with watch.part("pages of the tables"):
        for item in data_years(contents):
            year_page(contents, GeneratedPage(year_table_page(item.year), "", year=item.year))
    return watch.seconds


def _parquet(seconds: dict[str, float]) -> Iterator[tuple[str, float]]:
    if "Parquet" in seconds:
        yield "Parquet", seconds["Parquet"]


def main() -> None:
    """Print seconds and sizes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--agencies", type=int, default=300)
    parser.add_argument("--years", type=int, default=7)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        fill_folder(folder, demo_files(wanted.agencies, wanted.years, seed=1), force=False)
        workspace = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        print(f"{len(workspace.reports)} reports")
        for parquet in (False, True):
            target = Path(name) / f"out-{parquet}"
            print("with Parquet" if parquet else "without Parquet")
            seconds = measured(workspace, target, parquet=parquet)
            for part, length in seconds.items():
                print(f"  {part}: {length:.2f} s")
            files = seconds["lines of all agencies, and CSV"] + seconds["all that is made of them"]
            for what, length in (("files and archive", files - seconds.get("Parquet", 0)), *_parquet(seconds)):
                print(f"  {what}: {length:.2f} s   at most {LIMIT}   {'holds' if length <= LIMIT else 'DOES NOT HOLD'}")
            for suffix in (".csv", ".zip", ".parquet", ".xlsx"):
                files = list((target / "data").glob(f"*{suffix}"))
                if files:
                    print(f"  {len(files)} files {suffix}: {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
