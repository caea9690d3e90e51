"""A document as lines of pieces: rows of its grids, and lines of its text cut at tabs, bars, labels and figures.

Nothing is matched yet beyond what each piece may be as a label; which table a line belongs to is told by its labels
and by the section it stands in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gongkai.readers.document import Document, Grid, Image, Origin, Paragraph
from gongkai.readers.matching.figure_text import is_blank, is_figure, squeeze
from gongkai.readers.matching.label_text import bare, fold
from gongkai.readers.matching.tokenise.lexicon import Hit, Lexicon, Part

_GAP = re.compile(r"[\s\d０-９.,，．+\-＋－−—–/／_元万亿]*")
_LEADING = re.compile(r"[\s\d０-９.,，．+\-＋－−—–/／]*\d[\d０-９.,]*")
_PAGE = re.compile(
    r"\s*(?:[-—–─－]+\s*\d{1,4}\s*[-—–─－]+|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?|\d{1,3}\s*[/／]\s*\d{1,3}|[Pp]age\s*\d+)\s*"
)
_BAR = re.compile(r"[|｜│┃┆┊║]")
_DASH = ("-", "—", "/")
_NOTE_ONLY = re.compile(r"\s*[（(][^（()）]+[)）]\s*")
_NOTE = re.compile(r"\s*(?:备?注|说明)\s*\d*\s*[：:].+|\s*\*.+", re.DOTALL)
_HEADING = 60
_LABEL = 90
_RUN = 3
"""Figures between labels that must follow each other before a stretch of prose is taken for a glued table."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell, or a bit of a line.

    Attributes:
        text: Its text.
        origin: Where it stood.
        column: Its place in the grid or line, from 0.
        width: Places that it covers.
        hit: What it means as a label, if anything.
        covered: Whether it is a cell of a row above that reaches down.
        padded: Whether the source has no cell here.
    """

    text: str
    origin: Origin
    column: int = 0
    width: int = 1
    hit: Hit | None = None
    covered: bool = False
    padded: bool = False

    @property
    def empty(self) -> bool:
        """Whether it holds nothing, or a dash."""
        return self.hit is None and is_blank(self.text)

    @property
    def figure(self) -> bool:
        """Whether it looks like a figure."""
        return self.hit is None and is_figure(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid or a line of text.

    Attributes:
        pieces: In order.
        origin: Where it begins.
        grid: Number of its grid in the document, from 1; 0 for text.
        whole: Whether nothing of the text line was left over.
        span: Start and end in the paragraph, for text.
        heading: Whether the source marks it as a heading.
        section: Number of the section that it opens.
        page: Whether it is a page number.
        note: Whether it is a footnote.
        image: Name of a picture.
        merged: Whether it was put together from lines of one figure each.
    """

    pieces: tuple[Piece, ...]
    origin: Origin
    grid: int = 0
    whole: bool = True
    span: tuple[int, int] = (0, 0)
    heading: bool = False
    section: str = ""
    page: bool = False
    note: bool = False
    image: str = ""
    merged: bool = False
    glued: bool = False
    hits: tuple[Hit, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(squeeze(piece.text) for piece in self.pieces if piece.text and not piece.covered)

    @property
    def figures(self) -> tuple[Piece, ...]:
        """Its pieces that look like figures."""
        return tuple(piece for piece in self.pieces if piece.figure)


def is_page_number(text: str) -> bool:
    """Whether a text is nothing but the number of a page."""
    return _PAGE.fullmatch(text) is not None


def read_lines(document: Document, lexicon: Lexicon) -> list[Line]:
    """Every line of a document."""
    lines: list[Line] = []
    grids = 0
    for block in document.blocks:
        if isinstance(block, Grid):
            grids += 1
            lines.extend(grid_lines(block, lexicon, grids))
        elif isinstance(block, Image):
            lines.append(Line((), block.origin, image=block.name or "?"))
        else:
            lines.extend(text_lines(block, lexicon))
    return _joined(lines)


def grid_lines(grid: Grid, lexicon: Lexicon, number: int) -> Iterator[Line]:
    """The rows of a grid, each cell once; one that reaches down from above stays as covered."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell.head and (row, column) not in owners:
                for below in range(row, min(row + max(cell.rowspan, 1), len(grid.rows))):
                    for beside in range(column, min(column + max(cell.colspan, 1), len(cells))):
                        owners.setdefault((below, beside), (row, column))
    for row, cells in enumerate(grid.rows):
        pieces: list[Piece] = []
        last: tuple[int, int] | None = None
        for column, cell in enumerate(cells):
            owner = owners.get((row, column), (row, column))
            if owner == last and owner in owners.values():
                pieces[-1] = replace(pieces[-1], width=pieces[-1].width + 1)
                continue
            last = owner
            text = cell.text
            hit = None if is_blank(text) or is_figure(text) else lexicon.look(text)
            piece = Piece(text, cell.origin, column, 1, hit, covered=owner[0] != row, padded=cell.padded)
            pieces.append(piece)
        pieces = _cut(pieces, lexicon)
        origin = pieces[0].origin if pieces else grid.origin
        yield Line(tuple(pieces), origin, grid=number, hits=_hits(pieces))


def _cut(pieces: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """A cell in which labels and figures are glued together, cut; others stay whole."""
    made: list[Piece] = []
    for piece in pieces:
        if piece.hit is not None or piece.empty or piece.figure:
            made.append(piece)
            continue
        parts = lexicon.scan(piece.text)
        fits = [part for part in parts if part.hit is not None]
        gaps = [piece.text[part.start : part.end] for part in parts if part.hit is None]
        if fits and all(_GAP.fullmatch(gap) for gap in gaps):
            for part in parts:
                text = piece.text[part.start : part.end].strip()
                if text:
                    made.append(replace(piece, text=text, hit=part.hit))
        else:
            made.append(piece)
    return made


def text_lines(block: Paragraph, lexicon: Lexicon) -> Iterator[Line]:
    """The lines of a paragraph."""
    at = 0
    text = block.text
    prefix = f"{block.number}." if block.number is not None else ""
    for line in text.split("\n"):
        for found in _text_line(line, prefix, block, lexicon):
            start, end = found.span
            yield replace(found, span=(at + start, at + end), heading=block.level > 0)
        at += len(line) + 1
        prefix = ""


def _text_line(text: str, prefix: str, block: Paragraph, lexicon: Lexicon) -> Iterator[Line]:  # noqa: PLR0911 - a kind of line, a return
    origin, span = block.origin, (0, len(text))
    plain = squeeze(text)
    if not plain:
        return
    if _PAGE.fullmatch(text):
        yield Line((Piece(text, origin),), origin, span=span, page=True)
        return
    if "\t" in text or len(_BAR.findall(text)) > 1:
        parts = re.split(rf"\t|{_BAR.pattern}", text.strip("|｜│┃┆┊║ \r"))
        pieces = _cut([_piece(part, origin, number, lexicon) for number, part in enumerate(parts)], lexicon)
        yield Line(tuple(pieces), origin, span=span, hits=_hits(pieces))
        return
    tokens = _tokens(text)
    if tokens and all(is_figure(token) or is_blank(token) for token in tokens):
        pieces = [Piece(token, origin, number) for number, token in enumerate(tokens)]
        yield Line(tuple(pieces), origin, span=span, glued=True)
        return
    hit = lexicon.look(prefix + plain) if len(plain) <= _LABEL else None
    if hit is not None and not (hit.part and _figure_tail(plain)):
        sections = hit.of("section")
        number = sections[0].name if sections and len(plain) <= _HEADING else ""
        piece = Piece(text, origin, hit=hit)
        yield Line((piece,), origin, span=span, section=number, hits=(hit,))
        return
    if _NOTE_ONLY.fullmatch(text) and hit is None:
        yield Line((Piece(text, origin),), origin, span=span)
        return
    if _NOTE.fullmatch(text):
        yield Line((Piece(text, origin),), origin, span=span, note=True)
        return
    if len(plain) > _HEADING and not _suspect(plain, lexicon) and not _labels_only(tokens, lexicon):
        yield Line((Piece(text, origin),), origin, span=span, whole=False)
        return
    yield from _scanned(text, origin, lexicon)


def _figure_tail(text: str) -> bool:
    return bool(re.search(r"\d\s*$", text))


def _labels_only(tokens: list[str], lexicon: Lexicon) -> bool:
    """Whether a line is nothing but labels with spaces between, such as the heads of a table."""
    found = [lexicon.look(token) for token in tokens]
    return len(found) >= _RUN and all(hit is not None and not hit.edits and not hit.part for hit in found)


def _suspect(text: str, lexicon: Lexicon) -> bool:
    """Whether a long text may hold a glued table."""
    key = bare(fold(text))
    return sum(label in key for label in lexicon.tell_tales) >= _RUN


def _piece(text: str, origin: Origin, number: int, lexicon: Lexicon) -> Piece:
    hit = None if is_blank(text) or is_figure(text) else lexicon.look(text.strip())
    return Piece(text.strip(), origin, number, hit=hit)


def _tokens(text: str) -> list[str]:
    """Bits of a line of figures between spaces; a unit or remark behind a figure stays with it."""
    joined = re.sub(r"\s+(?=[（(]|[百千万亿]*元|[件项个宗次条份人篇])", "", squeeze(text))
    joined = re.sub(r"(?<=[\d０-９])(?=[+\-＋－−]\d)", " ", joined)
    return joined.split(" ") if joined else []


def _scanned(text: str, origin: Origin, lexicon: Lexicon) -> Iterator[Line]:
    """A line cut at its labels: each stretch of labels with the figures behind it is a line of its own."""
    runs: list[list[Line]] = [[]]
    labels: list[Piece] = []
    start, broken = 0, False

    def flush(tokens: list[str], end: int) -> None:
        nonlocal labels, start
        pieces = [*labels, *(Piece(token, origin, len(labels) + n) for n, token in enumerate(tokens))]
        if pieces:
            runs[-1].append(Line(tuple(pieces), origin, span=(start, end), glued=True, hits=_hits(labels)))
        labels, start = [], end

    parts: list[Part] = lexicon.scan(text)
    for part in parts:
        if part.hit is not None:
            if part.hit.of("section"):
                flush([], part.start)
                number = part.hit.of("section")[0].name
                piece = Piece(text[part.start : part.end], origin, hit=part.hit)
                runs[-1].append(
                    Line((piece,), origin, span=(part.start, part.end), section=number, glued=True, hits=(part.hit,))
                )
                start = part.end
                continue
            labels.append(Piece(text[part.start : part.end], origin, len(labels), hit=part.hit))
            continue
        gap = text[part.start : part.end]
        tokens, whole = _gap(gap)
        if tokens:
            flush(tokens, part.end if whole else part.start)
        if not whole:
            flush([], part.start)
            runs.append([])
            start, broken = part.end, True
    flush([], len(text))
    for run in runs:
        figures = sum(bool(line.figures) for line in run)
        whole = not broken or figures >= _RUN or (figures > 0 and any(line.section for line in run))
        yield from (replace(line, whole=whole) for line in run)
    if broken:  # what is left over is no table, and keeps its paragraph from being one
        yield Line((Piece(text, origin),), origin, span=(0, len(text)), whole=False)


def _gap(gap: str) -> tuple[list[str], bool]:
    """Figures in what stands between two labels, and whether there is nothing else."""
    plain = gap.strip(' \u00a0\u3000（）()“”"：:、，,。;；')
    if _GAP.fullmatch(plain):
        return [token for token in _tokens(plain) if not is_blank(token) or token in _DASH], True
    leading = _LEADING.match(gap)
    rest = gap[leading.end() :].lstrip() if leading else ""
    if leading and _tokens(leading[0]) and not re.match(r"[件个条项篇余多人年月%％万亿元]", rest):
        return _tokens(leading[0]), False
    return [], False


def _hits(pieces: list[Piece]) -> tuple[Hit, ...]:
    return tuple(piece.hit for piece in pieces if piece.hit is not None)


def _joined(lines: list[Line]) -> list[Line]:
    """Lines of one figure each put together: some extractions set every cell on a line of its own."""
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        if last is not None and _follows(last, line):
            if _NOTE_ONLY.fullmatch(line.text):
                piece = last.pieces[-1]
                pieces = (*last.pieces[:-1], replace(piece, text=piece.text + line.text.strip()))
            else:
                pieces = (*last.pieces, replace(line.pieces[0], column=len(last.pieces)))
            made[-1] = replace(last, pieces=pieces, merged=True, span=(last.span[0], last.span[1]))
            continue
        made.append(line)
    return made


def _follows(last: Line, line: Line) -> bool:
    """Whether a line goes on with the one before it: a single figure, or a remark on the figure before."""
    if last.grid or line.grid or last.image or line.image or last.section or last.page or line.page or not line.whole:
        return False
    if not last.whole or not last.pieces or len(line.pieces) != 1 or line.hits:
        return False
    if _NOTE_ONLY.fullmatch(line.text):
        return last.pieces[-1].figure and "（" not in last.pieces[-1].text
    piece = line.pieces[0]
    if not (piece.figure or piece.empty):
        return False
    labels = sum(item.hit is not None for item in last.pieces)
    only_labels = 0 < labels == len(last.pieces)
    return only_labels or last.merged or (labels == 0 and len(last.pieces) == 1)
