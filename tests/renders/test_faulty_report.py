"""Files of a report with errors: they say that it is not to be published, name every error, and hide no bad cell."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.figures import UNREADABLE
from gongkai.findings import Finding, Level, as_text
from gongkai.renders.export import ReportExport, formats
from gongkai.reports import Agency, Report
from tests.renders import workbooks
from tests.tables.grids import every_form, numbered

if TYPE_CHECKING:
    from gongkai.forms import Form

AGENCY = Agency("a", "某街道办事处", "某街道", path="data/a/agency.yml")
FORMS = pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)


def finding(level: Level, line: int) -> Finding:
    return Finding(
        code="syntax",
        variant="no-agency-file",
        level=level,
        path="data/a/2020.yml",
        line=line,
        column=9,
        agency="a",
        year=2020,
        args={"slug": "=a"},
    )


ERRORS = (finding(Level.ERROR, 7), finding(Level.ERROR, 8))
HEAD = "有 2 处差错，不能公布，只供本机关改正时使用。"


def with_bad_cell(form: Form) -> Report:
    """A report with a first cell that is written, but not as a figure."""
    report = numbered(form)
    name = form.tables[0].id
    first, *rest = report.grids[name]
    return replace(report, grids={**report.grids, name: ((UNREADABLE, *first[1:]), *rest)})


def export(form: Form, *findings: Finding) -> ReportExport:
    return ReportExport(with_bad_cell(form) if findings else numbered(form), AGENCY, "0" * 64, findings)


@FORMS
def test_lines_of_errors_name_each_and_nothing_else(form: Form) -> None:
    faulty = export(form, finding(Level.WARNING, 3), *ERRORS)
    assert faulty.errors == ERRORS
    assert faulty.error_lines == (HEAD, *map(as_text, ERRORS))
    assert faulty.error_lines[1].startswith("data/a/2020.yml:7:9 差错（")
    assert export(form).error_lines == export(form, finding(Level.WARNING, 3)).error_lines == ()


@FORMS
def test_json_says_first_that_it_is_not_to_be_published_and_where_the_errors_are(form: Form) -> None:
    (item,) = (item for item in formats() if item.name == "json")
    document = json.loads(item.write(export(form, *ERRORS)))
    assert list(document)[:2] == ["schema", "publishable"]
    assert document["publishable"] is False
    assert [(one["level"], one["path"], one["line"]) for one in document["findings"]] == [
        ("error", "data/a/2020.yml", line) for line in (7, 8)
    ]
    assert document["observations"][0]["value"] is None
    assert document["observations"][0]["status"] == "unreadable"
    assert "publishable" not in json.loads(item.write(export(form)))


@FORMS
def test_workbook_begins_with_its_errors_which_start_no_formula(form: Form) -> None:
    (item,) = (item for item in formats() if item.name == "xlsx")
    data = item.write(export(form, *ERRORS))
    name, rows = next(iter(workbooks.sheets(data).items()))
    assert name == "差错"
    assert [row[0] for row in rows] == [HEAD, *map(as_text, ERRORS)]
    assert workbooks.sheets(item.write(export(form))).keys() == workbooks.sheets(data).keys() - {"差错"}


@FORMS
@pytest.mark.parametrize("name", ["csv", "csv-tables", "xlsx"])
def test_cell_that_holds_no_figure_is_never_shown_as_blank(form: Form, name: str) -> None:
    (item,) = (item for item in formats() if item.name == name)
    data = item.write(export(form, *ERRORS))
    if name == "xlsx":
        assert "填写有误" in workbooks.figures(data).values()
    else:
        assert data.decode("utf-8-sig").count("填写有误") == 1
        assert "填写有误" not in item.write(export(form)).decode("utf-8-sig")


def test_formats_that_say_errors_themselves_are_those_of_documents() -> None:
    assert {item.name for item in formats() if item.says_errors} >= {"json", "xlsx"}
    assert not {item.name for item in formats() if item.says_errors} & {"csv", "csv-tables"}
