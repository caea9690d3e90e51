"""The order in which agencies are listed: level and kind, then under whom they stand, then the name.

It is the order of an official roll of organs and ranks nobody by what they report. It depends on the agencies' files
alone. An agency without a level or a kind stands after those with one.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from gongkai.reports.agencies.model import Agency, AgencyKind, AgencyLevel

_LEVELS, _KINDS = tuple(AgencyLevel), tuple(AgencyKind)
_COUNTED = "零一二三四五六七八九十"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_SEQUENCE = {sign: place for place, sign in enumerate(_COUNTED + _STEMS)}


def in_order(slugs: Iterable[str], agencies: Mapping[str, Agency]) -> tuple[str, ...]:
    """Slugs in the order of lists; one that has no agency comes last.

    Args:
        slugs: What is to be listed.
        agencies: All agencies by slug, for their superiors.
    """
    return tuple(sorted(slugs, key=lambda slug: (_place(slug, agencies), slug)))


def _place(slug: str, agencies: Mapping[str, Agency]) -> tuple[tuple[int, int, tuple[tuple[int, bytes], ...]], ...]:
    """Where an agency stands: its own rank, those of its superiors from the top down, its name."""
    agency = agencies.get(slug)
    if agency is None:
        return ((len(_LEVELS) + 1, 0, ()),)
    above: list[Agency] = []
    step = agencies.get(agency.reports_to or "")
    while step is not None and step is not agency and step not in above:  # a circle has a finding of its own
        above.append(step)
        step = agencies.get(step.reports_to or "")
    rank = (_index(_LEVELS, agency.level), _index(_KINDS, agency.kind), ())
    return (rank, *(_own(superior) for superior in reversed(above)), (-1, 0, ()), _own(agency))


def _own(agency: Agency) -> tuple[int, int, tuple[tuple[int, bytes], ...]]:
    return (_index(_LEVELS, agency.level), _index(_KINDS, agency.kind), _spelled(agency.name))


def _index(names: tuple[str, ...], name: str | None) -> int:
    return names.index(name) if name in names else len(names)


@lru_cache(maxsize=65536)  # lists of many kinds have the same names
def _spelled(name: str) -> tuple[tuple[int, bytes], ...]:
    """A name for sorting: common characters by their sound (GB 18030), 一二三 and 甲乙丙 as one counts."""
    return tuple(
        (_SEQUENCE[sign], b"") if sign in _SEQUENCE else (len(_SEQUENCE), sign.encode("gb18030", "replace"))
        for sign in name
    )
