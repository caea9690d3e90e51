"""The files of a site that its clerks write: data of agencies and reports, narratives, other pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.reports.layout import REPORT_YEAR
from gongkai.workspace.files import folders_of, pages_below, yaml_files
from gongkai.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that a clerk writes.

    Attributes:
        path: The file.
        agency: Slug of the agency whose folder it stands in; None for a page that is no agency's.
        year: The year of the report that it belongs to; None for any other.
        is_data: Whether it is YAML, and not a page.
    """

    path: Path
    agency: str | None
    year: int | None
    is_data: bool


def own_files(workspace: Workspace, *, agency: str | None = None, year: int | None = None) -> Iterator[OwnFile]:
    """The files of a site, data first; pages that the site's owner answers for are left out.

    Args:
        workspace: The site.
        agency: Only those in the folders of this agency.
        year: Only those of this report of it.
    """
    files = (*_data(workspace), *_pages(workspace))
    return (file for file in files if agency in (None, file.agency) and year in (None, file.year))


def _data(workspace: Workspace) -> Iterator[OwnFile]:
    for folder in folders_of(workspace.layout.data):
        for path in yaml_files(folder):
            year = int(path.stem) if REPORT_YEAR.fullmatch(path.stem) else None
            if year is not None or path.stem == "agency":
                yield OwnFile(path, folder.name, year, is_data=True)


def _pages(workspace: Workspace) -> Iterator[OwnFile]:
    layout = workspace.layout
    for path in pages_below(layout.docs):
        source = path.relative_to(layout.docs)
        if source.as_posix() in workspace.trusted:
            continue
        agency = source.parts[0] if source.parts[0] in workspace.data else None
        own = (
            agency is not None and REPORT_YEAR.fullmatch(path.stem) and path == layout.narrative(agency, int(path.stem))
        )
        yield OwnFile(path, agency, int(path.stem) if own else None, is_data=False)
