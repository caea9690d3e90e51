"""Composes the narrative of a document as Markdown: sections under the document's titles, macros in place of tables.

Parts of statutory tables, of the page around the report and of metadata are left out; a remark names any other text
that is left out. Figures within sentences stay as written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gongkai.forms import Form, Section
from gongkai.forms.model import canonical
from gongkai.readers.document import Document, Image, SourceGrid, SourceParagraph
from gongkai.readers.document.boilerplate import begins_footer, is_boilerplate, page_numbers
from gongkai.readers.document.sections import HeadingCandidate, Opening, is_label, openings
from gongkai.readers.document.signs import NUMERALS, OPEN_CELL
from gongkai.readers.facts.identity import DocumentIdentity
from gongkai.readers.matching import MatchResult
from gongkai.readers.matching.tokenise import is_head_of_no_form
from gongkai.readers.prose import markdown_text, styled_text
from gongkai.readers.prose.markdown_text import MarkdownItem
from gongkai.readers.prose.pieces import (
    NarrativePiece,
    candidate,
    heading_level,
    holds_sections,
    is_around,
    is_footer,
    is_note,
    level_within,
    parted,
    title_again,
)
from gongkai.readers.prose.table_rows import Likeness, RowSifter, has_figures_alone, likeness
from gongkai.readers.remarks import Doubt, Remark

_CAPTION = re.compile(rf"^(?:附?表\s*[{NUMERALS}\d]{{1,2}}|[{NUMERALS}]{{1,2}})\s*[、.．:：\s]\s*|^20\d\d\s*年度?$")
_SECTION_LEVEL = 2
"""The usual level of the headings of sections."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Prose:
    """A narrative.

    Attributes:
        parts: Blocks of Markdown in order, below the title.
        sections: Numbers of the form's sections that have a heading.
        remarks: Remarks on text that was left out, and on text that may be a row of a table.
        row_blocks: Numbers of the blocks that were left out because they are only rows of a table.
    """

    parts: tuple[str, ...]
    sections: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    row_blocks: frozenset[int] = frozenset()


def compose(
    document: Document, matched: MatchResult, identity: DocumentIdentity, *, hard_paragraphs: bool = False
) -> Prose:
    """Compose a document's narrative.

    Args:
        document: As its reader returned it.
        matched: Its statutory tables; without a form all of its tables are narrative.
        identity: What it says of itself; those blocks are left out.
        hard_paragraphs: Whether the site reads each line of a narrative as a paragraph.
    """
    return _Composer(document, matched, identity, hard_paragraphs).compose()


