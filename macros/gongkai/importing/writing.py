"""Writes imported reports into the site, each with all of its files or with none."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai.atomic_writing import write_all
from gongkai.findings import say
from gongkai.importing.model import ImportResult, Options
from gongkai.importing.unexpected import not_taken
from gongkai.reports.layout import Layout
from gongkai.system_errors import system_reason


def once_each(layout: Layout, prepared: Iterable[ImportResult]) -> Iterator[ImportResult]:
    """The results with every report and every agency's file once; a second document on the same report is refused.

    Args:
        layout: Where the site keeps what.
        prepared: The results, in order.
    """
    reports: dict[tuple[str, int | None], str] = {}
    agencies: set[str] = set()
    for item in prepared:
        key = (item.job.agency, item.year)
        if item.error:
            yield item
        elif key in reports:
            args = {"agency": key[0], "year": key[1], "other": reports[key]}
            yield ImportResult(item.job, item.year, error=say("import.twice", args))
        else:
            reports[key] = item.job.display_name
            own = layout.name(layout.data / item.job.agency / "agency.yml")
            yield _without_agency_file(item, own) if own in agencies else item
            agencies.add(own)


def written(layout: Layout, items: Iterable[ImportResult], options: Options) -> Iterator[ImportResult]:
    """Write the files of each report, unless nothing is to be written.

    Args:
        layout: Where the site keeps what.
        items: The results, in order.
        options: Whether anything is written.
    """
    for item in items:
        yield item if item.error or options.dry_run else _to_disk(layout, item)


def _to_disk(layout: Layout, item: ImportResult) -> ImportResult:
    try:
        write_all(layout.root, item.writes)
    except OSError as error:
        text = say("command.unwritable", {"file": error.filename or "", "why": system_reason(error)})
        return ImportResult(item.job, item.year, error=text)
    except Exception as error:  # noqa: BLE001 - one document must not end a batch
        return not_taken(item.job, item.year, error)
    return item


def _without_agency_file(item: ImportResult, path: str) -> ImportResult:
    """The result without the agency's file, which another document of the same run has written."""
    return replace(item, writes=tuple(write for write in item.writes if write.path != path))
