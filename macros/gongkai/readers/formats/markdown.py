"""Reads Markdown: headings, lists, paragraphs, pipe tables with all of their cells, embedded HTML.

Rows of tables are split here, because the Markdown parser drops cells beyond the header's width. Emphasis, links and
other inline markup is removed. A cell with inline HTML, a picture or struck out text is read as a cell of a web page.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gongkai.readers.document import Document
from gongkai.readers.document.draft_blocks import DraftBlock, number_blocks
from gongkai.readers.document.spans import WIDEST, SourceCell, SourceRow, TooLargeError
from gongkai.readers.document.whitespace import BREAK, lines_of, wrap_column
from gongkai.readers.files.decoding import decode
from gongkai.readers.files.refusals import check_lines, refuse
from gongkai.readers.formats.markdown_parts.code_tables import code_tables_as_html
from gongkai.readers.formats.markdown_parts.fences import fences_of_tables, is_part_of_table
from gongkai.readers.formats.markdown_parts.inline_tokens import changes_text, has_link_beside_figure
from gongkai.readers.formats.markdown_parts.lone_rules import without_lone_rules
from gongkai.readers.formats.markdown_parts.spans import spans_as_html
from gongkai.readers.formats.text import text_drafts
from gongkai.readers.formats.text_tables import TABLE_RULE, NumberedLine, is_several_rows, rows_of_line, tabbed_rules
from gongkai.readers.html.mixed_html import MixedPiece, blocks_of
from gongkai.readers.html.pages import read_fragment

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([\w-]+)\s*:\s*(.+)")
_ROW = re.compile(r"\s*\|.*\|\s*")
_EMPTY_ROW = re.compile(r"[\s|]*")
_PIPE = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"^(?:\s{0,3}>)+\s?")
"""The signs of a quotation before a row of a table."""
_RAISED = re.compile(r"(?<=\d)\s*(?:<sup>\s*|\[?\^)(\d{1,2})(?:\s*</sup>|\^|\])")
_MARKUP = re.compile(r"[*_`\[\]\\<&!~]")
_LONGEST_INLINE = 20_000
_AROUND_CELL = "<table><tr><td>0</td><td>0</td><td>{}</td><td>0</td></tr></table>"
"""Around a cell that is read as HTML; a table with three figures is never one that only lays out a page."""
_MOST_CELLS_OF_HTML = 1_200
"""How many cells are read as HTML, six reports' worth; further ones stay as written, which is no figure."""
_SHEET = re.compile(r"<style\b[^>]*>[^<]*</style>", re.IGNORECASE)
_LONGEST_SHEETS, _MOST_CELLS_WITH_SHEETS = 1_000, 250
"""Characters of style sheets, which are read for each such cell, up to which that is done, and for how many cells."""
_DEEPEST = 20  # the parser leaves out what lies deeper than twice that
_QUOTED = re.compile(rf"^[ \t]*(?:>[ \t]*){{{_DEEPEST}}}", re.MULTILINE)


def read_markdown(data: bytes, *, name: str) -> Document:
    """The document of a Markdown file.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It holds no text, is in no known encoding, or holds HTML beyond all bounds.
    """
    check_lines(data, name=name)
    text = decode(data, name=name).replace("\r\n", "\n").replace("\r", "\n")
    meta, body = _front(code_tables_as_html(text))
    if _QUOTED.search(body):
        raise refuse("deep", name=name, limit=_DEEPEST)
    drafts, notices = blocks_of(list(_Reader(body, name=name).pieces()), name=name)
    content = number_blocks(drafts)
    if not content:
        raise refuse("no-text", name=name)
    return Document("md", content, meta, meta.get("title", ""), notices)


def _front(text: str) -> tuple[dict[str, str], str]:
    """Front matter as metadata; its lines become empty, so that the other lines keep their numbers."""
    match = _FRONT.match(text)
    if not match:
        return {}, text
    pairs = (_PAIR.fullmatch(line.strip()) for line in match[1].split("\n"))
    meta = {pair[1]: pair[2].strip("\"' ") for pair in pairs if pair}
    return meta, "\n" * match[0].count("\n") + text[match.end() :]


