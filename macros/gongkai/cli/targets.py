"""The site that a command works on, and how commands read a target that is typed."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import click

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.reports import Agency, Report
from gongkai.reports.layout import REPORT_YEAR, Layout
from gongkai.site.pages import slugs_reserved_on
from gongkai.site_config import read_layout
from gongkai.workspace import Workspace

_SLUG = re.compile(r"[a-z0-9-]+")
_YEAR = re.compile("[0-9]{4}")
YEAR_ALONE = re.compile("[0-9]{4}年?")
"""A year in place of a report, where a command takes all reports of it."""
_YEAR_WORD = re.compile(r"(\d{4})年度?")
_SLASH = re.compile(r"[/\\]")
_SUFFIX = re.compile(r"\.(?:ya?ml|md)$", re.IGNORECASE)
_OF_AGENCY = ("agency", "index")
"""Names of files of an agency's folders that belong to no year."""
_EXAMPLE = "erligang/2020"
"""A target, where those of the site are not at hand."""
_SHOWN = 10


def open_site(site: Path, *, checked: bool = True) -> Workspace:
    """Load and check a site; names that pages of any declared kind take can be no agency's.

    Args:
        site: Its folder.
        checked: Whether its reports are checked.

    Raises:
        GongkaiError: There is no site, or no data folder.
    """
    layout = read_layout(site)
    return Workspace(layout, reserved=slugs_reserved_on(layout.data), checked=checked)


def parse_target(target: str, layout: Layout | None = None) -> tuple[str, int | None]:
    """Agency and year of a target as it is typed: ``AGENCY``, ``AGENCY/YEAR``, or the path of a file or folder of it.

    Args:
        target: What was typed; slashes may lean either way.
        layout: Where the site keeps its data and narratives; the usual names of these folders where it is not given.

    Raises:
        UsageError: It has another shape.
    """
    agency, year = split_target(target, layout)
    if not _SLUG.fullmatch(agency) or not (_YEAR.fullmatch(year) or year in ("", *_OF_AGENCY)):
        raise UsageError(say("command.target-shape", {"target": target, "example": _EXAMPLE}))
    return agency, int(year) if year.isdecimal() else None


def split_target(target: str, layout: Layout | None = None) -> tuple[str, str]:
    """The two parts of a target as they are typed, the suffix of a file left out; either may be empty, or not valid.

    Args:
        target: What was typed; slashes may lean either way.
        layout: Where the site keeps its data and narratives; the usual names of these folders where it is not given.

    Raises:
        UsageError: It has more parts.
    """
    parts = [part for part in _SLASH.split(target.strip()) if part not in ("", ".")]
    parts = _below(parts, (layout.data.name, layout.docs.name) if layout is not None else ("data", "docs"))
    if len(parts) > 2:  # noqa: PLR2004 - agency and year
        raise UsageError(say("command.target-shape", {"target": target, "example": _EXAMPLE}))
    agency, year = (*parts, "", "")[:2]
    return agency, year_typed(_SUFFIX.sub("", year))


def agency_and_year(typed: str, year: str | None, layout: Layout) -> tuple[str, str]:
    """Agency and year as typed, each by itself or both as a target or a file's path.

    Args:
        typed: What was typed first.
        year: What was typed after it; None where nothing was.
        layout: Where the site keeps its data and narratives.

    Raises:
        UsageError: It is neither, or the year is still to come.
        click.MissingParameter: There is no year.
    """
    agency, year = (typed, year) if year is not None else split_target(typed, layout)
    if not year:
        context = click.get_current_context()
        name = "agency" if REPORT_YEAR.fullmatch(agency) else "year"
        missing = next(item for item in context.command.params if item.name == name)
        raise click.MissingParameter(ctx=context, param=missing)
    latest = dt.datetime.now(tz=dt.UTC).astimezone().year
    if REPORT_YEAR.fullmatch(year) and int(year) > latest:
        raise UsageError(say("command.year-to-come", {"year": year, "latest": latest}))
    return agency, year


def year_typed(year: str) -> str:
    """A year as it is typed, without the word after it: ``2024年`` and ``2024年度`` are 2024."""
    match = _YEAR_WORD.fullmatch(year.strip())
    return match[1] if match else year


