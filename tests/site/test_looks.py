"""A page is looked at once in a run; what is seen then is all that is wrong with it, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import browser
from tests.site.looks import GOOD, Looks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shared_folders import SharedFolders

PAGE = """<!doctype html><html lang="zh"><head><title>公开</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><link rel="stylesheet" href="own.css"></head>
<body><main><h1>公开</h1><p>文字</p></main></body></html>"""
DARK = "@media (prefers-color-scheme: dark)"


def write(folder: Path, *, style: str = "", page: str = PAGE) -> None:
    (folder / "own.css").write_text(style, encoding="utf-8")
    (folder / "index.html").write_text(page, encoding="utf-8")


@pytest.mark.parametrize(
    ("style", "light", "dark"),
    [
        ("p { color: #eee }", ["color-contrast"], ["color-contrast"]),
        (f"{DARK} {{ p {{ color: #eee }} }}", [], ["color-contrast"]),
        (f"{DARK} {{ p {{ padding: 1px }} }}", [], ["is another page but for its colours"]),
        (f"{DARK} {{ p {{ visibility: hidden }} }}", [], ["is another page but for its colours"]),
        ("p { width: 300vw }", ["can be moved"], ["can be moved"]),
    ],
)
def test_look_finds_what_is_wrong_light_and_dark(
    style: str, light: list[str], dark: list[str], tmp_path: Path, looks: Looks
) -> None:
    write(tmp_path, style=style)
    look = looks(tmp_path, "", width=390)
    for faults, expected in ((look.light, light), (look.dark, dark)):
        assert [item.startswith(start) for item, start in zip(faults, expected, strict=True)] == [True] * len(expected)
    assert look.traffic == browser.Traffic()


@pytest.mark.heavy
def test_page_is_opened_once_for_all_that_ask(
    tmp_path: Path, request: pytest.FixtureRequest, shared_folders: SharedFolders, looks: Looks
) -> None:
    chromium, servers = (request.getfixturevalue(name) for name in ("_chromium", "_servers"))
    write(tmp_path)
    assert looks(tmp_path, "", width=1280) == GOOD
    write(tmp_path, style="p { color: #eee }")
    assert Looks(chromium, shared_folders, servers)(tmp_path, "", width=1280) == GOOD, "of another process"
    assert looks(tmp_path, "", width=390) != GOOD


def test_what_a_page_asks_for_in_vain_is_kept(tmp_path: Path, looks: Looks) -> None:
    write(tmp_path, page=PAGE.replace("<p>", '<p><img src="none.png" alt="">'))
    assert any(url.endswith("/some/base/none.png") for url in looks(tmp_path, "", width=390).traffic.failed)
