"""Reads web pages: bytes to text, text to a tree within limits, the tree to blocks, and of these the report.

Word files are read here too, once they are HTML. The page's meta tags become the document's metadata.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.document import Document, FileNotice, Origin
from gongkai.readers.document.draft_blocks import DraftBlock, name_tables_by_number, number_blocks
from gongkai.readers.document.whitespace import collapse_spaces
from gongkai.readers.files.decoding import decode
from gongkai.readers.files.mhtml import is_mhtml, page_in_mhtml
from gongkai.readers.files.refusals import refuse
from gongkai.readers.html.as_drawn import show_as_drawn
from gongkai.readers.html.block_collector import BlockCollector, SlotBlocks
from gongkai.readers.html.layout_tables import layout_tables, own_tables
from gongkai.readers.html.main_content import report_blocks
from gongkai.readers.html.running.script_texts import sources
from gongkai.readers.html.styled_tables import StyledTables, show_styles
from gongkai.readers.html.trees.parsing import tree_of
from gongkai.readers.html.unseen.hidden_tables import hidden_rows, hidden_tables, is_of_form, only_ones, show, words_of
from gongkai.readers.html.unseen.hidden_texts import hidden_text
from gongkai.readers.html.unseen.left_pages import page_led_to
from gongkai.readers.html.unseen.scripts import written_parts
from gongkai.readers.html.unseen.source_reports import is_source, report_in_source
from gongkai.readers.html.unseen.source_tables import source_tables
from gongkai.readers.html.unseen.table_copies import is_copy, without_copies
from gongkai.readers.html.unseen.tips import tips_of

_MOST_NOTICES = 6
_TEXT = etree.XPath("string()")
_MOST_META, _LONGEST_META = 100, 2_000
_NO_META = {"viewport", "generator", "renderer", "robots", "author", "editor", "theme-color", "format-detection"}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as a tree.

    Attributes:
        root: Its outermost element.
        layout: The tables that only lay it out.
        styled: What its styles do to its other tables.
        by_scripts: Tables that its scripts change.
        led_to: The address of another page that is shown instead of it; empty for none.
    """

    root: Any
    layout: Collection[Any]
    styled: StyledTables
    by_scripts: frozenset[Any]
    led_to: str


@dataclass(frozen=True, slots=True)
class _ShownBlocks:
    """What a page shows.

    Attributes:
        drafts: Its blocks.
        opened: The elements of tables among them that it does not show at first.
        hidden: The tables that are not among them.
    """

    drafts: Sequence[DraftBlock]
    opened: frozenset[Any] = frozenset()
    hidden: Sequence[DraftBlock] = ()


def read_html(data: bytes, *, name: str) -> Document:
    """The document of a web page.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It holds no text, is in no known encoding, or is beyond the bounds of a report.
    """
    text = decode(page_in_mhtml(data) if is_mhtml(data) else data, name=name)
    page = _read_page(text, name=name)
    meta = _meta(page.root)
    blocks = _shown(page)
    has_tables = any(draft.rows is not None and is_of_form(draft) for draft in blocks.drafts)
    source = None if has_tables else report_in_source(page.root)
    if source is None and not any(draft.words().strip() for draft in blocks.drafts):
        raise refuse("no-text", name=name)
    drafts, notices = _with_notices(page, blocks, name_tables_by_number(report_blocks(blocks.drafts), every=True))
    if source is not None:
        drafts, others = _with_source(drafts, *source, name=name)
        notices = (*notices, *others)
    else:
        tables = source_tables(page.root, drafts, partial(read_fragment, name=name))
        notices = (*notices, *_quoted("source-table", tables))
    return Document("html", number_blocks(drafts), meta, _title(page.root, meta), notices)


def _with_source(
    visible: Sequence[DraftBlock], source: str, line: int | None, *, name: str
) -> tuple[list[DraftBlock], Sequence[FileNotice]]:
    """What a page shows together with a report in source code on it, and what there is to say of that.

    Args:
        visible: What the page shows.
        source: The report.
        line: Where it stands.
        name: The file as the clerk knows it.
    """
    page = _read_page(source, name=name)
    blocks = _shown(page)
    texts = {draft.text for draft in blocks.drafts if draft.rows is None}
    own = [draft for draft in visible if draft.rows is not None or not (draft.text in texts or is_source(draft.text))]
    for draft in blocks.drafts:
        draft.line = line
    drafts, notices = _with_notices(page, blocks, name_tables_by_number([*own, *blocks.drafts], every=True))
    tables = [draft for draft in drafts if draft.rows is not None and is_of_form(draft)]
    return drafts, (*notices, *(_on_table("source-read", draft) for draft in tables))


def read_mixed(text: str, *, name: str, slots: SlotBlocks) -> tuple[list[DraftBlock], tuple[FileNotice, ...]]:
    """All blocks of HTML in a text of another kind, and what there is to say of its tables.

    Args:
        text: HTML, with an element of ``SLOT_TAG`` for all that is not.
        name: The file as the clerk knows it.
        slots: The blocks in the place of those elements.

    Raises:
        ReadError: It is beyond the bounds of a report.
    """
    page = _read_page(text, name=name)
    blocks = _shown(page, slots, is_whole=False)
    is_said = any(
        (page.styled.moved, page.styled.unseen, page.styled.cut, page.styled.own_font, blocks.opened, page.by_scripts)
    )
    return _with_notices(page, blocks, name_tables_by_number(blocks.drafts, every=is_said))


