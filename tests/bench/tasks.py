"""Twelve tasks of citizens, driven in Chromium on a phone: ``python -m tests.bench.tasks [--before COMMIT]``.

Each task begins at the home page and ends when its answer is in view. An action is a click, a field filled in or a key
pressed; a screen is each page that comes up and each further height of the window that has to be moved through to reach
what is clicked or read. With ``--before`` the same demo district is built and walked with the code of that commit, too.
A task has several ways; the first one that works is taken, and where none does, it cannot be done.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests import browser
from tests.bench.district import ROOT, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 390, 844
PATIENCE = 15_000
"""Milliseconds that one waits for what is to be clicked or read."""

Way = tuple[str, ...]
"""Steps: click, fill (``SELECTOR=TEXT``), choose (``SELECTOR=VALUE``), read or lacks, each with a selector."""

NAME = "样例区教育局"
AGENCY = f"click main a:text-is('{NAME}')"
REPORT = "click .gk-list a:has-text('2025 年')"
TASKS: dict[str, tuple[Way, ...]] = {
    "教育局 2025 年收到多少申请": ((AGENCY, REPORT, "read #summary"),),
    "其中多少是“本机关不掌握”": ((AGENCY, REPORT, "read #requests-unable_not_held"),),
    "“三安全一稳定”是什么意思": (
        ("click .gk-links a:has-text('名词解释')", "click .gk-terms a:has-text('三安全一稳定')", "read dt:target + dd"),
        ("click .gk-bar a:has-text('名词解释')", "click .gk-terms a:has-text('三安全一稳定')", "read dt:target + dd"),
    ),
    "2025 年复议诉讼有没有变化": (
        (AGENCY, REPORT, "click a:has-text('与 2024 年逐项对比')",
         "read #review ~ .gk-scroll tbody tr:visible >> nth=1"),
    ),
    "各机关 2023 年的申请怎样办结": (
        ("click li:has(a:text-is('2023 年')) a:text-is('各机关一览')", "read table.gk-all tbody tr"),
        ("click .gk-ways a:has-text('按年度查看')", "click main a:text-is('2023 年')",
         "click a:has-text('列在一张表里')", "read table.gk-all tbody tr"),
    ),
    "谁收到最多（不提供排名）": (("lacks main :text('排名')", "read main"),),
    "2025 年各机关的数下载成 Excel": (
        ("click .gk-links a:has-text('2025 年各机关一览')", "read a[download]:has-text('Excel')"),
        ("click .gk-ways a:has-text('2025 年各机关一览')", "read a[download]:has-text('Excel')"),
    ),
    "教育局与住建局 2025 年对比": (
        ("click .gk-bar a:has-text('对比')", "choose #gk-a-agency=jiaoyu", "choose #gk-b-agency=zhujian",
         "read .gk-compared table"),
    ),
    "用几句话说明这份报告": (
        (AGENCY, REPORT, "click a:has-text('易读版（十句话以内）')", "read .gk-easy li >> nth=2"),
    ),
    "引用这份报告": ((AGENCY, REPORT, "read #cite blockquote"),),
    "教育局怎样联系": ((AGENCY, "read #contact + *"),),
    "历年不予公开各多少": (
        (AGENCY, "click a:text-is('历年数据')", "read .gk-parts tr:has-text('不予公开')"),
        (AGENCY, "click a:text-is('历年数据')", "read .gk-charts figure:has-text('不予公开')"),
    ),
}  # fmt: skip


@dataclass
class Walk:
    """One way through a site, and what it costs.

    Attributes:
        page: The browser's page.
        actions: Clicks, fields filled in, choices.
        screens: Pages that came up, and further heights of the window.
        address: Where the last step ended.
    """

    page: Page
    actions: int = 0
    screens: float = 1
    address: str = field(default="")

    def step(self, text: str) -> None:
        """Do one step; a Playwright error where it cannot be done."""
        verb, _, rest = text.partition(" ")
        if verb == "lacks":
            assert not any("不是" not in item for item in self.page.locator(rest).all_inner_texts()), rest
            return
        selector, value = rest, ""
        if verb in {"fill", "choose"}:
            selector, _, value = rest.rpartition("=")
        target = self.page.locator(selector).first
        target.wait_for(state="visible", timeout=PATIENCE)
        self._move_to(target.evaluate("e => e.getBoundingClientRect().top"))
        if verb == "read":
            return
        self.actions += 1
        before = self.page.url
        address = target.get_attribute("href") or "#"
        if verb == "click" and not address.startswith("#"):
            with self.page.expect_navigation():
                target.click(timeout=PATIENCE)
        elif verb == "click":
            target.click(timeout=PATIENCE)
        elif verb == "choose":
            target.select_option(value, timeout=PATIENCE)
        else:
            target.fill(value, timeout=PATIENCE)
        self.page.wait_for_load_state("networkidle")
        if self.page.url.partition("#")[0].partition("?")[0] != before.partition("#")[0].partition("?")[0]:
            self.screens += 1

    def _move_to(self, top: float) -> None:
        """Move through the page until something is in view."""
        if 0 <= top < HEIGHT:
            return
        self.screens += abs(top if top < 0 else top - HEIGHT) / HEIGHT
        self.page.evaluate("by => scrollBy(0, by)", top - HEIGHT / 3)


def walk(page: Page, start: str, ways: tuple[Way, ...]) -> Walk | None:
    """Return what the first way costs that can be gone; None where none can."""
    from playwright.sync_api import Error  # noqa: PLC0415 - half a second that the help text need not pay

    for way in ways:
        page.goto(start, wait_until="networkidle")
        trip = Walk(page)
        try:
            for step in way:
                trip.step(step)
        except (Error, AssertionError):
            continue
        return trip
    return None


def walks(site: Path) -> list[Walk | None]:
    """Walk every task on a site."""
    with browser.chromium() as started, browser.serve(site, browser.Traffic()) as served:
        context = started.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        opened = context.new_page()
        return [walk(opened, served.at(), ways) for ways in TASKS.values()]


def _effort(trip: Walk | None) -> str:
    return f"{trip.actions}，{trip.screens:.1f}" if trip is not None else "不能"


def main() -> int:
    """Print the table: actions and screens of each task, before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", metavar="COMMIT")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        after = walks(build(Path(folder) / "after"))
        before: list[Walk | None] = [None] * len(after)
        if given.before:
            code = Path(folder) / "code"
            subprocess.run(
                ["git", "-C", str(ROOT), "worktree", "add", "-q", "--detach", str(code), given.before], check=True
            )
            try:
                before = walks(build(Path(folder) / "before", code=code))
            finally:
                subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(code)], check=True)
    print("| 要做的事 | 以前（动作，屏） | 现在（动作，屏） |\n|---|---|---|")
    for name, old, new in zip(TASKS, before, after, strict=True):
        print(f"| {name} | {_effort(old) if given.before else '—'} | {_effort(new)} |")
    return 0 if all(after) else 1


if __name__ == "__main__":
    sys.exit(main())
