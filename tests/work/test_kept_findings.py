"""Findings kept between builds: the checks of an agency are run once, and what they found comes back as it was."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from gongkai.findings import Cause, ExplainedAt, Finding, Level, Waived
from gongkai.kept_files import KeptFiles
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.work.kept_findings import FindingKeeper

if TYPE_CHECKING:
    from pathlib import Path

FILES = AgencyFiles(
    "x", "data/x/agency.yml", "name: 甲\n", (ReportFiles(2023, "data/x/2023.yml", "a", "b.md", "文字"),)
)
FINDINGS = (
    Finding(code="balance", level=Level.WARNING),
    Finding(
        code="stock",
        level=Level.WAIVED,
        variant="items",
        rule="R6",
        path="data/x/2023.yml",
        line=3,
        column=7,
        agency="x",
        year=2023,
        table="proactive",
        row="rules",
        col="made",
        cells=("a.b.c", "d.e.f"),
        expected="10",
        actual="9",
        explained_at=ExplainedAt.ANY_CELL,
        cause=Cause("swapped", (("with", "部分公开"),)),
        waiver=Waived("原件如此", "2024-01-02", "办公室"),
        args={"label": "“规章”\u2028", "n": "𠮷"},
    ),
)


@dataclass
class Checks:
    """Checks that count how often they are run."""

    runs: int = 0
    result: tuple[Finding, ...] = field(default=FINDINGS)

    def __call__(self) -> tuple[Finding, ...]:
        self.runs += 1
        return self.result


def test_findings_come_back_as_they_were(tmp_path: Path) -> None:
    keeper, checks = FindingKeeper(KeptFiles(tmp_path), "common"), Checks()
    assert keeper.findings(FILES, ["forms"], checks) == FINDINGS
    assert keeper.findings(FILES, ["forms"], checks) == FINDINGS
    assert checks.runs == 1


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
def test_whatever_they_hang_on_makes_the_checks_run_again(
    tmp_path: Path, keeper: dict[str, object], files: AgencyFiles, reserved: list[str]
) -> None:
    first, checks = FindingKeeper(KeptFiles(tmp_path), "common"), Checks()
    first.findings(FILES, ["forms"], checks)
    replace(first, **keeper).findings(files, reserved, checks)
    assert checks.runs == 2


def test_without_a_folder_nothing_is_kept() -> None:
    checks = Checks()
    for _ in range(2):
        assert FindingKeeper().findings(FILES, [], checks) == FINDINGS
    assert checks.runs == 2


@pytest.mark.parametrize("entry", [b"", b"{", b"[1]", b'[{"code": "x"}]', b'[{"level": "none"}]', b"\xff"])
def test_entry_that_cannot_be_read_is_none(tmp_path: Path, entry: bytes) -> None:
    files, checks = KeptFiles(tmp_path), Checks()
    keeper = FindingKeeper(files, "common")
    keeper.findings(FILES, [], checks)
    kept = next(path for path in tmp_path.glob("??/*"))
    files.put(kept.parent.name + kept.name, entry)
    assert keeper.findings(FILES, [], checks) == FINDINGS
    assert checks.runs == 2
