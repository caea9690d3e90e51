"""Text as offices write it, written as Markdown that every parser reads alike: a line is a paragraph.

Where a text is such Markdown already, with a blank line between its paragraphs, it comes out as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from gongkai.narrative.office.inline import plain_signs
from gongkai.narrative.office.lines import TAB, OfficeLine, indented
from gongkai.narrative.office.lists import ListItem, begins_item, first_number, is_numbered
from gongkai.narrative.office.structure import Piece, PieceKind, begins_html, cells, pieces

Lines = Sequence[OfficeLine]

_DEPTH = 8
"""Lists, quotations and boxes within one another: what lies deeper is left as it is."""
_BLANKS_COUNT = ("<pre", "<textarea", "<!--", "markdown")
"""What HTML begins with, or has in its first tag, that may hold blank lines."""
_PRINTED = re.compile(r"(?P<number>\d+)(?P<mark>[.)])(?=\s|$)")
_SUSPECT = frozenset("0123456789+-#~<")
"""First signs of what could be taken for more than text."""
_HEADING = re.compile(r"(?P<signs>#+)\s*(?P<text>(?:.*[^#\s\\]|.*\\#)?)[#\s]*")


def as_markdown(lines: Lines, call: str, *, depth: int = 0, in_item: bool = False, then: Sequence[Piece] = ()) -> Lines:
    """Write lines of an office's text as Markdown, each with the line that it comes from.

    Args:
        lines: The lines.
        call: The character that begins and ends the placeholder of a macro call.
        depth: How many lists, quotations and boxes they are in.
        in_item: Whether they are an item of a list.
        then: What is written right after them.
    """
    if depth > _DEPTH:
        return list(lines)
    writer = _Writer(call, depth)
    parts = list(pieces(lines))
    output: list[OfficeLine] = []
    for number, piece in enumerate(parts):
        new = writer.lines([*parts, *then], number)
        nested = in_item and number == 1 and begins_item(new[0].text)
        if number and _apart(parts[number - 1], piece) and not nested:
            output.append(new[0].with_text(""))
        output += new
    return output


def _apart(former: Piece, piece: Piece) -> bool:
    """Whether a blank line has to be put between two pieces."""
    return PieceKind.BLANK not in (former.kind, piece.kind) and piece.kind is not PieceKind.ATTACHED


class _Writer:
    """Writes the pieces of an office's text as Markdown, one at a time."""

    def __init__(self, call: str, depth: int) -> None:
        self._call = call
        self._depth = depth
        self._writers: Mapping[PieceKind, Callable[[Lines], Lines]] = {
            PieceKind.TEXT: self._paragraph,
            PieceKind.HEADING: self._heading,
            PieceKind.UNDERLINED: self._underlined,
            PieceKind.TABLE: self._table,
            PieceKind.QUOTE: self._quote,
            PieceKind.BOX: self._box,
            PieceKind.HTML: _html,
        }

    def lines(self, parts: Sequence[Piece], number: int) -> Lines:
        """One of the pieces of a text as Markdown."""
        piece = parts[number]
        if piece.kind is PieceKind.BLANK:
            return piece.lines
        if piece.kind is PieceKind.LIST:
            return list(self._list(piece.items, parts[number + 1 :]))
        return self._writers.get(piece.kind, _as_it_is)(piece.lines)

    def _inner(self, lines: Lines, *, in_item: bool = False) -> Lines:
        return as_markdown(lines, self._call, depth=self._depth + 1, in_item=in_item)

    def _paragraph(self, lines: Lines) -> Lines:
        return [self._text(line) for line in lines]

    def _text(self, line: OfficeLine) -> OfficeLine:
        text = _plain_begin(plain_signs(line.bare, self._call))
        return line if text == line.text else line.with_text(text)  # as nearly all lines are plain

    def _heading(self, lines: Lines) -> Lines:
        match = _HEADING.match(lines[0].bare)
        assert match is not None  # noqa: S101 - a heading begins with #
        return [lines[0].with_text(f"{match['signs']} {plain_signs(match['text'], self._call)}".rstrip())]

    def _underlined(self, lines: Lines) -> Lines:
        return [self._text(lines[0]), _flush(lines[1])]

    def _table(self, lines: Lines) -> Lines:
        framed = [line.bare.startswith("|") or line.bare.endswith("|") for line in lines]
        frame = any(framed) and not all(framed)  # Python-Markdown wants the rows framed as the head is
        return [self._row(line, frame=frame, delimiters=number == 1) for number, line in enumerate(lines)]

    def _row(self, line: OfficeLine, *, frame: bool, delimiters: bool) -> OfficeLine:
        text = line.bare if delimiters else "|".join(plain_signs(cell, self._call) for cell in cells(line.bare))
        return line.with_text(f"| {text.removeprefix('|').removesuffix('|').strip()} |" if frame else text)

    def _quote(self, lines: Lines) -> Lines:
        return indented(self._inner([_unquoted(line) for line in lines]), "> ")

    def _box(self, lines: Lines) -> Lines:
        body = [line.dedented(TAB) for line in lines[1:]]
        return [_flush(lines[0]), *indented(self._inner(body), " " * TAB)]

    def _list(self, items: Sequence[ListItem], following: Sequence[Piece]) -> Iterator[OfficeLine]:
        goes_on = _next_number(following) == len(items) + 1 or _next_kind(following) is PieceKind.LIST
        numbered = is_numbered(items) and not goes_on
        as_items = [numbered or item.number is None for item in items]
        former: Lines = ()
        for number, item in enumerate(items):
            lines = self._item(item) if as_items[number] else self._numbered_text(item, items[number + 1 :])
            list_goes_on = as_items[number] and as_items[number - 1]
            if former and (item.parted or not list_goes_on or any(line.blank for line in former)):
                yield item.lines[0].with_text("")
            yield from lines
            former = lines

    def _item(self, item: ListItem) -> Lines:
        line = item.lines[0]
        text = f"\\{line.text}" if line.text[0] in "-*+" and begins_item(line.text) else line.text
        first, *others = self._inner([line.with_text(text), *item.lines[1:]], in_item=True)
        return [first.with_text(f"{item.sign} {first.text}"), *indented(others, " " * TAB)]

    def _numbered_text(self, item: ListItem, rest: Sequence[ListItem]) -> Lines:
        """An item as a paragraph that begins with its number; a list below it would go on in the rest of its own."""
        first, *others = item.lines
        text = self._text(first.with_text(f"{item.sign} {first.text}"))
        then = [Piece(PieceKind.LIST, rest[0].lines, tuple(rest))] if rest else []
        below = as_markdown(others, self._call, depth=self._depth, then=then)
        gap = [below[0].with_text("")] if below and not below[0].blank else []
        return [text, *gap, *below]


