"""The README's architecture: every room stands there with its number, and the two walks of a figure are real."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.test_layering import NUMBERS

if TYPE_CHECKING:
    from pathlib import Path

READMES = ("README.md", "README.zh-CN.md")
STEPS = 8
"""Steps of a walk at most."""
FILES = {"words", "__main__"}
"""Numbered names that are no rooms of their own: a file of words, and the way in for ``python -m``."""


@pytest.fixture(params=READMES)
def architecture(request: pytest.FixtureRequest, root: Path) -> str:
    text: str = (root / request.param).read_text(encoding="utf-8")
    section = re.search(r"(?ms)^## (?:Architecture|结构)$(.*?)^## ", text)
    assert section is not None
    return section[1]


def walks(text: str) -> list[list[str]]:
    """The numbered lists, each as the dotted names of its steps."""
    lists: list[list[str]] = []
    for number, name in re.findall(r"(?m)^(\d+)\. `([\w.]+)`", text):
        if number == "1":
            lists.append([])
        lists[-1].append(name)
    return lists


def test_every_room_stands_in_the_table_with_its_number(architecture: str) -> None:
    rooms = {}
    for number, names in re.findall(r"(?m)^\| (\d+) \| (.*?) \|", architecture):
        rooms |= {name.partition(".")[0].rstrip("/"): int(number) for name in re.findall(r"`([^`]+)`", names)}
    assert rooms == {name: number for name, number in NUMBERS.items() if name not in FILES} | {"words": 0}


def test_both_walks_have_few_steps_and_every_step_is_a_function(architecture: str) -> None:
    figures = walks(architecture)
    assert len(figures) == 2
    for steps in figures:
        assert 0 < len(steps) <= STEPS
        for step in steps:
            assert callable(resolved(step)), step


def test_every_function_that_a_step_names_is_there(architecture: str) -> None:
    named = re.findall(r"`(gongkai\.[\w.]+)`", "\n".join(re.findall(r"(?m)^\d+\. .*(?:\n {3}.*)*", architecture)))
    assert len(named) > 2 * STEPS, "some steps name two"
    assert all(callable(resolved(name)) for name in named)


def resolved(name: str) -> object:
    """What a dotted name stands for: a module's attribute, or an attribute of a class there."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            value: object = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            value = getattr(value, part)
        return value
    raise AssertionError(name)


def test_a_walk_through_yaml_and_page_meets_one_figure(root: Path) -> None:
    """The first walk, taken: the figure that the first report's YAML holds is the one of its page's cell."""
    from gongkai.pages.parts import ReportTable  # noqa: PLC0415 - needed here alone, as are these
    from gongkai.renders.html.report import part_html, part_ids  # noqa: PLC0415
    from gongkai.renders.html.table import table_html  # noqa: PLC0415
    from gongkai.reports.layout import Layout  # noqa: PLC0415
    from gongkai.site.report.block_slots import Slots  # noqa: PLC0415
    from gongkai.tables import build_table  # noqa: PLC0415
    from gongkai.workspace import Workspace  # noqa: PLC0415

    workspace = Workspace(Layout(root, root / "data", root / "docs"), reserved=())
    report = workspace.reports["erligang", 2020]
    line = next(
        text for text in (root / "data/erligang/2020.yml").read_text(encoding="utf-8").split("\n") if "行政许可" in text
    )
    written = re.findall(r"\d+", line)
    figures = report.grids["proactive"]
    assert any([str(figure.value) for figure in row] == written for row in figures)
    view = build_table(report, "proactive")
    html = table_html(view)
    row = next(part for part in html.split("<tr") if "行政许可" in part)
    assert re.findall(r">(\d+)</td>", row) == written
    slots = Slots(part_html, part_ids)
    mark = slots.keep(ReportTable(view))
    page, ids = slots.fill(f"<p>{mark}</p>")
    assert html in page
    assert view.id in ids
