"""Registers the agencies of a list: an ``agency.yml`` for each that the site does not have yet."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.atomic_writing import PlannedFile, write_all
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.readers.files.suffixes import WORKBOOKS
from gongkai.reports import Agency
from gongkai.reports.csv_rows import first_faults, list_rows
from gongkai.reports.layout import Layout
from gongkai.reports.loading.agency_list import AgencyList, load_agency_list
from gongkai.reports.write import agency_text

_COMPARED = {
    "short": "short",
    "level": "level",
    "kind": "kind",
    "scope": "scope",
    "reports_to": "reports_to",
    "in_rollup": "in_rollup",
    "since": "from",
    "until": "until",
}
"""What a list can say of an agency, by its name in memory: the key of its file."""


@dataclass(frozen=True, slots=True)
class NewAgencies:
    """What came of a list.

    Attributes:
        files: The files that were, or would be, written, in order.
        notes: What the clerk should know besides, one sentence each.
    """

    files: tuple[str, ...]
    notes: tuple[str, ...]


def new_agencies(
    layout: Layout, path: Path, *, registered: Sequence[Agency], reserved: Collection[str], dry_run: bool = False
) -> NewAgencies:
    """Write the file of each agency of a list that has none; a file that is there stays as it is.

    Args:
        layout: Where the site keeps what.
        path: The list, a CSV file.
        registered: The agencies that the site has.
        reserved: Names of folders that are the site's own, which no agency can have.
        dry_run: Whether nothing is written.

    Raises:
        UsageError: It cannot be read or is empty, or some of it is wrong: the message names every such place.
        OSError: A file cannot be written; none is then.
    """
    loaded = load_agency_list(_rows(path), registered=registered, reserved=reserved)
    if loaded.faults:
        lines = [f"{path}:{item.line}:{item.column} {item.text}" for item in loaded.faults]
        head_line = say("agencies.faults", {"file": path, "count": len(lines)})
        raise UsageError("\n".join([head_line, *first_faults(lines)]))
    files = [(layout.data / item.slug / "agency.yml", item) for item in loaded.agencies]
    head = [say("agencies.head")]
    writes = [
        PlannedFile(layout.name(file), agency_text(item, head=head).encode())
        for file, item in files
        if not file.exists()
    ]
    there = [item for file, item in files if file.exists()]
    if writes and not dry_run:
        write_all(layout.root, writes)
    return NewAgencies(tuple(item.path for item in writes), tuple(_notes(loaded, there, registered)))


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a list that has at least one agency."""
    if path.suffix.lower() in WORKBOOKS:
        raise UsageError(say("agencies.workbook", {"file": path, "list": path.with_suffix(".csv").name}))
    rows = list_rows(path)
    if len(rows) < 2:  # noqa: PLR2004 - the heads and an agency
        raise UsageError(say("agencies.empty", {"file": path}))
    return rows


def _notes(loaded: AgencyList, there: Sequence[Agency], registered: Sequence[Agency]) -> Iterator[str]:
    """What differs in files that were there already, and which columns were not used."""
    by_slug = {agency.slug: agency for agency in registered}
    for agency in there:
        old = by_slug.get(agency.slug)
        differ = [] if old is None else [
            key for name, key in _COMPARED.items() if getattr(agency, name) != getattr(old, name)
        ]  # fmt: skip
        if differ:
            names = "、".join(say("key-and-name", {"key": key, "name": say(f"keys.{key}.name")}) for key in differ)
            yield say("agencies.differs", {"slug": agency.slug, "names": names})
    if there:
        yield say("agencies.there", {"count": len(there)})
    if loaded.unused:
        yield say("agencies.unused", {"names": "、".join(f"“{head}”" for head in loaded.unused)})
