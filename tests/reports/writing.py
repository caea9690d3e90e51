"""Cases of writing: a report with something amiss and the findings that it must have, as one YAML file each.

A case gives the report as `report:` (the whole text) or as a `base` (a file in cases/base) whose lines it changes:
`lines: {14: new text, 15: null}` by number, `add:` at the end, `start:` and `newline:` for the bytes around it. It
names `agency`, `year` and its `findings`, each with the parts that must hold: `code`, `level` (error where absent),
`variant`, `rule`, `line`, `column`, `table`, `row`, `col`; `here`, what stands in the file at that place; `says`, a
part of the message, where {forms} stands for the forms that come with the package. `cells` are printed figures by place
(空项 for a blank, 读不出 for an unreadable one), `computed` the places that were added up, `absent` what the report
lacks; `schema` is `accepted` or `refused`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.forms import shipped_forms
from tests.yaml_texts import read_yaml

FOLDER = Path(__file__).parent / "cases"
CASES = sorted((FOLDER / "writing").glob("*.yml"))
KEYS = {
    *("agency", "year", "report", "base", "lines", "add", "start", "newline", "findings", "cells", "computed"),
    *("absent", "schema"),
}


@dataclass(frozen=True)
class Case:
    """One case; `text` is the report's file, `expected` what its findings must be."""

    agency: str
    year: int
    text: str
    expected: list[dict[str, Any]]
    cells: dict[str, str]
    computed: list[str] | None
    absent: list[str]
    schema: str | None

    @property
    def path(self) -> str:
        """The report's path in a site."""
        return f"data/{self.agency}/{self.year}.yml"

    def at(self, line: int, column: int) -> str:
        """Return what stands in the text from a place on, to the end of the line."""
        lines = self.text.removeprefix("\ufeff").splitlines()
        return lines[line - 1][column - 1 :] if line <= len(lines) else ""


@cache
def read_case(path: Path) -> Case:
    """Read a case; a key that means nothing is a fault of the case."""
    case = read_yaml(path.read_text(encoding="utf-8"))
    assert set(case) <= KEYS, f"{path.name}: {set(case) - KEYS}"
    return Case(
        agency=case.get("agency", "case"),
        year=case["year"],
        text=_text(case),
        expected=[_with_forms(finding) for finding in case["findings"]],
        cells=case.get("cells", {}),
        computed=case.get("computed"),
        absent=case.get("absent", []),
        schema=case.get("schema"),
    )


def _with_forms(finding: dict[str, Any]) -> dict[str, Any]:
    forms = "、".join(form.id for form in shipped_forms())
    return {key: value.replace("{forms}", forms) if key == "says" else value for key, value in finding.items()}


def _text(case: dict[str, Any]) -> str:
    if "report" in case:
        return str(case["report"])
    lines: list[str | None] = list((FOLDER / "base" / f"{case['base']}.yml").read_text(encoding="utf-8").splitlines())
    for number, text in case.get("lines", {}).items():
        lines[number - 1] = text
    text = "".join(f"{line}\n" for line in lines if line is not None) + case.get("add", "")
    return str(case.get("start", "")) + text.replace("\n", case.get("newline", "\n"))
