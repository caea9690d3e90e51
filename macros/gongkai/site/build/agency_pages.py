"""The unit of work within a MkDocs build: each agency's pages and files are made in one go, by several processes.

MkDocs sees a placeholder in the place of each page, writes the site map with it, and then passes over it. What is done
to a page is what MkDocs does, events of plugins included; where a plugin other than ours and mkdocs-macros listens to
these events, it may gather something over all pages: then MkDocs renders all pages itself, one after the other.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, runtime_checkable

import jinja2
from mkdocs.structure.files import File

from gongkai import routes
from gongkai.findings import say
from gongkai.processes import InTurns, worth_it
from gongkai.site import mkdocs_compat as compat
from gongkai.site.build.bundle_keys import BundleKeys
from gongkai.site.build.generated_page import GeneratedFile, PlaceholderPage
from gongkai.site.build.lazy_file import LazyFile
from gongkai.site.build.mkdocs_shell import MkDocsShell, Scene
from gongkai.site.build.session import log
from gongkai.site.page_ids import SiteIds
from gongkai.site.pages import agency_file_types, agency_page_types
from gongkai.work.bundle import Bundle, OutputFile, RenderedPage
from gongkai.work.contents import AgencyContents
from gongkai.work.kept import FileKeeper
from gongkai.work.kept_bundles import KeptTexts, bundle_from
from gongkai.work.make import FeedSettings, WorkSettings, make_agency
from gongkai.workspace import Workspace

_TURN = 150
"""Agencies after which new processes take over: each has grown by 70 MB by then, 40 MB of it with the first ten."""


@runtime_checkable
class WorkUnderWay(Protocol):
    """Other processes or machines that make agencies."""

    def __iter__(self) -> Iterator[Bundle]:
        """What was made of each agency, in their order, its pages and files written."""

    def close(self) -> None:
        """Stop the other processes; what they have not made is not made."""


class AgencyPages:
    """What is made of the agencies of one build.

    Attributes:
        workspace: The loaded site.
        scene: The build.
        settings: What is the same for every agency; there once the work has begun.
        keys: The hash of all that each agency is made from; likewise.
    """

    settings: WorkSettings
    keys: BundleKeys

    def __init__(self, workspace: Workspace, agencies: Sequence[AgencyContents], scene: Scene) -> None:
        """Choose the pages, and put placeholders in their places.

        Args:
            workspace: The loaded site.
            agencies: What the pages of each agency are made from.
            scene: The build.
        """
        self.workspace = workspace
        self._agencies = {item.entry.slug: item for item in agencies}
        self.scene = scene
        self._unrendered = {*scene.config.theme.static_templates, *scene.config.extra_templates}
        self._results: Iterable[Bundle] = ()
        self._keys_of_made: dict[str, str] = {}
        """Hashes of agencies that are being made."""
        self._shell: MkDocsShell
        own = compat.only_listeners(scene.config, compat.OWN_PLUGINS)
        self._pages = self._chosen() if own else {}
        for file in self._pages.values():
            PlaceholderPage(file, scene.config)
        self._drop_others()
        self._formats = scene.formats if own else ()
        self._file_types = agency_file_types() if own else ()
        for file in scene.files if own else ():
            if isinstance(file, LazyFile) and self._is_made_file(file.src_uri):
                file.elsewhere = True

    def _drop_others(self) -> None:
        """Remove files that other plugins have added at the addresses of these pages.

        Of two at one address, one would be lost; which one would depend on the number of processors.
        """
        own = {file.dest_uri: file for file in self._pages.values()}
        for file in [file for file in self.scene.files if own.get(file.dest_uri, file) is not file]:
            self.scene.files.remove(file)
            log.warning(say("build.same-page", {"own": file.src_uri, "page": own[file.dest_uri].src_uri}))

    def _chosen(self) -> dict[str, File]:
        """The pages of agencies by source, but for those that are in the navigation, which MkDocs renders."""
        in_nav = {page.file.src_uri for page in self.scene.nav.pages}
        return {
            page.source: file
            for page_type in agency_page_types()
            for agency in self._agencies.values()
            for page in page_type.pages_of(agency)
            if page.source not in in_nav and (file := self.scene.files.src_uris.get(page.source)) is not None
            if page_type.make is None or isinstance(file, GeneratedFile)
        }

    def _is_made_file(self, source: str) -> bool:
        """Whether the unit of work makes a file: it is a report's or of a kind that each agency has."""
        of_type = any(routes.match(item.route, source) for item in self._file_types)
        report = of_type or routes.report_of_file(source) is not None
        return report and routes.folder_of_page(source) in self._agencies

    def start(
        self,
        env: jinja2.Environment,
        feed: FeedSettings | None,
        *,
        elsewhere: Callable[["AgencyPages"], WorkUnderWay] | None = None,
        processes: int | None = None,
    ) -> None:
        """Begin to work, once all that a page is made from is there.

        Args:
            env: The templates, ready for use.
            feed: How the search index is fed; None for a site without search.
            elsewhere: Has the agencies made elsewhere; None for this machine.
            processes: How many processes of this machine work; None for as many as it has processors.
        """
        self.get_ready(env, feed)
        if elsewhere is not None:
            self._results = elsewhere(self)
            return

        def make(slug: str) -> Bundle:
            return self.taken(slug) or self.made(slug)

        slugs = list(self._agencies)
        several = worth_it(sum(len(agency.reports) for agency in self._agencies.values()), processes=processes)
        turns = partial(InTurns, turn=_TURN, batch=1, processes=processes)
        self._results = turns(make, slugs) if several else map(make, slugs)

    def get_ready(self, env: jinja2.Environment, feed: FeedSettings | None) -> None:
        """Take what the work is done with, and begin nothing.

        Args:
            env: The templates, ready for use.
            feed: How the search index is fed; None for a site without search.
        """
        scene = self.scene
        self._shell = MkDocsShell(scene, list(scene.files.documentation_pages()), env)
        self.settings = WorkSettings(
            agency_page_types(),
            frozenset(self._pages),
            feed,
            self._formats,
            self._file_types,
            rows=scene.rows,
            verbatim=scene.verbatim,
            keeper=scene.keeper,
        )
        self.keys = BundleKeys(self.workspace, scene.config, scene.files, scene.nav, self.settings, scene.keeper.common)

    def renew(self, workspace: Workspace, agencies: Sequence[AgencyContents], keeper: FileKeeper) -> None:
        """Make pages from what is known now; which there are has not changed.

        Args:
            workspace: The loaded site.
            agencies: What the pages of each agency are made from.
            keeper: Writes reports in formats.
        """
        self.workspace, self._agencies = workspace, {item.entry.slug: item for item in agencies}
        self.scene = replace(self.scene, keeper=keeper)
        self.settings = replace(self.settings, keeper=keeper)
        self.keys = self.keys.renewed(workspace)

    def _make(self, slug: str, settings: WorkSettings) -> Bundle:
        workspace, findings = self.workspace, self.workspace.findings_of(slug)
        return make_agency(
            workspace.data[slug],
            self._agencies[slug],
            self._shell,
            settings,
            lookup=workspace.seen_from,
            findings=findings,
        )

    def _kept(self, slug: str, key: str, *, with_files: bool) -> Bundle | None:
        """What is kept of an agency, its pages and files taken over if that is wanted; None where it has changed."""
        scene, feed = self.scene, self.settings.feed
        earlier = scene.bundles.get(key)
        if earlier is None or (with_files and not scene.folder.take(earlier.files)):
            return None
        findings, summaries = self.workspace.findings_of(slug), self.workspace.data[slug].summaries
        bundle = bundle_from(earlier, slug, findings, summaries, feed.places if feed is not None else {})
        return replace(bundle, key=key)

    def key(self, slug: str) -> str:
        """The hash of all that an agency is made from."""
        return self.keys.of(self._agencies[slug], self.workspace.findings_of(slug))

    @property
    def slugs(self) -> tuple[str, ...]:
        """The agencies, in the order of lists."""
        return tuple(self._agencies)

    def contents(self, slug: str) -> AgencyContents:
        """What the pages of an agency are made from."""
        return self._agencies[slug]

    def taken(self, slug: str) -> Bundle | None:
        """What was made of an agency by the last build, its pages and files taken over; None where it has changed."""
        self._keys_of_made[slug] = key = self.key(slug)
        return self._kept(slug, key, with_files=True)

    def made(self, slug: str) -> Bundle:
        """What is made of an agency, its pages and files written."""
        bundle = self.finished(slug, self._make(slug, self.settings))
        self.workspace.data[slug].let_go()
        return bundle

    def finished(self, slug: str, bundle: Bundle) -> Bundle:
        """What was made of an agency: its pages and files are written, and what is known of them is kept."""
        scene = self.scene
        outputs = [OutputFile(self._pages[page.source].dest_uri, page.output) for page in bundle.pages if page.output]
        site_files = tuple(map(scene.folder.write, (*outputs, *bundle.files)))
        pages = tuple(replace(page, output=b"") for page in bundle.pages)
        key = self._keys_of_made.pop(slug, "") or self.key(slug)
        if scene.bundles.put(key, bundle, site_files):
            bundle = replace(bundle, key=key, rows=(), kept_rows=tuple(rows.without_text for rows in bundle.rows))
        return replace(bundle, pages=pages, files=(), site_files=site_files)  # bytes need not pass between processes

    def kept_texts(self, feed: FeedSettings | None) -> KeptTexts:
        """Reads texts that lie with what is kept; made anew for such a feed where they were damaged there."""
        return KeptTexts(self.scene.bundles, lambda slug: self._make(slug, replace(self._alone(), feed=feed)))

    def _alone(self, pages: frozenset[str] = frozenset()) -> WorkSettings:
        return replace(self.settings, pages=pages, formats=(), file_types=())

    def makes(self, source: str) -> bool:
        """Whether the unit of work makes a page."""
        return source in self._pages

    def page(self, source: str) -> RenderedPage:
        """One page alone, out of those that the unit of work makes."""
        alone = replace(self._alone(frozenset((source,))), feed=None, rows=False)
        (page,) = self._make(routes.folder_of_page(source), alone).pages
        return page

    def gathered(self) -> Iterator[Bundle]:
        """What the search and the files of data take from each agency, without its pages and files."""
        for slug in self._agencies:
            yield self._kept(slug, self.key(slug), with_files=False) or self._make(slug, self._alone())

    def template_done(self, name: str) -> None:
        """Note that a template of the site (such as the site map) is done; pages come after the last one."""
        self._unrendered.discard(str(name))
        if not self._unrendered:
            self.pass_over()

    def pass_over(self) -> None:
        """Let MkDocs read none of these pages: there is nothing in a placeholder."""
        for file in self._pages.values():
            compat.skip_page(file)

    def show(self) -> None:
        """Let MkDocs see the pages, for the site map and for links to them."""
        for file in self._pages.values():
            compat.show_page(file)

    def finish(self) -> Iterator[Bundle]:
        """Hand on what was made, agency by agency; a failure to make something is raised here.

        Links are proved last, those of the pages that MkDocs has rendered as well, as far as they lead to these.
        """
        self.show()
        ids = SiteIds()
        for bundle in self._results:
            for page in bundle.pages:
                self._note(page, ids)
            yield bundle
        level = self.scene.config.validation.links.anchors
        compat.prove_links(self.scene.files, set(self._pages.values()), level=level)

    def stop(self) -> None:
        """Stop the making of pages, as the build has failed."""
        if isinstance(self._results, WorkUnderWay):
            self._results.close()

    def _note(self, page: RenderedPage, ids: SiteIds) -> None:
        """Log what was logged while a page was made, and tell MkDocs its ids and links."""
        file = self._pages[page.source]
        for name, level, text in page.logged:
            logging.getLogger(name).log(level, text)
        if file.page is not None:
            compat.set_anchors(file.page, ids.of_page(page.anchors), page.links or {}, self.scene.files)
