"""The files that an import writes: those of a report, copies of what they replace, a new agency's file, a schema."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gongkai.atomic_writing import PlannedFile
from gongkai.checks import rule_codes
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.schema import schema_text
from gongkai.importing.model import Job
from gongkai.reports import Agency, Source
from gongkai.reports.layout import Layout
from gongkai.reports.write import agency_text

FORMER = ".former"
"""Folder within an agency's data for files that were replaced; it lies outside docs, so MkDocs ignores it."""

_INERT = frozenset({"pdf", "docx", "xlsx", "doc", "xls", "wps", "et", "txt"})
"""Kinds of file that a site may hold as they are; any other would run as a page of it and is kept as text."""


def kept_originals(layout: Layout, job: Job, year: int) -> tuple[tuple[PlannedFile, ...], tuple[Source, ...]]:
    """The files of a report as they are kept beside its page, and what its data say of each of them.

    Args:
        layout: Where the site keeps what.
        job: The files.
        year: The year reported on.
    """
    folder = layout.docs / job.agency / str(year)
    names = [f"original{f'-{number}' if number else ''}" for number in range(1 + len(job.others))]
    whole = [_kept_name(name, file) for name, file in zip(names, (job.file, *job.others), strict=True)]
    contents = [file.read_bytes() for file in (job.file, *job.others)]
    writes = [PlannedFile(layout.name(folder / name), content) for name, content in zip(whole, contents, strict=True)]
    hashes = (hashlib.sha256(content).hexdigest() for content in contents)
    return tuple(writes), tuple(map(Source, whole, hashes))


def _kept_name(name: str, file: Path) -> str:
    suffix = re.sub(r"[^a-z0-9]", "", file.suffix.lower()) or "bin"
    return f"{name}.{suffix}" if suffix in _INERT else f"{name}.{suffix}.txt"


def with_former(
    layout: Layout, agency: str, pairs: Sequence[tuple[Path, str]], former: Mapping[Path, str | None]
) -> tuple[list[PlannedFile], list[str]]:
    """The files to write, with copies of those that they replace and differ from, and the paths of the copies.

    Args:
        layout: Where the site keeps what.
        agency: Slug of the agency.
        pairs: Each file with its text.
        former: What stands in each file now.
    """
    writes, copies = [], []
    for file, text in pairs:
        old = former[file]
        if old is not None and old != text:
            place = _free(layout.data / agency / FORMER, file.name)
            copies.append(layout.name(place))
            writes.append(planned(layout, place, old))
        writes.append(planned(layout, file, text))
    return writes, copies


def former_text(file: Path, layout: Layout) -> str | None:
    """The text of a file that would be written again; None where there is none.

    Args:
        file: The file.
        layout: Where the site keeps what.

    Raises:
        UsageError: It cannot be read.
    """
    if not file.exists():
        return None
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(say("import.former-unreadable", {"file": layout.name(file)})) from error


def new_agency(layout: Layout, data: Path, agency: Agency) -> Iterator[PlannedFile]:
    """The file of an agency, where it has none yet.

    Args:
        layout: Where the site keeps what.
        data: The data file of one of its reports.
        agency: The agency.
    """
    file = data.with_name("agency.yml")
    if not file.is_file():
        yield planned(layout, file, agency_text(agency))


def new_schema(layout: Layout, form: Form | None) -> Iterator[PlannedFile]:
    """The schema of a form, with which editors complete and check data files, unless the site has it already.

    Args:
        layout: Where the site keeps what.
        form: The form; None where a report has none.
    """
    file = layout.data / ".schema" / f"{form.id}.json" if form is not None else None
    if form is not None and file is not None and not file.exists():
        yield planned(layout, file, schema_text(form, rule_codes()))


def planned(layout: Layout, file: Path, text: str) -> PlannedFile:
    """A text that is to be written into a file."""
    return PlannedFile(layout.name(file), text.encode())


def _free(folder: Path, name: str) -> Path:
    """A name that is not taken yet: ``2020.yml``, ``2020-2.yml`` and so on."""
    stem, _, suffix = name.rpartition(".")
    number = 1
    while (folder / (name if number == 1 else f"{stem}-{number}.{suffix}")).exists():
        number += 1
    return folder / (name if number == 1 else f"{stem}-{number}.{suffix}")
