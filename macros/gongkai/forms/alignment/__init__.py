"""The alignment of two forms: which rows and cells of one hold what those of the other do, and which do not and why.

``model`` has the values, ``stated`` reads one form's ``answers``, ``composed`` joins two alignments, and ``align``
works out the alignment of any two forms from these.
"""

from gongkai.forms.alignment.align import align
from gongkai.forms.alignment.model import Alignment, Relation, RowAlignment, TableAlignment

__all__ = ["Alignment", "Relation", "RowAlignment", "TableAlignment", "align"]
