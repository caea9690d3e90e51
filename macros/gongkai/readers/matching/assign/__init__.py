"""Stage 3, assign rows: the lines of a document by table of the form, and by row where a label says which."""

from gongkai.readers.matching.assign.model import (
    ColumnHeads,
    Footnote,
    GroupedColumns,
    GroupedLine,
    HeadWording,
    LabelledRows,
    Picture,
    RowAssignment,
    RowCandidate,
)
from gongkai.readers.matching.assign.row_cells import (
    cells_behind_label,
    cells_by_heads,
    figures_before_label,
    has_figure_for_each,
    label_end,
    leaves_cells_aside,
    written_columns,
)
from gongkai.readers.matching.assign.row_places import RowPlaces, places_of
from gongkai.readers.matching.assign.stage import assign_rows

__all__ = [
    "ColumnHeads",
    "Footnote",
    "GroupedColumns",
    "GroupedLine",
    "HeadWording",
    "LabelledRows",
    "Picture",
    "RowAssignment",
    "RowCandidate",
    "RowPlaces",
    "assign_rows",
    "cells_behind_label",
    "cells_by_heads",
    "figures_before_label",
    "has_figure_for_each",
    "label_end",
    "leaves_cells_aside",
    "places_of",
    "written_columns",
]
