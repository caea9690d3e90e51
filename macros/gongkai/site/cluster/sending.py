"""Gives the agencies of a build to the workers of a cluster, and hands on what comes back, in the order of lists.

The scheduler gives an agency to another worker where one is lost. What was kept is taken over here, what cannot be made
elsewhere is made here, and what comes back is written into the site and kept as if it were made here.
"""

import secrets
from collections import deque
from collections.abc import Iterator

from gongkai.findings import say
from gongkai.site.build.agency_pages import AgencyPages
from gongkai.site.build.session import log
from gongkai.site.cluster.parcel_making import ParcelMaker
from gongkai.site.cluster.returned import AgencyResult, unpacked
from gongkai.site.cluster.scheduler import Call, LostError, Scheduler
from gongkai.site.cluster.versions import difference, versions
from gongkai.site.cluster.worker import make_sent, same
from gongkai.site.faults import FaultError
from gongkai.work.bundle import Bundle

_AHEAD = 4
"""Agencies under way for each thread of the workers: what is done ahead waits in their memory."""
_FEWEST = 16
"""The fewest agencies that are under way, as workers may still join."""


class ClusterBundles:
    """What is made of each agency, in their order, once."""

    def __init__(self, pages: AgencyPages, parcels: ParcelMaker, address: str) -> None:
        """Connect, and begin at once.

        Args:
            pages: The agencies of the build.
            parcels: Makes what is sent.
            address: The scheduler's.

        Raises:
            FaultError: See ``Scheduler``.
        """
        self._pages, self._parcels = pages, parcels
        self._waiting = deque(pages.slugs)
        self._under_way: deque[tuple[str, Bundle | Call | None]] = deque()
        self._here = 0
        self._scheduler = Scheduler(address)
        self._build = secrets.token_hex(8)
        self._ahead = max(_FEWEST, self._scheduler.threads * _AHEAD)
        self._site = self._scheduler.call(same, parcels.site(), key=f"gongkai-site-{self._build}")
        try:
            self._scheduler.spread(self._site)
            self._send()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[Bundle]:
        """The bundles, their pages and files written.

        Raises:
            FaultError: The cluster is lost, or a worker that has joined it has other versions.
        """
        try:
            while self._under_way:
                slug, pending = self._under_way.popleft()
                bundle = self._bundle(slug, pending)
                self._send()
                yield bundle
            if self._here:
                log.info(say("cluster.here", {"count": self._here}))
        finally:
            self.close()

    def close(self) -> None:
        """End the connection."""
        self._waiting.clear()
        self._under_way.clear()
        self._scheduler.close()

    def _send(self) -> None:
        """Send agencies while few are under way; what was kept and what is made here waits for its turn."""
        while self._waiting and len(self._under_way) < self._ahead:
            slug = self._waiting.popleft()
            pending: Bundle | Call | None = self._pages.taken(slug)
            if pending is None:
                agency = self._parcels.agency(slug)
                if agency is not None:
                    key = f"gongkai-{slug}-{self._build}"
                    pending = self._scheduler.call(make_sent, self._site, agency, key=key)
            self._under_way.append((slug, pending))

    def _bundle(self, slug: str, pending: Bundle | Call | None) -> Bundle:
        if isinstance(pending, Bundle):
            return pending
        returned = self._returned(slug, pending) if pending is not None else None
        if returned is None:
            self._here += 1
            return self._pages.made(slug)
        return self._pages.finished(slug, self._parcels.bundle(slug, returned))

    def _returned(self, slug: str, call: Call) -> AgencyResult | None:
        """What a worker has made; None where nothing came of it."""
        try:
            returned = unpacked(call.result())
        except (LostError, ValueError) as error:
            log.debug(say("cluster.failed", {"slug": slug, "why": error}))
            return None
        finally:
            call.release()
        if returned.versions:
            raise FaultError(say("cluster.late-versions", {"versions": difference(versions(), returned.versions)}))
        if returned.failed:
            log.debug(say("cluster.failed", {"slug": slug, "why": returned.failed}))
            return None
        return returned
