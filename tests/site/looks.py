"""What a page of a built site looks like on a screen of a width, light and dark: looked at once in a run.

Several tests ask this of the same pages, each for a reason of its own. axe-core takes seconds for a page of tables.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tests import browser
from tests.site.audit.keyboard import walk
from tests.site.audit.rendered import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession, Page

    from tests.shared_folders import SharedFolders


FEW = 15
"""So many steps or fewer through a page with its head and foot are too few to have been all."""
SWITCH = "[data-gk-colours]"
"""The switch of the colours."""
SCHEME = "document.body.dataset.mdColorScheme"
"""The name of the colours that a page has: `default`, `slate`, or none where it has no switch."""
LAYOUT = """([within, without]) => [...document.querySelectorAll(`${within} *`)]
    .filter(item => !item.closest(without))
    .map(item => {
        const style = getComputedStyle(item), box = item.getBoundingClientRect();
        const attributes = [...item.attributes].map(one => `${one.name}=${one.value}`);
        const place = !item.checkVisibility() ? [] : [box.x + scrollX, box.y + scrollY, box.width, box.height];
        return [item.localName, ...attributes, style.display, style.visibility, ...place];
    }).join("\\n")"""
"""All elements within some and not within others: their attributes, whether and where they are shown."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is wrong with a page.

    Attributes:
        light: Violations of any level in light colours, and whether the page can be moved sideways.
        dark: The same in dark colours, of the rules that look at colours, and whether more than colours is different:
            if not, every other rule sees what it saw in light colours.
        traffic: What the page did beyond showing itself.
        keyboard: What the Tab key does not reach or does not show, where that was asked.
    """

    light: tuple[str, ...]
    dark: tuple[str, ...]
    traffic: browser.Traffic
    keyboard: tuple[str, ...] = ()


GOOD = Look((), (), browser.Traffic())


BASE = "/some/base/"
"""The path below which every site is served."""


class Looks:
    """Looks at pages, each once in a run of the tests, whichever of its processes asks."""

    def __init__(self, chromium: Browser, shared_folders: SharedFolders, servers: browser.Servers) -> None:
        self._chromium = chromium
        self._servers = servers
        self._tab: Page | None = None
        self._session: CDPSession | None = None
        self._shared = shared_folders

    def __call__(
        self, site: Path, path: str, *, width: int, switch: bool = False, frames: set[str] | None = None
    ) -> Look:
        """Look at a page of a site.

        Args:
            site: The folder that is served; one that does not change.
            path: The page's path below it.
            width: Width of the window in pixels.
            switch: Load the page anew for its dark colours, and ask every rule again: the switch of the colours is
                another one then. Otherwise the page is switched to them.
            frames: Go through the page by Tab at last. Heads and feet of these kinds were gone through already.
        """

        def make(folder: Path) -> None:
            folder.mkdir()
            look = self._look(site, path, width, switch=switch, frames=frames)
            (folder / "look.json").write_text(json.dumps(asdict(look)), encoding="utf-8")

        name = f"look-{zlib.crc32(repr((str(site), path, width, switch, frames is None)).encode()):08x}"
        kept: dict[str, Any] = json.loads((self._shared.get(name, make) / "look.json").read_text(encoding="utf-8"))
        faults = {name: tuple(kept[name]) for name in ("light", "dark", "keyboard")}
        return Look(**faults, traffic=browser.Traffic(**kept["traffic"]))

    def _look(self, site: Path, path: str, width: int, *, switch: bool, frames: set[str] | None) -> Look:
        traffic, opened = browser.Traffic(), self._opened(width)
        with self._served(site) as address:
            traffic.watch(opened.context)
            opened.goto(address + path)
            light = faults_of(opened)
            opened.wait_for_load_state("networkidle")  # what scripts load for a page is in it before it is compared
            layout = opened.evaluate(LAYOUT, ["body", SWITCH])
            browser.turn_dark(opened, reload=switch)
            dark = faults_of(opened, None if switch else browser.COLOUR_RULES)
            dark += (
                [] if opened.evaluate(LAYOUT, ["body", SWITCH]) == layout else ["is another page but for its colours"]
            )
            dark += ["has turned light again"] if opened.evaluate(SCHEME) == "default" else []
            keyboard = [] if frames is None else by_keyboard(opened, frames)
            opened.wait_for_load_state("networkidle")
            traffic.unwatch(opened.context)
            assert self._session is not None
            browser.forget(self._session, loaded=not self._shared.holds(site))
        return Look(tuple(light), tuple(dark), traffic, tuple(keyboard))

    @contextlib.contextmanager
    def _served(self, site: Path) -> Iterator[str]:
        if self._shared.holds(site):
            yield self._servers.lasting(site, BASE, None)
            return
        with browser.serve(site, browser.Traffic(), base=BASE) as served:
            yield served.url

    def _opened(self, width: int) -> Page:
        """The tab that all pages are opened in: a new one would start a process, and compile every script anew."""
        if self._tab is None:
            from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - half a megabyte

            self._tab = self._chromium.new_context(locale="zh-CN").new_page()
            self._tab.add_init_script(AXE_SCRIPT)  # sent to the browser once, not again for every page
            self._session = self._tab.context.new_cdp_session(self._tab)
        size: Any = {"width": width, "height": 800}
        if self._tab.viewport_size != size:  # to set it again costs a fifth of loading a page
            self._tab.set_viewport_size(size)
        self._tab.emulate_media(color_scheme="light")
        return self._tab


def by_keyboard(opened: Page, frames: set[str]) -> list[str]:
    """What is wrong with a page for one who goes through it by Tab, to its end.

    Head and foot are gone through once for each kind of them: 18 pages have four kinds or seven.

    Args:
        opened: The page.
        frames: Kinds of head and foot that were gone through already; that of this page is added.
    """
    kinds = len(frames)
    steps, faults = walk(opened, frames=frames)
    few = FEW if len(frames) > kinds else 0
    return faults + ([f"has no more than {steps} steps"] if steps <= few else [])
