"""Clean reports: the demo district in memory, generated once."""

from __future__ import annotations

from functools import cache

from gongkai.demo import demo_files
from tests.checks.injected.model import CleanReport

AGENCIES, YEARS = 84, 6
"""504 reports of 84 agencies, on both forms."""


@cache
def clean_reports(agencies: int = AGENCIES, years: int = YEARS, *, seed: int = 1) -> tuple[CleanReport, ...]:
    """Every report of a demo district.

    Args:
        agencies: Number of agencies.
        years: Number of years, the last ones of the demo.
        seed: Seed of the district.
    """
    files = dict(demo_files(agencies, years, seed=seed))
    return tuple(_report(files, path) for path in files if _is_report(path))


def _is_report(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder.startswith("data/") and name.removesuffix(".yml").isdecimal()


def _report(files: dict[str, str], path: str) -> CleanReport:
    _, slug, name = path.split("/")
    year = int(name.removesuffix(".yml"))
    names = [f"data/{slug}/agency.yml"]
    for item in (year - 1, year):
        names += [f"data/{slug}/{item}.yml", f"docs/{slug}/{item}.md"]
    return CleanReport(slug, year, {name: files[name] for name in names if name in files})
