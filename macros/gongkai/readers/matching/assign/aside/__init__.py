"""Finds tables with labels of the form that are not the report's own: small ones within the text, and those of others.

Others are other offices, years and periods. Such tables are set aside: their figures are not taken for the report's.
A table of other things, without a word of the form, is none of its tables either.
"""

from gongkai.readers.matching.assign.aside.other_sets import OtherSets, other_sets
from gongkai.readers.matching.assign.aside.other_things import is_of_other_things
from gongkai.readers.matching.assign.aside.whole_tables import CORRECTS, SmallTable, tables_set_aside

__all__ = ["CORRECTS", "OtherSets", "SmallTable", "is_of_other_things", "other_sets", "tables_set_aside"]
