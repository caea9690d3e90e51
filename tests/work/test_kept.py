"""Files of reports that are kept: used again for the same, and for nothing that differs in what they depend on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from gongkai.errors import FormatError
from gongkai.findings import Finding, Level
from gongkai.kept_files import KeptFiles
from gongkai.narrative import parse_narrative
from gongkai.renders.export import Format, ReportExport
from gongkai.reports import Agency, Report
from gongkai.routes import SiteAddress
from gongkai.work.kept import FileKeeper, _installed, _own_files, common_stamp
from tests.tables.grids import every_form, numbered

if TYPE_CHECKING:
    from pathlib import Path

AGENCY = Agency("a", "某街道办事处", "某街道")
REPORT = replace(numbered(every_form()[0]), agency="a", year=2020)
TEXT = "# 题\n"
FINDING = Finding(code="syntax", variant="no-agency-file", level=Level.NOTICE, path="x", args={"slug": "a"})


@dataclass
class CountingFormat:
    """A format that counts how often it makes a file, and looks up some reports for each."""

    asks: tuple[tuple[str, int], ...] = ()
    years: list[int] = field(default_factory=list)

    def format(self, **changes: object) -> Format:
        item = Format(
            name="txt", suffix=".txt", media_type="text/plain", label="文", description="文。", make=self.make
        )
        return replace(item, **changes)  # type: ignore[arg-type]

    def make(self, export: ReportExport) -> bytes:
        self.years.append(export.report.year)
        seen = [export.lookup(*key) for key in self.asks]
        return repr([export.source_sha256, *(report and report.status for report in seen)]).encode()


def export(**changes: object) -> ReportExport:
    narrative, _ = parse_narrative(TEXT, path="docs/a/2020.md")
    base = ReportExport(REPORT, AGENCY, "0" * 64, narrative=narrative)
    return replace(base, **changes)  # type: ignore[arg-type]


def keeper(folder: Path, **changes: object) -> FileKeeper:
    base = FileKeeper(KeptFiles(folder), "common", lambda agency, year: f"{agency}{year}")
    return replace(base, **changes)  # type: ignore[arg-type]


def test_second_file_of_the_same_is_not_made(tmp_path: Path) -> None:
    counted = CountingFormat()
    first = keeper(tmp_path).write(counted.format(), export())
    assert keeper(tmp_path).write(counted.format(), export()) == first
    assert counted.years == [2020]


def test_nothing_is_kept_of_formats_and_by_sites_that_say_so(tmp_path: Path) -> None:
    counted = CountingFormat()
    for _ in range(2):
        keeper(tmp_path).write(counted.format(kept=False), export())
        FileKeeper().write(counted.format(), export())
    assert len(counted.years) == 4
    assert not list(tmp_path.iterdir())


def test_all_is_made_anew_where_that_is_asked_for_and_kept(tmp_path: Path) -> None:
    counted = CountingFormat()
    keeper(tmp_path).write(counted.format(), export())
    keeper(tmp_path, anew=True).write(counted.format(), export())
    keeper(tmp_path).write(counted.format(), export())
    assert len(counted.years) == 2


HARD, _ = parse_narrative(TEXT, path="docs/a/2020.md", hard_paragraphs=True)
CHANGES: dict[str, dict[str, object]] = {
    "data or narrative": {"source_sha256": "1" * 64},
    "name": {"agency": replace(AGENCY, name="另一街道办事处")},
    "findings": {"findings": (FINDING,)},
    "words of a finding": {"findings": (replace(FINDING, args={"slug": "b"}),)},
    "paragraphs": {"narrative": HARD},
    "no narrative": {"narrative": None},
    "address": {"site": SiteAddress("https://example.org/")},
    "review": {"for_review": True},
    "year": {"report": replace(REPORT, year=2019)},
    "form": {"report": replace(REPORT, form=None)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_file_of_what_differs_is_made(tmp_path: Path, change: str) -> None:
    counted = CountingFormat()
    keeper(tmp_path).write(counted.format(), export())
    keeper(tmp_path).write(counted.format(), export(**CHANGES[change]))
    assert len(counted.years) == 2


@pytest.mark.parametrize("change", [{"name": "other"}, {"stem": "other"}])
def test_file_of_another_format_is_made(tmp_path: Path, change: dict[str, str]) -> None:
    counted = CountingFormat()
    keeper(tmp_path).write(counted.format(), export())
    keeper(tmp_path).write(counted.format(**change), export())
    assert len(counted.years) == 2


def test_reports_that_were_looked_up_are_compared_and_no_others(tmp_path: Path) -> None:
    counted = CountingFormat(asks=(("b", 2020), ("b", 2019)))
    hashes = {("b", 2020): "1", ("b", 2019): "2", ("c", 2020): "3"}
    shown: dict[tuple[str, int], Report] = {("b", 2020): REPORT}
    own = keeper(tmp_path, sha256_of=lambda agency, year: hashes.get((agency, year)))
    seen = export(lookup=lambda agency, year: shown.get((agency, year)))

    def makes() -> bool:
        before = len(counted.years)
        assert own.write(counted.format(), seen) == counted.make(seen)
        return len(counted.years) - before == 2

    assert makes()
    assert not makes()
    hashes["c", 2020] = "4"
    assert not makes()
    hashes["b", 2020] = "5"
    assert makes()
    shown["b", 2019] = REPORT
    assert makes()
    del shown["b", 2019]
    assert makes()
    assert not makes()


def test_format_that_fails_keeps_nothing(tmp_path: Path) -> None:
    def broken(export: ReportExport) -> bytes:
        raise ZeroDivisionError(export.report.year)

    for _ in range(2):
        with pytest.raises(FormatError, match="ZeroDivisionError"):
            keeper(tmp_path).write(CountingFormat().format(make=broken), export())
    assert not list(tmp_path.iterdir())


def test_stamp_follows_versions_and_forms_and_is_the_same_again(tmp_path: Path) -> None:
    packages, form = tmp_path / "packages", tmp_path / "case-2020.yml"
    packages.mkdir()
    form.write_text("a", encoding="utf-8")

    def stamp() -> str:
        _installed.cache_clear()  # as in the next process
        return common_stamp([form], [str(packages), str(tmp_path / "none")])

    stamps = [stamp()]
    assert stamp() == stamps[0]
    (packages / "xlsxwriter-3.3.1.dist-info").mkdir()
    stamps.append(stamp())
    (packages / "xlsxwriter-3.3.1.dist-info").rename(packages / "xlsxwriter-3.3.2.dist-info")
    stamps.append(stamp())
    form.write_text("b", encoding="utf-8")
    stamps.append(stamp())
    assert len(set(stamps)) == 4


def test_form_of_an_installed_package_changes_the_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the version of the package as it was: somebody works on it."""
    stamps = set()
    for text in ("form: a-2020", "form: a-2021"):
        monkeypatch.setattr("gongkai.work.kept.installed_form_files", lambda text=text: (("its_forms/a.yml", text),))
        stamps.add(common_stamp([], []))
    assert len(stamps) == 2


def test_change_of_this_package_changes_the_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "gongkai" / "__init__.py"
    module.parent.mkdir()
    module.write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr("gongkai.work.kept._PACKAGE", module.parent)
    before = common_stamp([], [])
    (module.parent / "words.zh.yml").write_text("a: 甲\n", encoding="utf-8")
    _own_files.cache_clear()  # as in the next process
    assert common_stamp([], []) != before
