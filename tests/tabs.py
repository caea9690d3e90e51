"""Browser tabs that one test after another uses: to open a new one costs more than to show a page in it.

A test gets a tab that remembers nothing of the test before. What cannot be taken back (a script for every page, a
network that is off, a listener, another medium) spends the tab: it is closed after the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests import browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

SPENDING_PAGE = ("add_init_script", "emulate_media", "expose_function", "on", "route", "set_default_timeout")
"""Methods of a page whose effect lasts longer than the test."""
SPENDING_CONTEXT = ("add_cookies", "grant_permissions", "new_cdp_session", "set_offline", "route")
"""Likewise of its context."""


class Tabs:
    """Tabs of a browser by the options of their contexts; a tab in use is not given away again.

    Args:
        chromium: Where they are opened.
    """

    def __init__(self, chromium: Browser) -> None:
        self._browser = chromium
        self._free: dict[str, list[_Tab]] = {}

    def take(self, traffic: browser.Traffic, width: int, height: int, **options: Any) -> _Tab:
        """Return a tab with an empty page of a size.

        Args:
            traffic: What listens to it until `put_back`.
            width: Of the page, in pixels.
            height: Likewise.
            options: Of the browser context, such as `java_script_enabled`.
        """
        key = repr(sorted(options.items()))
        free = self._free.setdefault(key, [])
        size: Any = {"width": width, "height": height}
        if free:
            tab = free.pop()
            tab.page.set_viewport_size(size)
        else:
            context = self._browser.new_context(viewport=size, locale="zh-CN", **options)
            tab = _Tab(context.new_page(), key)
        tab.traffic = traffic
        traffic.watch(tab.page.context)
        return tab

    def put_back(self, tab: _Tab) -> None:
        """Make a tab forget what a test did in it; close it where that cannot be."""
        context = tab.page.context
        if tab.traffic is not None:
            tab.traffic.unwatch(context)
        if tab.spent or tab.page.is_closed():
            context.close()
            return
        for other in context.pages:
            if other != tab.page:
                other.close()
        tab.forget()
        self._free[tab.key].append(tab)


class _Tab:
    def __init__(self, page: Page, key: str) -> None:
        self.page = page
        self.key = key
        self.traffic: browser.Traffic | None = None
        self.spent = False
        for owner, names in ((page, SPENDING_PAGE), (page.context, SPENDING_CONTEXT)):
            for name in names:
                setattr(owner, name, self._spending(getattr(owner, name)))

    def _spending(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            self.spent = True
            return method(*arguments, **options)

        return called

    def forget(self) -> None:
        """Leave the page, and clear what the browser keeps of its site."""
        url = self.page.url
        self.page.goto("about:blank")
        if urlsplit(url).hostname:
            browser.forget(self.page, url)
        self.page.context.clear_cookies()
        self.spent = False  # the session that forgets is ended
