"""An agency as bytes: as it passes from one process to another, and as it is kept between builds.

Narratives stay packed in memory: they take most of the room that a report takes there, and are asked for one agency at
a time. Packed, those of 21,000 reports take 40 MB instead of 190.
"""

import datetime as dt
import io
import pickle
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from gongkai import figures
from gongkai.figures import Figure
from gongkai.forms import FormRegistry
from gongkai.narrative import Narrative
from gongkai.work.agency import AgencyData
from gongkai.work.summary import ReportSummary

_OTHERS = (dt.date, dt.datetime, dt.time, Decimal, frozenset, figures.count)
"""What an agency consists of besides plain values and classes of this package."""
_LEVEL = 1
"""Of compression; 6 makes a fifth less and takes three times the time."""
_DAMAGE = (
    *(pickle.UnpicklingError, zlib.error, ArithmeticError, AttributeError, EOFError),
    *(LookupError, MemoryError, TypeError, ValueError),
)
"""What Python may raise when it unpickles damaged bytes."""
_UNPACKED = 2
"""The most agencies whose narratives are unpacked at once: the one at work, and one that it names."""


class PackError(ValueError):
    """Bytes that are no packed agency."""


class PackedNarratives(Mapping[int, Narrative]):
    """The narratives of an agency by year, unpacked when one is asked for."""

    __slots__ = ("_content", "_years")

    def __init__(self, narratives: Mapping[int, Narrative]) -> None:
        """Pack narratives."""
        self._years = tuple(narratives)
        self._content = zlib.compress(pickle.dumps(dict(narratives), pickle.HIGHEST_PROTOCOL), _LEVEL)

    def __getitem__(self, year: int) -> Narrative:
        """The narrative of a year."""
        if year not in self._years:
            raise KeyError(year)
        return _narratives(self._content)[year]

    def __iter__(self) -> Iterator[int]:
        """The years."""
        return iter(self._years)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._years)


@lru_cache(maxsize=_UNPACKED)
def _narratives(content: bytes) -> Mapping[int, Narrative]:
    return dict(_loaded(zlib.decompress(content)))


def pack(data: AgencyData) -> bytes:
    """An agency as bytes; forms are named by their ids."""
    ids = {year: report.form.id for year, report in data.reports.items() if report.form is not None}
    bare = replace(
        data,
        reports={year: replace(report, form=None) for year, report in data.reports.items()},
        narratives=PackedNarratives(data.narratives),
    )
    return pickle.dumps((bare, ids), pickle.HIGHEST_PROTOCOL)


def unpack(content: bytes, registry: FormRegistry) -> AgencyData:
    """Undo ``pack``: what nearly all reports have alike is shared, not copied.

    Args:
        content: What ``pack`` gave, in this process or another one, or at an earlier build.
        registry: The forms at hand.

    Raises:
        PackError: It is something else.
    """
    try:
        data, ids = _loaded(content)
        return _with_forms(data, ids, registry)
    except _DAMAGE as error:
        raise PackError(str(error)) from error


def _with_forms(data: AgencyData, ids: Mapping[int, str], registry: FormRegistry) -> AgencyData:
    reports = {}
    for year, report in data.reports.items():
        form = registry.get(ids[year]) if year in ids else None
        computed = _SHARED_CELLS.setdefault(tuple(report.computed.items()), report.computed)
        grids = {table: tuple(map(_shared_row, grid)) for table, grid in report.grids.items()}
        reports[year] = replace(report, form=form, computed=computed, grids=grids, absent=report.absent or _NOTHING)
    summaries = {year: _shared_equations(summary) for year, summary in data.summaries.items()}
    return replace(data, reports=reports, summaries=summaries)


_SHARED_CELLS: dict[tuple[tuple[str, frozenset[tuple[int, int]]], ...], Mapping[str, frozenset[tuple[int, int]]]] = {}
"""The few sets of added-up cells that nearly all reports have, so that 21,000 reports do not hold a copy each."""
_SHARED_ROWS: dict[tuple[int, int], tuple[Figure, ...]] = {}
"""Rows of one figure alone, most often 0, by the number of that object, which they keep, and how often they have it."""
_SHARED_EQUATIONS: dict[tuple[tuple[str, int], ...], Mapping[str, int]] = {}
_NOTHING: frozenset[str] = frozenset()


def _shared_row(row: tuple[Figure, ...]) -> tuple[Figure, ...]:
    if len(set(map(id, row))) != 1:
        return row
    return _SHARED_ROWS.setdefault((id(row[0]), len(row)), row)


def _shared_equations(summary: ReportSummary) -> ReportSummary:
    equations = _SHARED_EQUATIONS.setdefault(tuple(summary.equations.items()), summary.equations)
    return replace(summary, equations=equations)


def _loaded(content: bytes) -> Any:
    return _Unpickler(io.BytesIO(content)).load()


class _Unpickler(pickle.Unpickler):
    """Makes values of this package's own classes alone: what is kept lies in a folder that others may have filled."""

    def find_class(self, module: str, name: str) -> Any:
        """A class or function that is named in the bytes."""
        member = getattr(sys.modules.get(module), name, None)
        if member in _OTHERS or (isinstance(member, type) and _is_own(member)):
            return member
        if member is getattr:  # by which Python 3.11.2, of Debian 12, names a member of an enumeration
            return _member
        raise pickle.UnpicklingError(f"{module}.{name}")


def _member(kind: type[Enum], name: str) -> Enum:
    """Return a member of an enumeration; nothing else has its attributes named in the bytes.

    Raises:
        pickle.UnpicklingError: It is of something else.
    """
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        raise pickle.UnpicklingError(f"{kind!r}.{name}")
    return kind[name]


def _is_own(member: type) -> bool:
    """Whether a class is one of this package that only holds values."""
    own = member.__module__.partition(".")[0] == __name__.partition(".")[0]
    return own and (is_dataclass(member) or issubclass(member, (Enum, tuple, Narrative, PackedNarratives)))
