"""The command `gongkai bind`: it shows, asks, writes what was shown and nothing else, and lists what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site, hashes

if TYPE_CHECKING:
    from pathlib import Path

CALL = '{{ figure("申请.本年新收.总计") }}'
TYPED = "依申请公开。新收申请 8 件，办结 400 件；主动公开行政规范性文件 900 件。"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose narrative has a number of the table, one that differs and one that may be of the table."""
    site = Site(tmp_path / "office")
    return site.change("docs/x/2023.md", "## 二、", f"{TYPED}\n\n## 二、")


def test_change_is_shown_and_nothing_written_without_consent(site: Site) -> None:
    before = hashes(site.root)
    for options in ((), ("--dry-run",), ("--dry-run", "--yes")):
        ran = site.run("gongkai", "bind", "x/2023", *options)
        assert ran.code == 1
        assert f"-{TYPED}\n+依申请公开。新收申请 {CALL} 件" in ran.output
        assert "没有写入。" in ran.output
        assert hashes(site.root) == before


def test_bound_numbers_are_written_and_others_listed(site: Site) -> None:
    ran = site.run("gongkai", "bind", "x/2023", "--yes")
    assert "docs/x/2023.md：1 个数改为取数代码。" in ran.output
    assert "已写入 1 个文件。" in ran.output
    assert "文中“办结 400 件”" in ran.output
    assert ran.code == 1, "a number differs"
    assert f"新收申请 {CALL} 件，办结 400 件；" in site.read("docs/x/2023.md")
    again = site.run("gongkai", "bind", "docs/x/2023.md", "--yes")
    assert again.output.startswith("文字里没有可以改为取数代码的数。\n")


def test_nothing_to_bind_ends_with_0(tmp_path: Path) -> None:
    ran = Site(tmp_path / "office").run("gongkai", "bind", "x/2023")
    assert (ran.code, ran.output) == (0, "文字里没有可以改为取数代码的数。\n")


@pytest.mark.parametrize(("target", "why"), [("x", "x"), ("x/2019", "2019"), ("y/2023", "y")])
def test_target_that_is_no_report_is_refused(tmp_path: Path, target: str, why: str) -> None:
    ran = Site(tmp_path / "office").run("gongkai", "bind", target)
    assert ran.code == 2
    assert why in ran.output