def _as_it_is(lines: Lines) -> Lines:
    """Code and the like; an indent that means nothing in Markdown is taken away from all of it."""
    columns = lines[0].indent
    return [line.dedented(columns) for line in lines] if 0 < columns < TAB else list(lines)


def _html(lines: Lines) -> Lines:
    """HTML without blank lines, at which CommonMark would take it for Markdown again."""
    keeps_blanks = any(sign in lines[0].text.lower() for sign in _BLANKS_COUNT)
    return _as_it_is(lines if keeps_blanks else [line for line in lines if not line.blank])


def _flush(line: OfficeLine) -> OfficeLine:
    return line.with_text(line.bare)


def _unquoted(line: OfficeLine) -> OfficeLine:
    text = line.bare[1:]
    return line.with_text(f"  {text[1:]}" if text.startswith("\t") else text.removeprefix(" "))


def _next_number(following: Sequence[Piece]) -> int | None:
    """The number that the next numbered line before the next heading begins with."""
    for piece in following:
        if piece.kind in (PieceKind.HEADING, PieceKind.UNDERLINED):
            return None
        if piece.kind is PieceKind.LIST and piece.items[0].number is not None:
            return piece.items[0].number
        number = first_number(piece.lines[0].bare) if piece.kind is PieceKind.TEXT else None
        if number is not None:
            return number
    return None


def _next_kind(following: Sequence[Piece]) -> PieceKind | None:
    """What the next piece is that is not blank."""
    return next((piece.kind for piece in following if piece.kind is not PieceKind.BLANK), None)


def _plain_begin(text: str) -> str:
    """A paragraph whose first signs are text, as no parser shall take them for the beginning of something else."""
    if text[:1] not in _SUSPECT:
        return text
    match = _PRINTED.match(text)
    if match is not None:
        return f"{match['number']}\\{text[match.end('number') :]}"
    if text in ("+", "-") or text.startswith("#"):
        return f"\\{text}"
    if text.startswith("~~~"):
        return f"&#126;{text[1:]}"  # as Python-Markdown does not know this sign with a backslash
    return f"&lt;{text[1:]}" if begins_html(text) else text
