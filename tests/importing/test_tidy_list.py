"""A report's list of cells (`report.csv`) comes in again: every observation equal, whatever order its columns have."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import ReadError
from gongkai.figures import UNREADABLE, Figure
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.importing.wording.remarks import remark_text
from gongkai.importing.workbook_notes import workbook_agency
from gongkai.pages.year_table import year_figures, year_table
from gongkai.readers.files.refusals import MEGABYTE, SIZES
from gongkai.readers.workbook import tidy_report
from gongkai.renders.export.csv_text import text_cell
from gongkai.renders.formats.csv import tidy_csv
from gongkai.renders.formats.json import report_json
from gongkai.renders.open_data.agencies import agencies_csv
from gongkai.renders.open_data.series import series_csv
from gongkai.reports.layout import Layout
from gongkai.reports.model import Retelling
from gongkai.reports.tidy_columns import unguarded
from gongkai.workspace import Workspace
from tests.examples import some
from tests.importing.test_workbook import brought_in, opened, saved
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import numbered, zeros

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.renders.export import ReportExport
    from gongkai.reports import Report
    from tests.conftest import DemoSources

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
REGISTRY = FormRegistry(shipped_forms())


def observations(export: ReportExport) -> Any:
    return json.loads(report_json(export))["observations"]


@pytest.mark.slow
def test_every_report_comes_in_with_equal_observations(root: Path, demo_sources: DemoSources, tmp_path: Path) -> None:
    compared = 0
    for number, folder in enumerate((root, demo_sources(2, 7))):
        first = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        keys = some(list(first.reports))
        files = [
            saved(tmp_path / f"{number}/{slug}-{year}.csv", first.export(slug, year, "csv")) for slug, year in keys
        ]
        items = brought_in(tmp_path / f"site{number}", *files)
        assert [item.error for item in items] == [""] * len(files)
        second = opened(tmp_path / f"site{number}")
        for key in keys:
            assert observations(second.report_export(*key)) == observations(first.report_export(*key)), key
            compared += 1
    assert compared == 1 + len(some(range(14)))


@pytest.mark.parametrize("make", [workbooks.sparse, workbooks.mixed, numbered])
@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_blanks_what_does_not_apply_and_totals_stated_or_not_come_in_as_they_are(
    form: Any, make: Callable[[Any], Report], tmp_path: Path
) -> None:
    report = make(form)
    brought_in(tmp_path / "site", saved(tmp_path / "a.csv", tidy_csv(export_of(report))))
    again = opened(tmp_path / "site").report_export("a", report.year)
    assert observations(again) == observations(export_of(report))


@pytest.mark.parametrize("make", [workbooks.sparse, workbooks.mixed, numbered])
@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_report_for_programs_comes_in_as_its_list_does(form: Any, make: Callable[[Any], Report]) -> None:
    export = export_of(make(form))
    listed, own = (
        tidy_report(data, REGISTRY, name=name)
        for data, name in ((tidy_csv(export), "a.csv"), (report_json(export).encode(), "a.json"))
    )
    assert listed is not None
    assert own is not None
    assert own.matched.figures == listed.matched.figures
    assert own.matched.computed == listed.matched.computed


def test_report_for_programs_brings_notes_corrections_explanations_and_who_retells_it(root: Path) -> None:
    first = Workspace(Layout(root, root / "data", root / "docs"), reserved=())
    key = next(iter(first.reports))
    own = tidy_report(first.export(*key, "json"), REGISTRY, name="report.json")
    assert own is not None
    report, by_kind = first.reports[key], Counter(mark.kind for mark in own.notes)
    assert own.stamp.agency == key[0]
    assert [text for _, text in own.matched.notes] == [note.text for note in report.notes]
    assert by_kind["retold"] == (report.retold is not None)
    assert by_kind["waiver"] == len(report.waivers)
    assert by_kind["correction"] == len(report.corrections)
    assert tidy_report(b'{"schema": 1, "observations": 5}', REGISTRY, name="a.json") is None


def test_units_and_remarks_come_in_and_a_remark_that_begins_a_formula_too(tmp_path: Path) -> None:
    report = workbooks.changed(
        zeros(OLD),
        {
            ("requests", "received", "natural_person"): Figure(22, unit="件", note='其中修订 16 件，含 "x"𠮷'),
            ("requests", "received", "enterprise"): Figure(3, note="'=1+1"),
        },
    )
    brought_in(tmp_path / "site", saved(tmp_path / "a.csv", tidy_csv(export_of(report))))
    again = opened(tmp_path / "site").reports["a", report.year]
    for cell in (("requests", "received", "natural_person"), ("requests", "received", "enterprise")):
        assert again.figure(*cell) == report.figure(*cell)


def rewritten(data: bytes, change: Callable[[list[list[str]]], list[list[str]]]) -> bytes:
    """A list as a spreadsheet saves it after somebody has changed its lines: in GB18030, without a mark."""
    lines = change(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("gb18030")


def test_columns_in_another_order_and_another_encoding_are_read(tmp_path: Path) -> None:
    report = numbered(NEW)
    data = rewritten(tidy_csv(export_of(report)), lambda lines: [[*line[::-1], "我的"] for line in lines])
    brought_in(tmp_path / "site", saved(tmp_path / "a.csv", data))
    assert observations(opened(tmp_path / "site").report_export("a", report.year)) == observations(export_of(report))


def test_text_that_is_there_already_stays(tmp_path: Path) -> None:
    report = numbered(NEW)
    book = export_of(report)
    file = saved(tmp_path / "a.csv", tidy_csv(book))
    brought_in(tmp_path / "site", file)
    page, data = (
        tmp_path / "site" / place / f"a/{report.year}{end}" for place, end in (("docs", ".md"), ("data", ".yml"))
    )
    text = f"# 自己的标题\n\n## 一、总体情况\n\n这一年的事。\n\n{page.read_text(encoding='utf-8').partition('## ')[2]}"
    page.write_text(text, encoding="utf-8")
    data.write_text(data.read_text(encoding="utf-8").replace("published: ~", "published: 2024-01-20"), encoding="utf-8")
    item = brought_in(tmp_path / "site", file, force=True)[0]
    assert not item.error
    assert page.read_text(encoding="utf-8") == text
    assert "published: 2024-01-20" in data.read_text(encoding="utf-8")
    assert not any(name.endswith(".md") for name in item.former)


def test_changed_total_and_cell_without_a_figure_are_listed_with_their_lines() -> None:
    def change(lines: list[list[str]]) -> list[list[str]]:
        value = lines[0].index("数值")
        total = next(line for line in lines if line[-2:] == ["received", "total"])
        part = next(line for line in lines if line[-2:] == ["carried_in", "natural_person"])
        total[value], part[value] = "99", "若干"
        next(line for line in lines if line[-2:] == ["granted", "natural_person"])[value] = "12（其中2件）"
        return [*lines, [*lines[1][:-2], "nothing", "made"]]

    data = rewritten(tidy_csv(export_of(workbooks.added_up(zeros(NEW)))), change)
    own = tidy_report(data, REGISTRY, name="a.csv")
    assert own is not None
    by_code = {remark.code: remark for remark in own.matched.remarks}
    assert {"total-typed", "unknown-row"} <= set(by_code)
    assert by_code["unknown-row"].origin.line == len(data.decode("gb18030").splitlines())
    assert ("requests", "carried_in", "natural_person") not in own.matched.figures
    assert "记作 12，括号里的字照录" in "".join(remark_text(remark, NEW) for remark in own.matched.remarks)


def test_list_that_is_retold_is_not_taken_for_the_organs_own_in_silence(tmp_path: Path) -> None:
    retold = replace(zeros(NEW), retold=Retelling("某某项目", "原机关网站"))
    for report, codes in ((retold, {"list-retold"}), (zeros(NEW), set())):
        own = tidy_report(tidy_csv(export_of(report)), REGISTRY, name="a.csv")
        assert own is not None
        assert {remark.code for remark in own.matched.remarks} & {"list-retold"} == codes
    (item,) = brought_in(tmp_path / "site", saved(tmp_path / "a.csv", tidy_csv(export_of(retold))))
    assert "这份清单写明是非官方转述的" in "".join(remark_text(remark, NEW) for remark in item.remarks)


def test_cell_that_was_written_wrong_is_no_blank() -> None:
    report = workbooks.changed(zeros(NEW), {("requests", "received", "natural_person"): UNREADABLE})
    own = tidy_report(tidy_csv(export_of(report)), REGISTRY, name="a.csv")
    assert own is not None
    assert ("requests", "received", "natural_person") not in own.matched.figures
    assert "text" in {remark.code for remark in own.matched.remarks}


def test_list_of_several_reports_and_of_a_form_that_is_not_here_are_refused_with_words() -> None:
    data = tidy_csv(export_of(zeros(NEW)))
    other = tidy_csv(export_of(replace(zeros(NEW), year=2030)))
    with pytest.raises(ReadError, match="里有 2 份报告的数"):
        tidy_report(data + other.partition(b"\r\n")[2], REGISTRY, name="a.csv")
    with pytest.raises(ReadError, match="本站没有这种格式"):
        tidy_report(data, FormRegistry([replace(OLD, answers_to=None)]), name="a.csv")


def year_csv() -> bytes:
    return agencies_csv(year_table(NEW, [(workbooks.AGENCY, NEW, year_figures(zeros(NEW)))], year=2023))


def many_reports() -> bytes:
    first, other = (tidy_csv(export_of(replace(zeros(NEW), year=year))) for year in (2023, 2024))
    lines = other.partition(b"\r\n")[2]
    return first + lines * (1 + SIZES["txt"] * MEGABYTE // len(lines))


@pytest.mark.parametrize(("data", "sentence"), [
    (series_csv(workbooks.AGENCY, [zeros(NEW)]), "是一个单位历年的数（series.csv），不是一份报告"),
    (year_csv(), "是一年里各单位主要的数，不是一份报告"),
    (many_reports(), "里是许多份报告的逐格数据，一次只能导入一份"),
], ids=["years", "agencies", "more than is read"])  # fmt: skip
def test_other_list_that_a_site_publishes_is_refused_in_one_sentence(
    data: bytes, sentence: str, tmp_path: Path
) -> None:
    again = data.decode("utf-8-sig").replace(",", ";").encode("gb18030")
    for file in (saved(tmp_path / "a-2023.csv", data), saved(tmp_path / "a-2024.CSV", again)):
        (item,) = brought_in(tmp_path / "site", file)
        assert sentence in item.error
        assert "report.csv" in item.error
        assert (item.remarks, item.writes) == ((), ())


def test_file_names_its_agency_and_any_other_list_does_not(tmp_path: Path) -> None:
    own = saved(tmp_path / "a.csv", tidy_csv(export_of(zeros(NEW))))
    other = saved(tmp_path / "b.csv", "机关,年度\n甲,2023\n".encode())
    assert (workbook_agency(own), workbook_agency(other), workbook_agency(tmp_path / "none.csv")) == ("a", "", "")
    assert tidy_report(other.read_bytes(), REGISTRY, name="b.csv") is None


@given(st.text(alphabet="'=+-@ ＝a\t\n", max_size=6))
def test_guarded_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(text_cell(text)) == text
    assert text_cell(text)[:1] not in tuple("=+-@\t\r\n")
