"""Tables that have labels of the form and are not the report's own: small ones of the text, and those of others."""

from gongkai.readers.matching.assign.aside.other_sets import OtherSets, other_sets
from gongkai.readers.matching.assign.aside.whole_tables import CORRECTS, SmallTable, tables_set_aside

__all__ = ["CORRECTS", "OtherSets", "SmallTable", "other_sets", "tables_set_aside"]
