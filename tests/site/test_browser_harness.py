"""The browser harness itself: what it serves, what it hears, and what axe-core sees through it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests import browser

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenPage, Serve
    from tests.shared_folders import SharedFolders

INLINE = {browser.POLICY: ""}
"""Lets a page of these tests run the scripts that are written into it."""


def write(path: Path, *, heading: str = "政府信息公开", text: str = "正文", script: str = "") -> None:
    path.write_text(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>公开</title>'
        f'<link rel="icon" href="data:,">{script and f"<script>{script}</script>"}</head>'
        f"<body><main><h1>{heading}</h1><p>{text}</p></main></body></html>",
        encoding="utf-8",
    )


def test_page_shows_chinese_text_and_leaves_no_trace_when_clean(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html")
    site = served(tmp_path)
    opened = page(site.url)
    assert opened.locator("h1").inner_text() == "政府信息公开"
    assert site.traffic == browser.Traffic()
    assert browser.describe(browser.axe(opened)) == ""


def test_folder_appears_below_its_base_path_and_nowhere_else(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html")
    write(tmp_path / "404.html", heading="没有此页")
    site = served(tmp_path, base="/some/base/")
    assert site.url.endswith("/some/base/")
    assert page(site.url).locator("h1").inner_text() == "政府信息公开"
    outside = site.url.removesuffix("some/base/") + "index.html"
    opened = page()
    answer = opened.goto(outside)
    assert answer is not None
    assert answer.status == 404
    assert opened.locator("h1").inner_text() == "没有此页"
    assert site.traffic.failed == [outside]


def test_request_to_another_host_is_heard(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html", text='<img alt="图" src="https://example.invalid/a.png">')
    site = served(tmp_path, headers=INLINE)
    page(site.url)
    assert site.traffic.foreign == ["https://example.invalid/a.png"]
    assert site.traffic.failed == []


def test_request_under_way_when_the_page_is_left_has_not_failed_but_one_without_an_answer_has(
    tmp_path: Path, served: Serve, page: OpenPage
) -> None:
    with socket.create_server((browser.LOCAL, 0)) as silent, socket.create_server((browser.LOCAL, 0)) as closed:
        addresses = [f"http://{browser.LOCAL}:{server.getsockname()[1]}/a" for server in (silent, closed)]
        closed.close()
        write(tmp_path / "index.html", script=f"for (const one of {addresses}) fetch(one, {{mode: 'no-cors'}})")
        site = served(tmp_path, headers=INLINE)
        opened = page()
        with opened.expect_event("requestfailed", lambda request: request.url == addresses[1]):
            opened.goto(site.url)
        with opened.expect_event("requestfailed", lambda request: request.url == addresses[0]):
            opened.goto("about:blank")
    assert site.traffic.failed == addresses[1:]


def test_console_error_and_uncaught_exception_are_heard(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html", script="console.error('甲'); console.log('乙'); throw new Error('丙');")
    site = served(tmp_path, headers=INLINE)
    page(site.url).wait_for_timeout(50)
    assert sorted(line.splitlines()[0] for line in site.traffic.console) == ["丙", "甲"]


def test_script_does_not_run_when_switched_off(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html", script="document.title = '脚本';")
    address = served(tmp_path, headers=INLINE).url
    assert page(address).title() == "脚本"
    assert page(address, java_script_enabled=False).title() == "公开"


def test_policy_of_the_manual_reaches_every_page_and_does_not_stop_axe(
    tmp_path: Path, served: Serve, page: OpenPage
) -> None:
    write(tmp_path / "index.html", script="document.title = '脚本';")
    site = served(tmp_path)
    opened = page(site.url)
    assert opened.title() == "公开"
    assert len(site.traffic.console) == 1
    assert browser.axe(opened) == []
    assert site.traffic.violations == site.traffic.console
    site.traffic.violations.clear()


@pytest.mark.parametrize(
    "text",
    ['<b style="color: red">甲</b>', "<style>b { color: red }</style>", '<b onclick="alert(1)" id="b">甲</b>'],
)
def test_style_or_handler_in_a_page_is_heard_as_a_violation(
    text: str, tmp_path: Path, served: Serve, page: OpenPage
) -> None:
    write(tmp_path / "index.html", text=text, script="")
    site = served(tmp_path)
    opened = page(site.url)
    opened.evaluate("document.querySelector('#b')?.click()")
    opened.wait_for_timeout(50)
    assert site.traffic.violations
    site.traffic.violations.clear()


def test_width_of_the_page_is_the_one_asked_for(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html")
    assert page(served(tmp_path).url, width=390).evaluate("innerWidth") == 390


def test_axe_names_rule_and_element_when_a_picture_has_no_text(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html", text='<img id="p" src="data:,">')
    opened = page(served(tmp_path).url)
    violations = browser.axe(opened)
    assert [violation["id"] for violation in violations] == ["image-alt"]
    assert browser.describe(violations).startswith("image-alt (critical) #p: <img")
    assert browser.axe(opened, "h1") == []
    assert browser.axe(opened, rules=browser.COLOUR_RULES) == []


def test_colour_rules_find_text_that_is_too_pale_when_the_page_has_turned_dark(
    tmp_path: Path, served: Serve, page: OpenPage
) -> None:
    pale = "@media (prefers-color-scheme: dark) { p { color: #eee } }"
    write(tmp_path / "index.html", text=f'<style>{pale}</style><p>文字</p><img src="data:,">')
    opened = page(served(tmp_path, headers=INLINE).url, color_scheme="light")
    assert browser.axe(opened, rules=browser.COLOUR_RULES) == []
    browser.turn_dark(opened)
    assert [violation["id"] for violation in browser.axe(opened, rules=browser.COLOUR_RULES)] == ["color-contrast"]


def test_scripts_beside_the_pages_of_a_tab_have_one_place(tmp_path: Path, served: Serve, page: OpenPage) -> None:
    write(tmp_path / "index.html")
    opened, names = page(java_script_enabled=False), list[str]()
    for _ in range(3):
        opened.goto(served(tmp_path).url)
        assert browser.beside(opened)("document.title") == "公开"
    session = opened.context.new_cdp_session(opened)
    session.on("Runtime.executionContextCreated", lambda event: names.append(event["context"]["name"]))
    session.send("Runtime.enable")
    assert names.count("beside") == 1, "the browser would make each of them again for every page"


@pytest.mark.slow
def test_tab_is_used_again_and_remembers_nothing_but_what_does_not_change(
    request: pytest.FixtureRequest,
    shared_folders: SharedFolders,
    traffic: browser.Traffic,
    tmp_path: Path,
    served: Serve,
) -> None:
    def make(folder: Path) -> None:
        folder.mkdir()
        write(folder / "index.html")

    make(tmp_path / "other")
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"

    tabs, servers = request.getfixturevalue("_tabs"), request.getfixturevalue("_servers")
    url = servers.lasting(shared_folders.get("harness", make), "/", None)
    tab = tabs.take(traffic, 1280, 800, color_scheme="light")
    opened = tab.page
    other = served(tmp_path / "other").url
    opened.goto(other)
    opened.evaluate("localStorage.setItem('a', '1')")
    opened.goto(url)
    opened.evaluate("localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1'); document.cookie = 'a=1'")
    opened.emulate_media(media="print", color_scheme="dark", forced_colors="active")
    heard: list[str] = []
    opened.on("request", lambda request: heard.append(request.url))
    opened.route("**/index.html", lambda route: route.fulfill(body="other"))
    opened.goto(f"{url}index.html")
    assert len(heard) == 1
    opened.context.set_offline(True)
    opened.context.new_cdp_session(opened).send("Emulation.setScriptExecutionDisabled", {"value": True})
    tabs.put_back(tab)
    again = tabs.take(traffic, 1280, 800, color_scheme="light")
    assert again is tab
    for address in (other, url, f"{url}index.html"):
        opened.goto(address)
        assert opened.evaluate(kept) == [0, 0, ""]
    assert opened.locator("h1").inner_text() == "政府信息公开"
    assert len(heard) == 1
    media = ("print", "(prefers-color-scheme: dark)", "(forced-colors: active)")
    assert opened.evaluate("all => all.map(one => matchMedia(one).matches)", media) == [False] * 3
    assert opened.evaluate("new Promise(done => setTimeout(() => done('scripts run')))") == "scripts run"
    tabs.put_back(tab)
    night = tabs.take(traffic, 1280, 800, color_scheme="dark")
    assert night is tab
    assert opened.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    tabs.put_back(night)
    assert tabs.take(traffic, 1280, 800) is tab
    assert opened.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    tabs.put_back(tab)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["index.html", "index.html#a", "other.html", None])
def test_page_that_stays_until_the_next_test_leaves_nothing_to_it(
    page: str | None, request: pytest.FixtureRequest, shared_folders: SharedFolders, traffic: browser.Traffic
) -> None:
    def make(folder: Path) -> None:
        folder.mkdir()
        for name in ("index.html", "other.html"):
            write(folder / name)

    tabs, servers = request.getfixturevalue("_tabs"), request.getfixturevalue("_servers")
    url = servers.lasting(shared_folders.get("harness-stays", make), "/", None)
    tab = tabs.take(traffic, 1280, 800)
    tab.open(None)
    tabs.put_back(tab)
    assert tabs.take(traffic, 1280, 800) is tab
    tab.open(f"{url}index.html")
    tab.page.evaluate("localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1'); window.left = 1")
    tabs.put_back(tab)
    assert tab.page.url == f"{url}index.html", "no server that ends with a test, no other colours"
    assert tabs.take(traffic, 1280, 800) is tab
    tab.open(page and url + page)
    assert tab.page.url == ((page and url + page) or "about:blank")
    assert tab.page.evaluate("window.left === undefined")
    tab.open(f"{url}other.html")
    assert tab.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    tabs.put_back(tab)


def test_file_of_a_folder_that_does_not_change_is_asked_for_once(
    served: Serve, page: OpenPage, shared_folders: SharedFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(folder: Path) -> None:
        folder.mkdir()
        for name in ("index.html", "other.html"):
            write(folder / name, text='<link rel="stylesheet" href="kept.css">')
        (folder / "kept.css").touch()

    requests: list[str] = []
    monkeypatch.setattr(browser._Handler, "log_request", lambda self, *_: requests.append(self.path))
    site = served(shared_folders.get("harness-kept", make))
    opened = page()
    for name in ("index.html", "other.html"):
        opened.goto(site.at(name))
    assert requests.count("/kept.css") == 1


@pytest.mark.slow
def test_tab_whose_clock_was_set_is_spent(request: pytest.FixtureRequest, traffic: browser.Traffic) -> None:
    tabs = request.getfixturevalue("_tabs")
    tab = tabs.take(traffic, 1280, 800)
    tab.page.clock.set_fixed_time(0)
    tabs.put_back(tab)
    assert tab.page.is_closed()


def test_missing_browser_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(browser.BrowserMissingError, match=r"/nowhere/chromium cannot be run.*apt-get install chromium"):
        browser.find_chromium()


def test_base_path_without_closing_slash_is_refused(tmp_path: Path, served: Serve) -> None:
    with pytest.raises(ValueError, match="begins and ends with a slash"):
        served(tmp_path, base="/some/base")