def _below(parts: list[str], folders: tuple[str, ...]) -> list[str]:
    """What is below the last of some folders in a path; all of it where none of them is a folder there."""
    for number in range(len(parts) - 2, -1, -1):
        if parts[number] in folders and not _YEAR.fullmatch(_SUFFIX.sub("", parts[number + 1])):
            return parts[number + 1 :]
    return parts


def target_of(workspace: Workspace, target: str) -> tuple[str, int | None]:
    """Agency and year of a target of a site.

    Raises:
        UsageError: It has another shape, or there is nothing of that name; the message names the nearest.
    """
    try:
        agency, year = parse_target(target, workspace.layout)
    except UsageError:
        slug = _named(workspace, target)
        if slug is None:
            example = _example(workspace)
            raise UsageError(say("command.target-shape", {"target": target, "example": example})) from None
        raise UsageError(say("command.slug-of", {"target": target, "slug": slug})) from None
    if agency not in workspace.data and not workspace.findings_of(agency, year):
        if _YEAR.fullmatch(agency) and workspace.data:
            raise UsageError(say("command.year-alone", {"year": agency, "example": _example(workspace, int(agency))}))
        near = nearest(agency, list(workspace.data))
        suggestion = f"{near}/{year}" if near and year else near
        hint = say("command.near-target", {"name": suggestion}) if suggestion else _agencies(workspace)
        raise UsageError(say("command.no-agency", {"agency": agency}) + hint)
    if year is not None and workspace.report(agency, year) is None and not workspace.findings_of(agency, year):
        years = "、".join(str(item) for item in workspace.years(agency)) or say("command.no-years")
        raise UsageError(say("command.no-report", {"agency": agency, "year": year, "years": years}))
    return agency, year


def report_target(workspace: Workspace, target: str) -> tuple[str, int]:
    """Agency and year of a target that has to name a report.

    Raises:
        UsageError: It names no report of the site, or an agency without a year.
    """
    agency, year = target_of(workspace, target)
    if year is None:
        latest = max(workspace.years(agency), default="2025")
        raise UsageError(say("command.report-shape", {"target": agency, "year": latest}))
    return agency, year


def report_of(workspace: Workspace, target: str) -> Report:
    """The report that a target names.

    Raises:
        UsageError: It names none, or one whose data cannot be read.
    """
    report = workspace.report(*report_target(workspace, target))
    if report is None:
        raise UsageError(say("command.no-target", {"target": target}))
    return report


def _named(workspace: Workspace, target: str) -> str | None:
    """The slug of the agency whose name begins a target, alone or with a year after it."""
    name, _, year = target.strip("/").partition("/")
    agencies = workspace.agencies.values()
    exact = [item.slug for item in agencies if name in (item.name, item.short)]
    within = [item.slug for item in agencies if len(name) > 1 and not name.isascii() and name in item.name]
    slug = exact[0] if exact else within[0] if len(within) == 1 else slug_of_name(tuple(agencies), name)
    year = year_typed(year)
    return f"{slug}/{year}" if slug and year else slug


def slug_of_name(agencies: Sequence[Agency], name: str) -> str | None:
    """The slug of the one agency that a name means: full, short or former, with or without what is above it."""
    from gongkai.importing.folder.known_agencies import KnownAgencies  # noqa: PLC0415 - few commands need it

    agency = KnownAgencies(agencies).by_name(name)
    return agency.slug if agency is not None else None


def _example(workspace: Workspace, year: int | None = None) -> str:
    """A target of the site, of a year if there is one; one of another site where it has none yet."""
    keys = [key for key in workspace.reports if year in (None, key[1])] or list(workspace.reports)
    return "/".join(map(str, keys[-1])) if keys else _EXAMPLE


def _agencies(workspace: Workspace) -> str:
    """What can be written as a target: the agencies of the site, or how one is begun where there is none."""
    names = list(workspace.data)
    if not names:
        return say("command.no-agencies")
    more = say("command.and-more") if len(names) > _SHOWN else ""
    return say("command.agencies", {"names": "、".join(names[:_SHOWN]) + more})
