"""Stage 4, solve: the figures of every row and column, by labels, order and sums."""

from gongkai.readers.matching.solve.columns.absent import columns_there
from gongkai.readers.matching.solve.model import (
    CellChoice,
    CellNote,
    ColumnFit,
    GroupFit,
    SolvedGroupedColumns,
    SolvedLabelledRows,
    SolvedRow,
    SolvedTables,
    UnplacedLine,
)
from gongkai.readers.matching.solve.readings import MOST_SHOWN
from gongkai.readers.matching.solve.stage import solve_tables

__all__ = [
    "MOST_SHOWN",
    "CellChoice",
    "CellNote",
    "ColumnFit",
    "GroupFit",
    "SolvedGroupedColumns",
    "SolvedLabelledRows",
    "SolvedRow",
    "SolvedTables",
    "UnplacedLine",
    "columns_there",
    "solve_tables",
]
