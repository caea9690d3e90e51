"""Limits how many findings of one file are listed: a file that is no report at all could have hundreds of thousands."""

from collections import Counter
from collections.abc import Sequence

from gongkai.findings import Finding, Level, ordered

MOST_OF_A_FILE = 100
"""Findings of one file that are listed; a file with more is mended from its first ones on, or is no such file."""


def with_limit(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The same, cut to a number for each file, the weightiest first, and one more that says how many are left out.

    Explained findings are all kept: they are published with the report.

    Args:
        findings: Sorted findings.
    """
    counts = Counter(finding.path for finding in findings if finding.level is not Level.WAIVED)
    if not any(count > MOST_OF_A_FILE for count in counts.values()):
        return tuple(findings)
    weights = list(Level)
    places_left_out: dict[str | None, set[int]] = {}
    for path in [path for path, count in counts.items() if count > MOST_OF_A_FILE]:
        places = [place for place, item in enumerate(findings) if item.path == path and item.level is not Level.WAIVED]
        places.sort(key=lambda place: (weights.index(findings[place].level), place))
        places_left_out[path] = set(places[MOST_OF_A_FILE:])
    dropped = set[int]().union(*places_left_out.values())
    listed_items = [item for place, item in enumerate(findings) if place not in dropped]
    return ordered([*listed_items, *(_more(findings, places) for places in places_left_out.values())])


def _more(findings: Sequence[Finding], places: set[int]) -> Finding:
    """The finding that stands for those that are left out."""
    rest = [findings[place] for place in sorted(places)]
    worst = min((item.level for item in rest), key=list(Level).index)
    last = rest[-1]
    return Finding(
        code="syntax", level=worst, variant="more", path=last.path, line=last.line, column=last.column,
        agency=last.agency, year=last.year, args={"count": str(len(rest)), "limit": str(MOST_OF_A_FILE)},
    )  # fmt: skip
