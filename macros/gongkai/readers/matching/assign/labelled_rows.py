"""Lines as they come to a table of labelled rows: which is head, which is a row's, and which of its cells are figures.

Nothing is set into rows here; that is done when all lines of the table are known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.forms import Table
from gongkai.readers.matching.assign.column_heads import Heads
from gongkai.readers.matching.figure_text import has_note, squeeze
from gongkai.readers.matching.label_text import bare, fold
from gongkai.readers.matching.remark.book import Book
from gongkai.readers.matching.solve.column_fit import Fitted
from gongkai.readers.matching.tokenise.lexicon import Hit
from gongkai.readers.matching.tokenise.lines import Line, Piece


@dataclass(slots=True)
class Item:
    """A line on its way to a row."""

    line: Line
    pieces: tuple[Piece, ...]
    heads: dict[int, dict[int, int]]
    row: int | None = None
    weak: bool = False
    hit: Hit | None = None
    maybe: frozenset[int] = frozenset()
    words: str = ""
    group: str = ""
    fitted: Fitted | None = None
    aside: str = ""

    @property
    def given(self) -> bool:
        """Whether it has a figure."""
        return any(piece.figure for piece in self.pieces)


@dataclass(slots=True)
class Gathered:
    """The lines of one table, as far as they are known.

    Attributes:
        book: Where all is put down.
        table: The form's table.
        items: Lines on their way to a row, in order.
        strays: Figures that stand apart from any row.
    """

    book: Book
    table: Table
    items: list[Item] = field(default_factory=list)
    strays: list[Piece] = field(default_factory=list)


def add(made: Gathered, line: Line, heads: Heads) -> bool:  # noqa: PLR0911 - a kind of line, a return
    """Give a line to a table; whether it was of use."""
    table = made.table.id
    hits = [(number, piece.hit) for number, piece in enumerate(line.pieces) if piece.hit is not None]
    figures = line.figures
    labelled = [(number, hit) for number, hit in hits if hit.of("row", table=table) and not hit.part]
    columns = sum(bool(hit.of("column", "rowhead", "corner", "heads", table=table)) for _, hit in hits)
    rows = {entry.row for _, hit in labelled for entry in hit.of("row", table=table)}
    if not figures and (
        len(rows) > 1 or columns > 1 or any(hit.of("rowhead", "corner", table=table) for _, hit in hits)
    ):
        heads.read(line, made.table, made.book)
        return True
    if not figures and columns and not rows:
        heads.read(line, made.table, made.book)
        return True
    parts = [(number, hit) for number, hit in hits if hit.part and hit.of("row", table=table)]
    groups = [(number, hit) for number, hit in hits if hit.of("group", table=table) and not hit.part]
    if labelled:
        number, hit = labelled[-1]
        entry = hit.of("row", table=table)[0]
        if not figures and columns and hit.of("column", table=table):
            return True
        between = _unknown(line.pieces[number + 1 :], until_figure=True)
        now, width = heads.now(), len(made.table.columns(entry.row))
        cells = _under(line, now.get(entry.block, {}), width) or _run(line.pieces, number, width)
        if not between or not figures:
            made.items.append(
                Item(
                    line,
                    cells,
                    now,
                    entry.row,
                    weak=hit.edits * 3 >= len(entry.key),
                    hit=hit,
                    aside=_behind(line.pieces, cells),
                )
            )
            return True
        made.items.append(Item(line, _run(line.pieces, len(line.pieces) - 1, 0), now, words=" ".join(between)))
        return True
    if not figures:
        return bool(parts or groups or any(hit.of("title", table=table) for _, hit in hits))
    return _add_open(made, line, heads, parts, groups)


def _add_open(
    made: Gathered, line: Line, heads: Heads, parts: list[tuple[int, Hit]], groups: list[tuple[int, Hit]]
) -> bool:
    table = made.table.id
    maybe: frozenset[int] = frozenset()
    for _, hit in parts:
        rows = frozenset(entry.row for entry in hit.of("row", table=table))
        maybe = (maybe & rows) or rows if maybe else rows
    cells = _run(line.pieces, -1, 0)
    words = "" if maybe else " ".join(_unknown(line.pieces))
    row = next(iter(maybe)) if len(maybe) == 1 else None
    widths = {len(block.columns) for block in made.table.blocks}
    given = [piece for piece in cells if piece.figure]
    loose = row is None and not words and not groups and (line.merged or not line.grid) and len(given) < max(widths)
    noted = all(has_note(piece.text) for piece in given)
    if loose and (noted or (len(given) not in widths and not (line.glued and len(made.table.blocks) == 1))):
        made.strays.extend(given)
        return True
    group = groups[-1][1].of("group", table=table)[0].name if groups and not maybe and not words else ""
    made.items.append(
        Item(
            line,
            cells,
            heads.now(),
            row,
            weak=True,
            hit=parts[-1][1] if parts else None,
            maybe=maybe if row is None else frozenset(),
            words=words,
            group=group,
        )
    )
    return True


def _unknown(pieces: Iterable[Piece], *, until_figure: bool = False) -> list[str]:
    """Words of pieces that are no label and no figure."""
    found = []
    for piece in pieces:
        if until_figure and piece.figure:
            break
        known = piece.hit is not None and bool(piece.hit.entries)
        if not known and not piece.figure and not piece.empty and len(bare(fold(piece.text))) > 2:  # noqa: PLR2004
            found.append(squeeze(piece.text))
    return found


def _run(pieces: tuple[Piece, ...], label: int, width: int) -> tuple[Piece, ...]:
    """The stretch of figures and blanks of a line: behind its label if there is one, else the fullest."""
    behind = tuple(piece for piece in pieces[label + 1 :] if not piece.padded)
    odd = [piece for piece in behind if piece.hit is None and not piece.empty and not piece.figure]
    if label >= 0 and width and len(behind) == width and (odd or any(piece.figure for piece in behind)):
        return behind
    if odd and not any(piece.figure for piece in pieces):
        return behind
    runs: list[list[Piece]] = [[]]
    edge: list[bool] = [False]
    for number, piece in enumerate(pieces):
        if piece.figure or (piece.empty and not (piece.covered and number <= label)):
            runs[-1].append(piece)
        else:
            runs.append([])
            edge.append(number == label)
    best = max(runs, key=lambda run: (sum(piece.figure for piece in run), runs.index(run)))
    if not any(piece.figure for piece in best):
        best = [] if label < 0 else next((run for run, after in zip(runs, edge, strict=True) if after), [])
        best = [piece for piece in best if not piece.padded]
    return _with_odd(pieces, best, width)


def _odd(piece: Piece) -> bool:
    """Whether a piece is words where a figure could be."""
    return piece.hit is None and not piece.empty and not piece.figure


def _under(line: Line, heads: Mapping[int, int], width: int) -> tuple[Piece, ...]:
    """The pieces below the heads, where each column has one and words stand in the place of a figure."""
    if not line.grid or len(heads) != width or len(set(heads.values())) != width:
        return ()
    mine = tuple(piece for piece in line.pieces if piece.column in heads and not piece.padded and not piece.covered)
    plain = len(mine) == width and all(piece.width == 1 and piece.hit is None for piece in mine)
    return mine if plain and any(map(_odd, mine)) else ()


def _with_odd(pieces: tuple[Piece, ...], run: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    """A run that is full only by blanks before its first figure, with words right behind it: they may be a figure."""
    found = tuple(run)
    if not found or len(found) != width or found[0].figure:
        return found
    after = next(iter(pieces[pieces.index(found[-1]) + 1 :]), None)
    return (*found[1:], after) if after is not None and _odd(after) and after.column == found[-1].column + 1 else found


def _behind(pieces: tuple[Piece, ...], cells: tuple[Piece, ...]) -> str:
    """Words that stand behind a line's figures."""
    if not cells:
        return ""
    at = pieces.index(cells[-1])
    return " ".join(_unknown(piece for piece in pieces[at + 1 :] if not piece.covered))
