"""A browser for tests: served folders, pages of the system's Chromium, what they asked of others, axe-core.

No browser is downloaded; `tests/conftest.py` makes fixtures of these parts. A missing browser is an error with a way
out, never a skipped test. Run as a module it prints the browser's path.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import re
import selectors
import shutil
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from tests.alike import ATTRIBUTE, RUN
from tests.command_server import run_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, Request, WebError

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first one there is taken; the shell has no window to keep up to date, so that a page costs less than half."""
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page is left after a second: compiling its scripts, and axe-core, again for speed costs more than it gives back.
    "--js-flags=--no-opt --no-maglev",
    # A page is shown in the frame of the one before, with what that was drawn into: a new frame for each page takes a
    # seventh of its time. Of two such lists Chromium takes the last; the first feature is what Playwright asks for.
    "--enable-features=CDPScreenshotNewSurface,RenderDocument:level/crashed-frame",
    # A page that asks for another host shall be seen asking, and get nothing.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
IN_FILES = "--disable-dev-shm-usage"
"""Playwright's flag by which processes of a browser share memory in files on the disk, as containers often have little
room for it; with it a page takes a twelfth more of the processor."""
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - only its size is asked for
SHARED = 1024**3
"""Bytes that have to be free there: some browsers beside each other take a tenth of this."""
LOCAL = "127.0.0.1"
KEPT = {"Cache-Control": "max-age=3600"}
"""Sent with the files of a folder that does not change in a run."""
POLICY = "Content-Security-Policy"
MANUAL = Path(__file__).parent.parent / "docs/manual/serving.md"
REFUSED = "Failed to load resource: the server responded with a status of "
"""How Chromium begins what it writes to the console of an answer of 400 or more."""
GIVEN_UP = "net::ERR_ABORTED"
"""What Chromium says of a request that was under way when its page was left; a server's silence has other names."""


@functools.cache
def policy(*, bare: bool = False) -> str:
    """Return the content security policy that the manual tells servers to send with the pages of a site.

    Args:
        bare: The one that it tells them to send with bare copies instead, which have styles in them.
    """
    whole, copies = re.findall(rf'add_header {POLICY} "(.+)" always;', MANUAL.read_text(encoding="utf-8"))
    return str(copies if bare else whole)


class BrowserMissingError(Exception):
    """No Chromium on this machine."""


def find_chromium() -> str:
    """Return the path of the system's Chromium; the variable CHROMIUM names another one.

    Raises:
        BrowserMissingError: There is none; the message says how to get one.
    """
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), *MAC_APPS]
    for path in candidates:
        if path and os.access(path, os.X_OK):
            return path
    where = f"CHROMIUM={named} cannot be run" if named else f"none of {', '.join(NAMES)} is on the path"
    message = f"No Chromium: {where}. Install it (Debian: apt-get install {NAMES[0]}) or set CHROMIUM to its path."
    raise BrowserMissingError(message)


_started: list[Browser] = []


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, headless and without any request of its own; close it at the end.

    Where this process has one already, it is that one: Playwright starts no second one beside it.
    """
    if _started:
        yield _started[0]
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - half a second that other tests need not pay

    path = find_chromium()
    with sync_playwright() as playwright:
        roomy = SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= SHARED
        ignored = [IN_FILES] if roomy else []
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS), ignore_default_args=ignored)
        _started.append(browser)
        try:
            yield browser
        finally:
            _started.clear()
            browser.close()


@dataclass
class Traffic:
    """What the pages of one test did beyond showing themselves.

    Only what goes wrong is listened to: to hear of every request and every answer takes a tenth of the time of a page.
    Nothing is missed: no other host can be reached, so that each request to one fails; and of each answer of 400 or
    more the browser writes to the console.

    Attributes:
        foreign: Addresses asked for on any host but this machine, in order.
        failed: Addresses on this machine that were answered with 400 or more, or not at all. Not those that the
            browser gave up itself as the page was left: a slow machine leaves a page before all of it has come.
        console: Errors written to the console and exceptions that no script caught.
        violations: Those of them by which the browser says that a page goes against the policy that it was sent with.
    """

    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a browser context, those it opens later included."""
        for event, listener in self._listeners().items():
            context.on(event, listener)  # type: ignore[call-overload]

    def unwatch(self, context: BrowserContext) -> None:
        """Listen no longer."""
        for event, listener in self._listeners().items():
            context.remove_listener(event, listener)

    def _listeners(self) -> dict[str, Callable[[Any], None]]:
        return {
            "requestfailed": self._no_answer,
            "console": self._message,
            "weberror": self._error,
        }

    def _no_answer(self, request: Request) -> None:
        if _is_foreign(request.url):
            self.foreign.append(request.url)
        elif request.failure != GIVEN_UP:
            self.failed.append(request.url)

    def _message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            if message.text.startswith(REFUSED) and not _is_foreign(message.location["url"]):
                self.failed.append(message.location["url"])
            self.console.append(message.text)
            if "Content Security Policy" in message.text:
                self.violations.append(message.text)

    def _error(self, error: WebError) -> None:
        self.console.append(str(error.error))


