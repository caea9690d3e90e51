"""Stage 3, assign rows: give every line to a table of the form, and to a row where its label says which.

The table follows from the section that a line is in, and from its labels where the section is not known or does
not agree with them. No figure is read here.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.forms import Form
from gongkai.readers.document import Origin
from gongkai.readers.matching.assign.aside import is_of_other_things, other_sets, tables_set_aside
from gongkai.readers.matching.assign.column_heads import HeadReader
from gongkai.readers.matching.assign.grouped_cells import is_of_fields
from gongkai.readers.matching.assign.grouped_columns import GroupedColumnsReader
from gongkai.readers.matching.assign.labelled_rows import LabelledRowsReader
from gongkai.readers.matching.assign.model import Footnote, Picture, RowAssignment
from gongkai.readers.matching.assign.table_choice import is_statutory_table, is_table_text, table_named_by
from gongkai.readers.matching.tokenise import LabelMatch, TokenisedDocument, TokenLine

_FOOTNOTE_SIGNS = ("注", "备注", "说明", "*", "＊")
_LONGEST_CORNER = 6
"""Characters of a word in the upper left corner of a table that the form does not have there."""
_NUMBER = re.compile(r"\d+")
_FIGURES_OR_PAGE = re.compile(r"[\d\s/／—–─－-]+")
"""What looks like the number of a page, and like figures between dashes: ``- 3 -``, ``1 / 3``."""


def assign_rows(document: TokenisedDocument) -> RowAssignment:
    """Give every line of a document to a table and, where its label says which, to a row."""
    walk = _Walk(document.form, counts_pages=_count_up([line for line in document.lines if line.page_number]))
    for table in document.form.tables:
        if table.by_blocks:
            walk.grouped[table.id] = GroupedColumnsReader(table)
        else:
            walk.labelled[table.id] = LabelledRowsReader(table, HeadReader(table))
    tables: dict[int, list[TokenLine]] = {}
    for line in document.lines:
        tables.setdefault(line.table, []).append(line)
    following = (*document.lines[1:], *([None] if document.lines else []))
    aside = tables_set_aside(document)
    small = frozenset(place for table in aside for place in table.places)
    others = other_sets(document, small)
    line_pairs = [
        (others.lines.get(number, False), ())
        if number in small or number in others.lines
        else (walk.take(line, number, tables, below), walk.tables_near())
        for number, (line, below) in enumerate(zip(document.lines, following, strict=True))
    ]
    head_wordings = [wording for reader in walk.labelled.values() for wording in reader.heads.head_wordings]
    return RowAssignment(
        document,
        tuple(reader.result() for reader in walk.labelled.values()),
        tuple(reader.result() for reader in walk.grouped.values()),
        tuple(sorted(head_wordings, key=lambda wording: wording.number)),
        tuple(walk.footnotes),
        tuple(walk.pictures),
        tuple(in_table for in_table, _ in line_pairs),
        tuple(near for _, near in line_pairs),
        walk.sections,
        aside,
        others,
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """The last piece of a line of text: where it ends, and whether it or one before it on that line has figures."""

    origin: Origin = field(default_factory=Origin)
    end: int = 0
    has_figures: bool = False


@dataclass(slots=True)
class _Walk:
    """The walk through the lines of a document.

    Attributes:
        form: The form.
        labelled: Tables with labelled rows, by id.
        grouped: Tables with groups of columns, by id.
        section_table: Id of the table of the section at hand; empty in a section without one; None before any.
        table: Id of the table that the last lines belonged to; empty if none.
        near: Id of the table that the last lines name, whether they belong to it or not.
        row_table: Id of the table that the last line with the label of a row names.
        heading: Number of the section at hand and the ``Origin.block`` of its heading; 0 before any.
        sections: By section number the heading under which its table is.
        footnotes: Notes to tables.
        pictures: Pictures.
        counts_pages: Whether all that has the looks of page numbers counts up.
    """

    form: Form
    labelled: dict[str, LabelledRowsReader] = field(default_factory=dict)
    grouped: dict[str, GroupedColumnsReader] = field(default_factory=dict)
    section_table: str | None = None
    table: str = ""
    near: str = ""
    row_table: str = ""
    heading: tuple[str, int] = ("", 0)
    sections: dict[str, int] = field(default_factory=dict)
    footnotes: list[Footnote] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    counts_pages: bool = False
    _source: int = 0
    _is_statutory: bool = False
    _tables_read: set[str] = field(default_factory=set)
    """Ids of the tables of which a table of the document had a row with figures."""
    _piece: _Piece = field(default_factory=_Piece)
    _is_label_alone: bool = False
    """Whether the last line was the label of a row in a text, without figures, or column heads if no pages count up."""
    _headed: str = ""
    """Id of the table whose column heads the last line was, in a text: figures below it are that table's."""

    def take(
        self, line: TokenLine, number: int, tables: dict[int, list[TokenLine]], following: TokenLine | None
    ) -> bool:
        """Take the next line; whether it belongs to a table of the form."""
        in_table = False if self._may_be_figures(line, following) else self._take(line, number, tables)
        self._is_label_alone = _is_label_alone(line, or_heads=not self.counts_pages)
        self._headed = self._table_headed_by(line)
        if self.section_table == "":
            self.near = self.row_table = ""
        else:
            self.near = table_named_by(line.matches, self.near) or self.near or self.table
            if any(match.of("row", table=self.near) for match in line.matches):
                self.row_table = self.near
        return in_table

    def _table_headed_by(self, line: TokenLine) -> str:
        """Id of the table of which a line of text is nothing but column heads; empty where it is none."""
        table = table_named_by(line.matches, self.table)
        is_heads = not (line.table or line.figures or line.section) and len(line.matches) == len(line.tokens)
        return table if is_heads and all(match.of("column", "heads", table=table) for match in line.matches) else ""

    def tables_near(self) -> tuple[str, ...]:
        """The tables that the last line may be a part of: that which it names, and that of the row before it."""
        return tuple(dict.fromkeys(table for table in (self.near, self.row_table) if table))

    def _may_be_figures(self, line: TokenLine, following: TokenLine | None) -> bool:
        """Whether what looks like a page number may be the figures of a row, with dashes for blanks.

        So it is after the label of a row without figures, and before one where no pages count up.
        """
        if not line.page_number or not _FIGURES_OR_PAGE.fullmatch(line.text):
            return False
        if self._is_label_alone or self.counts_pages or following is None:
            return self._is_label_alone
        return _is_label_alone(following, or_heads=False) and not following.matches[-1].of("column")

    def _take(self, line: TokenLine, number: int, tables: dict[int, list[TokenLine]]) -> bool:
        if line.section:
            self._open_section(line.section, line)
            return False
        if line.picture:
            self.pictures.append(Picture(line, self.section_table))
            return False
        if line.page_number or line.moved:
            for reader in self.labelled.values() if line.moved else ():
                reader.pass_moved(number)
            return bool(self.section_table or (line.moved and self.table))
        if line.left_out:
            return True  # it is said once for its table
        if line.table:
            return self._take_row(line, number, tables)
        return self._take_text(line, number)

    def _open_section(self, section: str, line: TokenLine) -> None:
        self.section_table = self.table = next(
            item.table or "" for item in self.form.sections if item.number == section
        )
        self.near, self.row_table = self.table, ""
        self.heading = (section, line.origin.block)

    def _take_row(self, line: TokenLine, number: int, tables: dict[int, list[TokenLine]]) -> bool:
        if line.table != self._source:
            self._source = line.table
            is_read = self.section_table in self._tables_read
            self._is_statutory = is_statutory_table(tables[line.table], self.section_table)
            self._is_statutory &= not (is_read and is_of_other_things(tables[line.table]))
            for reader in self.labelled.values():
                reader.heads.start_table(line.table)
        section = _section_title(line)
        if not self._is_statutory:
            if section is None or not self._has_table(section):
                return False
            self._is_statutory = True
        if section is not None:
            self._open_section(section.of("section")[0].name, line)
            return True
        table = table_named_by(line.matches, self.table) or self.table or self.section_table or ""
        if not table:
            return False
        self.table = table
        self._tables_read |= {table} if line.figures and (line.matches or table in self.grouped) else set()
        return self._take_footnote(line, number, table) or self._give(line, number, table)

    def _has_table(self, section: LabelMatch) -> bool:
        """Whether the form has a table in a section whose title this is."""
        names = {meaning.name for meaning in section.of("section")}
        return any(item.number in names and item.table for item in self.form.sections)

    def _take_text(self, line: TokenLine, number: int) -> bool:
        if line.other_head and (self.section_table or self.table):
            table = self.section_table or self.table
            (self.grouped.get(table) or self.labelled[table]).note_other_head()
        goes_on = line.origin == self._piece.origin and line.span[0] == self._piece.end
        self._piece = _Piece(line.origin, line.span[1], bool(line.figures) or (goes_on and self._piece.has_figures))
        if not line.complete and not self._are_heads_behind_corner(line):
            self._note_piece(line, self.labelled.get(self.section_table or ""), goes_on=goes_on)
            return False
        table_id = table_named_by(line.matches, self.table) or ("" if line.matches else self._headed)
        before_any = self.section_table is None
        if before_any and table_id and (line.figures or any(match.of("title", "corner") for match in line.matches)):
            self.table = table_id
        table = table_id or self.section_table or (self.table if before_any else "")
        if not table:
            return False
        if not (self.section_table or self.table) and not is_table_text(line, table):
            return False
        if line.footnote:
            return self._take_footnote(line, number, table)
        if not line.matches and not line.figures:
            self._note_blank(line, table)
            return False
        if self.section_table or before_any:
            self.table = table
        return self._give(line, number, table)

    def _note_blank(self, line: TokenLine, table: str) -> None:
        """Pass a line of text with neither a label of the form nor a figure on to the reader of its table."""
        if table in self.grouped:
            self.grouped[table].note_dashes(line)
        else:
            self.labelled[table].note_blank(line)

    def _note_piece(self, line: TokenLine, reader: LabelledRowsReader | None, *, goes_on: bool) -> None:
        """Pass a piece of a line of text that is not part of a table on to the reader of the section's table."""
        if reader is not None and goes_on and self._piece.has_figures and not line.cut:
            reader.note_unread(line)
        elif reader is not None:
            reader.note_words(line, goes_on=goes_on)

    def _are_heads_behind_corner(self, line: TokenLine) -> bool:
        """Whether a piece of a line is column heads after one short word, such as 项目, and before nothing else."""
        heads = [match for match in line.matches if match.of("column", "heads", table=self.section_table)]
        is_all = not (line.figures or line.cut) and len(heads) == len(line.tokens) > 1
        return is_all and line.span[0] <= _LONGEST_CORNER and self.section_table in (*self.labelled, *self.grouped)

    def _take_footnote(self, line: TokenLine, number: int, table: str) -> bool:
        if line.figures or line.matches or not line.text.startswith(_FOOTNOTE_SIGNS):
            return False
        self.footnotes.append(Footnote(number, line, self.form.table_index[table]))
        return True

    def _give(self, line: TokenLine, number: int, table: str) -> bool:
        section, block = self.heading
        if block:
            self.sections.setdefault(section, block)
        if table in self.grouped:
            return is_of_fields(line) or self.grouped[table].add(line, number)
        return self.labelled[table].add(line, number) or bool(line.table)


def _is_label_alone(line: TokenLine, *, or_heads: bool) -> bool:
    """Whether a line of text is the label of a row, or column heads if these will do, without figures."""
    labels = any(match.of("row") or (or_heads and match.of("column")) for match in line.matches)
    return labels and not (line.table or line.figures)


def _count_up(lines: Sequence[TokenLine]) -> bool:
    """Whether the first numbers of several lines go up one by one."""
    numbers = [int(number[0]) for line in lines if (number := _NUMBER.search(line.text))]
    return len(numbers) > 1 and all(after == before + 1 for before, after in itertools.pairwise(numbers))


def _section_title(line: TokenLine) -> LabelMatch | None:
    """The title of a section that is in a row of a table by itself."""
    matches = line.matches
    if len(matches) != 1 or line.figures or matches[0].edits or not matches[0].of("section"):
        return None
    return matches[0]
