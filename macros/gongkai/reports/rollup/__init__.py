"""Roll-up (汇总): which agencies a consolidated report adds up, and the sums of their reports, cell by cell (R13)."""

from gongkai.reports.rollup.compare import Difference, differences, numbers_of
from gongkai.reports.rollup.members import Members, by_superior, members_of
from gongkai.reports.rollup.sums import Lacking, LackReason, Part, RollUp, cell_id, column_of, leaf_cells, roll_up

__all__ = [
    "Difference",
    "LackReason",
    "Lacking",
    "Members",
    "Part",
    "RollUp",
    "by_superior",
    "cell_id",
    "column_of",
    "differences",
    "leaf_cells",
    "members_of",
    "numbers_of",
    "roll_up",
]