def _is_foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != LOCAL


@dataclass(frozen=True)
class LocalSite:
    """A folder on this machine's loopback address.

    Attributes:
        url: Where the folder begins, with its base path and a slash at the end.
        traffic: What the pages of this test did.
    """

    url: str
    traffic: Traffic

    def at(self, path: str = "") -> str:
        """Return the address of a file or folder below the served one."""
        return self.url + path.lstrip("/")


class _Server(ThreadingHTTPServer):
    """A server that is silent about browsers which leave a page before all of it was sent.

    `serve_forever` of its parent looks many times a second whether it is to end, in each of the servers that last as
    long as a process of tests; this one waits for a request or the end alone.
    """

    timeout = 0.0  # a request that is no longer there when it is handled is not waited for

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._ended, self._end = socket.socketpair()

    def serve_until_end(self) -> None:
        """Answer until `end` is called from another thread."""
        with selectors.DefaultSelector() as waiting:
            for waited_for in (self, self._ended):
                waiting.register(waited_for, selectors.EVENT_READ)
            while all(key.fileobj is self for key, _ in waiting.select()):
                self.handle_request()

    def end(self) -> None:
        """Let `serve_until_end` return."""
        self._end.send(b".")

    def server_close(self) -> None:
        """Close the sockets."""
        super().server_close()
        self._ended.close()
        self._end.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, unless the browser closed the connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Serves one folder below a base path; anything else is the folder's own 404 page."""

    base: ClassVar[str] = "/"
    extra: ClassVar[Mapping[str, str]] = {}

    def translate_path(self, path: str) -> str:
        clean = urlsplit(path).path
        if not clean.startswith(self.base):
            return str(Path(self.directory, "outside-the-base-path"))
        return super().translate_path("/" + path.removeprefix(self.base))

    def end_headers(self) -> None:
        bare = urlsplit(self.path).path.endswith(("/fragment.html", "/fragment-title.html"))
        for name, value in {POLICY: policy(bare=bare), **self.extra}.items():
            if value:
                self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the parent gave it
        """Say nothing: a test reads `Traffic`."""


