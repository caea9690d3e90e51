"""The group of rows that a line stands in, for labels such as 其他 that a document may print in several groups.

Form 2021 has such a row in one group only; offices add it to others. It is a row of the form only in the form's group.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.forms import Table
from gongkai.readers.matching.label_text import comparable, fold, split_numbering
from gongkai.readers.matching.tokenise import LabelMatch, LabelMeaning


@dataclass(slots=True)
class GroupPlace:
    """Where the reading of one table stands.

    Attributes:
        table: The form's table.
        group: Id of the innermost group of rows of the last label; empty before any.
    """

    table: Table
    group: str = ""

    def note_groups(self, labels: Sequence[LabelMatch]) -> str:
        """Note the labels of groups in a line, outermost first.

        Returns:
            The label of the innermost group at hand; empty where none is known.
        """
        group = self._named(labels)
        if group and not self._holds(group, self.group):
            self.group = group
        return next((item.label for row in self.table.rows for item in row.groups if item.id == self.group), "")

    def note_row(self, row: int) -> None:
        """Note that a line is this row."""
        groups = self.table.rows[row].groups
        self.group = groups[-1].id if groups else ""

    def is_foreign(self, match: LabelMatch, meaning: LabelMeaning, labels: Sequence[LabelMatch]) -> bool:
        """Whether a label that may be printed in any group of rows stands in one where the form has no such row.

        Only a label that is that of a column as well, other than of totals, says so little. The group follows from the
        labels of groups in the same line, from the number of the row, and from the rows before it.

        Args:
            match: The label of the row.
            meaning: The row that has this label on the form.
            labels: The labels of groups in the same line.
        """
        row = self.table.rows[meaning.row]
        columns = self.table.blocks[row.block].columns
        totals = {place for line in self.table.lines for place in line.totals}
        names = {comparable(column.name.label) for place, column in enumerate(columns) if place not in totals}
        if not row.groups or meaning.key not in names:
            return False
        groups = [item.id for item in row.groups]
        group = self._named(labels)
        if group and group not in groups:
            return True
        number = split_numbering(fold(match.text))[0]
        if number and number == meaning.number:
            return False
        is_innermost = all(
            item.groups[-1].id == groups[-1] for item in self.table.rows if row.groups[-1] in item.groups
        )
        if is_innermost and groups[-1] in (group, self.group):
            return False
        return bool(number or self.group)

    def _named(self, labels: Sequence[LabelMatch]) -> str:
        """Id of the last group that labels name; empty where they name none."""
        return labels[-1].of("group", table=self.table.id)[0].name if labels else ""

    def _holds(self, outer: str, inner: str) -> bool:
        """Whether a group of rows holds another one: its label, repeated, does not say that the inner one has ended."""
        above = [[item.id for item in row.groups] for row in self.table.rows]
        return any(inner in groups and outer in groups[: groups.index(inner)] for groups in above)