@dataclass(slots=True)
class _Composer:
    document: Document
    matched: MatchResult
    identity: DocumentIdentity
    hard_paragraphs: bool
    parts: list[str] = field(default_factory=list)
    bullets: list[MarkdownItem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    tables: Mapping[int, list[str]] = field(default_factory=dict)
    """The tables whose figures were in each block."""
    called: set[str] = field(default_factory=set)
    within: list[str] = field(default_factory=list)
    """Numbers of the sections whose headings stand in a row of their table."""
    row_blocks: set[int] = field(default_factory=set)
    here: Section | None = None
    sections_level: int = _SECTION_LEVEL

    def compose(self) -> Prose:
        form = self.matched.form
        self.tables = self._tables_by_block()
        pieces = self._within(list(self._pieces()))
        heads = openings(form, [self._candidate(form, piece) for piece in pieces]) if form is not None else {}
        marked = [level for place in heads if (level := heading_level(pieces[place]))]
        self.sections_level = min(marked, default=_SECTION_LEVEL)
        again = set(title_again(pieces[: min(heads, default=0)], self.identity.title))
        titled = {opening.section.table for opening in heads.values()}
        behind_table = False
        for place, piece in enumerate(pieces):
            opening = heads.get(place)
            if opening is not None:
                self._open(opening, piece)
            elif piece.in_table:
                self._call_of(piece, titled)
            elif behind_table and is_note(piece):
                self._leave_note(piece)
            elif place in again:
                continue
            else:
                self._write(piece)
            behind_table = piece.in_table or (behind_table and is_note(piece))
        self._close()
        for table in form.tables if form is not None else ():
            self._call(table.id)
        self._flush()
        sections = (*(opening.section.number for opening in heads.values()), *self.within)
        return Prose(tuple(self.parts), sections, tuple(self.remarks), frozenset(self.row_blocks))

    def _candidate(self, form: Form, piece: NarrativePiece) -> HeadingCandidate:
        """A piece as what may be the heading of a section; a row is none, though it may be numbered like one."""
        plain = candidate(piece)
        is_row = not plain.in_table and likeness(form, plain.text, in_table=False) is Likeness.ROW
        return HeadingCandidate("", in_table=True) if is_row else plain

    def _pieces(self) -> Iterator[NarrativePiece]:
        form = self.matched.form
        glued = {origin.block for origin in self.matched.origins.values()}
        for block in self.document.blocks:
            number = block.origin.block
            if number in self.identity.metadata_blocks:
                continue
            in_table = number in self.matched.table_blocks
            paragraph = block if form is not None and isinstance(block, SourceParagraph) else None
            if form is not None and paragraph and (in_table or number in glued or holds_sections(form, paragraph)):
                yield from parted(form, paragraph)
            else:
                yield NarrativePiece(block, in_table)

    def _within(self, pieces: list[NarrativePiece]) -> list[NarrativePiece]:
        """The pieces between the page's header and footer; a remark names their text that is no known boilerplate."""
        start = 0
        title = self.identity.title_block
        if title:
            start = next((n for n, piece in enumerate(pieces) if piece.number > title), len(pieces))
        last = max((n for n, piece in enumerate(pieces) if piece.in_table), default=start)
        behind = (n for n in range(last, len(pieces)) if not pieces[n].in_table and is_footer(pieces[n]))
        end = next(behind, len(pieces))
        for piece in (*pieces[:start], *pieces[end:]):
            self._leave(piece)
        within = pieces[start:end]
        texts = [piece.block.text if isinstance(piece.block, SourceParagraph) else "" for piece in within]
        numbers = page_numbers(texts)
        return [
            piece for place, piece in enumerate(within) if piece.in_table or not (is_around(piece) or place in numbers)
        ]

    def _leave(self, piece: NarrativePiece) -> None:
        text = piece.block.text if isinstance(piece.block, SourceParagraph) else ""
        if text.strip() and not is_boilerplate(text) and not begins_footer(text):
            self.remarks.append(Remark(Doubt.NOTED, "left-out", piece.block.origin, text.strip()[:_SHOWN]))

    def _leave_note(self, piece: NarrativePiece) -> None:
        """Leave out a note below a table of this project's own documents: it speaks of data, and belongs with them."""
        text = piece.block.text if isinstance(piece.block, SourceParagraph) else ""
        self.remarks.append(Remark(Doubt.NOTED, "note-left-out", piece.block.origin, text.strip()[:_SHOWN]))

    def _open(self, opening: Opening, piece: NarrativePiece) -> None:
        self._close()
        self.here = opening.section
        if opening.otherwise:
            self.remarks.append(Remark(Doubt.NOTED, "renumbered", piece.block.origin, opening.otherwise[:_SHOWN]))
        self._put(markdown_text.heading(opening.heading, 2))
        if opening.rest and piece.glued and opening.section.table:
            self._call(opening.section.table)
        elif opening.rest:
            rest = self._sifted(SourceParagraph(opening.rest, origin=piece.block.origin))
            self._text(rest.text if rest is not None else "")

    def _close(self) -> None:
        """End a section: call its table here, unless it was called before."""
        if self.here is not None and self.here.table is not None:
            self._call(self.here.table)

    def _call_of(self, piece: NarrativePiece, titled: set[str | None]) -> None:
        """Call the tables whose figures were in a block; a table whose section has a heading is called below that."""
        for table in self.tables.get(piece.number, ()):
            own = self.here is not None and self.here.table == table
            if own or (table not in titled and not piece.glued):
                self._head_within(table, titled)
                self._call(table)

    def _head_within(self, table: str, titled: set[str | None]) -> None:
        """Write the heading of a section that stands in a row of its table, or of the one before."""
        form = self.matched.form
        section = next((item for item in form.sections if item.table == table), None) if form is not None else None
        if section is None or table in {*self.called, *titled} or section.number not in self.matched.sections:
            return
        self._close()
        self.here = section
        self.within.append(section.number)
        self._put(markdown_text.heading(f"{section.number}、{section.title}", 2))

    def _tables_by_block(self) -> Mapping[int, list[str]]:
        tables: dict[int, list[str]] = {}
        for (table, _, _), origin in self.matched.origins.items():
            there = tables.setdefault(origin.block, [])
            if table not in there:
                there.append(table)
        return tables

    def _call(self, table: str | None) -> None:
        form = self.matched.form
        if table is None or form is None or table in self.called:
            return
        is_open = any(item.table == table and item.doubt is Doubt.AMBIGUOUS for item in self.matched.remarks)
        if is_open or any(cell[0] == table for cell in self.matched.figures):
            self.called.add(table)
            self._put(f'{{{{ table("{form.table_index[table].name.short}") }}}}')

    def _write(self, piece: NarrativePiece) -> None:
        block = self._sifted(piece.block) if isinstance(piece.block, SourceParagraph) else piece.block
        if isinstance(block, SourceParagraph):
            block = replace(block, text=block.text.replace(OPEN_CELL, " "))
        if block is None or (isinstance(block, SourceGrid) and self._has_figures_alone(block)):
            return
        if isinstance(block, Image):
            self.remarks.append(Remark(Doubt.UNKNOWN, "image", block.origin, block.name))
        elif isinstance(block, SourceGrid):
            rows = [[cell.text if cell.head else "" for cell in row] for row in block.rows]
            if any(text.strip() for row in rows for text in row):
                self._put(markdown_text.grid(rows))
        elif block.item:
            self.bullets.append(MarkdownItem(" ".join(self._styled(block)), block.number, block.depth))
        else:
            has_form, title = self.matched.form is not None, self.identity.title
            level = level_within(block, title=title, has_form=has_form, sections_level=self.sections_level)
            if level:
                self._put(markdown_text.heading(block.text, level))
            else:
                for line in self._styled(block):
                    self._put(line)

    def _sifted(self, block: SourceParagraph) -> SourceParagraph | None:
        """A paragraph without rows and remnants of tables; None where nothing else is in it."""
        form = self.matched.form
        if form is None:
            return block
        if self._is_remnant(block):
            return None
        rest, remarks = RowSifter(form, self.matched).sift(block, self.here.table if self.here is not None else None)
        self.remarks += remarks
        if rest is None:
            self.row_blocks.add(block.origin.block)
        return rest

    def _has_figures_alone(self, block: SourceGrid) -> bool:
        """Whether a grid has no words, like a part of a table whose labels are on another page; remarks quote it."""
        if self.matched.form is None or not has_figures_alone(block):
            return False
        self.remarks += RowSifter(self.matched.form, self.matched).rows_without_words(block)
        return True

    def _is_remnant(self, block: SourceParagraph) -> bool:
        """Whether a paragraph in a table's section is its caption, or pieces of its labels, which a remark names."""
        form = self.matched.form
        if form is None or self.here is None or self.here.table is None:
            return False
        text = _CAPTION.sub("", block.text.strip())
        if canonical(text) in {canonical(form.table_index[self.here.table].title), canonical(self.here.title)}:
            return True
        words = "".join(
            word for word in text.split() if not is_head_of_no_form(word)
        )  # as 行次 is beside heads of the form
        if words and not is_label(form, words):
            return False
        self.remarks.append(Remark(Doubt.NOTED, "label-left-out", block.origin, block.text.strip()[:_SHOWN]))
        return True

    def _styled(self, block: SourceParagraph) -> list[str]:
        return styled_text.paragraphs(block.text, block.styles, hard_paragraphs=self.hard_paragraphs)

    def _text(self, text: str) -> None:
        for line in markdown_text.paragraphs(text):
            self._put(line)

    def _put(self, part: str) -> None:
        self._flush()
        if part:
            self.parts.append(part)

    def _flush(self) -> None:
        if self.bullets:
            self.parts.append(markdown_text.bullets(self.bullets))
            self.bullets.clear()
