"""Layouts met in the wild, each a case of YAML: parts of a document, the figures expected, the remarks expected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.figures import written
from gongkai.forms import shipped_forms
from gongkai.readers.matching import match_document
from tests.readers.drawn import document
from tests.yaml_texts import read_yaml

CASES = [
    (path.stem, case)
    for path in sorted((Path(__file__).parent / "cases" / "match").glob("*.yml"))
    for case in read_yaml(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[f"{stem}-{case['name']}" for stem, case in CASES])
def test_layout_gives_its_figures_and_says_its_doubts(case: Any) -> None:
    agency, of_organ = case.get("agency", ""), case.get("of_organ", False)
    matched = match_document(document(case["parts"]), shipped_forms(), case["year"], agency, of_organ=of_organ)

    assert (matched.form and matched.form.id) == case.get("form", "gia-2021")
    rows: dict[str, list[str | None]] = {}
    for place in case.get("rows", {}):
        table, row = place.split(".", 1)
        assert matched.form is not None
        model = matched.form.table_index[table]
        columns = [column.id for column in model.columns(model.row_index[row])]
        figures = [matched.figures.get((table, row, column)) for column in columns]
        rows[place] = [None if figure is None else written(figure) for figure in figures]
    assert rows == {
        place: [None if text is None else str(text) for text in row] for place, row in case.get("rows", {}).items()
    }
    doubts = {f"{item.doubt.value} {item.code} {item.row or item.table}" for item in matched.remarks}
    assert set(case.get("said", [])) <= doubts
    assert not set(case.get("unsaid", [])) & doubts
    assert set(case.get("quoted", [])) <= {item.text for item in matched.remarks}
    assert not {item.row for item in matched.remarks if not item.sure} & set(case.get("sure_rows", []))
    if case.get("sure"):
        assert [
            item for item in matched.remarks if not item.sure and item.code not in ("missing-row", "missing-table")
        ] == []
    if "heads" in case:
        assert dict(matched.heads) == case["heads"]
    if "notes" in case:
        assert [list(note) for note in matched.notes] == case["notes"]
    if "taken" in case:
        assert sorted(matched.table_blocks) == case["taken"]
