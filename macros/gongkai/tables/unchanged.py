"""Which lines of a comparison say that nothing changed, and which of them are nought in both years.

A blank is neither: what is not given in both reports has changed for all that anybody knows.
"""

from functools import lru_cache

from gongkai.forms import Form
from gongkai.tables.cell_list import listed_cell
from gongkai.tables.comparison import ComparedTable, FigurePair
from gongkai.tables.comparison_lines import ComparisonLine, comparison_lines
from gongkai.tables.folding import is_nought

_KEYS = ("received", "concluded", "carried_out")


def unchanged(item: ComparedTable, line: ComparisonLine, *, keys: frozenset[str]) -> bool:
    """Whether a line may be left out where changes alone are asked for: its figure is the same in both reports.

    Args:
        item: The compared table.
        line: One of its lines.
        keys: Ids of lines that are shown whether they changed or not (see ``key_lines``).
    """
    if not line.comparable or line.cell.id in keys:
        return False
    return item.rows[line.position].pairs[line.cell.column].change == 0


@lru_cache(maxsize=64)
def key_lines(form: Form) -> frozenset[str]:
    """Ids of the lines of requests received, concluded and carried over."""
    cells = [cell for role in _KEYS if (cell := form.role(role)) is not None]
    return frozenset(spot.id for cell in cells if (spot := listed_cell(form, cell)) is not None)


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
