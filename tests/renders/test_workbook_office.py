"""Workbooks in LibreOffice: formulas are worked out, not read, and say what JSON says; what breaks a rule turns red."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from gongkai.figures import Figure
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.readers.formats import old_office
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.xlsx import read_xlsx
from gongkai.readers.workbook import own_workbook
from gongkai.renders.formats.json import report_json
from gongkai.renders.rollup.workbook import rollup_workbook
from gongkai.renders.spreadsheet.workbook import report_workbook
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests.checks.between import model
from tests.renders import workbooks
from tests.renders.workbooks import export_of
from tests.shipped import shipped_form
from tests.tables.grids import numbered, zeros

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gongkai.readers.document import Document
    from gongkai.renders.export import ReportExport
    from tests.conftest import DemoSources
    from tests.shared_folders import SharedFolders

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
REGISTRY = FormRegistry(shipped_forms())
RED = "#FFC7CE"
DISTRICT = (2, 7)
"""Agencies and years of a demo district whose reports are on both forms."""
SAMPLE = [(1, 2025)]
"""Which of its reports are looked at: number of the agency, and year. All on a form have the same formulas; this
repository's own report is on the other form."""


def exports(root: Path, district: Path) -> dict[str, ReportExport]:
    """By name of a file the report in it: this repository's, those of a demo district, and some made on purpose."""
    own, demo = (
        Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=()) for folder in (root, district)
    )
    slugs = sorted({slug for slug, _ in demo.reports})
    sample = [*((own, *key) for key in own.reports), *((demo, slugs[number], year) for number, year in SAMPLE)]
    named = {f"{slug}-{year}": site.report_export(slug, year) for site, slug, year in sample}
    for form in shipped_forms():
        named[f"sparse-{form.id}"] = export_of(workbooks.sparse(form))
        named[f"mixed-{form.id}"] = export_of(workbooks.mixed(form))
        named[f"added-{form.id}"] = export_of(workbooks.added_up(numbered(form)))
    return named


@pytest.fixture(scope="module")
def reports(root: Path, demo_sources: DemoSources) -> Mapping[str, ReportExport]:
    return exports(root, demo_sources(*DISTRICT))


@pytest.fixture(scope="module")
def converted(reports: Mapping[str, ReportExport], shared_folders: SharedFolders) -> Path:
    """The folder where LibreOffice has saved every workbook again, after it has worked out all formulas."""

    def convert(folder: Path) -> None:
        (folder / "given").mkdir(parents=True)
        for name, export in reports.items():
            (folder / "given" / f"{name}.xlsx").write_bytes(workbooks.without_results(report_workbook(export)))
        for name, data in coloured().items():
            (folder / f"{name}.xlsx").write_bytes(data)
        (folder / "given" / "rollup.xlsx").write_bytes(rolled_up())
        workbooks.convert(sorted((folder / "given").glob("*.xlsx")), "xlsx", folder)
        workbooks.convert([folder / f"{name}.xlsx" for name in coloured()], "html", folder)
        workbooks.convert([folder / "given" / f"{name}.xlsx" for name in SAVED_AS_OLD], "xls", folder)

    return shared_folders.get("workbooks", convert)


TYPED = 5000
SAVED_AS_OLD = ("erligang-2020", "added-gia-2019", "added-gia-2021", "mixed-gia-2021", "sparse-gia-2021")
"""Names of reports whose workbooks LibreOffice also saves in the older format (.xls)."""


def rolled_up() -> bytes:
    """The workbook of a roll-up in which somebody has typed another figure over that of the first agency."""
    district = model.clean_district(6, 1)
    filed = district.reports[model.GOVERNMENT, 2025]
    assert filed.form is not None
    data = rollup_workbook(district.roll_up(model.GOVERNMENT, 2025, filed.form), filed)
    return workbooks.typed(data, {("申请表", 4, 1): TYPED})


def coloured() -> dict[str, bytes]:
    """Workbooks that are looked at for what is red in them."""
    received = workbooks.changed(zeros(NEW), {("requests", "received", "natural_person"): Figure(5)})
    upheld = workbooks.changed(zeros(OLD), {("review", "cases", "reconsideration.upheld"): Figure(3)})
    named = {"holds": zeros(NEW), "broken": received, "review": upheld}
    return {name: workbooks.without_results(report_workbook(export_of(report))) for name, report in named.items()}


