"""How many of a site's reports are public, and which are not: said at the end of every check and every build."""

from collections.abc import Collection, Iterable

from gongkai.findings import say
from gongkai.reports import ReportKey, Status
from gongkai.workspace.workspace import Workspace

_NAMED = 5
"""Reports that are named; of more it is said how many there are."""


def standing(
    workspace: Workspace, keys: Iterable[ReportKey] | None = None, *, besides: Collection[ReportKey] = ()
) -> str:
    """The sentence; empty where every report is public.

    Args:
        workspace: The loaded site.
        keys: The reports that are spoken of; None for all.
        besides: Reports that are spoken of elsewhere.
    """
    reports = workspace.reports
    listed_keys = [key for key in (reports if keys is None else keys) if key in reports and key not in besides]
    public = sum(reports[key].is_public for key in listed_keys)
    if public == len(listed_keys):
        return ""
    parts = []
    for status in (Status.DRAFT, Status.REVIEWED):
        hidden = [key for key in listed_keys if reports[key].status is status]
        if hidden:
            names = [say("standing.name", {"name": workspace.owner(slug).short, "year": year}) for slug, year in hidden]
            listed = "、".join(names[:_NAMED])
            more = say("standing.more", {"names": listed, "count": len(names)}) if len(names) > _NAMED else listed
            parts.append(say(f"standing.{status.value}", {"count": len(hidden), "names": more}))
    return say("standing.all", {"public": public, "hidden": "；".join(parts)})
