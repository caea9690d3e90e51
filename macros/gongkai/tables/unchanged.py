"""Which lines of a comparison say that nothing changed, and which of them are nought in both years.

A blank counts as neither: a figure that one of the reports does not give may have changed.
"""

from gongkai.forms import Form
from gongkai.tables.comparison import ComparedTable, FigurePair
from gongkai.tables.comparison_lines import ComparisonLine, comparison_lines
from gongkai.tables.folding import is_nought


def unchanged(item: ComparedTable, line: ComparisonLine) -> bool:
    """Whether a line may be left out where changes alone are asked for: its figure is the same in both reports.

    Args:
        item: The compared table.
        line: One of its lines.
    """
    return line.comparable and item.rows[line.position].pairs[line.cell.column].change == 0


def nought_lines(form: Form, item: ComparedTable, columns: tuple[int, ...]) -> frozenset[str]:
    """Ids of the lines that are nought in both reports in all of some columns.

    Args:
        form: The form of the later report.
        item: The compared table.
        columns: Positions of the columns.
    """
    return frozenset(
        line.cell.id
        for line in comparison_lines(form, item.match)
        if line.comparable and all(_is_nought(item.rows[line.position].pairs[place]) for place in columns)
    )


def _is_nought(pair: FigurePair) -> bool:
    return is_nought(pair.now) and pair.before is not None and is_nought(pair.before)