class _Reader:
    """Turns the tokens of one text into drafts."""

    def __init__(self, text: str, *, name: str) -> None:
        parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable("inline")
        self._lines = without_lone_rules(text.split("\n"))
        self._name = name
        self._tokens = parser.parse("\n".join(self._lines))
        if fences := fences_of_tables(self._tokens, self._lines):
            self._lines = ["" if number in fences else line for number, line in enumerate(self._lines)]
            self._tokens = parser.parse("\n".join(self._lines))
        self._parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("strikethrough")
        self._unseen_texts: list[tuple[int, str]] = []
        self._last: list[DraftBlock] = []
        self._edge = wrap_column([line for line in self._lines if not _ROW.fullmatch(line)])
        sheets = (
            sheet for token in self._tokens if token.type == "html_block" for sheet in _SHEET.findall(token.content)
        )
        self._sheets = "".join(sheets)
        most = 0 if len(self._sheets) > _LONGEST_SHEETS else _MOST_CELLS_WITH_SHEETS
        self._cells_left = most if self._sheets else _MOST_CELLS_OF_HTML
        self._items: list[bool] = []
        self._numbers: list[int | None] = []

    def pieces(self) -> Iterator[MixedPiece]:
        """The text in order: HTML as it is written, all else as blocks."""
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            first = token.map[0] if token.map else 0
            index += 1
            self._enter(token)
            if token.type == "table_open":
                yield first, list(self._table(token))
                while self._tokens[index].type != "table_close":
                    index += 1
            elif token.type == "inline":
                yield first, list(self._inline(token, self._tokens[index - 2]))
            elif token.type == "html_block" or (token.type == "code_block" and is_part_of_table(token.content)):
                yield first, token.content
            elif token.type in {"code_block", "fence"} and token.map:
                start = first + (token.type == "fence") + 1
                lines = list(enumerate(token.content.split("\n"), start))
                is_csv = token.info.strip().lower() == "csv"
                yield first, list(text_drafts(lines, edge=self._edge, is_csv=is_csv))

    def _enter(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            start = int(token.attrGet("start") or 1)
            self._numbers.append(start if token.type == "ordered_list_open" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._numbers.pop()
        elif token.type == "list_item_open":
            self._items.append(True)
        elif token.type == "list_item_close":
            self._items.pop()

    def _inline(self, token: Token, opening: Token) -> Iterator[DraftBlock]:
        first = token.map[0] if token.map else 0
        level = int(opening.tag[1]) if opening.type == "heading_open" else 0
        if level:
            text, unseen = self._shown(token.content)
            text = "\n".join(lines_of(text))
            yield (
                DraftBlock(text, level, line=first + 1, unseen_texts=unseen)
                if text
                else DraftBlock(picture=True, line=first + 1)
            )
            return
        yield from self._pictures(token.content, first + 1)
        lines = list(enumerate(token.content.split("\n"), first + 1))
        whole = [(number, row) for number, text in tabbed_rules(lines) for row in rows_of_line(text)]
        for kind, run in _runs(whole):
            if kind:
                yield DraftBlock(rows=self._rows(run), line=run[0][0])
            else:
                yield from self._paragraphs(run)

    def _paragraphs(self, lines: Sequence[NumberedLine]) -> Iterator[DraftBlock]:
        line_texts = [(number, self._shown(text)) for number, text in lines]
        drafts = list(text_drafts(self._broken([(number, text) for number, (text, _) in line_texts]), edge=self._edge))
        for draft in drafts:
            if self._items and self._items[-1]:
                self._items[-1] = False
                draft.item = True
                if self._numbers and self._numbers[-1] is not None:
                    draft.number = self._numbers[-1]
                    self._numbers[-1] += 1
        self._unseen_texts += [(number, words) for number, (_, unseen) in line_texts for words in unseen]
        self._give_left(drafts)
        yield from drafts

    def _give_left(self, drafts: Sequence[DraftBlock]) -> None:
        """Give what was left out of lines to the paragraphs in which it stands, or the one before."""
        texts = [*self._last, *(draft for draft in drafts if draft.rows is None and not draft.picture)]
        for number, words in self._unseen_texts if texts else ():
            own = next((draft for draft in reversed(texts) if (draft.line or 0) <= number), texts[-1])
            own.unseen_texts = (*own.unseen_texts, words)
        if texts:
            self._unseen_texts.clear()
        self._last = texts[-1:]

    def _broken(self, lines: Sequence[NumberedLine]) -> list[NumberedLine]:
        return [(number, part) for number, text in lines for part in text.split(BREAK)]

    def _pictures(self, text: str, line: int) -> Iterator[DraftBlock]:
        for match in re.finditer(r"!\[([^\]\n]*)\]\(([^)\s]*)[^)]*\)", text):
            yield DraftBlock(match[1] or match[2].rsplit("/", 1)[-1], line=line, picture=True)

    def _table(self, token: Token) -> Iterator[DraftBlock]:
        start, end = token.map or (0, 0)
        own = itertools.islice(self._lines, start, end)
        lines = [(number, _QUOTE.sub("", text)) for number, text in enumerate(own, start + 1)]
        # Markdown has no table without a head: converters write an empty one.
        head = [] if _EMPTY_ROW.fullmatch(lines[0][1]) and lines[2:] else lines[:1]
        rows = self._rows([*head, *lines[2:]])
        if rows:
            yield DraftBlock(rows=rows, line=start + 1)

    def _rows(self, lines: Sequence[NumberedLine]) -> tuple[SourceRow, ...]:
        return tuple(
            SourceRow(tuple(SourceCell(self._cell(cell), line=number) for cell in _cells(text)))
            for number, text in lines
            if text.strip() and not TABLE_RULE.fullmatch(text)
        )

    def _cell(self, text: str) -> str:
        plain = _RAISED.sub(r"[\1]", text.strip().replace("\\|", "|"))
        tokens = self._inline_tokens(plain)
        if any(map(changes_text, tokens)) or has_link_beside_figure(tokens):
            return self._cell_of_page(tokens, plain)
        return "\n".join(lines_of("".join(map(_word, tokens))))

    def _cell_of_page(self, tokens: Sequence[Token], text: str) -> str:
        """What a web page with this cell shows, with words on what it hides; the text as written if that is no cell."""
        self._cells_left -= 1
        if self._cells_left < 0:
            return text
        html = self._parser.renderer.render(tokens, self._parser.options, {})
        drafts = read_fragment(f"<body>{self._sheets}{_AROUND_CELL.format(html)}", name=self._name)
        rows = [row for draft in drafts if not draft.picture for row in draft.rows or (SourceRow(()),)]
        cells = [cell.text for cell in rows[0].cells] if len(rows) == 1 else []
        return cells[2] if [*cells[:2], *cells[3:]] == ["0", "0", "0"] else text

    def _shown(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A line without its markup, ``<br>`` as a break; and what it strikes out or does not show."""
        if "\t" in text:
            return "\t".join(map(self._cell, text.split("\t"))), ()
        tokens = self._inline_tokens(text)
        words = "".join(map(_word, tokens))
        if not any(changes_text(token) and token.type != "image" for token in tokens):
            return words, ()
        self._cells_left -= 1
        if self._cells_left < 0:
            return text, ()
        html = self._parser.renderer.render(tokens, self._parser.options, {})
        drafts = [
            draft for draft in read_fragment(f"{self._sheets}<p>{html}</p>", name=self._name) if not draft.picture
        ]
        if any(draft.rows is not None for draft in drafts):
            return words, ()
        return BREAK.join(draft.text for draft in drafts), tuple(
            words for draft in drafts for words in draft.unseen_texts
        )

    def _inline_tokens(self, text: str) -> Sequence[Token]:
        """The pieces of a text; one where it has no markup, or is too long to look for any."""
        text = spans_as_html(text)
        if len(text) > _LONGEST_INLINE or not _MARKUP.search(text):
            return (Token("text", "", 0, content=text),)
        (token,) = self._parser.parseInline(text)
        return token.children or ()


def _word(token: Token) -> str:
    if token.type in {"text", "code_inline", "text_special"}:
        return token.content
    if token.type in {"softbreak", "hardbreak"}:
        return BREAK
    if token.type == "html_inline":
        return BREAK if re.match(r"<(?:br|/p|/div)\b", token.content, re.IGNORECASE) else ""
    return ""


def _cells(row: str) -> list[str]:
    if row.count("|") > 2 * WIDEST:
        raise TooLargeError
    text = row.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return _PIPE.split(text)


def _runs(lines: Sequence[NumberedLine]) -> Iterator[tuple[bool, list[NumberedLine]]]:
    """Runs of lines that are rows of a table, and runs of others.

    A line of several rows that could not be told from each other is none: the reader of text puts one cell a line.
    """
    run: list[NumberedLine] = []
    kind = False
    for line in lines:
        is_row = _ROW.fullmatch(line[1]) is not None and not is_several_rows(line[1])
        if run and is_row != kind:
            yield kind, run
            run = []
        kind = is_row
        run.append(line)
    if run:
        yield kind, run
