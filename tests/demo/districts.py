"""Fictional districts that tests of the demo write and check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.demo import demo_files
from gongkai.reports.layout import Layout
from gongkai.starting import fill_folder
from gongkai.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

LARGE = 40
"""Agencies of the large district."""


def loaded_district(folder: Path, agencies: int, *, seed: int) -> Workspace:
    """A district in all years, written into a folder and loaded."""
    fill_folder(folder, demo_files(agencies, 7, seed=seed), force=False)
    return Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
