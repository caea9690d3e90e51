"""Agencies in the groups in which lists name them: governments, departments, towns and subdistricts, others.

The groups are kinds of organs and rank nobody; within a group the order is that of all lists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.findings import say
from gongkai.work.catalog import CatalogEntry

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "governments": ("政府",),
        "departments": ("政府办公厅（室）", "部门", "垂直管理部门", "法律法规授权组织", "加挂牌子的党的机关"),
        "towns": ("乡镇", "街道（派出机关）"),
        "bodies": ("派出机构", "管委会"),
        "others": (),
    }
)
"""Names of the groups, each with the kinds in it; whatever has no kind is among the others."""


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """A group.

    Attributes:
        name: Its name in ``GROUPS``, fit for an id.
        entries: Its agencies, in the order of lists.
    """

    name: str
    entries: tuple[CatalogEntry, ...]

    @property
    def label(self) -> str:
        """What it is called in public."""
        return say(f"groups.{self.name}")


def group_of(entry: CatalogEntry) -> str:
    """The name of an agency's group."""
    return next((name for name, kinds in GROUPS.items() if entry.agency.kind in kinds), "others")


def grouped(entries: Iterable[CatalogEntry]) -> tuple[AgencyGroup, ...]:
    """Agencies by group; groups without any are left out."""
    members: dict[str, list[CatalogEntry]] = {name: [] for name in GROUPS}
    for entry in entries:
        members[group_of(entry)].append(entry)
    return tuple(AgencyGroup(name, tuple(some)) for name, some in members.items() if some)
