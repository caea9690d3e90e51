"""The groups in which lists, the home page and tables of a year name agencies, by the kinds in their files.

The groups are kinds of organs and rank nobody.
"""

from collections.abc import Mapping
from types import MappingProxyType

from gongkai.findings import say
from gongkai.reports.agencies import Agency, AgencyKind

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "governments": (AgencyKind.GOVERNMENT,),
        "departments": (
            AgencyKind.GOVERNMENT_OFFICE,
            AgencyKind.DEPARTMENT,
            AgencyKind.VERTICAL_DEPARTMENT,
            AgencyKind.AUTHORIZED_BODY,
            AgencyKind.PARTY_ORGAN,
        ),
        "towns": (AgencyKind.TOWNSHIP, AgencyKind.STREET_OFFICE),
        "bodies": (AgencyKind.BRANCH, AgencyKind.ZONE_COMMITTEE),
        "others": (),
    }
)
"""Names of the groups, fit for an id, each with the kinds in it; an agency without a kind is among the others."""


def group_of(agency: Agency) -> str:
    """The name of an agency's group."""
    return next((name for name, kinds in GROUPS.items() if agency.kind in kinds), "others")


def group_label(name: str) -> str:
    """What a group is called in public."""
    return say(f"groups.{name}")
