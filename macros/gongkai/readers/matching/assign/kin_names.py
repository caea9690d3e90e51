"""Finds lines without figures that begin with the label of a row and continue with other words: 规章其中本级.

Such a kindred line may mean that the figures of 规章总数 beside it are not those of the form's row.
"""

import re
from dataclasses import dataclass, replace

from gongkai.forms import Table
from gongkai.readers.matching.assign.model import RowCandidate
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.tokenise import TokenLine

_MOST_WORDS = 6
"""The most characters after a label that make it the name of another row."""
_OWN_PART = re.compile(
    r"其中(?:[省市州盟区县旗镇乡街道]{0,2}本级|[局委厅办]?机关(?:本级)?|本(?:单位|机关|部门|局)(?:本级)?)"
)
_DASHES = re.compile(r"[\s/／—–－-]+$")


@dataclass(slots=True)
class KinNames:
    """Keeps the row with whose label the last line without figures begins.

    Attributes:
        table: The form's table.
        row: The row; None if the last line is not a kindred one.
        is_own_part: Whether the last line names the share of the office itself in the row above (其中：本级).
    """

    table: Table
    row: int | None = None
    is_own_part: bool = False

    def note_piece(self, line: TokenLine, *, goes_on: bool) -> None:
        """Note a piece of a line of text.

        Args:
            line: The piece.
            goes_on: Whether it continues a line, so that it is not the first piece.
        """
        self.is_own_part = not goes_on and _names_own_part(line.text)
        if goes_on:
            words = _DASHES.sub("", line.text)
            self.row = self.row if len(words) <= _MOST_WORDS and not any(map(str.isnumeric, words)) else None
            return
        plain = [match for match in line.matches if not (match.partial or match.edits)]
        rows = plain[0].of("row", table=self.table.id) if len(plain) == len(line.tokens) == 1 else ()
        self.row = rows[0].row if rows else None

    def note_row(self, line: TokenLine) -> None:
        """Note a whole line, whether it holds nothing but such words and blanks or anything else.

        Args:
            line: The line.
        """
        words = [token for token in line.tokens if not (token.is_blank or token.covered)]
        alone = comparable(words[0].text) if len(words) == 1 and words[0].is_unknown else ""
        self.is_own_part = _names_own_part(alone)
        self.row = self._row_begun_by(alone) if alone else None  # most lines are rows with figures

    def _row_begun_by(self, words: str) -> int | None:
        """The row with the longest label with which some words begin; None without one."""
        labels = {comparable(row.name.label): number for number, row in enumerate(self.table.rows)}
        return labels.get(max((label for label in labels if words.startswith(label)), key=len, default=""))

    def doubt_last(self, candidates: list[RowCandidate]) -> None:
        """Doubt the last row if the line below it has no figure, and begins with its label or is 其中本级.

        Args:
            candidates: The rows so far; the last one is replaced.
        """
        last = candidates[-1] if candidates else None
        if last is None or not last.has_figures or last.match is None or last.row is None:
            return
        if (last.row == self.row and last.match.edits) or (self.is_own_part and _has_counts(last)):
            candidates[-1] = replace(last, blank_kin=last.match.text)


def is_blank_kin(words: str, last: RowCandidate, label: str) -> bool:
    """Whether the words of a line of blanks name a part of the row above: 规章其中本级 below 规章总数.

    Args:
        words: The words.
        last: The row.
        label: Its label on the form.
    """
    if _names_own_part(words):
        return _has_counts(last)
    return last.match is not None and bool(last.match.edits) and comparable(words).startswith(comparable(label))


def _names_own_part(text: str) -> bool:
    """Whether words name the share of the office itself in a row: 其中：本级."""
    return _OWN_PART.fullmatch(comparable(text)) is not None


def _has_counts(candidate: RowCandidate) -> bool:
    """Whether a row has a figure other than 0."""
    return any(cell.is_figure and re.search("[1-9１-９]", cell.text) for cell in candidate.cells)
