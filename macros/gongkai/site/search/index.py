"""The search index of a build: planned at its start, fed with what is made of each agency, made at its end.

It listens to no event of a page.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import routes
from gongkai.narrative import parse_narrative
from gongkai.reports import Agency, ReportKey
from gongkai.site.build.generated_page import GeneratedFile
from gongkai.site.build.withdrawn_page import public_text
from gongkai.site.publishing.site_files import SiteFiles
from gongkai.site.search.fed_pages import FedPages, parts_of_years
from gongkai.site.search.kept_parts import PartKeeper
from gongkai.site.search.plan import heading_ids, plan_search
from gongkai.site.search.repacking import IndexedPart
from gongkai.work.bundle import Bundle, FedText, FeedPlace, OutputFile, WrittenFile
from gongkai.work.contents import SiteContents
from gongkai.work.kept_bundles import KeptTexts
from gongkai.work.make import FeedSettings
from gongkai.work.page_type import AgencyPageType
from gongkai.work.search import asking, feed
from gongkai.work.search.form_texts import form_labels, texts_of
from gongkai.work.search.narrative_text import HeadingIds
from gongkai.work.search.word_index import FOLDER as WORD_INDEX_FOLDER
from gongkai.work.search.word_index import WordIndex
from gongkai.workspace import Workspace

if TYPE_CHECKING:
    from gongkai.work.agency import AgencyData

FORMS, WORDS, ASKING, NAMES = "forms.json", "words.json", "asking.json", "names.json"


class SearchIndex:
    """The index of one build."""

    def __init__(  # noqa: PLR0913 - what an index is planned from, and where it goes
        self,
        workspace: Workspace,
        contents: SiteContents,
        config: MkDocsConfig,
        files: Files,
        *,
        site_files: SiteFiles,
        keeper: PartKeeper,
        kept_texts: Callable[[FeedSettings], KeptTexts] | None = None,
        scratch: Path | None = None,
        processes: int | None = None,
    ) -> None:
        """Plan the index; reports that are not shown never get in.

        Args:
            workspace: The loaded site.
            contents: What the site shows.
            config: MkDocs' configuration.
            files: The site's files as MkDocs will render them.
            site_files: Takes over what is as it was published.
            keeper: Keeps the parts of the index between builds.
            kept_texts: Gives the texts of agencies that lie with what is kept; None where there are none.
            scratch: Folder to make the index in, not there yet; a temporary folder of the system by default.
            processes: How many processes index the pages; None for as many as there are processors.
        """
        self._workspace = workspace
        self._contents = contents
        self._config = config
        self._fed_pages = FedPages(scratch, keeper, texts=self._texts, processes=processes)
        self._keeper = keeper
        self._files, self._folder = site_files, site_files.folder
        self._keys: dict[str, str] = {}
        """By agency (slug) whose texts lie with what is kept, the hash of all that it is made from."""
        self._plan = plan_search(files, contents)
        self._addresses = {file.src_uri: file.url for file in files.documentation_pages() if "/" not in file.src_uri}
        """The addresses of the site's own pages, by source."""
        self._parts: list[dict[str, object]] = []
        places = self._places()
        self._word_index = WordIndex()
        """Which parts hold a word."""
        ids = heading_ids(config)
        self._ready: dict[str, tuple[AgencyData, feed.FedPage]] = {}
        """Fed pages of the sample that ``_shared`` looks through, by source."""
        shared = self._shared(list(self._plan.reports), ids)
        self.settings = FeedSettings(places, shared, ids, self._ready)
        """How the unit of work feeds the index."""
        self._kept_texts = kept_texts(self.settings) if kept_texts is not None else None

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
        sample = keys[:: len(keys) // feed.MANY_REPORTS]
        made_from = {key: (key, self._blocks_are_made_from(key[0]), ids.attr_list) for key in sample}
        return feed.shared_blocks(self._keeper.blocks(made_from, partial(self._blocks, ids=ids)))

    def _blocks(self, key: ReportKey, ids: HeadingIds) -> list[str]:
        """The blocks of the fed page of a report, each once."""
        report, data = self._workspace.reports[key], self._workspace.data[key[0]]
        lookup, narrative = self._workspace.seen_from(report), data.shown_narrative(key[1])
        page = feed.report_page(report, data.owner, narrative, lookup=lookup, ids=ids)
        if not data.pending:
            self._ready[routes.report_page(*key)] = data, page
        return list(dict.fromkeys(block.text for block in page.blocks))

    def _blocks_are_made_from(self, slug: str) -> object:
        """All that the fed pages of an agency's reports depend on: its files, and those of agencies that they name."""
        own = self._workspace.data[slug]
        others = self._workspace.data.values() if own.pending else ()
        hard = self._workspace.layout.hard_paragraphs
        return hard, [(item.agency, sorted(item.sha256.items())) for item in (own, *others)]

    def add(self, bundle: Bundle) -> None:
        """Take in the pages of an agency."""
        for text in bundle.feed:
            self._fed_pages.feed(text)
            self._ready.pop(text.source, None)
        for kept_text in bundle.kept_feed:
            self._fed_pages.feed_kept(kept_text)
        self._keys[bundle.slug] = bundle.key

    def _texts(self, slug: str) -> Mapping[str, str]:
        """The pages of an agency whose texts lie with what is kept, by source."""
        return self._kept_texts.texts(slug, self._keys[slug]) if self._kept_texts is not None else {}

    def begin(self) -> None:
        """Feed what belongs to no agency; pages of the newest part are then indexed beside what is done meanwhile."""
        if self._parts:
            for text in self._others():
                self._fed_pages.feed(text)
            if self._keeper.get(self._key(0)) is None:
                self._fed_pages.begin(0)

    def finish(self) -> Sequence[WrittenFile]:
        """Put the index into the site, once it is begun; what has not changed is taken over.

        Returns:
            Its files.
        """
        files: list[WrittenFile] = []
        if self._parts:
            folder = Path(self._config.site_dir, routes.SEARCH_INDEX)
            folder.mkdir(parents=True, exist_ok=True)
            for number, about in enumerate(self._parts):
                part = self._kept_part(number) or self._indexed(number, folder)
                about["list"] = part.list_name
                files += _below_the_site(part)
            files += self._files.made(self._words_are_made_from(), self._written_words)
        self.stop()
        return files

    def _words_are_made_from(self) -> object:
        """All that ``_written_words`` depends on: the pages in their parts, names, addresses, and forms."""
        parts = [self._key(part) for part in range(len(self._parts))]
        agencies = [(agency.slug, agency.name, agency.short) for agency in self._named()]
        reports = [(key, self._workspace.reports[key].form is None) for key in self._plan.reports]
        forms = [form.id for form in self._contents.forms_in_use()]
        shelves = [(part["years"], part["counts"], part["before"]) for part in self._parts]
        addresses = sorted(self._addresses.items())
        return "words", parts, shelves, agencies, reports, forms, addresses, list(self.settings.shared)

    def _written_words(self) -> Iterator[WrittenFile]:
        """What the search page reads besides the index itself, written."""
        for part in range(len(self._parts)):
            for words in self._fed_pages.words(part):
                self._word_index.add(part, words)
        for agency in self._named():
            self._word_index.add(len(self._parts), asking.words_of_names(agency))
        for name, data in self._word_index.contents():
            yield self._folder.renew(OutputFile(f"{routes.SEARCH_INDEX}/{WORD_INDEX_FOLDER}/{name}", data))
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
            yield self._folder.renew(OutputFile(f"{routes.SEARCH_INDEX}/{name}", text.encode()))

    def _kept_part(self, part: int) -> IndexedPart | None:
        """The index of a part as the last build made it; None where its feed is another."""
        earlier = self._keeper.get(self._key(part))
        return earlier if earlier is not None and self._folder.take(_below_the_site(earlier)) else None

    def _key(self, part: int) -> str:
        return self._keeper.key(part, self._fed_pages.fed(part))

    def _indexed(self, part: int, folder: Path) -> IndexedPart:
        before = self._folder.before(routes.SEARCH_INDEX)
        indexed = self._fed_pages.index(part, folder, before, links=self._folder.links)
        self._keeper.put(self._key(part), indexed)
        return indexed

    def stop(self) -> None:
        """Remove the fed pages."""
        self._fed_pages.stop()

    def _others(self) -> Iterable[FedText]:
        for source, file in {**self._plan.before, **self._plan.behind}.items():
            if isinstance(file, GeneratedFile) and isinstance(file.page_type, AgencyPageType):
                continue  # fed with its agency
            if isinstance(file, GeneratedFile):
                page = feed.FedPage(list(file.text()))
            else:
                text = public_text(self._workspace, source) or file.content_string
                narrative = parse_narrative(text, path=source)[0]
                lookup = self._workspace.seen_from(None)
                folder = routes.folder_of_page(source)
                page = feed.other_page(narrative, folder, lookup=lookup, ids=self.settings.ids)
            place = self.settings.places[source]
            yield FedText(source, place, feed.fed_text(page, self.settings.shared))

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


def _below_the_site(part: IndexedPart) -> list[WrittenFile]:
    return [file._replace(path=f"{routes.SEARCH_INDEX}/{file.path}") for file in part.files]
