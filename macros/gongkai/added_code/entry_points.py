"""What installed packages add to this one by entry points: rules, forms and formats."""

import importlib.metadata
import sys
from functools import cache
from importlib.metadata import EntryPoint

from gongkai.added_code.faults import entry_name
from gongkai.findings import say

FORMATS, FORMS, RULES = "gongkai.formats", "gongkai.forms", "gongkai.rules"
"""The groups of entry points that there are."""
_OURS = "gongkai."


def entry_points(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, by name.

    Args:
        group: The group.
    """
    return tuple(item for item in _ours(tuple(sys.path)) if item.group == group)


def unknown_groups() -> tuple[str, ...]:
    """For each entry point of a group that is called like ours and is none of them, what is wrong: it adds nothing."""
    groups = f"{RULES}、{FORMS}、{FORMATS}"
    return tuple(
        say("code-faults.group", {"entry": entry_name(item), "group": item.group, "groups": groups})
        for item in _ours(tuple(sys.path))
        if item.group not in (FORMATS, FORMS, RULES)
    )


@cache
def _ours(_path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    """All entry points of groups called like ours, read once for where packages are looked for."""
    points = importlib.metadata.entry_points()
    groups = sorted(group for group in points.groups if group.startswith(_OURS))
    return tuple(item for group in groups for item in sorted(points.select(group=group), key=lambda item: item.name))
