"""Agencies kept between builds: files that are the same are examined once, and come back as they were."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai import routes
from gongkai.findings import Cause, ExplainedAt, Finding, Level, PublicWaiver
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.kept_files import KeptFiles
from gongkai.reports.layout import Layout
from gongkai.work.agency import AgencyData, AgencyFiles, ReportFiles
from gongkai.work.examine import examine_agency
from gongkai.work.kept_agencies import AgencyKeeper
from gongkai.work.packed import PackError, pack, unpack
from gongkai.workspace.examined import Examiner
from tests.site.sites import BASE

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = FormRegistry(shipped_forms())
FILES = AgencyFiles(
    "x", "data/x/agency.yml", "name: 甲\n", (ReportFiles(2023, "data/x/2023.yml", "a", "b.md", "文字"),)
)
FINDING = Finding(
    code="stock", level=Level.WAIVED, variant="items", rule="R6", path="data/x/2023.yml", line=3, column=7, agency="x",
    year=2023, table="proactive", row="rules", col="made", cells=("a.b.c", "d.e.f"), expected="10", actual="9",
    explained_at=ExplainedAt.ANY_CELL, cause=Cause("swapped", (("with", "部分公开"),)),
    waiver=PublicWaiver("原件如此", "2024-01-02", "办公室"), args={"label": "“规章”\u2028", "n": "𠮷"},
)  # fmt: skip


@dataclass
class CountingExaminer:
    """Examines, and counts how often."""

    times: int = 0

    def __call__(self) -> bytes:
        self.times += 1
        return b"packed"


def small_agency() -> AgencyData:
    """The agency of the small site, with a finding that has all there is."""
    texts = [(BASE / name).read_text(encoding="utf-8") for name in ("data/x/agency.yml", "data/x/2023.yml")]
    narrative = "# 题\n\n{{ figure('申请.本年新收.总计', agency='y') }} 件，见[附件](a.pdf)。\n"
    report = ReportFiles(2023, "data/x/2023.yml", texts[1], "docs/x/2023.md", narrative)
    files = AgencyFiles("x", "data/x/agency.yml", texts[0], (report,))
    return replace(examine_agency(files, REGISTRY, reserved=routes.RESERVED), findings=(FINDING,))


def test_agency_is_the_same_once_packed_and_unpacked() -> None:
    data = small_agency()
    assert data.pending
    assert data.linked == {2023}
    again = unpack(pack(data), REGISTRY)
    assert replace(again, narratives={}) == replace(data, narratives={})
    before, after = data.narratives[2023], again.narratives[2023]
    assert list(again.narratives) == [2023]
    assert (after.text, after.slots, after.blocks, after.path) == (
        before.text,
        before.slots,
        before.blocks,
        before.path,
    )
    assert after.hard_paragraphs == before.hard_paragraphs
    assert again.narratives.get(2022) is None


def test_agency_comes_back_whichever_way_python_names_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11.2, of Debian 12, names a member by `getattr`; nothing else may be named so."""
    monkeypatch.setattr(Level, "__reduce_ex__", lambda member, _: (getattr, (Level, member.name)))
    data = small_agency()
    assert unpack(pack(data), REGISTRY).findings == data.findings
    monkeypatch.setattr(Level, "__reduce_ex__", lambda *_: (getattr, (Finding, "__init__")))
    with pytest.raises(PackError, match="Finding"):
        unpack(pack(data), REGISTRY)


def test_files_that_are_the_same_are_examined_once(tmp_path: Path) -> None:
    keeper, examine = AgencyKeeper(KeptFiles(tmp_path), "common"), CountingExaminer()
    assert keeper.packed(FILES, ["forms"], examine) == keeper.packed(FILES, ["forms"], examine) == b"packed"
    assert examine.times == 1


@pytest.mark.parametrize(
    ("keeper", "files", "reserved"),
    [
        ({"common": "other"}, FILES, ["forms"]),
        ({"anew": True}, FILES, ["forms"]),
        ({}, replace(FILES, text="name: 乙\n"), ["forms"]),
        ({}, replace(FILES, hard_paragraphs=True), ["forms"]),
        ({}, replace(FILES, reports=(replace(FILES.reports[0], narrative="别的文字"),)), ["forms"]),
        ({}, replace(FILES, reports=(replace(FILES.reports[0], ledger="2024-01-01"),)), ["forms"]),
        ({}, FILES, ["forms", "x"]),
    ],
)
def test_whatever_an_agency_hangs_on_has_it_examined_again(
    tmp_path: Path, keeper: dict[str, object], files: AgencyFiles, reserved: list[str]
) -> None:
    first, examine = AgencyKeeper(KeptFiles(tmp_path), "common"), CountingExaminer()
    first.packed(FILES, ["forms"], examine)
    replace(first, **keeper).packed(files, reserved, examine)
    assert examine.times == 2


def test_without_a_folder_nothing_is_kept() -> None:
    examine = CountingExaminer()
    for _ in range(2):
        AgencyKeeper().packed(FILES, [], examine)
    assert examine.times == 2


class Program:
    """What runs a program when it is made from bytes."""

    def __reduce__(self) -> Any:
        return os.mkdir, ("made-by-the-cache",)


@pytest.mark.parametrize(
    "entry",
    [b"", b"{", pickle.dumps(1), pickle.dumps((1, 2)), pickle.dumps(Program()), pickle.dumps(os.system), b"\xff" * 9],
)
def test_kept_bytes_that_are_no_agency_run_nothing_and_it_is_examined_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackError):
        unpack(entry, REGISTRY)
    kept = KeptFiles(tmp_path / "kept")
    layout = Layout(BASE, BASE / "data", BASE / "docs")
    examiner = Examiner(layout, REGISTRY, routes.RESERVED, AgencyKeeper(kept, "common"))
    (first,) = examiner.all([BASE / "data/x"])
    (path,) = kept.folder.glob("??/*")
    kept.put(path.parent.name + path.name, entry)
    (again,) = examiner.all([BASE / "data/x"])
    assert replace(again, narratives={}) == replace(first, narratives={})
    assert not (tmp_path / "made-by-the-cache").exists()
