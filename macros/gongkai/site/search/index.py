"""The search index of a build: fed at its start, made by Pagefind's command beside the rendering, moved in at its end.

It listens to no event of a page.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai.processes import InOrder, worth_it
from gongkai.site.build.generated_page import MadeFile
from gongkai.site.pages.catalog import Entries, agency_path
from gongkai.site.search.command import Command, shelve
from gongkai.site.search.feed import Feed, form_labels
from gongkai.site.search.narrative_text import Anchors
from gongkai.site.search.shelves import FILES, Where
from gongkai.site.search.shelves import FOLDER as WHERE
from gongkai.workspace import Workspace

FOLDER = "pagefind"
"""Where the index stands below the site."""
FORMS = "forms.json"


@dataclass(frozen=True, slots=True)
class _Item:
    """A page that is found.

    Attributes:
        address: Path of the page below the site.
        source: Path of its Markdown file below the docs folder.
        key: Agency and year of a report, the agency alone of its page; None for any other page.
    """

    address: str
    source: str
    key: tuple[str, int | None] | None = None


class Search:
    """The index of one build."""

    def __init__(
        self, workspace: Workspace, entries: Entries, config: MkDocsConfig, *, scratch: Path | None = None
    ) -> None:
        """Hold what the index is made from; reports that are not shown never get in.

        Args:
            workspace: The loaded site.
            entries: Agencies and years that are shown.
            config: MkDocs' configuration.
            scratch: Folder to make the index in, not there yet; a temporary folder of the system by default.
        """
        self._workspace = workspace
        self._entries = entries
        self._config = config
        self._feed = Feed(workspace, Anchors(config))
        self._command = Command(scratch)
        self._shelves: list[dict[str, object]] = []
        self._files: dict[str, File] = {}
        self._where: Where | None = None
        """Which shelves hold a word, where there is more than one."""

    def start(self, files: Files) -> None:
        """Write the feed and start the command.

        Args:
            files: The site's files as MkDocs will render them.
        """
        before, reports, behind = self._found(files)
        self._feed.find_shared([(slug, year) for slug, year in reports])
        todo: list[tuple[int, int, _Item]] = []
        counts = Counter(year for _, year in reports)
        for shelf, years in enumerate(shelve(counts)):
            mine = [item for year in years for (_, own), item in reports.items() if own == year]
            ahead, after = (before, behind) if shelf == 0 else ([], [])
            todo += [(shelf, order, item) for order, item in enumerate([*ahead, *mine, *after])]
            self._shelves.append({"years": [str(year) for year in years], "reports": len(mine), "before": len(ahead)})
        self._where = Where() if len(self._shelves) > 1 else None
        written = InOrder(self._write, todo) if worth_it(len(todo)) else map(self._write, todo)
        for (shelf, _, _), words in zip(todo, written, strict=True):
            if self._where is not None:
                self._where.add(shelf, words)
        self._files.clear()
        if todo:
            self._command.start()
        else:
            self._shelves.clear()

    def finish(self) -> None:
        """Wait for the command and put the index into the site.

        Raises:
            PluginError: The command failed.
        """
        if self._shelves:
            folder = Path(self._config.site_dir, FOLDER)
            self._command.finish(len(self._shelves), folder)
            if self._where is not None:
                self._where.write(folder / WHERE)
            (folder / FORMS).write_text(self._forms(), encoding="utf-8", newline="\n")
        self.stop()

    def stop(self) -> None:
        """End the command, if it is still at work, and remove what it worked on."""
        self._command.stop()

    def _found(self, files: Files) -> tuple[list[_Item], dict[tuple[str, int], _Item], list[_Item]]:
        """The pages that are found, in three parts: those before the reports, the reports, those behind them.

        What explains terms and who the agencies are comes first, the site's own pages last; reports are in the order of
        lists.
        """
        agencies = {agency_path(slug): slug for slug in self._entries}
        keys = {f"{slug}/{year}.md": (slug, year) for slug, entry in self._entries.items() for year in entry.years}
        made: list[_Item] = []
        found: dict[str, _Item] = {}
        others: list[_Item] = []
        for file in files.documentation_pages():
            source, address = file.src_uri, file.dest_uri
            if source in keys:
                found[source] = _Item(address, source, keys[source])
            elif isinstance(file, MadeFile) and source in agencies:
                found[source] = _Item(address, source, (agencies[source], None))
            elif isinstance(file, MadeFile) and file.searched:
                made.append(_Item(address, source))
            elif file.generated_by is None:
                others.append(_Item(address, source))
            else:
                continue
            self._files[source] = file
        pages = [found[source] for source in agencies if source in found]
        return [*made, *pages], {key: found[source] for source, key in keys.items() if source in found}, others

    def _write(self, todo: tuple[int, int, _Item]) -> list[str]:
        """Write a page of the feed; gives words of it that this process has not met on its shelf."""
        shelf, order, item = todo
        html = self._html(item, order)
        self._command.feed(shelf, item.address, html)
        return self._where.fresh(shelf, html) if self._where is not None else []

    def _html(self, item: _Item, order: int) -> str:
        if item.key is not None:
            slug, year = item.key
            return self._feed.agency(slug, order=order) if year is None else self._feed.report(slug, year, order=order)
        file = self._files[item.source]
        if isinstance(file, MadeFile):
            return self._feed.made(file.make().html, order=order)
        return self._feed.other(file.content_string, item.source.rpartition("/")[0], order=order)

    def _forms(self) -> str:
        """What the page has to know: the shelves, labels of the forms in use, blocks that many reports share."""
        keys = [(slug, year) for slug, entry in self._entries.items() for year in entry.years]
        forms = {form.id: form for form in (self._workspace.reports[key].form for key in keys) if form is not None}
        tables: dict[str, object] = {}
        for name in sorted(forms):
            tables.update(form_labels(forms[name]))
        where = FILES if self._where is not None else 0
        told = {"shelves": self._shelves, "where": where, "tables": tables, "shared": self._feed.shared}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
