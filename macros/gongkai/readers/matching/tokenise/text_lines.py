"""Lines of text as lines of tokens: page numbers, delimited cells, figures, labels, footnotes, and glued tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures, looks_misread
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.normalise import LineShape, NormalisedLine, NormalisedParagraph
from gongkai.readers.matching.tokenise.arrangement import is_head_of_no_form
from gongkai.readers.matching.tokenise.glued_text import ENOUGH, glued_lines
from gongkai.readers.matching.tokenise.label_words import labels_in, words_and_figures
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch, SideDoubt, Token, TokenLine
from gongkai.readers.matching.tokenise.tables import look_up_words, split_glued_cells

BRACKETED_NOTE = re.compile(r"\s*[（(](?!(?:上一?年|去年|20\d\d年?)度?[)）])[^（()）]+[)）]\s*")
"""A line that consists of a note in brackets; a year alone is not a note on a figure but heads what follows."""
_NO_GLYPH = re.compile("[□▢▯◻\ufffd?？!！]{1,8}")
"""What stands in the place of characters that a font or an encoding has not, or of those that were misread."""
_FOOTNOTE = re.compile(r"\s*(?:备?注|说明)\s*\d*\s*[：:].+|\s*\*.+", re.DOTALL)
_ENDS_IN_DIGIT = re.compile(r"\d\s*$")
_GLUED_FIGURES = re.compile(r"[\d０-９]{5,}")
_OTHER_HEAD_BEFORE = re.compile(r"(?:序号|编号|[行栏项]次|行号|代码)(?=\s*[（(]?(\w{2,3}))")
_OTHER_HEAD_BEHIND = re.compile(r"(?<=数量|件数|金额|总计|情况|审结|）项|\)项)(?:备注|说明|上年|去年|同比|环比)")
"""Likewise among heads that follow each other without a gap."""
_OTHER_ROW_HEAD = "项目"
_LONGEST_HEADING = 60
_LONGEST_LABEL = 90
_FEWEST_BLANKS = 2
"""The fewest dashes set apart in a line that are cells of a row, and no part of its label."""
_FEWEST_BEHIND_PART = 2
"""The fewest figures after a part of a label, which otherwise may as well be a word of a sentence."""
_FEWEST_BEFORE_LABELS = 2
"""The fewest figures at the beginning of a line that are a row, and not the number of what follows."""


def paragraph_lines(paragraph: NormalisedParagraph, lexicon: Lexicon) -> Iterator[TokenLine]:
    """Go through the lines of a paragraph; a line of several labels with their figures gives several."""
    for line in paragraph.lines:
        other_head = line.shape is LineShape.TEXT and _names_other_column(line, lexicon)
        for tokens in _lines_of(line, paragraph.origin, lexicon):
            start, end = (0, line.length) if line.joined else tokens.span
            span = (line.start + start, line.start + end)
            either: SideDoubt = "alone" if line.apart else tokens.either
            is_same = (span, other_head, either) == (tokens.span, tokens.other_head, tokens.either)
            yield tokens if is_same else replace(tokens, span=span, other_head=other_head, either=either)


def _names_other_column(line: NormalisedLine, lexicon: Lexicon) -> bool:
    """Whether a line holds the head of a column that the form does not have."""
    if any(is_head_of_no_form(cell) or lexicon.names_other_year(cell) for cell in line.cells):
        return True
    if _OTHER_HEAD_BEHIND.search(line.text):
        return True
    return any(
        match[1].startswith((_OTHER_ROW_HEAD, *lexicon.first_heads)) for match in _OTHER_HEAD_BEFORE.finditer(line.text)
    )


def _lines_of(line: NormalisedLine, origin: Origin, lexicon: Lexicon) -> Iterator[TokenLine]:
    span = (0, len(line.text))
    if line.shape is LineShape.PAGE_NUMBER:
        yield TokenLine((Token(line.text, origin),), origin, span=span, page_number=True)
    elif line.shape is LineShape.MOVED:
        yield TokenLine((), origin, span=span, moved=True)
    elif line.shape in (LineShape.SENTENCE, LineShape.SENTENCE_OF_FIGURES):
        holds_figures = line.shape is LineShape.SENTENCE_OF_FIGURES
        yield TokenLine((Token(line.text, origin),), origin, span=span, complete=False, in_sentences=holds_figures)
    elif line.shape is LineShape.DELIMITED:
        cells = [Token(text, origin, n, match=look_up_words(text, lexicon)) for n, text in enumerate(line.cells)]
        yield TokenLine(tuple(split_glued_cells(cells, lexicon)), origin, span=span, delimited=True)
    elif line.shape is LineShape.FIGURES:
        figures = tuple(Token(text, origin, number) for number, text in enumerate(line.cells))
        yield TokenLine(figures, origin, span=span, glued=True)
    else:
        yield from _text_lines(line, origin, lexicon)


def _text_lines(line: NormalisedLine, origin: Origin, lexicon: Lexicon) -> Iterator[TokenLine]:
    span = (0, len(line.text))
    plain = collapse_spaces(line.text)
    is_label = len(plain) <= _LONGEST_LABEL and sum(map(is_blank_text, line.cells)) < _FEWEST_BLANKS
    match = lexicon.look_up(line.numbering + plain) if is_label else None
    if match is not None and match.edits and looks_misread(line.cells[-1]):
        match = None  # 行政处罚 l is a label and a figure
    is_beside = match is not None and (match.edits or _NO_GLYPH.fullmatch(line.cells[-1]))
    if is_beside and (labels := _labels_before_sign(line.cells, lexicon)):
        tokens = [Token(text, origin, number, match=own) for number, (text, own) in enumerate(labels)]
        yield TokenLine((*tokens, Token(line.cells[-1], origin, len(labels))), origin, span=span, glued=True)
        return
    if match is not None and not (match.partial and _ENDS_IN_DIGIT.search(plain)) and not _is_row_of_number(match):
        token = Token(line.text, origin, match=match)
        yield TokenLine((token,), origin, span=span, section=_opened_section(match, plain))
        return
    words = (Token(line.text, origin),)
    row = _row_with_gaps(line, origin, lexicon)
    if row is not None:
        yield TokenLine(row, origin, span=span, glued=True)
    elif BRACKETED_NOTE.fullmatch(line.text) and match is None:
        yield TokenLine(words, origin, span=span)
    elif _FOOTNOTE.fullmatch(line.text):
        yield TokenLine(words, origin, span=span, footnote=True)
    elif len(plain) <= _LONGEST_HEADING or _holds_rows(plain, lexicon) or _is_table(line.cells, lexicon):
        yield from glued_lines(line.text, origin, lexicon)
    else:
        yield TokenLine(words, origin, span=span, complete=False)


def _labels_before_sign(cells: Sequence[str], lexicon: Lexicon) -> list[tuple[str, LabelMatch]]:
    """The labels of a line that ends in one sign beside them, which may be a figure that was misread: 行政处罚 S."""
    is_sign = len(cells[-1]) == 1 or _NO_GLYPH.fullmatch(cells[-1])
    labels = labels_in(" ".join(cells[:-1]), lexicon) if is_sign else []
    is_whole = bool(labels) and not any(match.edits or match.partial for _, match in labels)
    return labels if is_whole and labels[-1][1].of("row") else []


def _is_row_of_number(match: LabelMatch) -> bool:
    """Whether a label of a row has a number in brackets after it, which may be its figure."""
    return bool(match.of("row")) and looks_like_figures(match.bracketed)


def _row_with_gaps(line: NormalisedLine, origin: Origin, lexicon: Lexicon) -> tuple[Token, ...] | None:
    """A line of labels and nothing else, and figures after them with gaps between; None where it is not."""
    words, figures = words_and_figures(line.cells)
    if not words or not figures:
        return None
    labels = labels_in(words, lexicon)
    if not labels or (labels[-1][1].partial and len(figures) < _FEWEST_BEHIND_PART):
        return None
    first = len(labels)
    tokens = [Token(text, origin, number, match=match) for number, (text, match) in enumerate(labels)]
    return (*tokens, *(Token(text, origin, first + number) for number, text in enumerate(figures)))


def _opened_section(match: LabelMatch, plain: str) -> str:
    sections = match.of("section")
    return sections[0].name if sections and len(plain) <= _LONGEST_HEADING else ""


def _is_table(cells: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a line is nothing but heads, or figures and after them the labels of their row."""
    behind = list(dropwhile(lambda cell: looks_like_figures(cell) or is_blank_text(cell), cells))
    if len(cells) - len(behind) < _FEWEST_BEFORE_LABELS:
        return _only_labels(cells, lexicon)
    labels = labels_in(" ".join(behind), lexicon)
    return bool(labels) and all(match.of("row", "group", "section") for _, match in labels)


def _only_labels(cells: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a line is nothing but labels with spaces between, such as the heads of a table."""
    matches = [lexicon.look_up(cell) for cell in cells]
    return len(matches) >= ENOUGH and all(
        match is not None and not match.edits and not match.partial for match in matches
    )


def _holds_rows(text: str, lexicon: Lexicon) -> bool:
    """Whether a long text names enough rows of the form, or is enough heads, to hold a table in one line."""
    words = comparable(text)
    if sum(key in words for key in lexicon.row_keys) >= ENOUGH:
        return True
    if not _GLUED_FIGURES.search(text):
        return False
    heads = [span for span in lexicon.scan(text) if span.match is not None and span.match.of("column", "heads")]
    return sum(span.end - span.start for span in heads) * 2 >= len(text)
