"""An agency in memory, and the words for its level and kind that its file may have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from gongkai.located import Mark

_GOVERNMENT = "人民政府"


class AgencyLevel(StrEnum):
    """The level of administration that an agency belongs to, from the top down, which is their order in lists."""

    NATIONAL = "国家级"
    PROVINCE = "省级"
    PREFECTURE = "地级"
    COUNTY = "县级"
    TOWNSHIP = "乡级"


class AgencyKind(StrEnum):
    """What kind of organ an agency is, in the order of lists."""

    GOVERNMENT = "政府"
    GOVERNMENT_OFFICE = "政府办公厅（室）"
    DEPARTMENT = "部门"
    TOWNSHIP = "乡镇"
    STREET_OFFICE = "街道（派出机关）"
    BRANCH = "派出机构"
    ZONE_COMMITTEE = "管委会"
    AUTHORIZED_BODY = "法律法规授权组织"
    VERTICAL_DEPARTMENT = "垂直管理部门"
    PARTY_ORGAN = "加挂牌子的党的机关"


GOVERNMENTS = frozenset({AgencyKind.GOVERNMENT, AgencyKind.TOWNSHIP})
"""Kinds of agency that are people's governments; an office of one is not."""


class Scope(Enum):
    """Whose figures a report holds."""

    OWN = "own"
    """本机关年度报告."""
    CONSOLIDATED = "consolidated"
    """本级政府年度报告（汇总）."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An organ that reports; an attribute that its file does not state is None.

    Attributes:
        slug: Name of its folder, ``[a-z0-9-]+``.
        name: Full name.
        short: Short name for lists; the full one where none is given.
        former: Names that it had before; documents are known by them, too.
        level: One of ``AgencyLevel``, as text.
        kind: One of ``AgencyKind``, as text.
        scope: See ``Scope``; None where neither its file nor a document states it.
        reports_to: Slug of the agency that it files to.
        in_rollup: Whether its figures go into that agency's consolidated report.
        since: First year in which it reports.
        until: Last year in which it reports.
        successor: Slug of the agency that took over.
        due: Local due dates by year, ``YYYY-MM-DD``.
        due_members: Due dates by year of the agencies that report to it, where they do not state their own.
        contact: Office, telephone, address, e-mail of an office, never of a person.
        site_code: 网站标识码.
        path: Its file, relative to the site.
        marks: Where its file names other agencies, by the key.
    """

    slug: str
    name: str
    short: str
    level: str | None = None
    kind: str | None = None
    scope: Scope | None = None
    reports_to: str | None = None
    in_rollup: bool = True
    since: int | None = None
    until: int | None = None
    successor: str | None = None
    due: Mapping[int, str] = field(default_factory=dict, hash=False)
    due_members: Mapping[int, str] = field(default_factory=dict, hash=False)
    contact: Mapping[str, str] = field(default_factory=dict, hash=False)
    site_code: str | None = None
    former: tuple[str, ...] = ()
    path: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict, compare=False)

    @property
    def is_government(self) -> bool:
        """Whether it is a people's government, townships included; by its name where its file states no kind."""
        return self.kind in GOVERNMENTS if self.kind else self.name.endswith(_GOVERNMENT)

    @property
    def is_consolidated(self) -> bool:
        """Whether its file states that its reports hold figures of other agencies; sums leave such reports out."""
        return self.scope is Scope.CONSOLIDATED

    def reports_on(self, year: int) -> bool:
        """Whether a year is one of those in which it reports (``from`` and ``until``)."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)
