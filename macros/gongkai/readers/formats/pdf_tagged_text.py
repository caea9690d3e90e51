"""Puts the text of tagged pages together: the characters of a block in their order, over lines and pages.

Nothing is guessed but the line breaks of the author: a line that ends before the edge, with more of its block below it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.text_styles import PLAIN, StyledPiece, spans_of
from gongkai.readers.document.whitespace import BREAK, lines_of
from gongkai.readers.formats.pdf_ruled import Box
from gongkai.readers.formats.pdf_tags import IN_TABLE, Tag, TaggedBlock, Tags

_SAME_LINE = 0.6
_SHORT = 1.6
"""How far a full line may end before the edge, in heights of its characters: a mark of two thirds of one may hang."""


@dataclass(slots=True)
class TaggedLine:
    """What a line of a page holds of one block.

    Attributes:
        block: The block.
        top: Points from the top of the page.
        right: Where it ends, in points from the left edge of the page.
        size: Height of its characters, in points.
        edge: Where the text of its page ends.
        pieces: Its text.
        label: The sign or number of an item.
    """

    block: TaggedBlock
    top: float
    right: float
    size: float
    edge: float = 0.0
    pieces: list[StyledPiece] = field(default_factory=list)
    label: str = ""


class BareTableError(Exception):
    """A table according to the tags has no ruling lines around its text, so that it was not read as a table."""


def tagged_lines(page: Any, boxes: Sequence[Box], tags: Tags) -> list[TaggedLine]:
    """The lines of a page; what has no tag, such as a page number, and what is in a box is left out.

    Args:
        page: A page of pdfplumber.
        boxes: Left, top, right and bottom of each table, in points.
        tags: Those of the file.

    Raises:
        BareTableError: The tags say that a text outside the boxes is part of a table.
    """
    lines: list[TaggedLine] = []
    number = page.page_obj.pageid
    for mark in page.chars:
        tag = tags.get((number, mark["mcid"]))
        if tag is None or any(_is_within(mark, box) for box in boxes):
            continue
        if tag == IN_TABLE and str(mark["text"]).strip():
            raise BareTableError
        _add(lines, mark, tag)
    edge = max((line.right for line in lines), default=0.0)
    for line in lines:
        line.edge = edge
    return lines


def _is_within(mark: Any, box: Box) -> bool:
    x, y = (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _add(lines: list[TaggedLine], mark: Any, tag: Tag) -> None:
    last = lines[-1] if lines else None
    if last is None or last.block != tag.block or abs(last.top - mark["top"]) > _SAME_LINE * mark["size"]:
        last = TaggedLine(tag.block, mark["top"], mark["x1"], mark["size"])
        lines.append(last)
    text = str(mark["text"])
    if tag.label:
        last.label += text
        return
    if text.strip():
        last.right = max(last.right, mark["x1"])
    last.pieces.append((text, tag.style))


def tagged_pages(pages: Sequence[Sequence[DraftBlock | TaggedLine]]) -> list[list[DraftBlock]]:
    """The blocks of each page, from top to bottom; a block stands on the page where it begins.

    Args:
        pages: Tables, pictures and lines of each page, from top to bottom.
    """
    blocks: list[list[DraftBlock]] = []
    texts: dict[int, tuple[DraftBlock, list[TaggedLine]]] = {}
    for parts in pages:
        blocks.append([])
        for part in parts:
            if isinstance(part, DraftBlock):
                blocks[-1].append(part)
            elif part.block.number in texts:
                texts[part.block.number][1].append(part)
            else:
                draft = DraftBlock(level=part.block.level, item=part.block.item, depth=part.block.depth)
                texts[part.block.number] = (draft, [part])
                blocks[-1].append(draft)
    for draft, lines in texts.values():
        _fill(draft, lines)
    return [[draft for draft in drafts if draft.text or draft.rows is not None or draft.picture] for drafts in blocks]


def _fill(draft: DraftBlock, lines: Sequence[TaggedLine]) -> None:
    pieces = list(_pieces(lines))
    draft.text = "\n".join(lines_of("".join(text for text, _ in pieces)))
    (draft.styles,) = spans_of([draft.text], pieces)
    label = "".join(line.label for line in lines).strip(" .")
    draft.number = whole_number(label)


def _pieces(lines: Iterable[TaggedLine]) -> Iterator[StyledPiece]:
    before: TaggedLine | None = None
    for line in lines:
        if before is not None and line.top != before.top and _is_broken(before):
            yield BREAK, PLAIN
        yield from line.pieces
        before = line


def _is_broken(line: TaggedLine) -> bool:
    """Whether a line ends before the edge."""
    return line.edge - line.right > _SHORT * line.size
