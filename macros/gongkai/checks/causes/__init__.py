"""The likely cause of a sum that is off, said only where it is more than a guess (可能原因).

``likely`` asks the modules below in turn; each looks for one kind of evidence, and names nothing where too much else
would explain a difference as well: ``crossing`` looks for a row and a column that are off by the same, ``across_years``
for a figure that does not follow from last year's report, ``columns`` for a row whose figures are in the wrong
columns, ``miscounted`` for a wrong total or a row that puts a right one off, ``slips`` for slips of the pen where no
other sum runs over the same cells. ``tests/checks/cause_benchmark.py`` measures how often what is said is right.
"""

from gongkai.checks.causes.crossing import crossing_cell
from gongkai.checks.causes.likely import likely_cause
from gongkai.checks.causes.mismatches import Mismatches, gather_mismatches

__all__ = ["Mismatches", "crossing_cell", "gather_mismatches", "likely_cause"]
