"""An error that nobody foresaw in one document: the others come in, and nothing of the failing one is half written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.importing import Job, Options, import_files, run
from gongkai.importing.folder import gathering
from gongkai.reports import Status
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests.importing.sample_documents import brought, page
from tests.site.sites import CONFIG, PLUGINS, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.findings import Finding


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site without an agency, and three documents in the folder above it."""
    root = tmp_path / "site"
    (root / "data").mkdir(parents=True)
    for name, year in (("a.html", 2022), ("bad.html", 2023), ("c.html", 2024)):
        (tmp_path / name).write_text(page(year=year), encoding="utf-8")
    return Site.at(root).write("mkdocs.yml", CONFIG + PLUGINS).write("docs/index.md", "# 首页\n")


def jobs(root: Path) -> tuple[Job, ...]:
    return tuple(Job(root.parent / name, "yangli", None, None, name) for name in ("a.html", "bad.html", "c.html"))


def fail_for_one(monkeypatch: pytest.MonkeyPatch, fail: Callable[[], None]) -> None:
    """Let the reader of documents fail for ``bad.html`` alone."""
    read = gathering.read_document

    def failing(source: Path, *, name: str, **more: Any) -> Any:
        if name == "bad.html":
            fail()
        return read(source, name=name, **more)

    monkeypatch.setattr(gathering, "read_document", failing)


def key_error() -> None:
    raise KeyError("没有这一项")


def memory_error() -> None:
    raise MemoryError


def written(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("20*") if path.is_file())


@pytest.mark.parametrize("fail", [key_error, memory_error])
def test_batch_goes_on_prints_its_summary_and_ends_with_2(
    site: Site, monkeypatch: pytest.MonkeyPatch, fail: Callable[[], None]
) -> None:
    fail_for_one(monkeypatch, fail)
    files = [str(site.root.parent / name) for name in ("a.html", "bad.html", "c.html")]
    ran = CliRunner().invoke(main, ["import", *files, "--agency", "yangli", "--site", str(site.root)])
    assert ran.exit_code == 2, ran.output
    line = next(line for line in ran.output.splitlines() if "bad.html 差错：" in line)
    assert "另存" in line
    assert "test_unexpected.py:" in line
    assert ran.output.endswith("没有导入成功 1 份。\n")
    assert written(site.root) == [
        *("data/yangli/2022.yml", "data/yangli/2024.yml", "docs/yangli/2022.md", "docs/yangli/2024.md")
    ]


def test_process_that_dies_takes_no_other_document_along(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_for_one(monkeypatch, lambda: os._exit(9))
    monkeypatch.setattr(run, "worth_it", lambda _count, **_options: True)
    items = brought(site.root, *jobs(site.root))
    assert [item.exit_code for item in items] == [0, 2, 0]
    assert "另存" in items[1].error
    assert len(written(site.root)) == 4


def test_documents_are_taken_here_where_there_is_no_room_for_processes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "worth_it", lambda _count, **_options: True)
    monkeypatch.setattr(run, "InOrder", lambda *_, **__: memory_error())
    assert [item.error for item in brought(site.root, *jobs(site.root))] == ["", "", ""]


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), ValueError("embedded null byte")])
def test_write_that_fails_midway_leaves_what_was_there(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    brought(site.root, *jobs(site.root))
    (site.root.parent / "bad.html").write_text(page(year=2023, given={"本年新收": "6 2 0 0 1 0 9"}), encoding="utf-8")
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "2023.md":
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    items = brought(site.root, *jobs(site.root), force=True)
    assert [bool(item.error) for item in items] == [False, True, False]
    assert items[1].exit_code == 2
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before


def test_checks_that_fail_for_one_report_leave_it_written_and_say_how_to_check_it(site: Site) -> None:
    def judge(copy: Layout) -> Callable[[str, int | None], tuple[Finding, ...]]:
        findings_of = Workspace(copy, reserved=()).findings_of

        def failing(agency: str, year: int | None) -> tuple[Finding, ...]:
            if year == 2023:
                raise ZeroDivisionError
            return findings_of(agency, year)

        return failing

    layout = Layout(site.root, site.root / "data", site.root / "docs")
    items, _ = import_files(layout, jobs(site.root), Options(), judge=judge)
    assert [[remark.code for remark in item.remarks] for item in items] == [[], ["not-checked"], ["last-year-draft"]]
    assert items[1].exit_code == 1
    assert len(written(site.root)) == 6


def test_full_disk_of_the_copies_that_are_checked_leaves_the_reports_written_as_drafts(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if site.root not in self.parents and self.suffix == ".yml":
            raise OSError(28, "No space left on device", str(self))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    items = brought(site.root, *jobs(site.root))
    codes = [[remark.code for remark in item.remarks] for item in items]
    assert codes == [["not-checked"], *[["not-checked", "last-year-draft"]] * 2]
    assert [item.status for item in items] == [Status.DRAFT] * 3
    assert len(written(site.root)) == 6


def test_checks_that_cannot_begin_are_said_of_each_report(site: Site) -> None:
    def judge(_: Layout) -> Callable[[str, int | None], tuple[Finding, ...]]:
        raise ZeroDivisionError

    layout = Layout(site.root, site.root / "data", site.root / "docs")
    items, _ = import_files(layout, jobs(site.root), Options(), judge=judge)
    assert [item.exit_code for item in items] == [1, 1, 1]
    assert len(written(site.root)) == 6
