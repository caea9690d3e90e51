"""The import of a folder of mail attachments."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.importing.checking import ChecksOfFolder
from gongkai.importing.folder.attachments import attachments
from gongkai.importing.folder.known_agencies import KnownAgencies, known_agencies
from gongkai.importing.model import ImportResult, Job, Options
from gongkai.importing.run import import_files
from gongkai.reports.layout import Layout


@dataclass(frozen=True, slots=True)
class FolderImport:
    """What came of importing a folder.

    Attributes:
        items: The result of each document, in the order of their names.
        forms: Forms by id.
        agencies: The agencies of the site.
    """

    items: tuple[ImportResult, ...]
    forms: Mapping[str, Form]
    agencies: KnownAgencies


def import_folder(
    layout: Layout, folder: Path, options: Options, *, judge: ChecksOfFolder, year: int | None = None
) -> FolderImport:
    """Import the documents of a folder, each for the agency that it names.

    Args:
        layout: Where the site keeps what.
        folder: The folder.
        options: What was asked for besides the files: what is replaced, kept, or only tried.
        judge: The checks, over a folder that holds the agencies concerned as they are or would be.
        year: The year reported on, where the clerk states it.

    Raises:
        UsageError: There is no document in it, or the site itself.
    """
    inside = [place for place in (layout.root, layout.data, layout.docs) if _holds(folder, place)]
    if inside:
        raise UsageError(say("import.folder.site", {"folder": folder}))
    agencies = known_agencies(layout)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as room:
        entries = list(attachments(folder, Path(room), year=year))
        jobs = [entry for entry in entries if isinstance(entry, Job)]
        items, forms = import_files(layout, jobs, options, judge=judge, agencies=agencies)
    imported = iter(items)
    merged = tuple(next(imported) if isinstance(entry, Job) else entry for entry in entries)
    return FolderImport(merged, forms, agencies)


def _holds(folder: Path, place: Path) -> bool:
    return place.resolve().is_relative_to(folder.resolve())
