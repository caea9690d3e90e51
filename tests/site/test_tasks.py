"""What people come for, done as they do it: a number and its meaning, figures to take away, this year with last."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenPage, Serve

BASE = "/some/base/"
WIDTHS = [1280, 390]
MINUS = "\u2212"


@pytest.mark.parametrize("width", WIDTHS)
def test_how_many_requests_an_office_had_and_how_they_ended(
    width: int, own_site: Path, served: Serve, page: OpenPage
) -> None:
    opened = page(served(own_site, base=BASE).at(), width=width)
    box = opened.get_by_role("main").get_by_role("searchbox")
    box.fill("二里岗 2020")
    box.press("Enter")
    opened.locator(".gk-results").get_by_role("link", name=re.compile("二里岗.*2020")).first.click()
    assert "/erligang/2020/" in opened.url
    summary = opened.locator("#summary")
    assert "新收政府信息公开申请 1 件" in summary.inner_text()
    assert "办理结果总计 1 件，结果为无法提供（不掌握）" in summary.inner_text()
    opened.get_by_role("table", name=re.compile("收到和处理")).get_by_role(
        "link", name=re.compile("不掌握")
    ).first.click()
    sheet = opened.locator(":target")
    assert sheet.is_visible()
    assert "本机关不掌握" in sheet.inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_take_the_figures(scripts: bool, own_site: Path, served: Serve, page: OpenPage) -> None:  # noqa: FBT001 - of a case
    opened = page(served(own_site, base=BASE).at("erligang/2020/"), java_script_enabled=scripts)
    link = opened.get_by_role("link", name="报告数据（JSON）").first
    if scripts:
        with opened.expect_download() as started:
            link.click()
        text = started.value.path().read_text(encoding="utf-8")
    else:
        text = opened.request.get(f"{opened.url}{link.get_attribute('href')}").text()
    observed = json.loads(text)["observations"]
    received = [item for item in observed if (item["row"], item["column"]) == ("received", "total")]
    assert [item["value"] for item in received] == [1]


@pytest.mark.parametrize("width", WIDTHS)
def test_compare_this_year_with_last(width: int, district: Path, served: Serve, page: OpenPage) -> None:
    opened = page(served(district, base=BASE).at("jia-jiedao/"), width=width)
    main = opened.get_by_role("main")
    main.get_by_role("link", name=re.compile("2025 ?年")).first.click()
    assert opened.url.endswith("/jia-jiedao/2025/")
    opened.get_by_role("main").get_by_role("link", name=re.compile("与 2024 年.*对比")).first.click()
    assert opened.url.endswith("/jia-jiedao/2025/compare/")
    figures = {year: received(district / f"jia-jiedao/{year}/report.json") for year in (2024, 2025)}
    row = opened.get_by_role("row", name=re.compile("本年新收")).first.inner_text()
    change = figures[2025] - figures[2024]
    change_text = f"{'+' if change > 0 else MINUS}{abs(change)}" if change else "持平"
    assert [word in row for word in (str(figures[2025]), str(figures[2024]), change_text)] == [True] * 3, row


def received(path: Path) -> int:
    """Requests received, by a report's own file."""
    observed = json.loads(path.read_text(encoding="utf-8"))["observations"]
    return int(next(item["value"] for item in observed if (item["row"], item["column"]) == ("received", "total")))
