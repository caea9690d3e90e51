"""`audience: internal`: a site for the office itself, and a public one of the same data that has nothing of it."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from gongkai.demo import demo_files
from gongkai.demo.district import organs
from gongkai.errors import WorkspaceError
from gongkai.findings import Level, as_text, message, say
from gongkai.listed_findings import first_years_joined, text_of_joined
from gongkai.pages.board import FilingState, ReviewState
from gongkai.renders.board.columns import heads
from gongkai.renders.board.page import board_html
from gongkai.reports.write import agency_text
from gongkai.site.pages import reserved_slugs
from gongkai.site.publishing.internal_folder import check_audience
from gongkai.site_config import read_layout
from gongkai.workspace import Workspace
from gongkai.workspace.district.board import filing_board
from tests.site.sites import CONFIG, PLUGINS, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.conftest import OpenPage, Serve
    from tests.shared_folders import SharedFolders
    from tests.site.looks import Looks

YEAR = 2025
INTERNAL = "INHERIT: mkdocs.yml\nsite_dir: internal\n" + PLUGINS.replace("- gongkai", "- gongkai: {audience: internal}")
SECRET = {
    "note": "内部的备注甲乙丙",
    "office": "审签科室丁戊己",
    "submitted": "2026-04-17",
    "returned": "退回缘由庚辛壬",
}
"""What the clerks wrote for themselves; no two letters of it stand anywhere else."""


def add(root: Path, name: str, text: str) -> None:
    file = root / name
    file.write_text(file.read_text(encoding="utf-8").rstrip() + "\n" + text, encoding="utf-8")


def swap(root: Path, name: str, pattern: str, new: str) -> None:
    file = root / name
    text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count, (name, pattern)
    file.write_text(text, encoding="utf-8")


def make(root: Path) -> None:
    """A district of six in which one is late, one missing, one a draft, one wrong and one explained."""
    for name, text in demo_files(6, 2, seed=1):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    plugins = PLUGINS.replace("- gongkai", "- gongkai: {publish: clean}")
    (root / "mkdocs.yml").write_text(CONFIG + plugins, encoding="utf-8")
    (root / "internal.yml").write_text(INTERNAL, encoding="utf-8")
    (root / f"data/jiaoyu/{YEAR}.yml").unlink()
    swap(root, f"data/zi-zhen/{YEAR}.yml", "^status: published", "status: draft")
    swap(root, f"data/jia-jiedao/{YEAR}.yml", r"^( +行政强制:).*", r"\1 x")
    swap(root, f"data/zhengfuban/{YEAR}.yml", "^status:", f"submitted: {SECRET['submitted']}\nstatus:")
    swap(root, f"data/yi-jiedao/{YEAR}.yml", r"^( +行政强制:).*", r"\1 ~")
    why = f"reason: 原件此行为空, date: 2026-02-01, office: 办公室, internal: {SECRET['note']}"
    add(root, f"data/yi-jiedao/{YEAR}.yml", f"waivers:\n  - {{rule: blank, at: 主动公开.行政强制, {why}}}\n")
    step = f"step: 拟稿, office: {SECRET['office']}, date: 2026-01-10, bound: 0000"
    add(root, f"data/zhengfuban/{YEAR}.yml", f"sign_off:\n  - {{{step}}}\n")
    site = Site.at(root)
    for slug, words in (("zhengfuban", ("--return", "--reason", SECRET["returned"])), ("yi-jiedao", ("--pass",))):
        assert site.run("gongkai", "review", f"{slug}/{YEAR}", *words).code == 0
    internal, public = site.build("-f", "internal.yml", "--strict"), site.build()
    assert internal.code == 0, internal.output
    assert public.code == 1, public.output
    assert "其余已公布" in public.output


@pytest.fixture(scope="module")
def district(shared_folders: SharedFolders) -> Site:
    return Site.at(shared_folders.get("internal", make))


@pytest.fixture(scope="module")
def workspace(district: Site) -> Workspace:
    return Workspace(read_layout(district.root), reserved=reserved_slugs())


def test_board_shows_what_the_command_says(district: Site, workspace: Workspace) -> None:
    board = filing_board(workspace, YEAR)
    page = district.page("internal/index.html", "internal")

    lines = re.findall(r'<tr data-kind="(\w+)" data-review="\w+"><th scope="row">(.*?)</th>', page)
    shown = {re.sub("<[^>]+>", "", name): state for state, name in lines}
    assert shown == {row.agency.name: row.state.value for row in board.rows}
    assert set(shown.values()) == {"overdue", "faulty", "explained", "clear"}
    late = next(row for row in board.rows if row.agency.slug == "zhengfuban")
    assert late.days_late == (dt.date(2026, 4, 17) - dt.date(2026, 1, 31)).days
    assert f">{late.days_late}</td>" in page
    assert str(sum(row.totals[0] for row in board.rows if row.totals and row.agency.scope.value == "own")) in page
    fewer = replace(board.rows[0], totals=(1, 1, 0), received_before=48)
    assert "<td>\N{MINUS SIGN}47</td>" in board_html([fewer], caption="", links=lambda _: ("", ""), sums=True)
    assert 'href="2024/"' in page
    assert (district.root / "internal/internal/2024/index.html").is_file()


def test_review_stands_on_the_board_and_all_of_it_in_the_workbook(district: Site, workspace: Workspace) -> None:
    board = filing_board(workspace, YEAR)
    page = html.unescape(district.page("internal/index.html", "internal"))
    states = {row.agency.slug: row.review.state for row in board.rows}

    assert (states["zhengfuban"], states["yi-jiedao"]) == (ReviewState.RETURNED, ReviewState.PUBLISHED)
    assert f"退回修改 <small>{board.today.isoformat()}：{SECRET['returned']}</small>" in page
    for year, link in ((YEAR, "status-2025.xlsx"), (YEAR - 1, "../status-2024.xlsx")):
        source = "internal/index.html" if year == YEAR else f"internal/{year}/index.html"
        assert f'<a href="{link}" download>' in district.page(source, "internal")
        book = CalamineWorkbook.from_path(str(district.root / f"internal/internal/status-{year}.xlsx"))
        lines = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        assert [str(cell) for cell in lines[2]] == heads()
        shown = [
            (row.agency.short, row.state.word, row.review.state.word) for row in filing_board(workspace, year).rows
        ]
        assert [tuple(line[:3]) for line in lines[3:]] == shown


def test_all_findings_stand_on_one_page_by_agency(district: Site, workspace: Workspace) -> None:
    page = html.unescape(district.page("internal/findings/index.html", "internal"))

    lines = [text_of_joined(items) for items in first_years_joined(workspace.findings)]
    assert [text for text in lines if text not in page] == []
    assert page.count('<li class="gk-') == len(lines) < len(workspace.findings), "无上年数据 once for a report"
    assert 'data-code="stock carry-over"' in page
    assert 'id="jia-jiedao"' in page
    assert f"data/jia-jiedao/{YEAR}.yml:" in page


def test_every_page_is_marked_and_drafts_are_there(district: Site) -> None:
    pages = [name for name in district.published("internal") if name.endswith(".html") and "fragment" not in name]
    assert f"zi-zhen/{YEAR}/index.html" in pages
    for name in pages:
        page = district.page(name, "internal")
        assert "内部资料" in page, name
        assert '<meta name="robots" content="noindex">' in page, name
    files = district.published("internal")
    assert not {"feed.xml", "sitemap.xml", "sitemap.xml.gz"} & set(files)
    assert "只在内部资料里显示" in district.page(f"zhengfuban/{YEAR}/index.html", "internal")


def texts(file: Path) -> Iterator[tuple[str, str]]:
    """All text of a file and of what is packed into it, by name."""
    yield from unpacked(str(file), file.read_bytes())


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from unpacked(f"{name}!{inner}", packed.read(inner))
        return
    if content[:2] == b"\x1f\x8b":
        import gzip  # noqa: PLC0415

        content = gzip.decompress(content)
    text = content.decode("utf-8", errors="replace")
    yield name, text
    if name.endswith(".json"):
        yield name, json.dumps(json.loads(text), ensure_ascii=False)


def secrets(workspace: Workspace) -> set[str]:
    """Texts that the public must not see: what clerks wrote for themselves, and what the programme says to them."""
    own = filing_board(workspace, YEAR)
    hidden = (FilingState.OVERDUE, FilingState.FAULTY, FilingState.EXPLAINED)
    named = [say(f"board.states.{state.value}") for state in hidden]  # words of the form, too, within its sentences
    states = {f"{left}{name}{right}" for name in named for left, right in ("><", '""', ",,")}
    late = {f'data-kind="{row.state.value}"' for row in own.rows}
    passed = Level.WAIVED  # what a signed explanation lets pass is public, but for its line
    messages = {message(item) for item in workspace.findings if item.level is not passed} | {
        as_text(item) for item in workspace.findings
    }
    reminders = {"催报", "请尽快报送", "请按时报送", "请核对后重新报送"}
    reviewed = {f">{state.word}<" for state in ReviewState} | {"data-review", "gongkai review", ".review/"}
    words = {*reviewed, say("office.banner"), say("board.heads.late"), "gongkai-internal", "internal/findings"}
    signed = {"sign_off", "gongkai sign", "submitted"}
    dates = {row.due.isoformat() for row in own.rows if row.due} - {"2026-01-31"}
    return {*SECRET.values(), *states, *late, *messages, *reminders, *words, *signed, *dates}


def test_nothing_of_it_reaches_the_public_site(district: Site, workspace: Workspace) -> None:
    hidden = secrets(workspace)
    public = [path for path in (district.root / "site").rglob("*") if path.is_file()]
    leaks = sorted(
        (name, secret)
        for path in public
        for name, text in texts(path)
        for secret in hidden
        if secret in text or html.escape(secret) in text
    )

    assert leaks == []
    assert {path.suffix for path in public} >= {".html", ".json", ".xml", ".csv", ".xlsx", ".docx", ".zip"}


def test_the_same_search_finds_it_on_the_internal_site(district: Site, workspace: Workspace) -> None:
    everything = "".join(
        html.unescape(text) for path in (district.root / "internal").rglob("*.html") for _, text in texts(path)
    )

    spoken = {as_text(item) for item in workspace.findings}
    assert {secret for secret in spoken if secret not in everything} == set()
    assert "逾期" in everything


@pytest.mark.parametrize("config", ["site_dir: site\n", "", "site_dir: site/internal\n", "site_dir: .\n"])
def test_internal_site_is_never_built_where_the_public_one_is(tmp_path: Path, config: str) -> None:
    site = Site(tmp_path / "office")
    site.write("internal.yml", INTERNAL.replace("site_dir: internal\n", config))

    ran = site.build("-f", "internal.yml")

    assert ran.code in (1, 2)  # MkDocs ends with 1 where a folder is refused while it reads mkdocs.yml
    assert "没有改动任何文件" in ran.output
    assert not (site.root / "site").exists()


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ("site_dir: public  # where the web server looks", "public"),
        ('site_dir: "pu blic"', "pu blic"),
        ("site_dir: >-\n  public", "public"),
    ],
)
def test_folder_of_a_public_site_that_is_not_built_yet_is_known_however_it_is_written(
    tmp_path: Path, line: str, folder: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"# no audience: internal here\n{line}\nextra: !ENV [X, y]\n", "utf-8")
    (tmp_path / "internal.yml").write_text("INHERIT: mkdocs.yml\nplugins: [gongkai: {audience: internal}]\n", "utf-8")

    with pytest.raises(WorkspaceError, match="不能把内部资料生成到"):
        check_audience(tmp_path / folder, tmp_path / "internal.yml", internal=True)


def test_public_and_internal_folders_are_not_exchanged(tmp_path: Path) -> None:
    site = Site(tmp_path / "office").write("internal.yml", INTERNAL)
    site.built("-d", "elsewhere").built("-f", "internal.yml")

    over_public = site.build("-f", "internal.yml", "-d", "elsewhere")
    over_internal = site.build("-d", "internal")

    assert over_public.code == over_internal.code == 2
    assert "不能把内部资料生成到" in over_public.output
    assert "不能把对外公布的网站生成到" in over_internal.output
    assert "内部资料" not in site.page("index.html", "elsewhere")
    assert "内部资料" in site.page("index.html", "internal")


def test_new_site_builds_its_internal_site(tmp_path: Path) -> None:
    """With the ``internal.yml`` that ``gongkai init`` writes."""
    site = Site(tmp_path / "scratch")
    assert site.run("gongkai", "init", "../office").code == 0
    office = Site.at(tmp_path / "office")
    ran = office.run("gongkai", "new", "shili", "2023", "--name", "示例局", "--zeros")
    assert ran.code == 0, ran.output

    office.built("-f", "internal.yml")

    assert "示例局" in office.page("internal/index.html", "internal")
    assert not (office.root / "site").exists()


def test_internal_site_cannot_be_deployed(tmp_path: Path) -> None:
    site = Site(tmp_path / "office").write("internal.yml", INTERNAL)

    ran = site.run("mkdocs", "gh-deploy", "-f", "internal.yml")

    assert ran.code == 1
    assert "不能用 gh-deploy 公布" in ran.output


def shown(rows: Locator, name: str) -> list[str]:
    """What the rows that are seen have of some data."""
    read = "(all, name) => all.filter(row => row.checkVisibility()).map(row => row.dataset[name])"
    return list(rows.evaluate_all(read, name))


def changed(rows: Locator) -> list[str]:
    """The changes of requests received in the rows that are seen."""
    return [text for text in rows.locator("visible=true").locator("td:nth-child(13)").all_inner_texts() if text != "—"]


def test_board_is_sorted_and_filtered_by_keyboard(district: Site, served: Serve, page: OpenPage) -> None:
    opened = page(served(district.root / "internal").at("internal/"))
    rows = opened.locator("#own + .gk-table tbody tr")
    before = rows.count()
    sides = "cells => cells.map(cell => getComputedStyle(cell).textAlign)"
    assert rows.first.locator("td").evaluate_all(sides)[:6] == ["left"] * 4 + ["right"] * 2, "states and days are texts"
    opened.locator("#own + .gk-table thead button").nth(2).focus()  # by the date on which it is due
    opened.keyboard.press("Enter")
    dates = [text for text in rows.locator("td:nth-child(4)").all_inner_texts() if text != "—"]
    assert dates == sorted(dates)
    assert rows.last.locator("td:nth-child(4)").inner_text() == "—"

    rows.first.locator("td:nth-child(13)").evaluate("cell => { cell.textContent = '\N{MINUS SIGN}3' }")
    opened.locator("#own + .gk-table thead button").last.click()  # by the change of requests received
    changes = [int(text.replace("\N{MINUS SIGN}", "-")) for text in changed(rows)]
    assert changes == sorted(changes)
    assert min(changes) < 0 < max(changes)
    opened.locator("input[name=name]").fill("街道")
    total = opened.locator("#own + .gk-table .gk-total td:nth-child(13)")
    assert total.inner_text() == f"+{sum(int(text) for text in changed(rows))}"
    opened.locator("input[name=name]").fill("")

    opened.locator("select[name=kind]").select_option("overdue")

    kinds = shown(rows, "kind")
    assert 0 < len(kinds) < before
    assert set(kinds) == {"overdue"}
    assert opened.locator(".gk-total td:nth-child(2)").inner_text() == ""


def test_board_is_filtered_by_review_and_the_address_keeps_it(district: Site, served: Serve, page: OpenPage) -> None:
    opened = page(served(district.root / "internal").at("internal/?review=returned"))
    rows = opened.locator("table.gk-all tbody tr")

    assert shown(rows, "review") == ["returned"]
    opened.locator("select[name=review]").select_option("*")
    assert len(shown(rows, "review")) == rows.count()
    assert "review=" not in opened.url

    opened.set_viewport_size({"width": 768, "height": 900})
    hidden = "all => all.map(frame => frame.scrollWidth - frame.clientWidth)"
    assert opened.locator(".gk-scroll").evaluate_all(hidden) == [0, 0], "every column is seen on a tablet"


def test_findings_are_filtered_by_keyboard(district: Site, workspace: Workspace, served: Serve, page: OpenPage) -> None:
    opened = page(served(district.root / "internal").at("internal/findings/"))
    items = opened.locator(".gk-findings li")
    assert items.count() == len(first_years_joined(workspace.findings))

    opened.locator("select[name=level]").focus()
    opened.keyboard.press("ArrowDown")  # 差错, the first one
    errors = [as_text(item) for item in workspace.findings if item.level is Level.ERROR]
    assert sorted(items.locator("visible=true").all_inner_texts()) == sorted(errors)
    assert opened.locator("section[data-section] h2:visible").count() == len(
        {item.agency for item in workspace.findings if item.level is Level.ERROR}
    )
    assert opened.locator(".gk-find [role=status]").inner_text() == f"显示 {len(errors)} 条，共 {items.count()} 条"
    assert opened.url.endswith("?level=error")
    for _ in range(2):  # from the level over the code to the text
        opened.keyboard.press("Tab")
    opened.keyboard.type("没有这样的字")
    assert items.locator("visible=true").count() == 0
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")  # resets
    assert items.locator("visible=true").count() == items.count()

    opened.goto(opened.url.partition("?")[0] + "?section=yi-jiedao&code=blank")
    blanks = [as_text(item) for item in workspace.findings if (item.agency, item.code) == ("yi-jiedao", "blank")]
    assert items.locator("visible=true").all_inner_texts() == blanks
    opened.goto(opened.url.partition("?")[0] + "?section=yi-jiedao&code=carry-over")
    assert "存量衔接 stock、跨年衔接 carry-over" in items.locator("visible=true").first.inner_text()


LONG = 60
"""Agencies of a board that is many times as long as a screen is high."""


def make_large(root: Path) -> None:
    """A district with a long board, of which three have filed."""
    agencies = {f"data/{organ.agency.slug}/agency.yml": agency_text(organ.agency) for organ in organs(LONG, seed=1)}
    for name, text in {**dict(demo_files(6, 1, seed=1)), **agencies}.items():
        own = re.fullmatch(r"(?:data|docs)/([a-z0-9-]+)/\d+\.\w+", name)
        if own is None or own[1] in {"zhengfuban", "jiaoyu", "jia-jiedao"}:
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    site = Site.at(root).change("internal.yml", "audience: internal\n", "audience: internal\n      search: false\n")
    site.built("-f", "internal.yml")


@pytest.fixture(scope="module")
def large(shared_folders: SharedFolders) -> Site:
    return Site.at(shared_folders.get("internal-large", make_large))


def test_long_board_is_used_by_keyboard_alone(large: Site, served: Serve, page: OpenPage) -> None:
    opened = page(served(large.root / "internal").at("internal/"))
    rows = opened.locator("table.gk-all tbody tr")
    status = opened.locator(".gk-find [role=status]")
    assert rows.count() == LONG
    press = opened.keyboard.press

    opened.locator("input[name=name]").focus()
    opened.keyboard.type("街道")
    offices = len(shown(rows, "kind"))
    assert 0 < offices < LONG
    assert status.inner_text().startswith(f"列出 {offices} 个机关")
    press("Tab")  # to the state
    press("ArrowDown")
    press("Tab")  # to the review
    press("ArrowDown")  # 未报送, the first one
    assert set(shown(rows, "kind")) == set(shown(rows, "review")) == {"missing"}
    for _ in range(2):  # over the order to the button that takes all back
        press("Tab")
    press("Enter")
    assert len(shown(rows, "kind")) == LONG
    opened.locator("table.gk-all thead button").first.focus()  # by state
    press("Enter")
    assert opened.locator("table.gk-all th[aria-sort=ascending]").first.inner_text().startswith("状态")
    press("Enter")
    assert opened.locator("table.gk-all th[aria-sort=descending]").count() > 0
    first = rows.first.locator("a").first
    first.focus()
    press("Enter")
    opened.wait_for_url("**/2025/")


def test_long_board_reads_on_a_phone(large: Site, served: Serve, page: OpenPage) -> None:
    opened = page(served(large.root / "internal").at("internal/"), width=390)

    assert opened.evaluate("document.documentElement.scrollWidth") == 390
    last = opened.locator("table.gk-all tbody tr").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    cells = [cell.inner_text() for cell in last.locator("td").all() if cell.is_visible()]
    assert len(cells) >= 6, "state, review, due, late, errors, received"


@pytest.mark.parametrize("path", ["internal/", "internal/findings/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_the_office_are_accessible(district: Site, looks: Looks, path: str, width: int) -> None:
    look = looks(district.root / "internal", path, width=width)

    assert (look.light, look.dark) == ((), ())
