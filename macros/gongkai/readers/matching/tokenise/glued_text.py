"""A line of text cut at its labels, for tables that an extraction has run together: ``总计693665（一）予以公开…``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import is_blank_text
from gongkai.readers.matching.normalise import split_at_spaces
from gongkai.readers.matching.tokenise.label_scan import LabelSpan
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch, Token, TokenLine
from gongkai.readers.matching.tokenise.tables import FIGURES_ONLY

ENOUGH = 3
"""Labelled figures in a row from which on a stretch of prose is taken for a glued table."""
_LEADING_FIGURES = re.compile(r"[\s\d０-９.,，．+\-＋－−—–/／]*\d[\d０-９.,]*")
# "新收12件" is a sentence: a figure with one of these behind it belongs to the words that follow.
_COUNTING_WORD = re.compile(r"[件个条项篇宗次份家起余多人年月%％万亿元]")
_DASHES = ("-", "—", "/")
_PUNCTUATION = ' \u00a0\u3000（）()“”"：:、，,。;；'


def glued_lines(text: str, origin: Origin, lexicon: Lexicon) -> Iterator[TokenLine]:
    """Cut a line at its labels: each stretch of labels with the figures behind it becomes a line.

    Stretches with other words between them are complete lines only where enough figures follow each other.
    """
    cutter = _Cutter(text, origin)
    for span in lexicon.scan(text):
        cutter.add(span)
    cutter.close_line((), len(text))
    for stretch in cutter.stretches:
        figures = sum(bool(line.figures) for line in stretch)
        complete = (
            not cutter.interrupted or figures >= ENOUGH or (figures > 0 and any(line.section for line in stretch))
        )
        yield from (replace(line, complete=complete) for line in stretch)
    if cutter.interrupted:  # the words between are no table, and keep their paragraph from being one
        yield TokenLine((Token(text, origin),), origin, span=(0, len(text)), complete=False)


@dataclass(slots=True)
class _Cutter:
    """One line of text while it is cut.

    Attributes:
        text: The line.
        origin: Where it is.
        stretches: Lines by uninterrupted stretch.
        labels: Labels since the last figures.
        start: Where the line at work begins.
        interrupted: Whether words that are neither label nor figure are between the stretches.
    """

    text: str
    origin: Origin
    stretches: list[list[TokenLine]] = field(default_factory=lambda: [[]])
    labels: list[Token] = field(default_factory=list)
    start: int = 0
    interrupted: bool = False

    def add(self, span: LabelSpan) -> None:
        """Take the next label, or what is between two."""
        if span.match is None:
            self._add_gap(span)
        elif span.match.of("section"):
            self._add_section(span, span.match)
        else:
            self.labels.append(self._label(span, span.match, len(self.labels)))

    def close_line(self, figures: Sequence[str], end: int) -> None:
        """Make a line of the labels so far and the figures behind them."""
        first = len(self.labels)
        tokens = [*self.labels, *(Token(text, self.origin, first + n) for n, text in enumerate(figures))]
        if tokens:
            self.stretches[-1].append(TokenLine(tuple(tokens), self.origin, span=(self.start, end), glued=True))
        self.labels, self.start = [], end

    def _label(self, span: LabelSpan, match: LabelMatch, column: int = 0) -> Token:
        return Token(self.text[span.start : span.end], self.origin, column, match=match)

    def _add_section(self, span: LabelSpan, match: LabelMatch) -> None:
        self.close_line((), span.start)
        number = match.of("section")[0].name
        self.stretches[-1].append(
            TokenLine((self._label(span, match),), self.origin, span=(span.start, span.end), section=number, glued=True)
        )
        self.start = span.end

    def _add_gap(self, span: LabelSpan) -> None:
        figures, nothing_else = _figures_in(self.text[span.start : span.end])
        if figures:
            self.close_line(figures, span.end if nothing_else else span.start)
        if not nothing_else:
            self.close_line((), span.start)
            self.stretches.append([])
            self.start, self.interrupted = span.end, True


def _figures_in(gap: str) -> tuple[Sequence[str], bool]:
    """The figures in what is between two labels, and whether there is nothing else in it."""
    plain = gap.strip(_PUNCTUATION)
    if FIGURES_ONLY.fullmatch(plain):
        return [text for text in split_at_spaces(plain) if not is_blank_text(text) or text in _DASHES], True
    leading = _LEADING_FIGURES.match(gap)
    rest = gap[leading.end() :].lstrip() if leading else ""
    if leading and split_at_spaces(leading[0]) and not _COUNTING_WORD.match(rest):
        return split_at_spaces(leading[0]), False
    return [], False
