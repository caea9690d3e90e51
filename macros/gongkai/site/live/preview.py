"""The state of a preview: which site it shows, what it says where there is none, and who waits for a change."""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, RLock

from mkdocs.exceptions import MkDocsException

from gongkai import routes
from gongkai.errors import GongkaiError
from gongkai.findings import say
from gongkai.site.live.live_site import LiveSite
from gongkai.site.live.panel import fault_page, with_preview_parts
from gongkai.site.live.watching import Changes

log = logging.getLogger("mkdocs.plugins.gongkai")
_LONGEST_WAIT = 25.0
"""Seconds after which a page that waits for a change is answered that there is none, and asks again."""


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent for a request.

    Attributes:
        status: As in HTTP.
        data: The bytes.
        state: What tells this state of a page from another one; empty for what is no page.
    """

    status: int
    data: bytes
    state: str = ""


class Preview:
    """Shows the newest state of a site; a change waits until what is being made is done, and the other way round."""

    def __init__(self, load: Callable[[], LiveSite], *, published: Path | None = None) -> None:
        """Show nothing yet.

        Args:
            load: Reads the site anew; a ``GongkaiError`` that it raises is shown in the place of every page.
            published: The folder of the published site, from which parts of the search may be taken.
        """
        self._load = load
        self._published = published
        self._site: LiveSite | None = None
        self._fault: tuple[str, ...] = ()
        self._lock = RLock()
        self._changed = Condition()
        self._state = 0
        self._ended = False

    @property
    def fault(self) -> tuple[str, ...]:
        """Why the site cannot be shown, as lines; empty where it can."""
        return self._fault

    def reload(self, changes: Changes | None = None) -> None:
        """Read the site anew, and let whoever waits for a change look again.

        Args:
            changes: What has changed; where that is texts and figures alone, nothing else is read. None for all.
        """
        with self._lock:
            try:
                if not self._is_renewed(changes):
                    self.show(self._load())
            except GongkaiError as error:
                self._fault = tuple(str(error).splitlines())
        with self._changed:
            self._state += 1
            self._changed.notify_all()

    def _is_renewed(self, changes: Changes | None) -> bool:
        site = self._site
        if changes is None or changes.others or site is None or self._fault:
            return False
        try:
            return site.renew(changes.edited)
        except MkDocsException:  # said where the whole site is read
            return False

    def show(self, site: LiveSite) -> None:
        """Show a site that is loaded."""
        with self._lock:
            site.follow(self._site, self._lock, self._published)
            self._site, self._fault = site, ()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def answer(self, path: str) -> Response:
        """What is at an address, with what a preview puts into it.

        Args:
            path: The path of a file below the site.
        """
        with self._lock:
            site, fault = self._site, self._fault
        page = path.endswith(".html")
        if fault or site is None:
            return self._shown(Response(500, fault_page(say("live.fault"), fault)), "")
        try:
            data = site.content(path)
        except Exception as error:  # noqa: BLE001 - a page that fails must not end the preview
            log.error(say("live.page-failed", {"path": path, "why": _reason(error)}))  # noqa: TRY400 - no traceback
            return self._shown(Response(500, fault_page(say("live.no-page"), (_reason(error),))), "")
        source = site.source(path)
        if data is None:
            return self._missing(site, source) if page or "." not in path.rpartition("/")[2] else Response(404, b"")
        return self._shown(Response(200, data), site.office_part(source)) if page else Response(200, data)

    def _missing(self, site: LiveSite, source: str) -> Response:
        """The page for addresses that are not there; of a report that cannot be shown it says why."""
        findings = site.findings(source) if routes.report_of_page(source) is not None else ()
        if findings:
            return self._shown(Response(404, fault_page(say("live.no-page"), (), findings)), "")
        return self._shown(Response(404, site.content("404.html") or b"404"), "")

    @staticmethod
    def _shown(answer: Response, above: str) -> Response:
        state = _digest(answer.data, above)
        return Response(answer.status, with_preview_parts(answer.data, above, state), state)

    def changed(self, path: str, seen: str) -> bool:
        """Wait until a page is another one than was seen; whether it is, after some time.

        Args:
            path: The path of its file below the site.
            seen: What told the state of the page that was seen.
        """
        end = time.monotonic() + _LONGEST_WAIT
        while True:
            state = self._state
            if self.answer(path).state != seen:
                return True
            with self._changed:
                while self._state == state and not self._ended and time.monotonic() < end:
                    self._changed.wait(end - time.monotonic())
                if self._ended or self._state == state:
                    return False


def _digest(data: bytes, above: str) -> str:
    return hashlib.blake2b(data + above.encode(), digest_size=8).hexdigest()


def _reason(error: Exception) -> str:
    """An error as one line: its text, or its kind where it has none."""
    return " ".join(str(error).split()) or type(error).__name__
