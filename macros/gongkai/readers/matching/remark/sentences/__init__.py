"""Asks about sentences beside the tables, and comments on them, which say that figures are wrong or incomplete.

The figures stay as they are printed; a person decides which of them hold.
"""

from gongkai.readers.matching.remark.sentences.comments import doubts_figure
from gongkai.readers.matching.remark.sentences.corrections import remark_corrections
from gongkai.readers.matching.remark.sentences.limits import remark_limits
from gongkai.readers.matching.remark.sentences.told_tables import remark_told

__all__ = ["doubts_figure", "remark_corrections", "remark_limits", "remark_told"]
