"""The ledger below the data: entered by the command or the build, and what is found by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.sites import CONFIG, PLUGINS, Site

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = "data/.published/x.tsv"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "office")


def test_command_enters_what_is_public_once(site: Site) -> None:
    ran = site.run("gongkai", "publish")

    assert (ran.code, ran.output.splitlines()[0]) == (0, "台账记了 1 份报告，请和数据一起提交。")
    before = site.read(LEDGER)
    assert before.splitlines()[1].startswith("2023\t2024-01-15\t0\t")
    again = site.run("gongkai", "publish")
    assert (again.code, site.read(LEDGER)) == (0, before)
    assert "没有要记的" in again.output


def test_change_without_an_entry_stops_and_one_with_an_entry_is_entered(site: Site) -> None:
    site.run("gongkai", "publish")
    site.change("data/x/2023.yml", "published: 2024-01-15", "published: 2024-01-12")
    stopped = site.build()

    assert stopped.code == 1
    assert "公布日期由 2024-01-15 改成了 2024-01-12。" in stopped.output
    assert site.run("gongkai", "publish").code == 1

    site.change("data/x/2023.yml", "published: 2024-01-12", "published: 2024-01-15")
    corrected = ("gongkai", "correct", "x/2023", "主动公开.规范性文件.现行有效件数", "8", "--reason", "漏计", "--yes")
    ran = site.run(*corrected)
    assert ran.code == 0, ran.output
    assert site.run("gongkai", "publish").code == 0
    assert site.read(LEDGER).splitlines()[1].startswith("2023\t2024-01-15\t1\t")


def test_changed_line_is_said_with_what_the_site_has_and_an_unreadable_date_once(site: Site) -> None:
    site.run("gongkai", "publish")
    site.write("site/x/2023/report.json", site.run("gongkai", "export", "x/2023", "--format", "json").output)
    site.change("data/x/2023.yml", "不掌握: [1,", "不掌握: [4,")
    ran = site.run("gongkai", "check", "x/2023")
    line = "没有登记更正：“自然人”公布的是 1，现在是 4（见 site/x/2023/report.json）。请改回公布的数"
    assert line in ran.output, ran.output
    assert "silent-change, at" not in ran.output, "nothing is to be explained there"

    site.change("data/x/2023.yml", "published: 2024-01-15", "published: 2024-13-15")
    ran = site.run("gongkai", "check", "x/2023")
    assert "日历上没有“2024-13-15”这一天" in ran.output
    assert "公布日期由" not in ran.output


def test_report_of_the_ledger_that_is_a_draft_again_has_to_be_withdrawn(site: Site) -> None:
    site.run("gongkai", "publish")
    site.change("data/x/2023.yml", "status: published", "status: draft")

    ran = site.run("gongkai", "check")

    assert ran.code == 1
    assert "差错（撤回 withdrawn）" in ran.output
    assert f"已经公布（{LEDGER}）" in ran.output


def test_build_enters_what_it_has_published_where_the_site_asks_for_it(tmp_path: Path) -> None:
    config = CONFIG + PLUGINS.replace("  - gongkai\n", "  - gongkai: {ledger: true}\n")
    site = Site(tmp_path / "office", config).change("data/x/2023.yml", "2024-01-15", "2024-01-32")
    assert site.without_search().build().code == 1
    assert not (site.root / LEDGER).exists()

    site.change("data/x/2023.yml", "2024-01-32", "2024-01-15")

    assert "台账记了 1 份报告" in site.build().output
    assert (site.root / LEDGER).is_file()
    assert not [name for name in site.published() if "tsv" in name or ".published" in name]
