"""Joins remarks with a common cause, so that the terminal and the comments say it once.

The matcher makes a remark for every cell that it leaves open, and JSON keeps all of them. A clerk looks at the document
once for all cells of a row, and once for a column that it does not have.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.findings import say
from gongkai.importing.model import TRACKED
from gongkai.readers.document import Origin
from gongkai.readers.prose.table_rows import IN_TEXT
from gongkai.readers.remarks import Doubt, Remark
from gongkai.words import words

_OF_ROW = frozenset({"missing-cell", "head-order", "ambiguous", "too-many", "few-figures"})
"""Codes which say already that the figures of a row do not fit its columns; ``columns`` says it again."""
_BY_COLUMN = frozenset({"missing-column", "missing-total"})
"""Codes whose cause is a column, in all rows of a table."""
_BY_TABLE = frozenset({"missing-row"})
"""Codes of rows that are listed together where nothing else is said of each."""
_OF_TABLES = frozenset({"other-set", "hidden-pane", "source-read"})
"""Codes of tables that are listed together where the same is said of them."""
_OPEN_COLUMNS = ("columns", Doubt.AMBIGUOUS)
_OF_COLUMNS = frozenset({"count", "two-years", "last-year"})
"""Hints that speak of a column, and so of all rows."""
_MANY_ROWS, _MANY_CELLS = 6, 6
"""The fewest rows, and cells, of a table whose contents are left to the comments in the data file."""
_SHOWN_TEXTS = 3


@dataclass(slots=True)
class RemarkGroup:
    """Remarks with one cause.

    Attributes:
        first: The first of them, which speaks for all.
        rows: Ids of the rows that they name, in order.
        cols: Ids of the columns that they name, in order; empty where one of them speaks of whole rows.
        members: All of them.
        texts: What the document has in the first few of many cells that were read in the same way; else empty.
    """

    first: Remark
    rows: list[str] = field(default_factory=list)
    cols: list[str] = field(default_factory=list)
    members: list[Remark] = field(default_factory=list)
    texts: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many remarks they are."""
        return len(self.members)

    @property
    def origin(self) -> Origin:
        """Where they are: where the first is, unless each has a place of its own, or what is not there has none."""
        several = self.first.code in TRACKED | _OF_ROW and len({item.origin for item in self.members}) > 1
        nowhere = self.first.code in ("missing-table", "unread-table") or several
        return Origin() if nowhere else self.first.origin


def joined(remarks: Iterable[Remark], *, rows_apart: bool = False) -> list[RemarkGroup]:
    """Put remarks with one cause together, each group at the place of its first.

    Args:
        remarks: In their order.
        rows_apart: Whether remarks on rows stay apart: a comment stands above each of them, and where no file is
            written no comment holds their figures.
    """
    every = list(remarks)
    open_rows = {(item.table, item.row) for item in every if item.row and (item.code in _OF_ROW or _is_explained(item))}
    quoted_rows = {_place_of_row(item) for item in every if item.text and item.col is None}
    groups: dict[object, list[RemarkGroup]] = {}
    ordered: list[RemarkGroup] = []
    for remark in every:
        is_bare_cell = remark.col is not None and not (rows_apart or remark.text or remark.candidates)
        if is_bare_cell and remark.doubt is Doubt.GUESSED and _place_of_row(remark) in quoted_rows:
            continue
        is_said = remark.doubt is Doubt.GUESSED and (remark.table, remark.row) in open_rows
        if remark.code in ("columns", "rival") and is_said:
            continue
        alike = groups.setdefault(_cause(remark, rows_apart=rows_apart), [])
        group = next((item for item in alike if _goes_with(remark, item.first)), None)
        if group is None:
            group = RemarkGroup(remark)
            alike.append(group)
            ordered.append(group)
            group.cols += [remark.col] if remark.col else []
        else:
            group.cols += [remark.col] if group.cols and remark.col and remark.col not in group.cols else []
        group.members.append(remark)
        group.rows += [remark.row] if remark.row and remark.row not in group.rows else []
    ordered = list(_many_lines_together(ordered))
    return ordered if rows_apart else list(_many_rows_together(ordered))


def _many_lines_together(groups: Sequence[RemarkGroup]) -> Iterator[RemarkGroup]:
    """The groups, those of many lines in the narrative that may be rows of one table as one that quotes them all."""
    lines: dict[str | None, list[Remark]] = {}
    for group in groups:
        if group.first.code == IN_TEXT:
            lines.setdefault(group.first.table, []).append(group.first)
    for group in groups:
        same = lines[group.first.table] if group.first.code == IN_TEXT and group.first.table is not None else []
        if len(same) < _MANY_ROWS:
            yield group
        elif group.first is same[0]:
            place = say("import.lines-from", {**dict(group.first.args), "count": len(same)})
            text = "；".join(item.text for item in same)
            yield RemarkGroup(replace(group.first, text=text, args=(("place", place),)), members=same)


