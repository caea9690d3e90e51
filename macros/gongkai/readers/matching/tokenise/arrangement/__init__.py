"""Puts tables that are arranged otherwise than the form prints them into its arrangement, before their lines are read.

Several tables side by side, or with columns of two years, become several; a table on its side is turned; one with a
figure a line is widened; a column that stands twice is left out once. A word for the sum of a part becomes the head of
a total that has no other one; a name of a row and of a column among those of columns below each other is that of the
column.
"""

from gongkai.readers.matching.tokenise.arrangement.below_years import mark_below_years
from gongkai.readers.matching.tokenise.arrangement.column_lists import name_columns_in_lists
from gongkai.readers.matching.tokenise.arrangement.columns_twice import without_columns_twice
from gongkai.readers.matching.tokenise.arrangement.long_tables import widen
from gongkai.readers.matching.tokenise.arrangement.orientation import turn_upright
from gongkai.readers.matching.tokenise.arrangement.tables_beside import part_tables
from gongkai.readers.matching.tokenise.arrangement.total_heads import SUBTOTAL, name_totals
from gongkai.readers.matching.tokenise.arrangement.year_columns import part_years
from gongkai.readers.matching.tokenise.arrangement.year_words import is_of_year

__all__ = [
    "SUBTOTAL",
    "is_of_year",
    "mark_below_years",
    "name_columns_in_lists",
    "name_totals",
    "part_tables",
    "part_years",
    "turn_upright",
    "widen",
    "without_columns_twice",
]
