"""The beginnings of eleven real reports, cut at 2,000 bytes: every figure that stands there is right, the rest is said.

What stands there was read by a person from each text. A row that is cut off, and cells of which the layout does not say
whose they are, must be left open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.figures import written
from gongkai.forms import CellIds, shipped_forms
from gongkai.readers.facts.identity import identify
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from tests.readers.score import doubted
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from gongkai.readers.matching import MatchResult

CASES = read_yaml((Path(__file__).parent / "cases" / "excerpts.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_what_stands_in_an_excerpt_is_right_and_the_rest_is_said(case: Any, shared: Path) -> None:
    document = read_document(shared / "reports" / "excerpts" / case["file"])
    matched = match_document(document, shipped_forms(), case["year"])
    facts = identify(document)

    assert (facts.agency, facts.year) == (case.get("agency", ""), case["year"] if "agency" in case else None)
    assert (matched.form and matched.form.id) == case.get("form")
    assert dict(matched.heads) == case.get("heads", {})
    expected = cells_of(case, matched)
    assert {at: written(matched.figures[at]) for at in expected if at in matched.figures} == expected
    assert [at for at in expected if doubted(matched, at)] == []
    others = [at for at in every_cell(matched) if at not in expected]
    assert [at for at in others if not is_open(matched, at)] == []
    remarks = [remark.text for remark in matched.remarks]
    assert all(any(text in one for one in remarks) for text in case.get("said", []))


def every_cell(matched: MatchResult) -> list[CellIds]:
    """Every cell of the form."""
    return [
        (table.id, row.id, column.id)
        for table in (matched.form.tables if matched.form is not None else ())
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
    ]


def cells_of(case: Any, matched: MatchResult) -> dict[CellIds, str]:
    """The figures that a case expects, by cell."""
    expected: dict[CellIds, str] = {}
    for place, figures in case.get("rows", {}).items():
        table, row = place.split(".")
        cells = [at for at in every_cell(matched) if at[:2] == (table, row)]
        expected.update(zip(cells, map(str, figures), strict=True))
    return expected


def is_open(matched: MatchResult, at: CellIds) -> bool:
    """Whether a cell is said to be open."""
    tables = {remark.table for remark in matched.remarks if remark.code in ("missing-table", "image")}
    return at[0] in tables or doubted(matched, at)
