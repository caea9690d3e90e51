"""The search index of a build: planned at its start, fed with what is made of each agency, made by Pagefind at its end.

It listens to no event of a page.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai import routes
from gongkai.narrative import parse_narrative
from gongkai.reports import Agency, ReportKey
from gongkai.site.build.generated_page import GeneratedFile
from gongkai.site.build.withdrawn_page import public_text
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.site.search.command import PagefindCommand, parts_of_years
from gongkai.site.search.kept_parts import KeptPart, PartKeeper
from gongkai.site.search.repacking import IndexedPart
from gongkai.work.bundle import Bundle, FedText, FeedPlace
from gongkai.work.contents import SiteContents
from gongkai.work.make import FeedSettings
from gongkai.work.page_type import AgencyPageType, PageType
from gongkai.work.search import asking, feed
from gongkai.work.search.form_texts import form_labels, texts_of
from gongkai.work.search.narrative_text import HeadingIds
from gongkai.work.search.word_index import FOLDER as WORD_INDEX_FOLDER
from gongkai.work.search.word_index import WordIndex, recorded
from gongkai.workspace import Workspace

FORMS, WORDS, ASKING, NAMES = "forms.json", "words.json", "asking.json", "names.json"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which pages are found, in three parts, each by source with the path of its page below the site.

    Pages of agencies are not among them: they are found by their names, which the search page has in a list.

    Attributes:
        before: What explains terms: it comes before the reports.
        reports: The reports, in the order of lists, by slug and year.
        behind: Further pages of agencies, and the site's own pages, last.
        agencies: The agencies that have a page, in the order of lists.
    """

    before: Mapping[str, File]
    reports: Mapping[ReportKey, File]
    behind: Mapping[str, File]
    agencies: Sequence[str]


