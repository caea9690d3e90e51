"""What sentences beside the tables, and comments on them, say of the figures: that one is another, or not all of them.

The figures stay as they are printed; which of them hold is for a person.
"""

from gongkai.readers.matching.remark.sentences.comments import doubts_figure
from gongkai.readers.matching.remark.sentences.corrections import remark_corrections
from gongkai.readers.matching.remark.sentences.limits import remark_limits

__all__ = ["doubts_figure", "remark_corrections", "remark_limits"]
