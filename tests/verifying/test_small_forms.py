"""What a site writes of a report agrees with its data whatever its form: however few rows and columns a table has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import rule_codes
from gongkai.forms import Form, FormRegistry, load_form
from gongkai.renders.export import formats_of
from gongkai.verifying.expected import expected_of_data
from gongkai.verifying.site import file_differences
from tests.renders.workbooks import export_of, sparse
from tests.simulate_additions import block
from tests.tables.grids import numbered, third_form, zeros

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.reports import Report

HEAD = """\
form: {id}
title: 热线办理情况年度报告
authority: 示例格式
years: {{from: 2022}}
sections:
  - {{number: 一, title: 总体情况}}
  - {{number: 二, title: 热线办理情况, table: calls}}
tables:
  calls:
    name: 热线
    title: 热线办理情况
    blocks:
"""
ROWS = {"received": "新收", "carried_in": "结转", "concluded": "办结", "sent_back": "退回"}
COLUMNS = {"online": "网上", "counter": "窗口", "total": "合计"}


def small(rows: int, columns: int) -> Form:
    """A form of one table with as many rows and columns."""
    lines = ["      - row_head: 事项"]
    for part, names, number in (("columns", COLUMNS, columns), ("rows", ROWS, rows)):
        lines.append(f"        {part}:")
        lines += [f"          {key}: {{label: {names[key]}, short: {names[key]}}}" for key in list(names)[:number]]
    name = f"hotline-{rows}-{columns}"
    return load_form(HEAD.format(id=name) + "\n".join(lines) + "\n", path=f"{name}.yml", codes=rule_codes())


def of_the_manual() -> Form:
    text = block("forms.md", "yaml", 0)
    match = re.search(r"(?m)^form: (\S+)", text)
    assert match is not None
    return load_form(text, path=f"{match[1]}.yml", codes=rule_codes())


def in_hundreds(form: Form) -> Report:
    """A report in which commas between cells might as well separate thousands."""
    report = numbered(form)
    grids = {
        name: tuple(tuple(replace(cell, value=100 + cell.number) for cell in row) for row in rows)
        for name, rows in report.grids.items()
    }
    return replace(report, grids=grids)


@pytest.mark.slow
@pytest.mark.usefixtures("reads_here")
@pytest.mark.parametrize("make", [numbered, in_hundreds, zeros, sparse])
@pytest.mark.parametrize(
    "form",
    [of_the_manual(), third_form(), small(1, 1), small(1, 3), small(4, 1), small(4, 2), small(4, 3)],
    ids=lambda form: form.id,
)
def test_every_file_of_a_report_on_an_own_form_agrees_with_its_data(
    form: Form, make: Callable[[Form], Report], tmp_path: Path
) -> None:
    report, registry = make(form), FormRegistry([form])
    expected = expected_of_data(export_of(report))
    for item in formats_of(report):
        if item.name == "pdf":
            continue  # made by a program of its own, which takes its time
        path = tmp_path / item.file
        path.write_bytes(item.write(export_of(report)))
        assert list(file_differences(path, expected, registry, display_path=item.file)) == [], item.file
