"""Agencies in their groups; within a group the order is that of all lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.pages.agency_groups import GROUPS, group_label, group_of
from gongkai.work.catalog import CatalogEntry


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """The agencies of one group that a list shows.

    Attributes:
        name: Its name in ``GROUPS``.
        entries: Its agencies, in the order of lists.
    """

    name: str
    entries: tuple[CatalogEntry, ...]

    @property
    def label(self) -> str:
        """What it is called in public."""
        return group_label(self.name)


def grouped(entries: Iterable[CatalogEntry]) -> tuple[AgencyGroup, ...]:
    """Agencies by group; groups without any are left out."""
    members: dict[str, list[CatalogEntry]] = {name: [] for name in GROUPS}
    for entry in entries:
        members[group_of(entry.agency)].append(entry)
    return tuple(AgencyGroup(name, tuple(some)) for name, some in members.items() if some)
