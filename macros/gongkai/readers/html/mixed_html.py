"""Reads raw HTML blocks of a document as one page: an element opened in one block may be closed in a later one."""

from collections.abc import Sequence

from gongkai.readers.document import FileNotice
from gongkai.readers.document.draft_blocks import DraftBlock, name_tables_by_number
from gongkai.readers.html.elements import SLOT_TAG
from gongkai.readers.html.pages import read_mixed

MixedPiece = tuple[int, str | list[DraftBlock]]
"""HTML, or other blocks, with the number of lines before it."""


def blocks_of(pieces: Sequence[MixedPiece], *, name: str) -> tuple[list[DraftBlock], tuple[FileNotice, ...]]:
    """The blocks of a text and what there is to say of its tables.

    Args:
        pieces: The text in order.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It holds HTML beyond all bounds.
    """
    if not any(isinstance(content, str) for _, content in pieces):
        return name_tables_by_number(
            draft for _, drafts in pieces for draft in drafts if not isinstance(draft, str)
        ), ()
    parts = ["<body>"]  # or what follows a style sheet would be taken for a part of the head
    slots: dict[str, Sequence[DraftBlock]] = {}
    line = 0
    for first, content in pieces:
        parts.append("\n" * (first - line))  # so that the lines of the page are those of the file
        if isinstance(content, str):
            parts.append(content)
            line = max(first, line) + content.count("\n")
        else:
            parts.append(f'<{SLOT_TAG} id="{len(slots)}"></{SLOT_TAG}>')
            slots[str(len(slots))] = content
            line = max(first, line)
    return read_mixed("".join(parts), name=name, slots=slots)