def _place_of_row(remark: Remark) -> object:
    """What a remark on a cell has in common with the one that quotes its whole row, and says no less."""
    return remark.code, remark.doubt, remark.table, remark.row, remark.origin


def _many_rows_together(groups: Sequence[RemarkGroup]) -> Iterator[RemarkGroup]:
    """The groups, those of many rows of a table that are open in the same way as one, and those of many cells."""
    alike: dict[object, list[RemarkGroup]] = {}
    for group in groups:
        alike.setdefault(_kind_of_many(group.first), []).append(group)
    for group in groups:
        kind = _kind_of_many(group.first)
        same = alike[kind] if kind is not None else []
        members = [member for item in same for member in item.members]
        is_of_row = _is_of_row(group.first)
        if kind is None or (len(same) < _MANY_ROWS if is_of_row else len(members) < _MANY_CELLS):
            yield group
        elif group is same[0]:
            rows = list(dict.fromkeys(row for item in same for row in item.rows))
            first = replace(group.first, text="", candidates=(), args=_common_hint(members) if is_of_row else ())
            texts = () if is_of_row else tuple(dict.fromkeys(item.text for item in members))[: _SHOWN_TEXTS + 1]
            yield RemarkGroup(first, rows, members=members, texts=texts)


def _kind_of_many(remark: Remark) -> object:
    """What remarks of which there may be many have in common; None for all others."""
    if _is_of_row(remark) and remark.row:
        return remark.code, remark.table
    is_of_cell = remark.col is not None and remark.text and not remark.candidates and remark.code not in TRACKED
    has_wording = not remark.args or remark.code in words()["import"]["joined-cells"]  # without what differs by cell
    return (remark.doubt, remark.code, remark.table) if is_of_cell and has_wording and not remark.sure else None


def _is_of_row(remark: Remark) -> bool:
    """Whether a remark says that the figures of a row do not fit its columns, and holds them."""
    return remark.code in _OF_ROW or remark.code == "extra" or (remark.code, remark.doubt) == _OPEN_COLUMNS


def _is_counted(remark: Remark) -> bool:
    """Whether a remark is on a figure that counts the rows, of which each has one."""
    return remark.code == "extra" and ("hint", "count") in remark.args


def _is_explained(remark: Remark) -> bool:
    """Whether a remark says what a figure too many may be, which is why the others may not fit their columns."""
    return remark.code == "extra" and bool(remark.args)


def _common_hint(members: Sequence[Remark]) -> tuple[tuple[str, str], ...]:
    """What all rows of a group may have in common; what is said of the figures of one row is not said of all."""
    hints = {item.args for item in members}
    shared = next(iter(hints)) if len(hints) == 1 else ()
    return shared if dict(shared).get("hint") in _OF_COLUMNS else ()


def _cause(remark: Remark, *, rows_apart: bool) -> object:
    """What remarks that go together have in common; each remark that names no table has a cause of its own."""
    if remark.code == "extra":
        return remark.code, remark.table, None if _is_counted(remark) else remark.row
    if remark.code in TRACKED:
        return "tracked", (remark.table, remark.row) if rows_apart else None
    if remark.table is None or remark.row is None:
        is_of_tables = remark.code in _OF_TABLES and not rows_apart
        return (remark.doubt, remark.code, remark.text) if is_of_tables else id(remark)
    if remark.code in _BY_COLUMN:
        column = remark.col or ""
        return remark.code, remark.table, column if rows_apart else column.rpartition(".")[2]  # total of each group
    # These remarks need no row each: their figures are in the data file, where each row has its comment.
    has_figures = remark.code in ("columns", "rival") and remark.doubt is Doubt.GUESSED
    if (has_figures or remark.code in _BY_TABLE) and not rows_apart and remark.col is None:
        return remark.code, remark.table
    where = None if remark.code in _BY_TABLE else remark.origin
    line = (remark.col or "").rpartition(".")[0]  # the group of columns that is a line of the data file
    return remark.doubt, remark.code, remark.table, remark.row, line, where, remark.candidates, remark.args


def _goes_with(remark: Remark, first: Remark) -> bool:
    """Whether nothing is lost of the document's words; a missing row or column has none of its own."""
    if remark.code == "extra" or remark.code in _OF_TABLES:
        return remark.code == "extra" or remark.table != first.table
    return remark.row != first.row or remark.code in _BY_COLUMN | _BY_TABLE | TRACKED or remark.text in ("", first.text)


def representatives(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Remarks of which each stands for one cause, for those who only count or place them.

    Args:
        remarks: In their order.
    """
    for group in joined(remarks):
        row = None if group.texts and len(group.rows) > 1 else group.first.row
        yield replace(group.first, row=row, col=group.cols[0] if len(group.cols) == 1 else None)
