"""Report pages rendered ahead by further processes, where there are many of them and the system can fork.

The content of a report's page depends on its own files and the configuration, so that it can be made in any process;
MkDocs asks for its pages one by one and finds them done. Templates, links between pages and whatever other plugins do
stay with MkDocs. Where a plugin of the site changes the text of pages, nothing is made ahead.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from gongkai.processes import in_order, worth_it

Expand = Callable[[str, File], str | None]
"""Puts the macro calls of a page's text in; None for a page that is a template beyond that."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page's content as another process made it.

    Attributes:
        source: The text that was read, without front matter.
        markdown: The text with its macro calls put in.
        content: The HTML.
        toc: The table of contents.
        title: The title that rendering found.
        anchors: Ids that can be linked to.
        links: Links to anchors by page (path below the docs folder), as MkDocs gathers them.
        logged: What was logged meanwhile, by logger name and level.
    """

    source: str
    markdown: str
    content: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str]
    links: dict[str, dict[str, str]]
    logged: tuple[tuple[str, int, str], ...]


class Ahead:
    """The pages under way, in the order in which MkDocs will ask for them."""

    def __init__(self, config: MkDocsConfig, files: Files, expand: Expand, sources: Sequence[str]) -> None:
        """Start the processes; they see everything as it stands now.

        Args:
            config: MkDocs' configuration.
            files: All files of the site.
            expand: Puts macro calls in.
            sources: The pages, in MkDocs' order.
        """
        self._results = in_order(_Maker(config, files, expand).make, sources)
        self._order = iter(sources)
        self._made: dict[str, Made | None] = {}

    def take(self, source: str) -> Made | None:
        """A page's content, once; None for one that was not, or could not be, made ahead."""
        while source not in self._made:
            following = next(self._order, None)
            if following is None:
                return None
            self._made[following] = next(self._results)
        return self._made.pop(source)

    def close(self) -> None:
        """End the processes."""
        self._results.close()


class ReportPage(Page):
    """A page that takes its content from what was made ahead, and renders it itself where there is none."""

    def __init__(self, file: File, config: MkDocsConfig, ahead: Ahead) -> None:
        """Stand in for the page that MkDocs would make of a file."""
        super().__init__(None, file, config)
        self._ahead = ahead
        self._made: Made | None = None

    def expanded(self, markdown: str) -> str | None:
        """The text with its calls put in, where it was made ahead from this very text."""
        self._made = self._ahead.take(self.file.src_uri)
        return self._made.markdown if self._made is not None and self._made.source == markdown else None

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the content that belongs to the text."""
        made, self._made = self._made, None
        if made is None or made.markdown != self.markdown:
            super().render(config, files)
            return
        self.content = made.content
        self.toc = made.toc
        self._title_from_render = made.title
        self.present_anchor_ids = set(made.anchors)
        found = ((files.get_file_from_path(name), links) for name, links in made.links.items())
        self.links_to_anchors = {file: links for file, links in found if file is not None}
        for name, level, text in made.logged:
            logging.getLogger(name).log(level, text)


def may_begin(config: MkDocsConfig, found: Sequence[File], owners: Sequence[Any]) -> bool:
    """Whether pages are made ahead.

    Args:
        config: MkDocs' configuration.
        found: The files of the pages.
        owners: The plugins that may change the text of pages: ours.
    """
    if not worth_it(len(found)):
        return False
    events = config.plugins.events
    hooks = (*events["page_read_source"], *events["page_markdown"], *events["pre_page"])
    return all(getattr(hook, "__self__", None) in owners for hook in hooks)


class _Maker:
    """What a process needs to make pages; it comes over with the fork and is never copied."""

    def __init__(self, config: MkDocsConfig, files: Files, expand: Expand) -> None:
        self.config = config
        self.files = files
        self.expand = expand

    def make(self, source: str) -> Made | None:
        file = self.files.get_file_from_path(source)
        if file is None:
            return None
        page = Page(None, file, self.config)
        page.read_source(self.config)
        read = page.markdown or ""
        expanded = self.expand(read, file)
        if expanded is None:
            return None
        page.markdown = expanded
        with _listening() as logged:
            page.render(self.config, self.files)
        return Made(
            source=read,
            markdown=expanded,
            content=page.content or "",
            toc=page.toc,
            title=page._title_from_render,  # noqa: SLF001 - what Page.title is worked out from
            anchors=frozenset(page.present_anchor_ids or ()),
            links={linked.src_uri: links for linked, links in (page.links_to_anchors or {}).items()},
            logged=tuple(logged),
        )


class _listening(logging.Handler):  # noqa: N801 - read as a statement: with _listening() as logged
    """Gathers what MkDocs logs about a page."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[tuple[str, int, str]] = []

    def __enter__(self) -> list[tuple[str, int, str]]:
        logging.getLogger("mkdocs").addHandler(self)
        return self.records

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.name, record.levelno, record.getMessage()))


def report_files(nav: Navigation, files: Files, is_report: Callable[[str], bool]) -> list[File]:
    """Files of report pages that stand in no navigation, in MkDocs' order."""
    shown = {page.file.src_uri for page in nav.pages}
    return [file for file in files.documentation_pages() if is_report(file.src_uri) and file.src_uri not in shown]
