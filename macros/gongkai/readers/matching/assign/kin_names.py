"""Lines without figures that begin with the label of a row and go on with words of their own: 规章其中本级.

The figures of 规章总数 beside such a line may be none of the row.
"""

import re
from dataclasses import dataclass, replace

from gongkai.forms import Table
from gongkai.readers.matching.assign.model import RowCandidate
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.tokenise import TokenLine

_MOST_WORDS = 6
"""Characters of words behind a label that name another row than its own."""
_DASHES = re.compile(r"[\s/／—–－-]+$")


@dataclass(slots=True)
class KinNames:
    """The row with whose label the last line without figures begins.

    Attributes:
        table: The form's table.
        row: The row; None where the last line is none of these.
    """

    table: Table
    row: int | None = None

    def note_piece(self, line: TokenLine, *, goes_on: bool) -> None:
        """Note a piece of a line of text.

        Args:
            line: The piece.
            goes_on: Whether it is not the first one.
        """
        if goes_on:
            words = _DASHES.sub("", line.text)
            self.row = self.row if len(words) <= _MOST_WORDS and not any(map(str.isnumeric, words)) else None
            return
        plain = [match for match in line.matches if not (match.partial or match.edits)]
        rows = plain[0].of("row", table=self.table.id) if len(plain) == len(line.tokens) == 1 else ()
        self.row = rows[0].row if rows else None

    def note_row(self, line: TokenLine) -> None:
        """Note a whole line: one with nothing but such words and blanks, or any other.

        Args:
            line: The line.
        """
        words = [token for token in line.tokens if not (token.is_blank or token.covered)]
        alone = comparable(words[0].text) if len(words) == 1 and words[0].is_unknown else ""
        labels = {comparable(row.name.label): number for number, row in enumerate(self.table.rows)}
        self.row = labels.get(max((label for label in labels if alone.startswith(label)), key=len, default=""))

    def doubt_last(self, candidates: list[RowCandidate]) -> None:
        """Note of the last row that the line below it begins with its label.

        Args:
            candidates: The rows so far; the last one is replaced.
        """
        last = candidates[-1] if candidates else None
        if last is not None and last.has_figures and last.row is not None and last.row == self.row:
            match = last.match
            candidates[-1] = replace(last, blank_kin=match.text) if match is not None and match.edits else last
