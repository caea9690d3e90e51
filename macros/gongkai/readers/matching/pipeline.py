"""A document's tables → the figures of a form: the one way in, whatever kind of file the document was.

Codes of the remarks (what each says is worded elsewhere): of a figure ``dash`` ``separator`` ``mark`` ``spaced``
``leading-zero`` ``text`` ``unit`` ``fraction`` ``negative`` ``colon``; of a line ``misprint`` ``part`` ``by-order``
``columns`` ``split`` ``ambiguous`` ``too-many`` ``repeated`` ``twice`` ``empty-row`` ``stray`` ``aside`` ``extra``; of
what is not there or not of the form ``missing-row`` ``missing-table`` ``image`` ``unknown-row`` ``old-row``
``note`` ``form-by-shape``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.forms import Form
from gongkai.readers.document import Document, Grid, Paragraph
from gongkai.readers.findings import Doubt
from gongkai.readers.matching.assign.column_heads import Heads
from gongkai.readers.matching.assign.labelled_rows import add
from gongkai.readers.matching.remark.book import Book
from gongkai.readers.matching.result import Matched
from gongkai.readers.matching.solve.column_groups import BlockTable
from gongkai.readers.matching.solve.labelled_rows import RowTable
from gongkai.readers.matching.tokenise import orientation as turned
from gongkai.readers.matching.tokenise.form_choice import choose
from gongkai.readers.matching.tokenise.lexicon import Hit, Lexicon, lexicon
from gongkai.readers.matching.tokenise.lines import Line, read_lines
from gongkai.readers.matching.tokenise.page_breaks import whole_rows

_ROWS = 3
_HEADS = 4


def match_tables(document: Document, forms: Iterable[Form], year: int | None = None) -> Matched:
    """Fit a document's tables to a form.

    Args:
        document: As a reader gave it.
        forms: The forms at hand; the one whose years and labels fit is taken.
        year: The reporting year, if known. A year for which no form is valid has none.

    Returns:
        What the document states, and what is to be said of it. ``form`` is None where there is none.
    """
    forms = tuple(forms)
    form, by_shape = choose(document, forms, year)
    if form is None:
        return Matched(None)
    words = lexicon(form)
    matcher = _Matcher(Book(form, year, forms), words)
    lines = read_lines(whole_rows(turned.upright(document, form, words), words), words)
    matcher.run(lines)
    found = matcher.finish()
    if not found and not matcher.pictures:
        return Matched(None)
    if by_shape:
        matcher.book.say(Doubt.NOTED, "form-by-shape", lines[0].origin, args=(("form", form.id),))
    return matcher.matched(document, lines)


@dataclass(slots=True)
class _Matcher:
    """One document being matched, line by line."""

    book: Book
    lexicon: Lexicon
    state: str | None = None
    """Id of the table whose section this is; empty in a section without one; None before any is known."""
    current: str = ""
    heading: tuple[str, int] = ("", 0)
    rows: dict[str, RowTable] = field(default_factory=dict)
    blocks: dict[str, BlockTable] = field(default_factory=dict)
    heads: dict[str, Heads] = field(default_factory=dict)
    used: list[tuple[Line, bool]] = field(default_factory=list)
    sections: dict[str, int] = field(default_factory=dict)
    pictures: list[tuple[str, Line]] = field(default_factory=list)
    grid: int = 0
    _grid_ok: bool = False

    def run(self, lines: Sequence[Line]) -> None:
        """Give every line to its table."""
        for table in self.book.form.tables:
            self.heads[table.id] = Heads()
            if table.by_blocks:
                self.blocks[table.id] = BlockTable(self.book, table, self.lexicon)
            else:
                self.rows[table.id] = RowTable(self.book, table)
        grids: dict[int, list[Line]] = {}
        for line in lines:
            if line.grid:
                grids.setdefault(line.grid, []).append(line)
        for line in lines:
            self.used.append((line, self._line(line, grids)))

    def finish(self) -> bool:
        """Set all figures; whether any table was found."""
        found = {table: made.finish() for table, made in self.rows.items()}
        found |= {table: made.finish() for table, made in self.blocks.items()}
        if not any(found.values()) and not self.pictures:
            return False
        for table in self.book.form.tables:
            if found[table.id]:
                continue
            images = [line for state, line in self.pictures if state in (table.id, "?")]
            for line in images:
                self.book.say(Doubt.MISSING, "image", line.origin, text=line.image, table=table.id)
            if not images:
                self.book.say(Doubt.MISSING, "missing-table", self.used[-1][0].origin, text=table.title, table=table.id)
        return any(found.values())

    def matched(self, document: Document, lines: Sequence[Line]) -> Matched:
        """All of it."""
        book = self.book
        order = {id(line.origin): number for number, line in enumerate(lines)}
        blocks = {line.origin.block: number for number, line in reversed(list(enumerate(lines)))}
        remarks = sorted(book.remarks, key=lambda item: order.get(id(item.origin), blocks.get(item.origin.block, 0)))
        taken, parts = self._taken(document)
        return Matched(
            book.form, book.figures, book.origins, tuple(book.heads.items()), tuple(dict.fromkeys(book.notes)),
            tuple(remarks), taken, self.sections, parts,
        )  # fmt: skip

    # ── one line ──

    def _line(self, line: Line, grids: dict[int, list[Line]]) -> bool:
        if line.section:
            section = next(item for item in self.book.form.sections if item.number == line.section)
            self.state, self.current = section.table or "", section.table or ""
            self.heading = (section.number, line.origin.block)
            return False
        if line.image:
            self.pictures.append(("?" if self.state is None else self.state, line))
            return False
        if line.page:
            return bool(self.state)
        if line.grid:
            return self._grid_line(line, grids)
        return self._text_line(line)

    def _grid_line(self, line: Line, grids: dict[int, list[Line]]) -> bool:
        if line.grid != self.grid:
            self.grid = line.grid
            self._grid_ok = self._grid_fits(grids[line.grid])
            for heads in self.heads.values():
                heads.turn(line.grid)
        if not self._grid_ok:
            return False
        section = next((hit for hit in line.hits if hit.of("section") and not hit.edits and not line.figures), None)
        if section is not None and len(line.hits) == 1:
            name = section.of("section")[0].name
            self.state = self.current = next(
                item.table or "" for item in self.book.form.sections if item.number == name
            )
            self.heading = (name, line.origin.block)
            return True
        table = self._vote(line.hits) or self.current or self.state or ""
        if not table:
            return False
        self.current = table
        if self._note(line, table):
            return True
        return self._give(line, table)

    def _note(self, line: Line, table: str) -> bool:
        """A row of a grid, or a line of text, that is a footnote."""
        text = line.text
        if line.figures or line.hits or not text.startswith(("注", "备注", "说明", "*", "＊")):
            return False
        self.book.say(Doubt.NOTED, "note", line.origin, text=text, table=table)
        self.book.notes.append((self.book.place(self.book.form.table_index[table]), text))
        return True

    def _grid_fits(self, lines: Sequence[Line]) -> bool:
        """Whether a grid may be one of the form's: in a section of text only if its labels say so plainly."""
        if self.state:
            return True
        rows = {entry.row for line in lines for hit in line.hits if not hit.part for entry in hit.of("row")}
        verdicts = sum(len(hit.of("column", "heads")) > 0 for line in lines for hit in line.hits)
        if self.state is None:
            return bool(rows) or verdicts >= _HEADS
        return len(rows) >= _ROWS or verdicts >= _HEADS * 2

    def _text_line(self, line: Line) -> bool:
        if not line.whole:
            return False
        vote = self._vote(line.hits)
        plain = any(
            not hit.part and not hit.edits and hit.of("row", "title", "corner", "column", "heads") for hit in line.hits
        )
        figures = bool(line.figures)
        if self.state is None and vote and (figures or any(hit.of("title", "corner") for hit in line.hits)):
            self.current = vote
        table = vote or self.state or (self.current if self.state is None else "")
        if not table:
            return False
        rows = any(hit.of("row", table=table) for hit in line.hits)
        if not (self.state or self.current) and not (figures and plain and rows):
            return False
        if line.note:
            return self._note(line, table)
        if not line.hits and not line.figures:
            return False
        self.current = table if self.state or self.state is None else self.current
        return self._give(line, table)

    def _give(self, line: Line, table: str) -> bool:
        if self.heading[1]:
            self.sections.setdefault(self.heading[0], self.heading[1])
        if table in self.blocks:
            return self.blocks[table].add(line)
        return add(self.rows[table], line, self.heads[table]) or bool(line.grid)

    def _vote(self, hits: Sequence[Hit]) -> str:
        """The table that the labels of a line speak of."""
        votes: dict[str, int] = {}
        for hit in hits:
            tables = {entry.table for entry in hit.entries if entry.sort != "section" and entry.table}
            if len(tables) == 1:
                table = tables.pop()
                votes[table] = votes.get(table, 0) + (1 if hit.part else 3)
        if not votes:
            return ""
        best = max(votes.values())
        leading = [table for table, count in votes.items() if count == best]
        return self.current if self.current in leading else leading[0]

    # ── what was table ──

    def _taken(self, document: Document) -> tuple[frozenset[int], dict[int, tuple[tuple[int, int], ...]]]:
        grids = {block.origin.block for block in document.blocks if isinstance(block, Grid)}
        texts = {block.origin.block: block.text for block in document.blocks if isinstance(block, Paragraph)}
        whole: set[int] = set()
        parts: dict[int, list[tuple[int, int]]] = {}
        refused = {line.origin.block for line, good in self.used if not good and not line.section}
        for line, good in self.used:
            block = line.origin.block
            if not good:
                continue
            if block in grids:
                whole.add(block)
            elif block in texts:
                parts.setdefault(block, []).append(line.span)
        for block, spans in list(parts.items()):
            headed = any(line.section and line.origin.block == block for line, _ in self.used)
            if block not in refused and not headed:
                whole.add(block)
                del parts[block]
            else:
                parts[block] = _merged(spans)
        return frozenset(whole), {block: tuple(spans) for block, spans in parts.items()}


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made
