"""A report's summary as data: figures in, the exact sentences out; under both forms and under one that knows none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gongkai import forms
from gongkai.checks import rule_codes
from gongkai.forms import FormRegistry, load_form, shipped_forms
from gongkai.pages.in_words.summary import Summary, summary
from gongkai.reports import Report, load_report
from tests.tables.grids import load, numbered, third_form
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.forms import Form, Line

CASES: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "cases" / "summaries.yml").read_text(encoding="utf-8"))
REGISTRY = FormRegistry(shipped_forms())


def report_of(case: dict[str, Any], year: int) -> Report:
    """Return the report of a case, zeros wherever it names nothing."""
    form = None if case["form"] == "none" else REGISTRY.get(case["form"])
    lines = ["version: 1", f"form: {case['form']}", "published: 未载", "status: published"]
    for table in form.tables if form else ():
        requests = table.id == "requests"
        if requests and case["rows"] is None:
            continue
        rows = dict(case["rows"]) if requests else {}
        lines.append(f"{table.name.short}:")
        lines.extend(_lines(table.lines, rows, case.get("without", ())))
        assert not rows, "the case names rows that are not there"
    report, findings = load_report("\n".join(lines), path="x", agency="x", year=year, registry=REGISTRY)
    assert report is not None
    assert {finding.code for finding in findings} <= {"form-shape"}
    return report


def _lines(lines: tuple[Line, ...], rows: dict[str, Any], without: tuple[str, ...]) -> Iterator[str]:
    stated = any(isinstance(written, list) and len(written) == 7 for written in rows.values())
    for line in lines:
        written = rows.pop(line.name.short, None)
        if line.name.short in without or (written is None and line.name.id == "outcome_total" and not stated):
            continue
        width = len(line.columns) - (0 if stated else len(line.totals))
        if not isinstance(written, list):
            total = [0] * (width - 2) + [written] if stated and written else [0] * (width - 1)
            written = [written or 0, *total]
        texts = ("~" if figure is None else str(figure) for figure in written)
        yield f"  {line.name.short}: [{', '.join(texts)}]"


def summary_of(case: dict[str, Any]) -> Summary | None:
    before = report_of(case["before"], case["year"] - 1) if "before" in case else None
    return summary(report_of(case, case["year"]), before)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_summary_says_what_the_figures_say(case: dict[str, Any]) -> None:
    page_summary = summary_of(case)
    assert page_summary is not None
    assert list(page_summary.sentences) == case["sentences"]
    assert len(page_summary.sentences) <= 4
    if "figures" in case:
        assert [f"{item.name} {item.text}{' 件' if item.count else ''}" for item in page_summary.figures] == case[
            "figures"
        ]


def test_first_report_is_summed_up_with_its_blanks(root: Path) -> None:
    text = (root / "data/erligang/2020.yml").read_text(encoding="utf-8")
    report, _ = load_report(text, path="x", agency="erligang", year=2020, registry=REGISTRY)
    assert report is not None
    page_summary = summary(report)
    assert page_summary is not None
    assert page_summary.sentences[:3] == (
        "2020 年新收政府信息公开申请 1 件，没有上年结转的申请。",
        "办理结果总计 1 件，结果为无法提供（不掌握）；予以公开、部分公开为空项，不予公开有空项（空项不是 0）。",
        "没有结转下年度的申请。",
    )


def test_form_without_a_table_of_requests_has_no_summary() -> None:
    form = third_form()
    assert summary(numbered(form, year=2022)) is None


def test_form_of_a_sites_own_is_summed_up_under_its_own_names_and_not_compared_where_it_does_not_say() -> None:
    text = next(path for path in _shipped() if path.name == "gia-2021.yml").read_text(encoding="utf-8")
    own = text.replace("form: gia-2021", "form: own-2021", 1).replace("（一）予以公开", "（一）全部提供")
    own = own.replace("short: 予以公开", "short: 全部提供").replace("label: （四）无法提供", "label: （四）没有提供")
    received = "rows: [received]\n              comparable: "
    assert f"{received}true" in own
    own = own.replace(f"{received}true", f"{received}false")
    form = load_form(own, path="own-2021.yml", codes=rule_codes())
    report = load(_zeros(form, {"本年新收": 3, "全部提供": 2, "不掌握": 1}), year=2024, form=form)
    before = report_of({"form": "gia-2021", "rows": {"本年新收": 1, "予以公开": 1}}, 2023)
    page_summary = summary(report, before)
    assert page_summary is not None
    assert page_summary.sentences[1] == "办理结果总计 3 件：全部提供 2 件、没有提供 1 件（不掌握）。"
    assert page_summary.sentences[3] == "本年新收口径调整，不可比，办理结果总计比上年多 2 件。"


def _zeros(form: Form, rows: dict[str, Any]) -> str:
    lines = ["version: 1", f"form: {form.id}", "published: 未载", "status: published"]
    for table in form.tables:
        lines.append(f"{table.name.short}:")
        lines.extend(_lines(table.lines, rows if table.id == "requests" else {}, ()))
    return "\n".join(lines)


def _shipped() -> Iterator[Path]:
    return Path(forms.__file__).parent.glob("gia-*.yml")
