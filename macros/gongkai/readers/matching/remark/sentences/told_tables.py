"""Says which tables were put together from sentences, and quotes sentences with figures that went into none."""

from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.remarks import Doubt


def remark_told(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask for a look at each such table, once, and list the sentences.

    Args:
        assignment: The lines.
        collector: Of the result.
    """
    remarked: set[tuple[str, str]] = set()
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        text = "" if line.table else line.text
        if not line.in_sentences or not near or (near[0], text) in remarked:
            continue
        remarked.add((near[0], text))
        if text:
            collector.remark(Doubt.UNKNOWN, "unread", line.origin, text=text, table=near[0])
        else:
            collector.remark(Doubt.GUESSED, "told", line.origin, table=near[0])
