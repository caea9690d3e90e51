"""The parts of an official document, in their order, without measures, fonts and markup."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gongkai.reports.model import Moment
from gongkai.tables import TableView


@dataclass(frozen=True, slots=True)
class TextRun:
    r"""Characters in one style; a ``\n`` is a line break.

    Attributes:
        text: The characters.
        strong: Whether they have strong emphasis.
        emphasis: Whether they have emphasis.
        href: The full address that they lead to; empty for none.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class OfficialHeading:
    """A heading below the title: those of sections have level 1. ``remarks`` is what reviewers are told of it."""

    level: int
    runs: tuple[TextRun, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialParagraph:
    """A paragraph; ``remarks`` as of a heading."""

    runs: tuple[TextRun, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialItem:
    """An item of a list.

    Attributes:
        runs: Its text.
        depth: In how many lists its own is.
        number: In a numbered list its number, from 1; None in any other.
        remarks: As of a heading.
    """

    runs: tuple[TextRun, ...]
    depth: int
    number: int | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """A statutory table; its notes are lines of their own after it.

    Attributes:
        view: The table.
        caption: What is above it; empty where the text around it says enough.
        landscape: Whether it takes a page in landscape.
        remarks: By row and column of its cells, or by row and None, what reviewers are told; of the table by Nones.
        tight: Whether its lines are set closer, so that its notes have room on its page.
    """

    view: TableView
    caption: str
    landscape: bool
    remarks: Mapping[tuple[str | None, str | None], tuple[str, ...]] = field(default_factory=dict, hash=False)
    tight: bool = False


@dataclass(frozen=True, slots=True)
class OfficialGrid:
    """A table that the narrative has written itself: rows of cells of equal number, the head first."""

    rows: tuple[tuple[tuple[TextRun, ...], ...], ...]


class LineKind(Enum):
    """What a line that is not the office's own text says."""

    DRAFT = "draft"
    """That the document is out for review."""
    FAULTS = "faults"
    """How many faults there are, or that it was withdrawn: what is at the head in strong emphasis."""
    FAULT = "fault"
    """One fault."""
    SOURCE = "source"
    """Who reports, when it was published, and by what hash the data can be verified."""
    TITLE = "title"
    """What the lines below it are."""
    TABLE_NOTE = "table-note"
    """A note on the table before it, with its number in brackets as it stands in the cells."""
    NOTE = "note"
    """A remark on a section, or a signed explanation of one."""
    CORRECTION = "correction"
    """A change after publication."""


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """A line that is not the office's own text; see ``LineKind``."""

    kind: LineKind
    text: str


OfficialBlock = OfficialHeading | OfficialParagraph | OfficialItem | OfficialTable | OfficialGrid | OfficialLine


@dataclass(frozen=True, slots=True)
class OfficialSection:
    """Some pages of one orientation: portrait, or landscape."""

    landscape: bool
    blocks: tuple[OfficialBlock, ...]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A report as an official document.

    Attributes:
        title: Its title.
        head: What is above the title.
        sections: Its pages; the first and the last ones are portrait.
        published: When the report was published; None where that is not known.
        remarks: What reviewers are told of the report as a whole.
    """

    title: str
    head: tuple[OfficialLine, ...]
    sections: tuple[OfficialSection, ...]
    published: Moment | None
    remarks: tuple[str, ...] = ()