class SearchIndex:
    """The index of one build."""

    def __init__(  # noqa: PLR0913 - what an index is planned from, and where it goes
        self,
        workspace: Workspace,
        contents: SiteContents,
        config: MkDocsConfig,
        files: Files,
        *,
        folder: SiteFolder,
        keeper: PartKeeper,
        scratch: Path | None = None,
    ) -> None:
        """Plan the index; reports that are not shown never get in.

        Args:
            workspace: The loaded site.
            contents: What the site shows.
            config: MkDocs' configuration.
            files: The site's files as MkDocs will render them.
            folder: The folder that is built.
            keeper: Keeps the parts of the index between builds.
            scratch: Folder to make the index in, not there yet; a temporary folder of the system by default.
        """
        self._workspace = workspace
        self._contents = contents
        self._config = config
        self._command = PagefindCommand(scratch, keeper)
        self._keeper = keeper
        self._folder = folder
        self._kept: list[IndexedPart | None] = []
        """The parts that the last build made from the same fed pages."""
        self._plan = _plan(files, contents)
        self._addresses = {file.src_uri: file.url for file in files.documentation_pages() if "/" not in file.src_uri}
        """The addresses of the site's own pages, by source."""
        self._parts: list[dict[str, object]] = []
        places = self._places()
        self._word_index = WordIndex()
        """Which parts hold a word."""
        ids = heading_ids(config)
        shared = self._shared(list(self._plan.reports), ids)
        self.settings = FeedSettings(places, shared, ids)
        """How the unit of work feeds the index."""

    def _places(self) -> dict[str, FeedPlace]:
        places: dict[str, FeedPlace] = {}
        counts = Counter(year for _, year in self._plan.reports)
        for number, years in enumerate(parts_of_years(counts)):
            mine = [file for year in years for (_, own), file in self._plan.reports.items() if own == year]
            before = list(self._plan.before.values()) if number == 0 else []
            behind = list(self._plan.behind.values()) if number == 0 else []
            for order, file in enumerate([*before, *mine, *behind]):
                places[file.src_uri] = FeedPlace(number, order, file.dest_uri)
            part = {
                "years": [str(year) for year in years],
                "counts": [counts[year] for year in years],
                "before": len(before),
            }
            self._parts.append(part)
        if not places:
            self._parts.clear()
        return places

    def _shared(self, keys: Sequence[ReportKey], ids: HeadingIds) -> Mapping[str, int]:
        """The blocks that many reports of a large site share, found in a sample of them."""
        if len(keys) <= feed.MANY_REPORTS:
            return {}
        data, hard = self._workspace.data, self._workspace.layout.hard_paragraphs
        texts = [(slug, item.agency, sorted(item.sha256.items())) for slug, item in data.items()]
        return self._keeper.shared((keys, ids.attr_list, hard, texts), partial(self._found_shared, keys, ids))

    def _found_shared(self, keys: Sequence[ReportKey], ids: HeadingIds) -> Mapping[str, int]:
        sample = []
        for slug, year in keys[:: len(keys) // feed.MANY_REPORTS]:
            report, data = self._workspace.reports[slug, year], self._workspace.data[slug]
            lookup, narrative = self._workspace.seen_from(report), data.shown_narrative(year)
            sample.append(feed.report_page(report, data.owner, narrative, lookup=lookup, ids=ids))
        return feed.shared_blocks(sample)

    def add(self, bundle: Bundle) -> None:
        """Lay down the pages of an agency."""
        self._feed(bundle.feed)

    def _feed(self, texts: Iterable[FedText]) -> None:
        for text in texts:
            self._command.feed(text)
            words = recorded(text.html) if text.words is None else text.words
            self._word_index.add(text.place.part, words)

    def begin(self) -> None:
        """Feed what belongs to no agency, take over parts that have not changed, and let Pagefind begin."""
        if self._parts:
            self._feed(self._others())
            for agency in self._named():
                self._word_index.add(len(self._parts), asking.words_of_names(agency))
            self._kept = [self._kept_part(part) for part in range(len(self._parts))]
            self._command.start([part for part, kept in enumerate(self._kept) if kept is None])

    def finish(self) -> None:
        """Put the index into the site.

        Raises:
            FaultError: The command failed.
        """
        if self._parts:
            folder = Path(self._config.site_dir, routes.SEARCH_INDEX)
            folder.mkdir(parents=True, exist_ok=True)
            for part, kept in enumerate(self._kept):
                self._parts[part]["list"] = (kept or self._indexed(part, folder)).list_name
            self._write_words(folder)
        self.stop()

    def _write_words(self, folder: Path) -> None:
        """What the search page reads besides the index itself."""
        self._word_index.write(folder / WORD_INDEX_FOLDER)
        signs, forms = asking.characters(self._word_index.words), self._forms()
        labels = "\n".join((*self.settings.shared, *texts_of(forms["tables"])))

        def has(text: str) -> bool:
            return text in labels or self._word_index.holds(asking.words_of_text(text))

        for name, content in (
            (FORMS, forms),
            (WORDS, asking.words_file(has, self._addresses)),
            (ASKING, asking.asking_file(signs, has)),
            (NAMES, self._names(signs)),
        ):
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (folder / name).write_text(text, encoding="utf-8", newline="\n")

    def _kept_part(self, part: int) -> IndexedPart | None:
        """The index of a part as the last build made it; None where its feed is another."""
        kept = self._keeper.get(self._key(part))
        return kept.part if kept is not None and self._folder.take(kept.files) else None

    def _key(self, part: int) -> str:
        return self._keeper.key(part, self._command.fed(part))

    def _indexed(self, part: int, folder: Path) -> IndexedPart:
        indexed = self._command.index(part, folder)
        written = tuple(self._folder.written(f"{routes.SEARCH_INDEX}/{name}") for name in indexed.names)
        self._keeper.put(self._key(part), KeptPart(indexed, written))
        return indexed

    def stop(self) -> None:
        """End the command, if it is still at work, and remove what it worked on."""
        self._command.stop()

    def _others(self) -> Iterable[FedText]:
        for source, file in {**self._plan.before, **self._plan.behind}.items():
            if isinstance(file, GeneratedFile) and isinstance(file.page_type, AgencyPageType):
                continue  # fed with its agency
            if isinstance(file, GeneratedFile):
                page = feed.FedPage(list(file.make().text))
            else:
                text = public_text(self._workspace, source) or file.content_string
                narrative = parse_narrative(text, path=source)[0]
                lookup = self._workspace.seen_from(None)
                folder = routes.folder_of_page(source)
                page = feed.other_page(narrative, folder, lookup=lookup, ids=self.settings.ids)
            place = self.settings.places[source]
            yield FedText(source, place, feed.fed_html(page, self.settings.shared))

    def _named(self) -> list[Agency]:
        """The agencies that are found by their names."""
        slugs = dict.fromkeys((*(slug for slug, _ in self._plan.reports), *self._plan.agencies))
        return [self._contents.entries[slug].agency for slug in slugs]

    def _names(self, signs: Collection[str]) -> dict[str, object]:
        years: dict[int, set[str]] = {}
        bare: dict[int, set[str]] = {}
        for slug, year in self._plan.reports:
            years.setdefault(year, set()).add(slug)
            if self._workspace.reports[slug, year].form is None:
                bare.setdefault(year, set()).add(slug)
        return asking.names_file(self._named(), years, signs, bare)

    def _forms(self) -> dict[str, Any]:
        """What the page has to know: the parts, labels of the forms in use, blocks that many reports share."""
        tables: dict[str, dict[str, Any]] = {}
        for form in self._contents.forms_in_use():
            tables.update(form_labels(form))
        return {
            "parts": self._parts,
            "where": self._word_index.files,
            "tables": tables,
            "shared": list(self.settings.shared),
        }


def _plan(files: Files, contents: SiteContents) -> _Plan:
    agencies = {routes.agency_page(slug): slug for slug in contents.entries}
    keys = {
        routes.report_page(slug, year): (slug, year) for slug, entry in contents.entries.items() for year in entry.years
    }
    searched: dict[str, File] = {}
    of_agencies: dict[str, File] = {}
    present: dict[str, File] = {}
    behind: dict[str, File] = {}
    for file in files.documentation_pages():
        source = file.src_uri
        if source in keys or (source in agencies and isinstance(file, GeneratedFile)):
            present[source] = file
        elif isinstance(file, GeneratedFile):
            if file.page_type.searched:
                (searched if isinstance(file.page_type, PageType) else of_agencies)[source] = file
        elif file.generated_by is None:
            behind[source] = file
    pages = [slug for source, slug in agencies.items() if source in present]
    reports = {key: present[source] for source, key in keys.items() if source in present}
    return _Plan(searched, reports, {**of_agencies, **behind}, pages)


def heading_ids(config: Any) -> HeadingIds:
    """What mkdocs.yml says of the Markdown extensions ``toc`` and ``attr_list``."""
    options = config.mdx_configs.get("toc") or {}
    slugify = options.get("slugify") or HeadingIds().slugify
    return HeadingIds(slugify, str(options.get("separator") or "-"), "attr_list" in config.markdown_extensions)
