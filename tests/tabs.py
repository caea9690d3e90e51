"""Browser tabs that one test after another uses: to open a new one costs more than to show a page in it.

A test gets a tab that remembers nothing of the test before but what it has loaded of folders that do not change. To
leave a page for an empty one takes a fifth of a page's time: so a page of such a folder stays until the next test opens
another one. What cannot be taken back (a script for every page, a clock) spends the tab: it is closed after the test.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from tests import browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, CDPSession, Page

BLANK = "about:blank"
SPENDING_PAGE = ("add_init_script", "expose_function", "set_default_timeout")
"""Methods of a page whose effect lasts longer than the test."""
SPENDING_CONTEXT = ("add_cookies", "grant_permissions", "route")
"""Likewise of its context."""
SPENDING_CLOCK = ("install", "set_fixed_time", "set_system_time")
"""Likewise of its clock."""


class Tabs:
    """Tabs of a browser by the options of their contexts; a tab in use is not given away again.

    Args:
        chromium: Where they are opened.
        servers: Those of the sites that they show.
    """

    def __init__(self, chromium: Browser, servers: browser.Servers) -> None:
        self._browser = chromium
        self._servers = servers
        self._free: dict[str, list[_Tab]] = {}

    def take(self, traffic: browser.Traffic, width: int, height: int, **options: Any) -> _Tab:
        """Return a tab of a size, from which `_Tab.open` takes what the test before may have left there.

        Args:
            traffic: What listens to it until `put_back`.
            width: Of the page, in pixels.
            height: Likewise.
            options: Of the browser context, such as `java_script_enabled`. Colours that it prefers are shown in a tab
                that other tests have in light ones.
        """
        scheme = options.pop("color_scheme", "light")
        key = repr(sorted(options.items()))
        free = self._free.setdefault(key, [])
        size: Any = {"width": width, "height": height}
        if free:
            tab = free.pop()
            if tab.page.viewport_size != size:  # to set it again costs as much as to ask a page ten things
                tab.leave()
                tab.page.set_viewport_size(size)
        else:
            context = self._browser.new_context(viewport=size, locale="zh-CN", **options)
            tab = _Tab(context.new_page(), key)
        if scheme != "light":
            tab.leave()
            tab.page.emulate_media(color_scheme=scheme)
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
        tab.forget(self._servers)
        self._free[tab.key].append(tab)


class _Tab:
    def __init__(self, page: Page, key: str) -> None:
        self.page = page
        self.key = key
        self.traffic: browser.Traffic | None = None
        self.spent = False
        self._own = browser.own_session(page)
        """Kept, as a new one at each end of a test costs as much as what it is asked."""
        self._sessions: list[CDPSession] = []
        self._undo: list[Callable[[], None]] = []
        """What takes back, after the test, what it has listened to and let the page meet."""
        self._passing = -1
        """How many servers that end with a test there had been when the tab was put back last."""
        self._medium = False
        """Whether another medium was shown, or other colours."""
        for owner, names in (
            (page, SPENDING_PAGE),
            (page.context, SPENDING_CONTEXT),
            (page.clock, SPENDING_CLOCK),
        ):
            for name in names:
                setattr(owner, name, self._noted(getattr(owner, name), self._spend))
        self._undone(page, "on", page.remove_listener)
        self._undone(page, "route", lambda *_: page.unroute_all())
        switch = page.context.set_offline
        self._undone(page.context, "set_offline", lambda *_: switch(offline=False))
        page.emulate_media = self._noted(page.emulate_media, self._show_otherwise)  # type: ignore[method-assign]
        page.context.new_cdp_session = self._noted(  # type: ignore[method-assign]
            page.context.new_cdp_session, self._sessions.append
        )

    def _spend(self, _result: object) -> None:
        self.spent = True

    def _show_otherwise(self, _result: object) -> None:
        self._medium = True

    @staticmethod
    def _noted(method: Callable[..., Any], note: Callable[[Any], None]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            result = method(*arguments, **options)
            note(result)
            return result

        return called

    def _undone(self, owner: object, name: str, undo: Callable[..., None]) -> None:
        """Note of each call of a method what takes it back."""
        method = getattr(owner, name)

        def called(*arguments: Any, **options: Any) -> Any:
            self._undo.append(lambda: undo(*arguments[:2]))
            return method(*arguments, **options)

        setattr(owner, name, called)

    def leave(self) -> None:
        """Leave a page for an empty one."""
        if self.page.url != BLANK:
            self.page.goto(BLANK)

    def open(self, url: str | None) -> None:
        """Show a page, or an empty one, of which nothing was there before.

        Where nothing but what is behind its # differs from the page that stands there, the browser would not load it.
        """
        if url is None or "#" in url or url == self.page.url.partition("#")[0]:
            self.leave()
        if url is not None:
            self.page.goto(url)

    def forget(self, servers: browser.Servers) -> None:
        """Clear what sites have stored, and what was loaded of those that end with a test, whose pages are left."""
        from playwright.sync_api import Error  # noqa: PLC0415 - half a second that other tests need not pay

        while self._undo:
            with contextlib.suppress(KeyError):  # of a listener that the test itself has removed
                self._undo.pop()()
        with contextlib.suppress(Error):  # of a page that has no storage, or is just being left
            self.page.evaluate("sessionStorage.clear()")
        if self._medium or self._passing != servers.passing:
            self.leave()
        for session in self._sessions:
            session.detach()
        browser.forget(self._own, loaded=self._passing != servers.passing)
        self._sessions.clear()
        self._passing = servers.passing
        if self._medium:
            self.page.emulate_media(media="null", color_scheme="null", forced_colors="null")
        self._medium = False
