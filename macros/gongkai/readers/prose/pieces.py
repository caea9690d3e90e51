"""The pieces that a narrative is composed of: blocks of the document, or parts of one without line breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.forms import Form
from gongkai.forms.model import canonical
from gongkai.readers.document import Image, SourceGrid, SourceParagraph
from gongkai.readers.document.boilerplate import begins_footer, is_boilerplate
from gongkai.readers.document.sections import HeadingCandidate, openings, split_at_titles
from gongkai.readers.document.signs import NUMERALS

_SUB = re.compile(rf"^\s*[（(]\s*[{NUMERALS}]{{1,3}}\s*[）)]\s*\S")
_SECTION = re.compile(rf"^\s*[{NUMERALS}]{{1,3}}\s*、\s*\S")
_SHORT = 36
"""The most characters of a line that is taken for a subheading although nothing marks it as one."""
_DEEP = 2
"""Levels between the heading of a section and a heading below a subheading."""
_FEWEST_SECTIONS = 3
_NOTE = re.compile(r"\s*［\d{1,3}］")


@dataclass(frozen=True, slots=True)
class NarrativePiece:
    """A block, or a part of one without line breaks (``glued``); ``in_table`` if it is part of a statutory table."""

    block: SourceParagraph | SourceGrid | Image
    in_table: bool = False
    glued: bool = False

    @property
    def number(self) -> int:
        """Number of the block."""
        return self.block.origin.block


def parted(form: Form, block: SourceParagraph) -> Iterator[NarrativePiece]:
    """Cut a paragraph with a table where sections begin in it; text of sections without a table is narrative."""
    texts = split_at_titles(form, block.text)
    headings = openings(form, [HeadingCandidate(text, 0, in_table=True) for text in texts])
    if not headings:
        yield NarrativePiece(block, in_table=True)
        return
    for place, text in enumerate(texts):
        yield NarrativePiece(replace(block, text=text, level=0, styles=()), in_table=True, glued=place in headings)


def holds_sections(form: Form, block: SourceParagraph) -> bool:
    """Whether a paragraph holds several sections of the form with their titles, as where all of a text is in one line.

    Args:
        form: The form.
        block: The paragraph.
    """
    return len(split_at_titles(form, block.text)) > _FEWEST_SECTIONS


def candidate(piece: NarrativePiece) -> HeadingCandidate:
    """A piece as what may be the heading of a section; items, tables and pictures are none."""
    block = piece.block
    if not isinstance(block, SourceParagraph) or block.item:
        return HeadingCandidate("", in_table=True)
    return HeadingCandidate(block.text, block.level, piece.in_table)


def heading_level(piece: NarrativePiece) -> int:
    """The level that the document gives a heading; 0 for all else."""
    return piece.block.level if isinstance(piece.block, SourceParagraph) else 0


def level_within(block: SourceParagraph, *, title: str, has_form: bool, sections_level: int) -> int:
    """The level of a heading within the narrative; 0 for a paragraph.

    Args:
        block: The paragraph.
        title: The report's.
        has_form: Whether the document has tables of a form, whose section titles are known.
        sections_level: The level that the document gives to the headings of sections.
    """
    text = block.text.strip()
    if canonical(text) == canonical(title):
        return 0
    short = len(text) <= _SHORT and not re.search(r"[。；;，,].|[。；;：:]$", text)
    if not has_form and short and _SECTION.match(text):
        return 2
    if block.level:
        return 4 if block.level - sections_level >= _DEEP else 3
    return 3 if short and _SUB.match(text) else 0


def title_again(pieces: list[NarrativePiece], title: str) -> Iterator[int]:
    """Places of the paragraphs before the first section that are the title once more, in one line or in two."""
    names = [canonical(piece.block.text) if isinstance(piece.block, SourceParagraph) else "" for piece in pieces]
    whole = canonical(title)
    for place, name in enumerate(names):
        if name and name == whole:
            yield place
        elif name and whole and "".join(names[place : place + 2]) == whole:
            yield from (place, place + 1)


def is_note(piece: NarrativePiece) -> bool:
    """Whether a paragraph is a note as this project's own documents have them below tables: ``［1］…``."""
    return isinstance(piece.block, SourceParagraph) and _NOTE.match(piece.block.text) is not None


def is_around(piece: NarrativePiece) -> bool:
    """Whether a piece is of the page around the report."""
    return isinstance(piece.block, SourceParagraph) and is_boilerplate(piece.block.text)


def is_footer(piece: NarrativePiece) -> bool:
    """Whether the footer of the page begins with a piece."""
    return isinstance(piece.block, SourceParagraph) and begins_footer(piece.block.text)
