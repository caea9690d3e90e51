"""The outlines of glyphs in a font file, as far as they are needed to tell what a digit looks like.

It loads fontTools, which takes a tenth of a second: whoever needs it seldom imports it late.
A glyph of a file that means harm may have parts that have parts, or call routines that call routines, each many times:
those are counted.
"""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from fontTools.misc.bezierTools import cubicPointAtT
from fontTools.misc.psCharStrings import T2OutlineExtractor
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

_Point = tuple[float, float]
Contours = tuple[tuple[_Point, ...], ...]
"""Closed lines by their points; a curve is given by points on it."""
_SYMBOLS = 0xF000
"""Where a font of symbols has the characters of the keyboard."""
_FOR_UNICODE = (0, 3)
"""Platforms whose character maps go by Unicode, or by codes of symbols."""
_MOST_POINTS, _MOST_PARTS = 8_000, 100
_STEPS = (0.25, 0.5, 0.75, 1.0)
"""How far along a curve the points are that stand for it."""


def glyph_outlines(font: bytes, characters: str) -> dict[str, Contours]:
    """The outlines that a font has for characters; none for those that it lacks, or draws as blanks.

    Args:
        font: The file of the font: TrueType or OpenType, with outlines of either kind.
        characters: The characters.
    """
    try:
        program = TTFont(BytesIO(font), lazy=True)
        names = _names_of(program, characters)
        _count_routines(program, names.values())
        glyphs = program.getGlyphSet()
        outlines = {character: _contours(glyphs, name) for character, name in names.items()}
    except Exception:  # noqa: BLE001 - fontTools raises errors of any type on a broken font, which says nothing then
        return {}
    return {character: outline for character, outline in outlines.items() if outline}


def _names_of(program: Any, characters: str) -> dict[str, str]:
    """The names of the glyphs of characters."""
    names: dict[int, str] = {}
    for table in program["cmap"].tables:
        if table.platformID in _FOR_UNICODE:
            names = {**table.cmap, **names}
    by_character = {one: names.get(ord(one)) or names.get(_SYMBOLS + ord(one)) for one in characters}
    return {one: name for one, name in by_character.items() if name}


def _count_routines(program: Any, names: Iterable[str]) -> None:
    """Let glyphs in the Compact Font Format count the routines that they call."""
    if "CFF " in program:
        for name in names:
            program["CFF "].cff[0].CharStrings[name].outlineExtractor = _CountingExtractor


def _contours(glyphs: Mapping[str, Any], name: str) -> Contours:
    pen = _PointPen(glyphs)
    glyphs[name].draw(pen)
    return tuple(map(tuple, pen.contours))


class _TooMuchError(Exception):
    """A glyph has more points, parts or routines than any digit."""


class _CountingExtractor(T2OutlineExtractor):  # type: ignore[misc] # it has no types
    """Draws a glyph in the Compact Font Format."""

    routines = 0

    def execute(self, routine: Any) -> None:
        """Draw what the glyph, or a routine that it calls, consists of."""
        self.routines += 1
        if self.routines > _MOST_PARTS:
            raise _TooMuchError
        super().execute(routine)


class _PointPen(BasePen):  # type: ignore[misc] # it has no types
    """Keeps the points of what a glyph draws.

    Args:
        glyphs: All glyphs of the font by name.
    """

    def __init__(self, glyphs: Mapping[str, Any]) -> None:
        super().__init__(glyphs)
        self.contours: list[list[_Point]] = []
        self._points = self._parts = 0

    def addComponent(self, name: str, transformation: Any) -> None:  # noqa: N802 - fontTools names it
        """Draw a glyph that is part of another."""
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise _TooMuchError
        super().addComponent(name, transformation)

    def _moveTo(self, point: _Point) -> None:  # noqa: N802 - as above
        self.contours.append([])
        self._add(point)

    def _lineTo(self, point: _Point) -> None:  # noqa: N802 - as above
        self._add(point)

    def _curveToOne(self, first: _Point, second: _Point, end: _Point) -> None:  # noqa: N802 - as above
        begin = self._getCurrentPoint()
        for step in _STEPS:
            self._add(cubicPointAtT(begin, first, second, end, step))

    def _add(self, point: _Point) -> None:
        self._points += 1
        if self._points > _MOST_POINTS:
            raise _TooMuchError
        self.contours[-1].append(point)
