"""The demo district that the benchmarks of pages look at, built by this code or by that of an earlier commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "home": "",
    "agencies": "agencies/",
    "years": "years/",
    "year": "years/2024/",
    "agency": "jiaoyu/",
    "report": "jiaoyu/2025/",
    "plain words": "jiaoyu/2025/easy/",
    "comparison": "jiaoyu/2025/compare/",
    "series": "jiaoyu/series/",
    "any two": "compare/?a=jiaoyu/2025&b=zhujian/2025",
    "search": "search/",
    "data": "data/",
    "year table": "data/2025/",
    "glossary": "glossary/",
    "methods": "methods/",
    "accessibility": "accessibility/",
}
"""An address of each kind of page."""


def build(folder: Path, *, code: Path = ROOT) -> Path:
    """Write the district of 12 agencies and 4 years, build it, and return the folder that is published.

    Args:
        folder: A folder that is not there yet.
        code: The checkout whose code does it.
    """
    environment = {**os.environ, "PYTHONPATH": str(code / "macros"), "NO_MKDOCS_2_WARNING": "1"}
    start = [sys.executable, "-c", "from gongkai.cli import main; main()"]
    command = [*start, "demo", str(folder), "--agencies", "12", "--years", "4"]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], check=True, env=environment, cwd=folder)
    return folder / "site"
