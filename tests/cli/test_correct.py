"""The command `gongkai correct`: it shows, asks, writes the cell and its entry, and says what else to look at."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site, hashes

if TYPE_CHECKING:
    from pathlib import Path

ARGUMENTS = ("x/2023", "申请.本年新收.自然人", "9", "--reason", "漏计一件")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "office")


def test_change_is_shown_and_nothing_written_without_consent(site: Site) -> None:
    before = hashes(site.root)
    for options in ((), ("--dry-run",)):
        ran = site.run("gongkai", "correct", *ARGUMENTS, *options)

        assert ran.code == 1
        assert "并登记更正。" in ran.output
        assert "没有写入。" in ran.output
        assert hashes(site.root) == before


def test_cell_and_entry_are_written_and_what_follows_is_said(site: Site) -> None:
    text = site.read("data/x/agency.yml") + "reports_to: zf\n"
    site.write("data/x/agency.yml", text)
    site.write("data/zf/agency.yml", "version: 1\nname: 示例市样例区人民政府\nscope: consolidated\nlevel: 县级\n")
    site.write("data/zf/2023.yml", site.read("data/x/2023.yml"))

    ran = site.run("gongkai", "correct", *ARGUMENTS, "--date", "2024-03-01", "--yes")

    assert ran.code == 0, ran.output
    assert 'date: 2024-03-01, before: "' in site.read("data/x/2023.yml")
    assert 'after: "9", reason: 漏计一件, rolled_into: 示例市样例区人民政府}' in site.read("data/x/2023.yml")
    assert "请运行 gongkai check x/2023" in ran.output
    assert "也要核对：gongkai rollup zf 2023。" in ran.output


def test_reason_and_consolidated_report_stand_on_report_downloads_and_feed(site: Site) -> None:
    site.write("data/x/agency.yml", site.read("data/x/agency.yml") + "reports_to: zf\n")
    site.write("data/zf/agency.yml", "version: 1\nname: 示例市样例区人民政府\nscope: consolidated\nlevel: 县级\n")
    site.write("data/zf/2023.yml", site.read("data/x/2023.yml"))
    ran = site.run("gongkai", "correct", "x/2023", "主动公开.行政许可", "5", "--reason", "漏计一件", "--yes")
    assert ran.code == 0, ran.output
    (site.root / "data/zf/2023.yml").unlink()
    site.without_search().built()

    sentence = "原因：漏计一件。示例市样例区人民政府汇总的年度报告含这个数。"
    for name in ("x/2023/index.html", "feed.xml"):
        assert sentence in site.page(name), name
    [entry] = json.loads(site.page("x/2023/report.json"))["corrections"]
    assert (entry["reason"], entry["rolled_into"]) == ("漏计一件", "示例市样例区人民政府")
    for name in ("report.docx", "report.xlsx"):
        assert sentence in html.unescape(office_text(site.root / "site/x/2023" / name)), name


def office_text(file: Path) -> str:
    """All text of a Word file or a workbook, without its marks."""
    with zipfile.ZipFile(file) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
    return re.sub("<[^>]+>", "", "".join(parts))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((*ARGUMENTS, "--date", "三月"), "不是日期"),
        ((*ARGUMENTS, "--date", "2023-03-01"), "早于公布日期"),
        ((*ARGUMENTS, "--date", f"{dt.datetime.now(tz=dt.UTC).year + 2}-03-01"), "还没有到"),
        (("x", *ARGUMENTS[1:]), "没有写年份"),
        (("x/2023", "申请.本年新收.总计", "9", "--reason", "x"), "加出来的总计"),
        (("x/2023", "申请.本年新收.自然人", "-5", "--reason", "x"), "“-5”"),
    ],
)
def test_what_cannot_be_is_refused(site: Site, arguments: tuple[str, ...], why: str) -> None:
    before = hashes(site.root)
    ran = site.run("gongkai", "correct", *arguments, "--yes")

    assert (ran.code, hashes(site.root)) == (2, before)
    assert why in ran.output


def test_draft_is_just_changed(site: Site) -> None:
    site.change("data/x/2023.yml", "status: published", "status: draft")
    ran = site.run("gongkai", "correct", *ARGUMENTS, "--yes")

    assert ran.code == 2
    assert "不用登记更正" in ran.output