@contextlib.contextmanager
def serve(
    folder: Path, traffic: Traffic, *, base: str = "/", headers: Mapping[str, str] | None = None
) -> Iterator[LocalSite]:
    """Serve a folder on a free port in a thread of its own.

    Args:
        folder: What is served.
        traffic: Handed through to the result.
        base: The path the folder appears under; begins and ends with a slash.
        headers: Sent with every answer, besides the policy of the manual, which they may replace; an empty text leaves
            it out.

    Yields:
        The served folder.
    """
    if not (base.startswith("/") and base.endswith("/")):
        message = f"a base path begins and ends with a slash: {base!r}"
        raise ValueError(message)
    kind = type("Handler", (_Handler,), {"base": base, "extra": dict(headers or {})})
    with _Server((LOCAL, 0), functools.partial(kind, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_until_end, daemon=True)
        thread.start()
        yield LocalSite(url=f"http://{LOCAL}:{server.server_port}{base}", traffic=traffic)
        server.end()
        thread.join()


class Servers:
    """Servers of the tests of a process.

    A folder that does not change in a run is served from one address to its end: what a browser has loaded of it, and
    compiled, is of use to the tests that come later.

    Attributes:
        passing: How many servers there were that ended with their test, or will.
    """

    def __init__(self, stack: contextlib.ExitStack) -> None:
        """Take what ends the servers of folders that do not change."""
        self._stack = stack
        self._lasting: dict[tuple[Any, ...], str] = {}
        self.passing = 0

    def lasting(self, folder: Path, base: str, headers: Mapping[str, str] | None) -> str:
        """Return the address of a folder that does not change."""
        key = (folder, base, *sorted((headers or {}).items()))
        if key not in self._lasting:
            # Else a browser asks again for the files of a site that was just built, at each page that has them.
            started = serve(folder, Traffic(), base=base, headers={**KEPT, **(headers or {})})
            self._lasting[key] = self._stack.enter_context(started).url
        return self._lasting[key]


TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


_sessions: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def own_session(page: Page) -> CDPSession:
    """Return the session by which these tests ask the browser about a page; it lasts as long as the page."""
    if page not in _sessions:
        _sessions[page] = page.context.new_cdp_session(page)
    return _sessions[page]


def beside(page: Page) -> Callable[[str], Any]:
    """Return what runs scripts beside those of an open page, where listeners are heard also on a page without scripts.

    They see the same elements, and nothing of what the scripts of the page keep. All pages that are shown in a tab have
    one such place by one name: the browser makes every one that a tab has had again for each page, in a millisecond.
    """
    session = own_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    place = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "beside"})["executionContextId"]

    def run(script: str) -> Any:
        answer = session.send("Runtime.evaluate", {"expression": script, "contextId": place, "returnByValue": True})
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    return run


def tab_key(page: Page) -> Callable[[], object]:
    """Return a function that presses Tab in a page; many times in a row Playwright's own way takes twice as long."""
    session = own_session(page)
    return lambda: session.send("Input.dispatchKeyEvent", TAB)


def tab_keys(page: Page) -> Callable[[int], None]:
    """Return a function that presses Tab in a page so many times, one after the other.

    It does not wait for each: the page then draws what it looks like after some of them, which takes a quarter of the
    time. Playwright has no call for this; what this uses of its insides is those of 1.65.
    """
    session = own_session(page)

    async def press(times: int) -> None:
        await asyncio.gather(*(session._impl_obj.send("Input.dispatchKeyEvent", TAB, None) for _ in range(times)))

    return lambda times: session._sync(press(times))


WAITING = 10.0
"""Seconds that a page may take to become what a test waits for."""
COLOUR_RULES = ("color-contrast", "link-in-text-block")
"""The rules of axe-core that look at colours; whether a page is light or dark changes nothing for any other rule."""
SIZE_RULES = (*COLOUR_RULES, "scrollable-region-focusable")
"""Those that a page may break at one size of window or text and not at another, where both show the same elements."""


def enough_contrast() -> str:
    """Return what elements are known by of whose like one was measured in this run and has enough contrast.

    `tests/alike.py` says what that is. All processes of a run write it into one file.
    """
    entries = _known()
    return entries.read_text(encoding="ascii") if entries.exists() else ""


def _known() -> Path:
    return run_folder() / "enough-contrast"


def axe(
    page: Page,
    context: str | list[str] | dict[str, Any] | None = None,
    *,
    rules: Sequence[str] | None = None,
) -> list[dict[str, Any]]:
    """Return what axe-core finds wrong with a page as it stands.

    Args:
        page: An open page.
        context: Selectors that limit the search, as axe-core takes them; the whole page when absent.
        rules: Ids of the only rules to run, such as `COLOUR_RULES`; all that are on by default when absent.

    Returns:
        The violations, each with `id`, `impact`, `help` and `nodes`, sorted by id; `describe` makes them readable.
    """
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - half a megabyte that other tests need not read

    options = {} if rules is None else {"runOnly": {"type": "rule", "values": list(rules)}}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate(RUN, [ATTRIBUTE, context, options, enough_contrast()])
    if results["good"]:
        with _known().open("a", encoding="ascii") as file:  # a line at once, which no other process writes into
            file.write(f"{results['good']} ")
    violations: list[dict[str, Any]] = results["violations"]
    return sorted(violations, key=lambda violation: str(violation["id"]))


