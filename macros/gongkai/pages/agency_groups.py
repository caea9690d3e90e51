"""The groups in which lists, the home page and tables of a year name agencies, by the kinds in their files.

The groups are kinds of organs and rank nobody.
"""

from collections.abc import Mapping
from types import MappingProxyType

from gongkai.findings import say
from gongkai.reports import Agency

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "governments": ("政府",),
        "departments": ("政府办公厅（室）", "部门", "垂直管理部门", "法律法规授权组织", "加挂牌子的党的机关"),
        "towns": ("乡镇", "街道（派出机关）"),
        "bodies": ("派出机构", "管委会"),
        "others": (),
    }
)
"""Names of the groups, fit for an id, each with the kinds in it; whatever has no kind is among the others."""


def group_of(agency: Agency) -> str:
    """The name of an agency's group."""
    return next((name for name, kinds in GROUPS.items() if agency.kind in kinds), "others")


def group_label(name: str) -> str:
    """What a group is called in public."""
    return say(f"groups.{name}")