def _with_notices(
    page: _Page, blocks: _ShownBlocks, report: Sequence[DraftBlock]
) -> tuple[list[DraftBlock], tuple[FileNotice, ...]]:
    """The blocks of a report without copies of tables, and what there is to say of its tables."""
    unseen = blocks.opened | page.styled.unseen
    drafts, copies = without_copies(report, unseen)
    tables = [draft for draft in drafts if draft.rows is not None]
    others = [draft for draft in blocks.hidden if not is_copy(draft, tables)]
    copies += len(blocks.hidden) - len(others) + sum(table.element in page.styled.twice for table in tables)
    return drafts, (
        *(_on_table("moved-by-style", draft) for draft in tables if draft.element in page.styled.moved),
        *(_on_table("own-font", draft) for draft in tables if draft.element in page.styled.own_font),
        *([FileNotice("own-font-text", line)] if (line := page.styled.line_in_own_font) else []),
        *(
            _on_table("written-by-script", draft)
            for draft in filter(is_of_form, tables)
            if draft.element in page.by_scripts
        ),
        *(_on_table("hidden-pane", draft) for draft in filter(is_of_form, tables) if draft.element in unseen),
        *(_on_table("cut-table", draft) for draft in filter(is_of_form, tables) if draft.element in page.styled.cut),
        *([FileNotice("left-page", page.led_to)] if page.led_to and any(map(is_of_form, tables)) else []),
        *([FileNotice("drawn-over")] if page.styled.are_covered and any(map(is_of_form, tables)) else []),
        *(notice for draft in filter(is_of_form, tables) for notice in _on_hidden_rows(draft)),
        *(notice for draft in tables for notice in tips_of(draft)),
        *(FileNotice("margin", words) for words in dict.fromkeys(page.styled.margins)),
        *hidden_text(drafts),
        *_quoted("hidden-table", others),
        *([FileNotice("table-copies", args=(("count", str(copies)),))] if copies else []),
    )


def _quoted(code: str, tables: Sequence[DraftBlock]) -> Iterator[FileNotice]:
    """What is said of tables that were not read: of each of the first ones, and of all others together."""
    parts = [*([draft] for draft in tables[:_MOST_NOTICES]), tables[_MOST_NOTICES:]]
    for part in filter(None, parts):
        args = (("count", str(len(part))),)
        yield FileNotice(code, "；".join(map(words_of, part)), args, Origin(line=part[0].line))


def _on_hidden_rows(table: DraftBlock) -> Iterator[FileNotice]:
    """What is said of rows of a table that were not read."""
    for number, words in hidden_rows(table):
        where = say("readers.row", {"row": number})
        yield FileNotice(
            "hidden-table-row", words, origin=Origin(line=table.line, table_number=table.table_number, cell=where)
        )


def _on_table(code: str, table: DraftBlock) -> FileNotice:
    """What is said of a table that was read."""
    return FileNotice(code, origin=Origin(line=table.line, table_number=table.table_number))


def read_fragment(text: str, *, name: str, styles: bool = False) -> list[DraftBlock]:
    """All blocks of HTML that has no page around it.

    Args:
        text: HTML.
        name: The file that it is from, as the clerk knows it.
        styles: Whether emphasis and links are kept.

    Raises:
        ReadError: It is beyond the bounds of a report.
    """
    if not text.strip():
        return []
    page = _read_page(text, name=name)
    return BlockCollector(styles=styles).read(page.root, page.layout)


def _shown(page: _Page, slots: SlotBlocks | None = None, *, is_whole: bool = True) -> _ShownBlocks:
    """The visible blocks of a page; also the hidden ones where next to nothing is visible without its scripts.

    Args:
        page: The page.
        slots: Blocks that are not written in HTML.
        is_whole: Whether it is a page of its own, which may have scripts that show something.
    """
    visible = BlockCollector(slots=slots).read(page.root, page.layout)
    if is_whole and _size(visible) <= _MOST_META:
        everything = BlockCollector(hidden=True).read(page.root, page.layout)
        if _size(everything) <= 2 * _size(visible):
            return _ShownBlocks(visible)
        return _ShownBlocks(everything, frozenset(draft.element for draft in hidden_tables(visible, everything)))
    others = (draft.rows is not None for drafts in (slots or {}).values() for draft in drafts)
    count = sum(table not in page.layout for table in page.root.iter("table")) + sum(others)
    if count == sum(draft.rows is not None for draft in visible):
        return _ShownBlocks(visible)
    hidden = hidden_tables(visible, BlockCollector(hidden=True, slots=slots).read(page.root, page.layout))
    opened = only_ones(hidden, visible)
    for table in opened:
        show(table)
    if opened:
        visible = BlockCollector(slots=slots).read(page.root, page.layout)
    elements = frozenset(draft.element for draft in opened)
    return _ShownBlocks(visible, elements, [draft for draft in hidden if draft.element not in elements])


def _size(drafts: Sequence[DraftBlock]) -> int:
    return sum(len(draft.words()) for draft in drafts)


def _read_page(text: str, *, name: str) -> _Page:
    root = tree_of(text, name=name)
    layout = layout_tables(root)
    scripts = list(sources(root))
    changing = written_parts(root, own_tables(root, layout), scripts)
    styled = show_styles(root, layout, scripts)
    show_as_drawn(root, styled.rows, changing.elements)
    return _Page(root, layout, styled, changing.tables, page_led_to(root, scripts))


def _meta(root: Any) -> dict[str, str]:
    """The page's meta tags by name as written, without those that name persons."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").strip()
        value = collapse_spaces(element.get("content") or "")
        if key and value and key.lower() not in _NO_META and len(meta) < _MOST_META:
            meta.setdefault(key[:_MOST_META], value[:_LONGEST_META])
    return meta


def _title(root: Any, meta: dict[str, str]) -> str:
    for key in ("ArticleTitle", "og:title", "title"):
        if meta.get(key):
            return meta[key]
    element = root.find(".//title")
    return collapse_spaces(str(_TEXT(element))) if element is not None else ""