FORGET_COLOURS = """if (origin !== "null") Object.keys(localStorage).filter(key => key.endsWith("__palette"))
    .forEach(key => localStorage.removeItem(key))"""
"""Material keeps the colours that it has shown and would show them again; run before the scripts of a page."""
SWITCH_COLOURS = """scheme => {
    const of = one => one.dataset.mdColorScheme;
    const other = [...document.querySelectorAll("input[name=__palette]")].find(one => of(one) === scheme);
    if (other) other.click();
    return Boolean(other);
}"""
"""Chooses the colours of a name by the switch in the head of a page; whether there is such a switch."""


def turn_dark(page: Page, *, reload: bool = True) -> None:
    """Show an open page again as one sees it who prefers dark colours, with all that it has loaded still at hand.

    Args:
        page: An open page.
        reload: Load it once more, so that it is dark from the beginning. Otherwise its own switch is used, where there
            is one, which is much faster.
    """
    page.emulate_media(color_scheme="dark")
    if reload or not page.evaluate(SWITCH_COLOURS, "slate"):
        page.add_init_script(FORGET_COLOURS)
        page.reload()
    shown = page.evaluate("document.body.dataset.mdColorScheme")
    assert shown in {None, "slate"}, f"the page is still {shown}"


def turn_light(page: Page) -> None:
    """Show a page that was made dark by its own switch in light colours again."""
    page.emulate_media(color_scheme="light")
    page.evaluate(SWITCH_COLOURS, "default")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"


def faults_in_all_looks(page: Page, context: str | None = None) -> Iterator[str]:
    """What is wrong with an open page that is light and wide: so, dark, dark on a phone, and light on a phone.

    All rules are asked once: those that colours or a size may break are asked each time.

    Args:
        page: An open page.
        context: As `axe` takes it.
    """
    for width, dark in ((1280, False), (1280, True), (390, True), (390, False)):
        if (width, dark) == (1280, True):
            turn_dark(page, reload=False)
        elif (width, dark) == (390, True):
            page.set_viewport_size({"width": width, "height": 800})
        elif (width, dark) == (390, False):
            turn_light(page)
        rules = None if (width, dark) == (1280, False) else SIZE_RULES
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        violations = describe(axe(page, context, rules=rules))
        yield f"{width}, dark {dark}: {sideways} px sideways, {violations}" if violations or sideways else ""


def wait_until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression holds in a page, ten seconds at most.

    Playwright's own `wait_for_function` evaluates text within the page, which the policy of the site forbids it.

    Args:
        page: An open page.
        expression: JavaScript, or a function of one argument.
        argument: What the function is given.

    Raises:
        TimeoutError: It did not hold in time.
    """
    end = time.monotonic() + WAITING
    while not page.evaluate(expression, argument):
        if time.monotonic() > end:
            raise TimeoutError(expression)
        page.wait_for_timeout(20)


def forget(session: CDPSession, *, loaded: bool = True) -> None:
    """Forget what all sites have stored and what was loaded from them: another one may get the same port later.

    Args:
        session: Of a page of the browser context that shall forget it.
        loaded: Whether what was loaded is forgotten too.
    """
    if loaded:
        session.send("Network.clearBrowserCache")
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})  # the sign stands for all


def describe(violations: list[dict[str, Any]]) -> str:
    """Return one line a node: rule, impact, selector and the offending markup; empty when there is nothing."""
    return "\n".join(
        f"{violation['id']} ({violation['impact']}) {' '.join(map(str, node['target']))}: {node['html']}"
        for violation in violations
        for node in violation["nodes"]
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(find_chromium() + "\n")
    except BrowserMissingError as error:
        sys.exit(str(error))
