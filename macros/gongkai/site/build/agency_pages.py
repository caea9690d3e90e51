"""The unit of work within a MkDocs build: each agency's pages and files are made in one go, by several processes.

MkDocs sees a placeholder in the place of each page, writes the site map with it, and then passes over it. What is done
to a page is what MkDocs does, events of plugins included; where a plugin other than ours and mkdocs-macros listens to
these events, it may gather something over all pages: then MkDocs renders all pages itself, one after the other.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.processes import InOrder, worth_it
from gongkai.renders.export import Format
from gongkai.site import mkdocs_compat as compat
from gongkai.site.build.bundle_keys import BundleKeys
from gongkai.site.build.generated_page import ContentPage, GeneratedFile, PlaceholderPage
from gongkai.site.build.lazy_file import LazyFile
from gongkai.site.build.session import log
from gongkai.site.pages import agency_page_types
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.work.bundle import Bundle, OutputFile, RenderedPage
from gongkai.work.contents import AgencyContents
from gongkai.work.kept import FileKeeper
from gongkai.work.kept_bundles import BundleKeeper, bundle_from, kept_from
from gongkai.work.make import FeedSettings, WorkSettings, make_agency
from gongkai.work.page_type import GeneratedPage
from gongkai.work.search.word_index import WordIndex
from gongkai.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Scene:
    """The build as MkDocs holds it.

    Attributes:
        config: MkDocs' configuration.
        files: All files of the build.
        nav: The navigation; pages in it stay with MkDocs.
        formats: The formats that the site publishes.
        keeper: Writes reports in these formats.
        folder: Where the pages and files of agencies are written.
        bundles: Keeps what was made of agencies.
        rows: Whether the site publishes the figures of all reports of a year in a file.
        verbatim: Whether it also does so in a file for programs.
    """

    config: MkDocsConfig
    files: Files
    nav: Navigation
    formats: tuple[Format, ...] | None
    keeper: FileKeeper
    folder: SiteFolder
    bundles: BundleKeeper
    rows: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class MkDocsShell:
    """Puts content into the site's templates through MkDocs; the shell of ``work.make``.

    Attributes:
        scene: The build.
        shown: The files that have a page.
        env: The templates.
    """

    scene: Scene
    shown: list[File]
    env: jinja2.Environment

    def report_page(self, source: str) -> RenderedPage:
        """Render the page of a report from its narrative."""
        file = self._file(source)
        return self._rendered(file, lambda: Page(None, file, self.scene.config))

    def generated_page(self, page: GeneratedPage, content: PageContent) -> RenderedPage:
        """Render a generated page."""
        file = self._file(page.source)
        assert isinstance(file, GeneratedFile)  # noqa: S101 - only sources of generated files are asked for
        return self._rendered(file, lambda: ContentPage(file, self.scene.config, lambda: content))

    def _file(self, source: str) -> File:
        file = self.scene.files.get_file_from_path(source)
        assert file is not None  # noqa: S101 - the build has chosen the sources from these files
        return file

    def _rendered(self, file: File, new_page: Callable[[], Page]) -> RenderedPage:
        scene, placeholder = self.scene, file.page
        try:
            with compat.captured_log() as logged:
                done, output = compat.render_page(
                    new_page(), config=scene.config, files=scene.files, shown=self.shown, nav=scene.nav, env=self.env
                )
        finally:
            file.page = placeholder  # else every rendered page would stay in memory with its file
        return RenderedPage(
            file.src_uri,
            output.encode("utf-8", errors="xmlcharrefreplace"),
            compat.page_anchors(done),
            compat.page_links(done),
            tuple(logged),
        )


class AgencyPages:
    """What is made of the agencies of one build."""

    def __init__(self, workspace: Workspace, agencies: Sequence[AgencyContents], scene: Scene) -> None:
        """Choose the pages, and put placeholders in their places.

        Args:
            workspace: The loaded site.
            agencies: What the pages of each agency are made from.
            scene: The build.
        """
        self._workspace = workspace
        self._agencies = {item.entry.slug: item for item in agencies}
        self._scene = scene
        self._unrendered = {*scene.config.theme.static_templates, *scene.config.extra_templates}
        self._results: Iterable[Bundle] = ()
        own = compat.only_listeners(scene.config, ("gongkai", "macros"))
        self._pages = self._chosen() if own else {}
        for file in self._pages.values():
            PlaceholderPage(None, file, scene.config)
        self._drop_others()
        self._formats = scene.formats if own else ()
        for file in scene.files if own else ():
            if isinstance(file, LazyFile) and self._is_report_file(file.src_uri):
                file.elsewhere = True

    def _drop_others(self) -> None:
        """Leave out files that other plugins have added at the addresses of these pages: one of the two would be lost.

        Which one would hang on the number of processors.
        """
        own = {file.dest_uri: file for file in self._pages.values()}
        for file in [file for file in self._scene.files if own.get(file.dest_uri, file) is not file]:
            self._scene.files.remove(file)
            log.warning(say("build.same-page", {"own": file.src_uri, "page": own[file.dest_uri].src_uri}))

    def _chosen(self) -> dict[str, File]:
        """The pages of agencies by source, but for those that are in the navigation, which MkDocs renders."""
        in_nav = {page.file.src_uri for page in self._scene.nav.pages}
        return {
            page.source: file
            for page_type in agency_page_types()
            for agency in self._agencies.values()
            for page in page_type.pages(agency)
            if page.source not in in_nav and (file := self._scene.files.get_file_from_path(page.source)) is not None
            if page_type.make is None or isinstance(file, GeneratedFile)
        }

    def _is_report_file(self, source: str) -> bool:
        key = routes.report_of_file(source)
        return key is not None and key[0] in self._agencies

    def start(self, env: jinja2.Environment, feed: FeedSettings | None) -> None:
        """Begin to work, once all that a page is made from is there.

        Args:
            env: The templates, ready for use.
            feed: How the search index is fed; None for a site without search.
        """
        scene = self._scene
        shell = MkDocsShell(scene, list(scene.files.documentation_pages()), env)
        settings = WorkSettings(
            agency_page_types(),
            frozenset(self._pages),
            feed,
            self._formats,
            rows=scene.rows,
            verbatim=scene.verbatim,
            keeper=scene.keeper,
        )
        keys = BundleKeys(self._workspace, scene.config, scene.files, scene.nav, settings, scene.keeper.common)
        words = WordIndex() if feed is not None else None  # in each process one of its own

        def make(slug: str) -> Bundle:
            bundle = self._bundle(slug, shell, settings, keys)
            return bundle if words is None else _with_words(bundle, words)

        agencies = self._agencies
        slugs = list(agencies)
        several = worth_it(sum(len(agency.reports) for agency in agencies.values()))
        self._results = InOrder(make, slugs, batch=1) if several else map(make, slugs)

    def _bundle(self, slug: str, shell: MkDocsShell, settings: WorkSettings, keys: BundleKeys) -> Bundle:
        """What is made of an agency, its pages and files written: taken over from the last build, or made."""
        workspace, scene = self._workspace, self._scene
        data, contents, findings = workspace.data[slug], self._agencies[slug], workspace.findings_of(slug)
        key = keys.of(contents, findings)
        kept = scene.bundles.get(key)
        places = settings.feed.places if settings.feed is not None else {}
        if kept is not None and scene.folder.take(kept.files):
            return bundle_from(kept, slug, findings, data.summaries, places)
        bundle = make_agency(data, contents, shell, settings, lookup=workspace.seen_from, findings=findings)
        outputs = [OutputFile(self._pages[page.source].dest_uri, page.output) for page in bundle.pages if page.output]
        written = tuple(map(scene.folder.write, (*outputs, *bundle.files)))
        pages = tuple(replace(page, output=b"") for page in bundle.pages)
        bundle = replace(bundle, pages=pages, files=())  # so that their bytes need not pass from process to process
        scene.bundles.put(key, kept_from(bundle, written, places))
        return bundle

    def template_done(self, name: str) -> None:
        """Note that a template of the site (such as the site map) is done; pages come after the last one."""
        self._unrendered.discard(str(name))
        if not self._unrendered:
            for file in self._pages.values():
                compat.skip_page(file)

    def finish(self) -> Iterator[Bundle]:
        """Hand on what was made, agency by agency; a failure to make something is raised here.

        Links are proved last, those of the pages that MkDocs has rendered as well, as far as they lead to these.
        """
        for file in self._pages.values():
            compat.show_page(file)
        known: dict[frozenset[str], frozenset[str]] = {}  # most reports have the same ids: one set of them is enough
        for bundle in self._results:
            for page in bundle.pages:
                self._note(page, known)
            yield bundle
        level = self._scene.config.validation.links.anchors
        compat.prove_links(self._scene.files, set(self._pages.values()), level=level)

    def stop(self) -> None:
        """Give up."""
        if isinstance(self._results, InOrder):
            self._results.close()

    def _note(self, page: RenderedPage, known: dict[frozenset[str], frozenset[str]]) -> None:
        """Log what was logged while a page was made, and tell MkDocs its ids and links."""
        file = self._pages[page.source]
        for name, level, text in page.logged:
            logging.getLogger(name).log(level, text)
        if file.page is not None:
            anchors = known.setdefault(page.anchors, page.anchors)
            compat.set_anchors(file.page, anchors, page.links or {}, self._scene.files)


def _with_words(bundle: Bundle, words: WordIndex) -> Bundle:
    """The same with the words of its feed that this process meets for the first time: few of them pass on."""
    feed = tuple(replace(text, words=tuple(words.new_words(text.place.part, text.html))) for text in bundle.feed)
    return replace(bundle, feed=feed)
