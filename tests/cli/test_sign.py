"""The command `gongkai sign`: steps in order, bound to the content; a change voids them; nothing of it is public."""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING

import pytest

from gongkai.renders.sign_sheet import sign_sheet
from gongkai.reports import Agency
from tests.site.sites import Site, hashes
from tests.tables.grids import third_form, zeros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEPS = ("拟稿", "审核", "保密审查", "签发")
OFFICE = ("--office", "审签科室")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "office")


def signed(site: Site, *steps: str) -> None:
    for number, step in enumerate(steps, start=1):
        ran = site.run("gongkai", "sign", "x/2023", step, *OFFICE, "--date", f"2024-01-{number:02}", "--yes")
        assert ran.code == 0, ran.output


@pytest.mark.slow
def test_four_steps_hold_until_the_content_is_changed(site: Site) -> None:
    text = site.read("data/x/2023.yml")
    ran = site.run("gongkai", "sign", "x/2023")
    assert (ran.code, ran.output) == (1, "".join(f"{step}：没有登记\n" for step in STEPS))

    signed(site, *STEPS)

    assert site.read("data/x/2023.yml").startswith(text.rstrip("\n"))
    ran = site.run("gongkai", "sign", "x/2023")
    assert (ran.code, ran.output.count("有效")) == (0, 4)
    assert "sign-off" not in site.run("gongkai", "check").output
    site.change("data/x/2023.yml", "version: 1", "# 备注\nversion: 1")
    assert "sign-off" not in site.run("gongkai", "check").output, "comments are no content"
    site.change("docs/x/2023.md", "## 一、总体情况", "## 一、总体情况\n\n补写一句。")
    ran = site.run("gongkai", "sign", "x/2023")
    assert (ran.code, ran.output.count("内容改过，已失效")) == (1, 4)
    assert "以后内容改过，已经失效。请重新审签：gongkai sign x/2023 拟稿" in site.run("gongkai", "check").output
    signed(site, *STEPS)
    assert "sign-off" not in site.run("gongkai", "check").output, "the last entry of a step counts"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("审核", *OFFICE), "现在的内容还没有办“拟稿”"),
        (("拟稿",), "没有写科室"),
        (("拟稿", "--office", "某某某"), "不像科室的名称"),
        (("拟稿", *OFFICE, "--date", "三月"), "不是日期"),
        (("拟稿", *OFFICE, "--date", "2099-01-01"), "还没有到"),
        (("盖章", *OFFICE), "盖章"),
    ],
)
def test_what_cannot_be_is_refused(site: Site, arguments: tuple[str, ...], why: str) -> None:
    before = hashes(site.root)
    ran = site.run("gongkai", "sign", "x/2023", *arguments, "--yes")
    assert (ran.code, hashes(site.root)) == (2, before)
    assert why in ran.output


def test_step_before_the_one_before_it_or_with_errors_is_refused(site: Site) -> None:
    signed(site, *STEPS[:3])
    ran = site.run("gongkai", "sign", "x/2023", "签发", *OFFICE, "--date", "2024-01-01", "--yes")
    assert (ran.code, "早于上一步的 2024-01-03" in ran.output) == (2, True)
    site.write("data/x/2022.yml", "version: 1\n")
    site.change("data/x/2023.yml", "status: published", "status: published\nnone_such: 1")
    ran = site.run("gongkai", "sign", "x/2023", "签发", *OFFICE, "--yes")
    assert (ran.code, "处差错，不能签发" in ran.output) == (2, True)


def test_day_that_has_not_come_and_a_step_signed_by_hand_are_said(site: Site) -> None:
    steps = "\nsign_off:\n  - {step: 拟稿, office: 审签科室, date: 2099-01-01}\n"
    site.write("data/x/2023.yml", site.read("data/x/2023.yml").rstrip("\n") + "\n" + steps)
    ran = site.run("gongkai", "check")
    assert "“拟稿”的日期 2099-01-01 还没有到。" in ran.output
    assert "“拟稿”没有 bound（内容校验值）" in ran.output
    assert "拟稿：审签科室，2099-01-01，没有校验值" in site.run("gongkai", "sign", "x/2023").output


def test_sheet_of_a_report_on_another_form_bears_the_name_of_that() -> None:
    report = zeros(third_form())
    assert "<h1>行政执法统计年度报告审签单</h1>" in sign_sheet(report, Agency("a", "甲局", "甲局"), (), "0" * 64)


def test_sheet_is_written_once_and_nothing_of_it_reaches_the_site(site: Site) -> None:
    signed(site, *STEPS)
    ran = site.run("gongkai", "sign", "x/2023", "--sheet")
    assert (ran.code, ran.output) == (0, "新建 x-2023-sign.html\n")
    sheet = site.read("x-2023-sign.html")
    assert sheet.count("审签科室") == 4
    assert "政府信息公开工作年度报告审签单" in sheet
    again = site.run("gongkai", "sign", "x/2023", "--sheet")
    assert (again.code, "x-2023-sign.html" in again.output) == (2, True)

    ran = site.run("mkdocs", "build")

    assert ran.code == 0, ran.output
    bound = site.read("data/x/2023.yml").rpartition("bound: ")[2][:18].strip('"}')
    contents = dict(published(site.root / "site"))
    assert "x/2023/report.xlsx/xl/workbook.xml" in contents
    marks = [mark.encode() for mark in ("审签科室", bound)]
    assert [name for name, content in contents.items() if any(mark in content for mark in marks)] == []


def published(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site, those within archives too."""
    for file in folder.rglob("*"):
        if file.is_file():
            name, content = file.relative_to(folder).as_posix(), file.read_bytes()
            if name.endswith(".gz"):
                content = gzip.decompress(content)
            yield name, content
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as archive:
                    yield from ((f"{name}/{part}", archive.read(part)) for part in archive.namelist())
