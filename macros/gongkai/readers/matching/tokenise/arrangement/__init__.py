"""Rearranges tables into the arrangement of the printed form, before their lines are read.

Tables side by side, or with columns or rows of two years, are separated, and columns of the document's own left out; a
table on its side is turned upright; a long table with one figure a line is widened; of a column that is there twice,
one copy is left out. A word such as 小计 becomes the head of a total without a head; 其他 in a list of column names is
taken for the column, not the row of that name.
"""

from gongkai.readers.matching.tokenise.arrangement.below_years import mark_below_years
from gongkai.readers.matching.tokenise.arrangement.column_lists import name_columns_in_lists
from gongkai.readers.matching.tokenise.arrangement.columns_twice import without_columns_twice
from gongkai.readers.matching.tokenise.arrangement.heads_of_no_form import (
    is_aside,
    is_head_of_no_form,
    is_head_of_remarks,
    is_of_earlier_year,
)
from gongkai.readers.matching.tokenise.arrangement.long import widen
from gongkai.readers.matching.tokenise.arrangement.orientation import turn_upright
from gongkai.readers.matching.tokenise.arrangement.own_columns import (
    columns_with_lacking_cells,
    without_own_columns,
)
from gongkai.readers.matching.tokenise.arrangement.repeated_titles import without_repeated_titles
from gongkai.readers.matching.tokenise.arrangement.tables_beside import part_tables
from gongkai.readers.matching.tokenise.arrangement.total_heads import SUBTOTAL, name_totals
from gongkai.readers.matching.tokenise.arrangement.years.columns import part_years
from gongkai.readers.matching.tokenise.arrangement.years.rows import part_rows_of_years
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year

__all__ = [
    "SUBTOTAL",
    "columns_with_lacking_cells",
    "is_aside",
    "is_head_of_no_form",
    "is_head_of_remarks",
    "is_of_earlier_year",
    "is_of_year",
    "mark_below_years",
    "name_columns_in_lists",
    "name_totals",
    "part_rows_of_years",
    "part_tables",
    "part_years",
    "turn_upright",
    "widen",
    "without_columns_twice",
    "without_own_columns",
    "without_repeated_titles",
]
