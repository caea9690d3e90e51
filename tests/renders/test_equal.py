"""Files of a built site next to its JSON, by the means of ``tests.renders.equal``, which compares all formats."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from gongkai.site_config import read_layout
from gongkai.workspace import Workspace
from tests.renders.equal import compared, items_of, numbers_differ, texts_differ

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = {"csv", "csv of the year"}


def test_page_word_and_csv_of_every_report_show_the_figures_of_json(
    demo_district: Path, own_site: Path, root: Path
) -> None:
    """Of the district every other report: some of each agency and on each form."""
    for folder, site in ((root, own_site), (demo_district, demo_district / "site")):
        reports = dict(list(Workspace(read_layout(folder), reserved=()).reports.items())[::2])
        results = list(compared(site, reports, {}))
        assert [(name, key, cells) for name, key, _, cells in results if cells] == []
        assert {name for name, *_ in results} >= {"page", *NUMBERS}
        assert {count for *_, count, _ in results} <= {198, 200, 202}


def test_figure_that_differs_is_named(own_site: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(own_site / "erligang/2020", tmp_path / "2020")
    items = items_of(folder)
    cell = ("requests", "received", "total")
    shown = {key: "" if item["value"] is None else str(item["value"]) for key, item in items.items()}
    assert texts_differ({**shown, cell: "2"}, items) == [cell]
    assert numbers_differ({**shown, cell: ""}, items) == [cell]
