"""A line of text cut at its labels, for tables that an extraction has run together: ``总计693665（一）予以公开…``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import MULTIPLES, SIGNS, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import split_at_spaces
from gongkai.readers.matching.tokenise.label_scan import LabelSpan
from gongkai.readers.matching.tokenise.label_words import PUNCTUATION
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch, Token, TokenLine
from gongkai.readers.matching.tokenise.tables import FIGURES_ONLY

ENOUGH = 3
"""The fewest labelled figures one after the other for which a stretch of prose is taken for a glued table."""
_NUMBER = rf"[{SIGNS}]?[.．]?[\d０-９][\d０-９.,，．]*"
_FIGURE = rf"(?:大?约|近)?{_NUMBER}(?:[{MULTIPLES}]*元|[{MULTIPLES}]+)?(?:[（(][^（()）]*[)）])?"
# Of dashes for blanks, one that a digit follows is that figure's minus sign.
_BLANKS = rf"(?:[—/／]|[{SIGNS}](?<![+＋])(?!\.?[\d０-９]))+"
# What one figure has taken stays with it, or digits that no word follows would be tried in every way to cut them.
_FIGURES = re.compile(rf"\s*+(?:(?>{_FIGURE}|不适用|{_BLANKS})\s*+)++")
_ONE = re.compile(rf"{_FIGURE}|不适用|{_BLANKS}")
"""A figure with its unit and note, after which the next one begins; or several whose digits are glued."""
# "新收12件" is a sentence: a figure with one of these after it belongs to the words that follow.
_COUNTING_WORD = re.compile(r"[件个条项篇宗次份家起余多人年月%％万亿元]")
_COUNTED = re.compile(rf"(?:{_NUMBER}\s*(?:[件宗]|[{MULTIPLES}]*元)\s*)+")
"""Figures each of which has the word for its pieces, or its unit, right behind it."""
_ONE_COUNTED = re.compile(rf"{_NUMBER}\s*(?:[件宗]|[{MULTIPLES}]*元)")
_NUMBER_IN_BRACKETS = re.compile(rf"[（(]\s*{_NUMBER}\s*[)）]")
_DASHES = ("-", "—", "/", "–")
_AROUND = PUNCTUATION.replace("（", "").replace("）", "").replace("(", "").replace(")", "")
_NUMBER_OF_HEADING = re.compile(r"\d{1,2}\s*[、．.]\s*$")


def glued_lines(text: str, origin: Origin, lexicon: Lexicon) -> Iterator[TokenLine]:
    """Cut a line at its labels: each stretch of labels with the figures after it becomes a line.

    Stretches with other words between them are complete lines only where enough figures follow each other.
    """
    spans = lexicon.scan(text)
    gaps = [text[span.start : span.end] for span in spans if span.match is None]
    cutter = _Cutter(text, origin, counted=any(len(_counted(gap)) >= ENOUGH for gap in gaps))
    for span, following in zip(spans, (*spans[1:], None), strict=True):
        cutter.add(span, before_section=following is not None and _is_section(following))
    cutter.close_line((), len(text))
    for stretch in cutter.stretches:
        figures = sum(bool(line.figures) for line in stretch)
        complete = (
            not cutter.interrupted or figures >= ENOUGH or (figures > 0 and any(line.section for line in stretch))
        )
        yield from (replace(line, complete=complete and line.complete) for line in stretch)


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
        counted: Whether several figures with words for pieces behind them follow each other, as in no sentence.
    """

    text: str
    origin: Origin
    stretches: list[list[TokenLine]] = field(default_factory=lambda: [[]])
    labels: list[Token] = field(default_factory=list)
    start: int = 0
    interrupted: bool = False
    counted: bool = False

    def add(self, span: LabelSpan, *, before_section: bool) -> None:
        """Take the next label, or what is between two; ``before_section`` if the title of a section follows.

        Digits with a comma of enumeration before such a title are its number, or figures with the number after them:
        nobody can tell, so that they are not read.
        """
        if span.match is None:
            self._add_gap(
                span, readable=not (before_section and _NUMBER_OF_HEADING.search(self.text[span.start : span.end]))
            )
        elif _is_section(span):
            self._add_section(span, span.match)
        else:
            self.labels.append(self._label(span, span.match, len(self.labels)))

    def close_line(self, figures: Sequence[str], end: int, *, cut: bool = False) -> None:
        """Make a line of the labels so far and the figures after them.

        Args:
            figures: The figures.
            end: Where they end.
            cut: Whether words that are neither label nor figure follow.
        """
        first = len(self.labels)
        tokens = [*self.labels, *(Token(text, self.origin, first + n) for n, text in enumerate(figures))]
        if tokens:
            self.stretches[-1].append(
                TokenLine(tuple(tokens), self.origin, span=(self.start, end), glued=True, cut=cut)
            )
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

    def _add_gap(self, span: LabelSpan, *, readable: bool) -> None:
        gap = self.text[span.start : span.end]
        figures, rest = _figures_in(gap) if readable else ([], 0)
        if self.counted and readable and (own := _counted(gap)):
            figures, rest = own, len(gap)
        words = gap[rest:]
        if figures:
            self.close_line(figures, span.start + rest, cut=bool(words))
        if words:  # they are no table, and keep their paragraph from being one
            start = span.start + rest
            self.close_line((), start, cut=True)
            token = Token(words, self.origin)
            self.stretches += [[TokenLine((token,), self.origin, span=(start, span.end), complete=False)], []]
            self.start, self.interrupted = span.end, True


def _counted(gap: str) -> list[str]:
    """The figures of what is between two labels, if it is nothing but such with words for pieces behind them."""
    plain = gap.strip(_AROUND)
    return _ONE_COUNTED.findall(plain) if _COUNTED.fullmatch(plain) else []


def _is_section(span: LabelSpan) -> bool:
    return span.match is not None and bool(span.match.of("section"))


def _figures_in(gap: str) -> tuple[Sequence[str], int]:
    """The figures at the beginning of what is between two labels, and where they end: after it if nothing follows."""
    plain = gap.strip(PUNCTUATION)
    if _NUMBER_IN_BRACKETS.fullmatch(gap.strip()):
        return [gap.strip()], len(gap)  # the brackets may make another figure of it
    if FIGURES_ONLY.fullmatch(plain):
        cells = split_at_spaces(plain)
        parts = [part for text in cells for part in _cut_at_dashes(text, apart=len(cells) > 1)]
        return [part for part in parts if not is_blank_text(part) or part in _DASHES], len(gap)
    if _FIGURES.fullmatch(bracketed := gap.strip(_AROUND)):
        return _ONE.findall(bracketed), len(gap)
    leading = _FIGURES.match(gap)
    if leading and not _COUNTING_WORD.match(gap[leading.end() :].lstrip()):
        return [text for text in _ONE.findall(leading[0]) if not is_blank_text(text)], leading.end()
    return [], 0


def _cut_at_dashes(text: str, *, apart: bool) -> Sequence[str]:
    """The cells of a text in which dashes for blanks follow figures without a gap, as in ``12—0``.

    The text stays whole if anything else touches a figure, as it belongs to the figure then; also if it ends in a dash
    although spaces set the cells ``apart``, as in ``0  18–``.
    """
    if looks_like_figures(text) or is_blank_text(text) or (apart and is_blank_text(text[-1])):
        return [text]
    parts = _ONE.findall(text)
    return parts if "".join(parts) == text else [text]
