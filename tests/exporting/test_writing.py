"""Reports as files in a folder: names, all or none, errors beside, the same bytes by one process and by several."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import atomic_writing
from gongkai.errors import FormatError
from gongkai.exporting import ExportJob, existing_files, export_reports, writing
from gongkai.findings import Finding, Level
from gongkai.renders.export import Format, ReportExport
from gongkai.reports import Agency
from tests.site.sites import hashes
from tests.tables.grids import every_form, numbered

if TYPE_CHECKING:
    import pytest

SAYS = Format(
    name="says", suffix=".txt", media_type="text/plain", label="文", description="文。", says_errors=True,
    make=lambda export: "\n".join((*export.error_lines, str(export.report.year))).encode(),
)  # fmt: skip
PLAIN = replace(SAYS, name="plain", suffix=".dat", says_errors=False, make=lambda export: b"%d" % export.report.year)
TABLES = replace(PLAIN, name="tables", stem="tables")
ERROR = Finding(
    code="syntax",
    variant="no-agency-file",
    level=Level.ERROR,
    path="data/a/2020.yml",
    agency="a",
    year=2020,
    args={"slug": "a"},
)
YEARS = range(2008, 2040)


def export_of(agency: str, year: int) -> ReportExport:
    report = replace(numbered(every_form()[0]), agency=agency, year=year)
    return ReportExport(report, Agency(agency, "某街道", "某街道"), "0" * 64, (ERROR,) if year == 2020 else ())


def jobs(*years: int, kinds: tuple[Format, ...] = (SAYS, PLAIN)) -> list[ExportJob]:
    return [ExportJob("a", year, kinds) for year in years]


def test_names_say_agency_and_year_and_what_is_not_the_report_itself() -> None:
    (job,) = jobs(2020, kinds=(SAYS, TABLES))
    assert [job.name(item) for item in job.formats] == ["a-2020.txt", "a-2020-tables.dat"]
    assert job.errors_name == "a-2020-差错.txt"


def test_errors_stand_in_the_file_or_beside_it(tmp_path: Path) -> None:
    results = list(export_reports(jobs(2019, 2020), export_of, tmp_path / "out", force=False))
    assert [(item.files, item.errors, item.failures, item.unwritable) for item in results] == [
        (2, 0, (), ""),
        (3, 1, (), ""),
    ]
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["a-2019.dat", "a-2019.txt", "a-2020-差错.txt", "a-2020.dat", "a-2020.txt"]
    beside = (tmp_path / "out/a-2020-差错.txt").read_bytes().decode("utf-8-sig")
    assert beside.startswith("有 1 处差错，不能公布，只供本机关改正时使用。\r\ndata/a/2020.yml 差错（")
    assert "不能公布" in (tmp_path / "out/a-2020.txt").read_text(encoding="utf-8")
    assert "不能公布" not in (tmp_path / "out/a-2019.txt").read_text(encoding="utf-8")


def test_no_list_stands_beside_files_that_all_say_errors(tmp_path: Path) -> None:
    list(export_reports(jobs(2020, kinds=(SAYS,)), export_of, tmp_path, force=False))
    assert [path.name for path in tmp_path.iterdir()] == ["a-2020.txt"]


def test_list_of_errors_that_are_mended_is_taken_away_by_force(tmp_path: Path) -> None:
    (tmp_path / "a-2019-差错.txt").write_text("旧", encoding="utf-8")
    assert existing_files(jobs(2019), tmp_path) == (tmp_path / "a-2019-差错.txt",)
    list(export_reports(jobs(2019), export_of, tmp_path, force=True))
    assert existing_files(jobs(2019), tmp_path) == (tmp_path / "a-2019.txt", tmp_path / "a-2019.dat")
    assert existing_files(jobs(2019), tmp_path / "none") == ()


def test_several_processes_write_what_one_writes_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []

    def several(count: int, *, fewest: int) -> bool:
        questions.append((count, fewest))
        return bool(len(questions) % 2)

    monkeypatch.setattr(writing, "worth_it", several)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    parallel = list(export_reports(jobs(*YEARS), export_of, tmp_path / "parallel", force=False))
    serial = list(export_reports(jobs(*YEARS), export_of, tmp_path / "serial", force=False))
    assert [(item.year, item.files, item.errors) for item in parallel] == [
        (item.year, item.files, item.errors) for item in serial
    ]
    assert [item.year for item in parallel] == list(YEARS)
    assert hashes(tmp_path / "parallel") == hashes(tmp_path / "serial")
    assert len(hashes(tmp_path / "serial")) == 2 * len(YEARS) + 1
    assert questions[0] == (2 * len(YEARS), writing._FEWEST)


def test_format_that_fails_costs_its_own_file_alone(tmp_path: Path) -> None:
    def broken(export: ReportExport) -> bytes:
        raise FormatError("坏了") if export.report.year == 2020 else ZeroDivisionError

    (item,) = export_reports(jobs(2019, kinds=(SAYS, replace(PLAIN, make=broken))), export_of, tmp_path, force=False)
    assert item.files == 1
    assert item.unwritable == ""
    assert item.failures[0].startswith("“a/2019”导出为 plain 时出错：")
    assert [path.name for path in tmp_path.iterdir()] == ["a-2019.txt"]


def test_full_disk_leaves_no_part_of_a_report_and_ends_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "2020" in path.name and ".dat" in path.name:
            written(path, data[:2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return written(path, data)

    monkeypatch.setattr(atomic_writing.Path, "write_bytes", full)
    results = list(export_reports(jobs(2019, 2020, 2021), export_of, tmp_path, force=False))
    assert [item.files for item in results] == [2, 0]
    assert results[1].unwritable.startswith(f"{tmp_path}/a-2020.dat 写不了：")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2019.dat", "a-2019.txt"]


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (item,) = export_reports(jobs(2019, 2020), export_of, tmp_path / "file/out", force=False)
    assert item.files == 0
    assert "写不了：" in item.unwritable
