"""Takes a picture of every kind of page, to be looked at: ``python -m tests.site.pictures FOLDER``.

It builds a demo district in which one report is wrong, one is a draft and one agency has not reported, its internal
site, and starts a preview of it; then each page is opened at three widths in light, dark and forced colours, and
printed. Pictures are named ``KIND-WIDTH-COLOURS.png``, pages of paper ``KIND-print-NUMBER.png``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pdfplumber

from tests import browser
from tests.site.sites import PLUGINS, Site, live, write_demo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Opened

PUBLIC = {
    "home": "",
    "agencies": "agencies/",
    "years": "years/",
    "year": "years/2025/",
    "agency": "jiaoyu/",
    "report-2021": "jiaoyu/2025/",
    "report-2019": "jiaoyu/2020/",
    "report-row": "jiaoyu/2025/#requests-received",
    "report-sheet": "jiaoyu/2025/#requests-e-received",
    "report-consolidated": "quzhengfu/2025/",
    "easy": "jiaoyu/2025/easy/",
    "comparison": "shichang/2025/compare/",
    "comparison-over-the-break": "jiaoyu/2021/compare/",
    "any-two-unchosen": "compare/",
    "any-two": "compare/?a=jiaoyu/2025&b=shichang/2025",
    "series": "jiaoyu/series/",
    "data": "data/",
    "year-table": "data/2025/",
    "rollups": "rollups/",
    "rollup": "rollups/quzhengfu-2023/",
    "search": "search/",
    "search-found": "search/?q=不予公开",
    "search-understood": "search/?q=教育局去年收到多少申请",
    "search-nothing": "search/?q=龘靐齉",
    "glossary": "glossary/",
    "methods": "methods/",
    "accessibility": "accessibility/",
    "contact": "contact/",
    "missing": "404.html",
    "bare": "jiaoyu/2025/fragment.html",
}
INTERNAL = {"internal-board": "internal/", "internal-findings": "internal/findings/", "internal-report": "jiaoyu/2024/"}
PREVIEW = {"preview-report": "jiaoyu/2024/", "preview-home": ""}
WIDTHS = (390, 768, 1280)
COLOURS: Mapping[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
INTERNAL_CONFIG = "INHERIT: mkdocs.yml\nsite_dir: internal\n" + PLUGINS.replace(
    "- gongkai", "- gongkai: {audience: internal}"
)


def district(folder: Path) -> Site:
    """A district of twelve agencies and seven years, built for the public and for the office.

    Args:
        folder: A folder that is not there yet.
    """
    site = write_demo(folder, 12, 7)
    site.change("mkdocs.yml", "  - gongkai:\n", "  - gongkai:\n      publish: clean\n      fragments: true\n")
    site.write("internal.yml", INTERNAL_CONFIG)
    wrong = re.sub(r"(?m)^( +行政强制:).*", r"\1 x", site.read("data/jiaoyu/2024.yml"), count=1)
    site.write("data/jiaoyu/2024.yml", wrong)
    site.change("data/zhujian/2025.yml", "status: published", "status: draft")
    (site.root / "data/minzheng/2025.yml").unlink(missing_ok=True)
    (site.root / "docs/minzheng/2025.md").unlink(missing_ok=True)
    site.build("-f", "internal.yml")
    site.build()
    return site


def pictures(started: Browser, url: str, pages: Mapping[str, str], folder: Path, options: argparse.Namespace) -> None:
    """Take the pictures of the pages of one site.

    Args:
        started: The browser.
        url: Where the site is served.
        pages: Addresses below it, by name.
        folder: Where the pictures go.
        options: Names, widths and colours that are asked for, and whether pages are printed.
    """
    paths = {name: path for name, path in pages.items() if not options.only or name in options.only}
    for width, colours in product(options.widths, options.colours):
        context = started.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", **COLOURS[colours])
        opened = context.new_page()
        for name, path in paths.items():
            _open(opened, url + path)
            whole = "#" not in path  # a picture of a whole page shows nothing that keeps its place in the window
            opened.screenshot(path=folder / f"{name}-{width}-{colours}.png", full_page=whole)
        context.close()
    if options.print:
        context = started.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", color_scheme="light")
        opened = context.new_page()
        for name, path in paths.items():
            _open(opened, url + path)
            _print(opened, folder / f"{name}-print")
        context.close()


def _open(opened: Opened, url: str) -> None:
    opened.goto("about:blank")  # an address that differs by what is behind its # alone would not load the page anew
    answer = opened.goto(url, wait_until="load")
    if answer is None or not answer.ok:
        message = f"There is no page at {url}."
        raise ValueError(message)
    opened.wait_for_timeout(600)  # for scripts that fill a page in; a preview never leaves the network quiet


def _print(opened: Opened, path: Path) -> None:
    paper = opened.pdf(prefer_css_page_size=True, print_background=False)
    with pdfplumber.open(io.BytesIO(paper)) as pages:
        for number, page in enumerate(pages.pages, start=1):
            page.to_image(resolution=100).save(f"{path}-{number}.png")


@contextlib.contextmanager
def _served(site: Site) -> Iterator[tuple[tuple[str, Mapping[str, str]], ...]]:
    """The addresses of the three sites, each with its pages."""
    traffic = browser.Traffic()
    with (
        browser.serve(site.root / "site", traffic) as public,
        browser.serve(site.root / "internal", traffic) as internal,
        live(site) as preview,
    ):
        yield ((public.url, PUBLIC), (internal.url, INTERNAL), (preview.address, PREVIEW))


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.site.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument(
        "--site", type=Path, help="a folder in which a district of an earlier run is, or will be, built"
    )
    parser.add_argument("--only", nargs="+", choices=[*PUBLIC, *INTERNAL, *PREVIEW], help="these kinds alone")
    parser.add_argument("--widths", nargs="*", type=int, default=WIDTHS, help="in pixels (390 768 1280)")
    parser.add_argument("--colours", nargs="+", choices=list(COLOURS), default=list(COLOURS), help="light dark forced")
    parser.add_argument("--print", action="store_true", help="print the pages, too")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        root = options.site or Path(scratch, "district")
        site = Site.at(root) if root.is_dir() else district(root)
        with browser.chromium() as started, _served(site) as sites:
            for url, pages in sites:
                pictures(started, url, pages, options.folder, options)
    sys.stdout.write(f"{len(list(options.folder.glob('*.png')))} pictures in {options.folder}\n")


if __name__ == "__main__":
    main()
