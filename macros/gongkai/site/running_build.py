"""What one build of the plugin holds, and what gathers all that is made of agencies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from gongkai import routes
from gongkai.checksums import WrittenSums, write_sums
from gongkai.findings import say
from gongkai.pages.parts import PagePart
from gongkai.reports import ReportKey
from gongkai.site.build.agency_pages import AgencyPages
from gongkai.site.build.mkdocs_shell import Scene
from gongkai.site.build.page_dates import date_pages, page_dates
from gongkai.site.build.session import Session, log
from gongkai.site.build.site_contents import agency_contents, site_contents
from gongkai.site.build_summary import BuildSummary
from gongkai.site.cluster.obstacles import site_obstacle
from gongkai.site.cluster.parcel_making import ParcelMaker, own_templates
from gongkai.site.cluster.sending import ClusterBundles
from gongkai.site.head.page_context import PageContexts
from gongkai.site.mkdocs_compat import AFTER_PAGES, OWN_PLUGINS, only_listeners, without_time
from gongkai.site.open_data.collector import OpenData
from gongkai.site.progress import with_progress
from gongkai.site.publishing.site_files import SiteFiles
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.site.publishing.staging import Stage
from gongkai.site.report.block_slots import Slots
from gongkai.site.report.report_pages import ReportPages
from gongkai.site.search.index import SearchIndex
from gongkai.site.search.kept_parts import PartKeeper
from gongkai.site.withheld.copies import copy_kept
from gongkai.site.withheld.restoring import restore_published
from gongkai.work.bundle import Bundle
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.kept_bundles import BundleKeeper
from gongkai.work.search.sounds import SoundKeeper
from gongkai.work.settings import SiteSettings


class Collector(Protocol):
    """Makes something of the whole site out of what is made of each agency, one after the other."""

    def add(self, bundle: Bundle) -> None:
        """Take in an agency, in the order of lists."""

    def finish(self) -> object:
        """Write what is made of all of them."""

    def stop(self) -> None:
        """Give up, or clear away what is no longer needed."""


def running_build(
    session: Session, settings: SiteSettings, slots: Slots[PagePart], summary: BuildSummary
) -> "RunningBuild":
    """A build of a site that is loaded.

    Args:
        session: The loaded site.
        settings: What mkdocs.yml says of it.
        slots: Holds the parts that the macros of a page leave.
        summary: What is said at its end.
    """
    workspace = session.workspace
    restored = restore_published(workspace, session.withheld, settings.addresses)
    contents = site_contents(workspace, settings, restored)
    agencies = tuple(agency_contents(workspace, contents))
    contexts, pages = PageContexts(workspace, contents), ReportPages(session, slots)
    return RunningBuild(session, contents, agencies, contexts, pages, restored=tuple(restored), summary=summary)


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
    sounds: SoundKeeper | None = None
    restored: tuple[ReportKey, ...] = ()
    summary: BuildSummary = field(default_factory=BuildSummary)
    sums: WrittenSums = field(default_factory=WrittenSums)

    def plan(self, config: MkDocsConfig, files: Files, nav: Navigation, stage: Stage | None, *, office: bool) -> None:
        """Choose the pages that the unit of work makes, and plan what gathers what it makes.

        What has not changed is linked from the published site, unless another plugin could change the files.

        Args:
            config: MkDocs' configuration.
            files: All files of the build.
            nav: The navigation.
            stage: Where the build is written; None where it is written where it will be.
            office: Whether the site is for the office alone: it has neither search nor files of data, and is made anew.
        """
        published = stage.target if stage is not None and not office else None
        links = only_listeners(config, OWN_PLUGINS, events=AFTER_PAGES)
        folder = SiteFolder(Path(config.site_dir), published, links=links)
        self.plan_pages(config, files, nav, folder, office=office)
        if not office:
            self.plan_collectors(config, files, folder, stage.scratch if stage is not None else None)
        date_pages(files, page_dates(self.contents))
        if self.pages is not None and only_listeners(config, OWN_PLUGINS, events=("env",)):
            self.pages.pass_over()

    def plan_pages(
        self, config: MkDocsConfig, files: Files, nav: Navigation, folder: SiteFolder, *, office: bool
    ) -> None:
        """Choose the pages that the unit of work makes.

        Args:
            config: MkDocs' configuration.
            files: All files of the build.
            nav: The navigation.
            folder: The folder that is built.
            office: Whether the site is for the office alone.
        """
        self.summary.pages = len(files.documentation_pages())
        session, settings, keeper = self.session, self.contents.settings, self.session.keeper
        bundles = BundleKeeper(None if office else keeper.files, keeper.anew)
        rows, verbatim = (settings.open_data, settings.parquet) if not office else (False, False)
        scene = Scene(config, files, nav, session.formats, keeper, folder, bundles, rows=rows, verbatim=verbatim)
        self.pages = AgencyPages(session.workspace, self.agencies, scene)

    def start(self, env: jinja2.Environment) -> None:
        """Begin to make pages and files, once the templates are ready for use.

        Args:
            env: The templates.

        Raises:
            FaultError: The cluster that is to make them cannot be used.
        """
        if self.pages is None:
            return
        self.pages.show()
        workers, feed = self.session.workers, self.search.settings if self.search is not None else None
        templates, config = own_templates(self.pages.scene.config), self.pages.scene.config
        obstacle = site_obstacle(config, templates) if workers.scheduler else ""
        if obstacle:
            log.info(say("cluster.not-used", {"why": obstacle}))
        elsewhere = partial(self._in_cluster, templates) if workers.scheduler and not obstacle else None
        self.pages.start(env, feed, elsewhere=elsewhere, processes=workers.processes)

    def _in_cluster(self, templates: Mapping[str, bytes], pages: AgencyPages) -> ClusterBundles:
        parcels = ParcelMaker(pages, templates, self.session.withheld)
        return ClusterBundles(pages, parcels, self.session.workers.scheduler)

    def plan_collectors(
        self, config: MkDocsConfig, files: Files, folder: SiteFolder, scratch: Path | None = None
    ) -> None:
        """Plan what gathers what is made of all agencies: the search, and the files of data.

        Args:
            config: MkDocs' configuration.
            files: All files of the build.
            folder: The folder that is built.
            scratch: Folder to make the search index in; a temporary folder of the system by default.
        """
        session, settings, keeper = self.session, self.contents.settings, self.session.keeper
        self.others = []
        self.sounds = SoundKeeper(keeper.files, keeper.common)
        if not keeper.anew:
            self.sounds.recall()
        kept_texts = self.pages.kept_texts if self.pages is not None else None
        site_files = SiteFiles(folder, keeper.files, keeper.common, keeper.anew)
        if settings.search:
            parts = PartKeeper(keeper.files, keeper.common, keeper.anew)
            self.search = SearchIndex(
                session.workspace, self.contents, config, files, keeper=parts, scratch=scratch,
                site_files=site_files, kept_texts=kept_texts, processes=session.workers.processes,
            )  # fmt: skip
        if settings.open_data:
            lines = kept_texts(None) if kept_texts is not None else None
            self.others.append(OpenData(self.contents, site_files, lines))

    def gather_only(self, *, search: bool) -> None:
        """Leave out of what is planned the files of data, or the search.

        Both have to be planned: how the search is fed is a part of the hash by which the texts of an agency are kept.

        Args:
            search: Whether the search is what is wanted.
        """
        if search:
            self.others = []
        elif self.search is not None:
            self.search.stop()
            self.search = None

    def renew(self, session: Session, contents: SiteContents, agencies: tuple[AgencyContents, ...]) -> None:
        """Let pages be made from what was loaded since; which pages there are has not changed.

        Args:
            session: The site as it was loaded since.
            contents: What pages that compare agencies are made from.
            agencies: What the pages of each agency are made from.
        """
        self.session.take_over(session)
        self.contents, self.agencies = contents, agencies
        self.contexts = PageContexts(session.workspace, contents)
        self.report_pages = self.report_pages.renewed(self.session)
        self.search, self.others = None, []
        if self.pages is not None:
            self.pages.renew(session.workspace, agencies, session.keeper)

    def copy_kept(self, site_dir: Path) -> None:
        """Copy the reports that stay as they were published.

        Args:
            site_dir: The folder that is built.
        """
        published = self.session.workspace.layout.published
        if published is not None:
            copy_kept(published, site_dir, self.restored, self.contents.settings.addresses)

    def write_sums(self, site_dir: Path) -> None:
        """Write the sums of all files of the site, last of all.

        Args:
            site_dir: The folder that is built.
        """
        keeper = self.session.keeper
        without_time(site_dir / "sitemap.xml.gz")
        write_sums(site_dir, keeper.files, anew=keeper.anew, own_hashes=self.sums)

    def withheld_lines(self) -> Iterator[str]:
        """Which reports are kept back, for the office."""
        workspace, withheld = self.session.workspace, sorted(self.session.withheld)
        if withheld:
            names = [
                say(
                    "build.withheld-kept" if (slug, year) in self.restored else "build.withheld-one",
                    {"name": workspace.owner(slug).short, "year": year},
                )
                for slug, year in withheld
            ]
            yield say("build.withheld", {"count": len(names), "names": "、".join(names)})
            yield say("build.withheld-fix")

    def collect(self) -> None:
        """Write what was made of the agencies, and what is made of all of them."""
        bundles = self.pages.finish() if self.pages is not None else ()
        for bundle in with_progress(bundles, len(self.agencies), stage="pages"):
            self.summary.count(bundle)
            self.sums.add(bundle.slug, bundle.site_files)
            for collector in self.collectors():
                collector.add(bundle)
        self.summary.end("pages")
        self.finish_collectors()

    def finish_collectors(self) -> None:
        """Write what is made of all agencies, once all of them are taken in."""
        if self.search is not None:
            self.search.begin()
        for collector in self.others:
            collector.finish()
            self.summary.end("data")
        if self.search is not None:
            self.sums.add(routes.SEARCH_INDEX, self.search.finish())
            self.summary.end("search")
        if self.sounds is not None:
            self.sounds.keep()

    def summary_line(self) -> str:
        """What was built, as one line; to be asked once it is published."""
        self.summary.end("publish")
        self.summary.reports = len(self.contents.summaries)
        return self.summary.line(self.session.findings)

    def stop(self) -> None:
        """End what other processes still do."""
        pages, self.pages = self.pages, None
        collectors = tuple(self.collectors())
        self.search, self.others = None, []
        if pages is not None:
            pages.stop()
        for collector in collectors:
            collector.stop()

    def collectors(self) -> Iterator[Collector]:
        """What gathers what is made of all agencies, as planned."""
        if self.search is not None:
            yield self.search
        yield from self.others
