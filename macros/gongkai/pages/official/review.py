"""Findings at the parts of a document that they speak of, for those who review it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gongkai.findings import Finding, Level, level_text, message
from gongkai.narrative import Narrative
from gongkai.pages.official.model import OfficialHeading, OfficialItem, OfficialParagraph

Remarked = OfficialHeading | OfficialParagraph | OfficialItem
"""What a remark on a line of the narrative can be at."""


class Review:
    """Hands each finding out once, to the part that it speaks of; what is left is about the report as a whole."""

    def __init__(self, findings: Iterable[Finding], narrative: Narrative | None) -> None:
        """Take the findings.

        Args:
            findings: Every finding of the report; those that a signed explanation lets pass are in the document.
            narrative: The report's narrative.
        """
        self._path = narrative.path if narrative is not None else None
        self._open = [item for item in findings if item.level is not Level.WAIVED]

    def table(self, table: str) -> Mapping[tuple[str | None, str | None], tuple[str, ...]]:
        """The remarks on a table, by row and column."""
        remarks: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
        for item in self._take([item for item in self._open if item.table == table and item.path != self._path]):
            key = (item.row, item.col)
            remarks[key] = (*remarks.get(key, ()), _text(item))
        return remarks

    def lines(self, blocks: Sequence[tuple[int, object]]) -> Mapping[int, tuple[str, ...]]:
        """The remarks on a narrative, by number of the block that holds the line; blocks have their first line."""
        if not self._open:
            return {}
        remarks: dict[int, tuple[str, ...]] = {}
        places = [(line, number) for number, (line, block) in enumerate(blocks) if isinstance(block, Remarked)]
        for item in list(self._open):
            before = [number for line, number in places if line <= (item.line or 0)]
            if item.path == self._path and before:
                self._take([item])
                remarks[before[-1]] = (*remarks.get(before[-1], ()), _text(item))
        return remarks

    @property
    def unplaced(self) -> tuple[str, ...]:
        """What was not handed out."""
        return tuple(map(_text, self._open))

    def _take(self, items: Sequence[Finding]) -> Sequence[Finding]:
        self._open = [item for item in self._open if item not in items]
        return items


def with_remarks(block: Remarked, remarks: tuple[str, ...]) -> Remarked:
    """The block with remarks."""
    return replace(block, remarks=remarks)


def _text(finding: Finding) -> str:
    return f"{level_text(finding)}：{message(finding)}"