def test_formulas_give_every_figure_of_json_blanks_and_what_does_not_apply_included(
    reports: Mapping[str, ReportExport], converted: Path
) -> None:
    assert len(reports) == 1 + len(SAMPLE) + 3 * len(shipped_forms())
    for name, export in reports.items():
        data = (converted / f"{name}.xlsx").read_bytes()
        wanted = {
            (item["table"], item["row"], item["column"]): "不适用"
            if item["status"] == "not-applicable"
            else workbooks.digits(item["value"])
            for item in json.loads(report_json(export))["observations"]
        }
        assert workbooks.figures(data) == wanted, name


def test_formulas_were_worked_out_and_not_read(converted: Path) -> None:
    given = (converted / "given" / "added-gia-2021.xlsx").read_bytes()
    assert "" in {
        workbooks.figures(given)[cell] for cell in workbooks.figures(given) if cell[2] == "total"
    }  # fmt: skip


def test_sums_of_a_roll_up_follow_what_is_typed_over_an_agency_s_figure(converted: Path) -> None:
    sheet = workbooks.sheets((converted / "rollup.xlsx").read_bytes())["申请表"]
    labels = [str(row[0]) for row in sheet]
    agencies = sheet[4 : labels.index("各单位合计")]
    total, filed, off = sheet[labels.index("各单位合计") :][:3]
    assert (len(agencies), agencies[0][1]) == (5, TYPED)
    for column in range(1, len(total)):
        assert total[column] == sum(row[column] for row in agencies), column
        assert off[column] == filed[column] - total[column], column
    assert off[1] < 0
    assert off[2] == 0


def test_checks_show_what_a_total_should_be(reports: Mapping[str, ReportExport], converted: Path) -> None:
    for name in ("mixed-gia-2019", "mixed-gia-2021", "erligang-2020"):
        again = workbooks.sheets((converted / f"{name}.xlsx").read_bytes())
        first = workbooks.sheets(report_workbook(reports[name]))
        for sheet in ("申请表", "复议诉讼表"):
            for one, other in zip(first[sheet], again[sheet], strict=True):
                assert list(map(workbooks.digits, one)) == list(map(workbooks.digits, other)), (name, sheet)


def test_what_libreoffice_has_saved_comes_in_again_as_it_was(
    reports: Mapping[str, ReportExport], converted: Path
) -> None:
    for name, export in reports.items():
        check_again(export, read_xlsx((converted / f"{name}.xlsx").read_bytes(), name=name))


def test_what_libreoffice_has_saved_in_the_older_format_comes_in_without_it(
    reports: Mapping[str, ReportExport], converted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read by its marks, and LibreOffice has stored 0 for totals that are blank or do not apply."""
    monkeypatch.setattr(old_office, "convert_office", lambda *_, **__: pytest.fail("LibreOffice is asked"))
    for name in SAVED_AS_OLD:
        check_again(reports[name], read_document(converted / f"{name}.xls"))


def check_again(export: ReportExport, document: Document) -> None:
    first = own_workbook(read_xlsx(report_workbook(export), name="a.xlsx"), REGISTRY, name="a.xlsx")
    again = own_workbook(document, REGISTRY, name="b")
    assert first is not None
    assert again is not None
    assert again.stamp == first.stamp
    assert again.matched.figures == first.matched.figures
    assert again.matched.computed == first.matched.computed
    assert again.matched.remarks == first.matched.remarks == ()
    assert (again.page, again.notes) == (first.page, first.notes)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("holds", []),
        # the total of the row and its check; the balance of the column, whose difference is 5
        ("broken", ["0", "5", "5"]),
        ("review", ["0", "3"]),
    ],
)
def test_what_breaks_a_rule_turns_red_and_nothing_else(converted: Path, name: str, wanted: list[str]) -> None:
    assert red(converted / f"{name}.html") == wanted


def red(path: Path) -> list[Any]:
    """The figures of the cells that LibreOffice shows in red."""
    tree = html.parse(path, parser=html.HTMLParser(encoding="utf-8"))
    return [cell.text_content().strip() for cell in tree.iter("td") if cell.get("bgcolor") == RED]


def test_state_above_the_table_says_how_many_rules_break(converted: Path) -> None:
    texts = {name: html.parse(converted / f"{name}.html").getroot().text_content() for name in ("holds", "broken")}
    assert texts["holds"].count("核对：表内各项勾稽关系相符。") == 2
    assert "核对：表内有 2 处勾稽关系不符，见标红的格（表中，和表右、表下的核对栏）。" in texts["broken"]
