"""Cases as data: a file of cases/ is a mapping of names to cases, and a case is what a clerk wrote and what is found.

A case has:

``report``            the YAML; or ``base`` (a report of cases/bases that adds up), ``set`` (place: figures as written),
                      ``drop`` (places left out), ``totals: left out``, ``below`` (YAML to follow, waivers for instance)
``year``, ``agency``  of the report; the form's second year and a sample office where it does not say
``since``             the first year in which the agency reports
``level``, ``kind``   of the agency
``narrative``         the Markdown; or ``sections`` (a narrative of cases/bases), ``replace``, ``before``, ``after``
``traces``            what the published site has of the report
``missing_narrative`` where the Markdown should be that is not there
``others``            further reports at hand: ``agency/year: base``, or a mapping with the keys of a case's own report;
                      a case without this key asks nothing of the year before
``findings``          all that is found, in any order

A finding has the keys of the JSON, ids for row and col. Of these ``rule``, ``row``, ``col``, ``expected``, ``actual``,
``cause`` and ``waiver`` are absent where they are not listed, and ``level`` is error; ``cause``, ``waiver`` and
``message`` are fragments of the words; ``at`` is the first of the cells.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.checks import run
from gongkai.findings import as_json
from tests.checks import subjects
from tests.checks.sheet import Sheet
from tests.yaml_texts import yaml_as_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.findings import Finding
    from gongkai.reports import Report

FOLDER = Path(__file__).parent / "cases"
BASES = FOLDER / "bases"
YEARS = {"consistent-2019": 2020, "consistent-2021": 2023}
Case = dict[str, Any]

_ABSENT = ("rule", "row", "col", "expected", "actual", "cause", "waiver")
_EXACT = ("code", "rule", "level", "path", "line", "column", "table", "row", "col", "expected", "actual", "cells")
_KEYS = {
    "report",
    "base",
    "set",
    "drop",
    "totals",
    "below",
    "year",
    "agency",
    "findings",
    "others",
    "missing_narrative",
    "traces",
}
_AGENCY = {"since", "level", "kind"}
_NARRATIVE = {"narrative", "sections", "replace", "before", "after"}


@cache
def cases() -> dict[str, Case]:
    """Every case by ``file: name``; scalars are text as written, so that ``~`` is a blank and no null."""
    by_name: dict[str, Case] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        loaded = yaml_as_written(path.read_text(encoding="utf-8"))
        for name, case in loaded.items():
            unknown = set(case) - _KEYS - _NARRATIVE - _AGENCY
            assert not unknown, f"{path.name}: {name}: unknown {unknown}"
            by_name[f"{path.stem}: {name}"] = case
    return by_name


@cache
def findings_of_case(name: str) -> tuple[Finding, ...]:
    """What loading and checking say of a case."""
    case = cases()[name]
    year, slug = _year(case), case.get("agency", subjects.AGENCY)
    report, written = subjects.load(_report(case), year=year, slug=slug)
    since = int(case["since"]) if "since" in case else None
    owner = subjects.agency(slug, since=since, level=case.get("level"), kind=case.get("kind"))
    narratives = {int(key[-4:]): text for key, text in _narratives(case)}
    subject = subjects.subject(
        report,
        markdown=_narrative(case),
        others=dict(_others(case)),
        narratives=narratives,
        owner=owner,
        missing_narrative=case.get("missing_narrative"),
        text=_report(case),
        traces=case.get("traces", ""),
    )
    codes = _codes(name.partition(": ")[0])
    findings = run(subject, loading_findings=written)
    if codes.isdisjoint(subjects.RULES - {"waiver-unused"}):  # a file about a rule that looks at something else
        findings = tuple(item for item in findings if item.code in {*codes, "waiver-unused"})
    else:
        findings = subjects.without_others(findings, also=codes)
    return findings if "others" in case else subjects.by_itself(findings)


@cache
def _codes(file: str) -> frozenset[str]:
    """The codes that the cases of a file are about: a case without a finding says that there is none of them."""
    of_file = (case for name, case in cases().items() if name.partition(": ")[0] == file)
    return frozenset(item["code"] for case in of_file for item in case["findings"])


def mismatches(case: Case, findings: tuple[Finding, ...]) -> list[str]:
    """What is expected and not found, and what is found and not expected; empty where the case holds."""
    left = [as_json(finding) for finding in findings]
    problems = []
    for expected in case["findings"]:
        match = next((item for item in left if _fits(expected, item)), None)
        if match is None:
            problems.append(f"missing: {expected}")
        else:
            left.remove(match)
    shown = set(_EXACT) - {"cells", "path"} | {"message", "waiver"}
    problems.extend(f"too many: { {key: item[key] for key in item if key in shown and item[key]} }" for item in left)
    return problems


def _fits(expected: dict[str, Any], item: dict[str, Any]) -> bool:
    wanted = {**dict.fromkeys(_ABSENT), "level": "error", **expected}
    for key in _EXACT:
        if key in wanted and wanted[key] != _text(item[key]):
            return False
    cells, waiver = item["cells"], item["waiver"]
    return (
        ("at" not in wanted or cells[:1] == [wanted["at"]])
        and _within(wanted["cause"], item["cause"])
        and _within(wanted["waiver"], waiver and f"{waiver['reason']} {waiver['date']} {waiver['office']}")
        and _within(wanted.get("message", ""), item["message"])
    )


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) else value


def _within(fragment: str | None, text: str | None) -> bool:
    return text is None if fragment is None else text is not None and fragment in text


def _year(case: Case) -> int:
    return int(case["year"]) if "year" in case else YEARS[case["base"]]


def _report(case: Case) -> str:
    if "report" in case:
        return str(case["report"])
    sheet = _base(case["base"]).copy()
    if case.get("totals") == "left out":
        sheet.leave_totals_out()
    for place, value in case.get("set", {}).items():
        sheet.write(place, value)
    for place in case.get("drop", ()):
        sheet.drop(place)
    sheet.below = case.get("below", "")
    return sheet.text()


@cache
def _base(name: str) -> Sheet:
    form = subjects.registry().get(f"gia-{name[-4:]}")
    assert form is not None
    return Sheet.read((BASES / f"{name}.yml").read_text(encoding="utf-8"), form)


def _narrative(case: Case) -> str | None:
    if "narrative" in case:
        return str(case["narrative"])
    if not case.keys() & _NARRATIVE:
        return None
    text = (BASES / f"{case.get('sections', 'sections')}.md").read_text(encoding="utf-8")
    for old, new in case.get("replace", {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return f"{case.get('before', '')}{text}{case.get('after', '')}"


def _others(case: Case) -> Iterator[tuple[tuple[str, int], Report]]:
    for key, other in case.get("others", {}).items():
        slug, _, year = key.partition("/")
        text = _report(other if isinstance(other, dict) else {"base": other})
        report, _ = subjects.load(text, year=int(year), slug=slug)
        yield (slug, int(year)), report


def _narratives(case: Case) -> Iterator[tuple[str, str]]:
    """The narratives of the other reports that have one."""
    for key, other in case.get("others", {}).items():
        text = _narrative(other) if isinstance(other, dict) else None
        if text is not None:
            yield key, text
