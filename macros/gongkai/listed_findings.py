"""Limits what is listed: how many findings of one file, and how often one thing is said of many reports.

A file that is no report at all could have hundreds of thousands.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongkai.findings import Finding, Level, as_text, ordered, say

MOST_OF_A_FILE = 100
"""Findings of one file that are listed; a file with more is mended from its first ones on, or is no such file."""
_MOST_AGENCIES = 10
"""Agencies that are named in one line."""


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


def without_first_years(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Findings without those that say that there is no report on the year before, and a line a year in their place.

    In the first year of a site every report has them, and they would hide the rest.

    Args:
        findings: Findings in their order.

    Returns:
        The others in their order, and the lines, the newest year first.
    """
    others: list[Finding] = []
    first_years: dict[int, list[Finding]] = {}
    for item in findings:
        if item.year is not None and _is_first_year(item):
            first_years.setdefault(item.year, []).append(item)
        else:
            others.append(item)
    return tuple(others), tuple(_first_year(year, first_years[year]) for year in sorted(first_years, reverse=True))


def first_years_joined(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Findings one by one, but those of one report that say that there is none on the year before all together.

    Args:
        findings: Findings in their order.
    """
    groups: list[list[Finding]] = []
    first_years: dict[tuple[str | None, int | None], list[Finding]] = {}
    for item in findings:
        before = first_years.get((item.agency, item.year)) if _is_first_year(item) else None
        if before is not None:
            before.append(item)
            continue
        groups.append([item])
        if _is_first_year(item):
            first_years[item.agency, item.year] = groups[-1]
    return [tuple(group) for group in groups]


def text_of_joined(items: Sequence[Finding]) -> str:
    """One line for findings that stand together, with what each is about.

    Args:
        items: One finding, or several that ``first_years_joined`` put together.
    """
    first, *others = items
    if not others:
        return as_text(first)
    names = "、".join(f"{item.args['table']}{item.args['names']}" for item in items)
    return as_text(
        replace(first, args={**first.args, "table": "", "names": names}), codes=[item.code for item in others]
    )


def _is_first_year(item: Finding) -> bool:
    return item.level is Level.NOTICE and item.args.get("unchecked") == say("no-previous")


def _first_year(year: int, items: Sequence[Finding]) -> str:
    agencies = list(dict.fromkeys(item.agency or "" for item in items))
    names = dict.fromkeys(item.args.get("names", "") for item in items)
    listed = "、".join(agencies[:_MOST_AGENCIES]) + (say("command.and-more") if len(agencies) > _MOST_AGENCIES else "")
    args = {"year": year, "before": year - 1, "count": len(items), "agencies": len(agencies), "listed": listed}
    return say("command.first-year", {**args, "names": "".join(names)})
