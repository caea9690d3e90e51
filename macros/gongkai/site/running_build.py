"""What one build of the plugin holds, and what gathers all that is made of agencies."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from gongkai.findings import say
from gongkai.site.build.agency_pages import AgencyPages
from gongkai.site.build.session import Session
from gongkai.site.head.page_context import PageContexts
from gongkai.site.report.report_pages import ReportPages
from gongkai.site.search.index import SearchIndex
from gongkai.site.withheld.copies import copy_kept
from gongkai.work.agency import Key
from gongkai.work.bundle import Bundle
from gongkai.work.contents import AgencyContents, SiteContents


class Collector(Protocol):
    """Makes something of the whole site out of what is made of each agency, one after the other."""

    def add(self, bundle: Bundle) -> None:
        """Take in an agency, in the order of lists."""

    def finish(self) -> None:
        """Write what is made of all of them."""

    def stop(self) -> None:
        """Give up, or clear away what is no longer needed."""


@dataclass(slots=True)
class RunningBuild:
    """Made anew in ``on_config``, so that nothing survives a rebuild of ``serve``."""

    session: Session
    contents: SiteContents
    agencies: tuple[AgencyContents, ...]
    contexts: PageContexts
    report_pages: ReportPages
    pages: AgencyPages | None = None
    search: SearchIndex | None = None
    others: list[Collector] = field(default_factory=list)
    kept: tuple[Key, ...] = ()

    def copy_kept(self, site_dir: Path) -> None:
        """Copy the reports that stay as they were published.

        Args:
            site_dir: The folder that is built.
        """
        published = self.session.workspace.layout.published
        if published is not None:
            copy_kept(published, site_dir, self.kept, self.contents.settings.addresses)

    def withheld_lines(self) -> Iterator[str]:
        """Which reports are kept back, for the office."""
        workspace, withheld = self.session.workspace, sorted(self.session.withheld)
        if withheld:
            names = [
                say(
                    "build.withheld-kept" if (slug, year) in self.kept else "build.withheld-one",
                    {"name": workspace.owner(slug).short, "year": year},
                )
                for slug, year in withheld
            ]
            yield say("build.withheld", {"count": len(names), "names": "、".join(names)})
            yield say("build.withheld-fix")

    def collect(self) -> None:
        """Write what was made of the agencies, and what is made of all of them."""
        for bundle in self.pages.finish() if self.pages is not None else ():
            for collector in self._collectors():
                collector.add(bundle)
        for collector in self._collectors():
            collector.finish()

    def stop(self) -> None:
        """End what other processes still do."""
        pages, self.pages = self.pages, None
        collectors = tuple(self._collectors())
        self.search, self.others = None, []
        if pages is not None:
            pages.stop()
        for collector in collectors:
            collector.stop()

    def _collectors(self) -> Iterator[Collector]:
        if self.search is not None:
            yield self.search
        yield from self.others
