"""Figures that are the report's own year, as ``行政许可 | 2023``: the figure may be missing, and the year left.

In a table whose rows or columns add up a year would spoil the sums, which the checks of a report say.
"""

from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.remarks import Doubt


def remark_year_figures(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask for a look at figures that nothing proves and that are the number of the year.

    Args:
        assignment: The document's lines, with its year.
        collector: Has the figures; takes the remarks.
    """
    year = assignment.document.year
    summed = {identity.table for identity in collector.form.identities}
    open_places = {(item.table, item.row, item.col) for item in collector.remarks if item.doubt is not Doubt.NOTED}
    for (table, row, col), figure in collector.figures.items():
        is_year = year is not None and figure.value == year and not figure.note
        if is_year and table not in summed and open_places.isdisjoint({(table, row, col), (table, row, None)}):
            origin = collector.origins[table, row, col]
            collector.remark(Doubt.GUESSED, "year-figure", origin, text=str(year), table=table, row=row, col=col)
