"""Writes imported reports into the site, each with all of its files or with none."""

from collections.abc import Iterable, Iterator

from gongkai.atomic_writing import write_all
from gongkai.findings import say
from gongkai.importing.model import ImportResult, Options
from gongkai.importing.preparing import without_agency_file
from gongkai.importing.unexpected import not_taken
from gongkai.reports.layout import Layout
from gongkai.system_errors import system_reason


def written(layout: Layout, prepared: Iterable[ImportResult], options: Options) -> Iterator[ImportResult]:
    """Write the files of each report; a second document on the same report is refused.

    Args:
        layout: Where the site keeps what.
        prepared: The results, in order.
        options: Whether anything is written.
    """
    reports: dict[tuple[str, int | None], str] = {}
    agencies: set[str] = set()
    for result in prepared:
        item = result
        key = (item.job.agency, item.year)
        if not item.error and key in reports:
            args = {"agency": key[0], "year": key[1], "other": reports[key]}
            item = ImportResult(item.job, item.year, error=say("import.twice", args))
        if item.error:
            yield item
            continue
        reports[key] = item.job.display_name
        own = layout.name(layout.data / item.job.agency / "agency.yml")
        if own in agencies:
            item = without_agency_file(item, own)
        agencies.add(own)
        yield _to_disk(layout, item) if not options.dry_run else item


def _to_disk(layout: Layout, item: ImportResult) -> ImportResult:
    try:
        write_all(layout.root, item.writes)
    except OSError as error:
        text = say("command.unwritable", {"file": error.filename or "", "why": system_reason(error)})
        return ImportResult(item.job, item.year, error=text)
    except Exception as error:  # noqa: BLE001 - one document must not end a batch
        return not_taken(item.job, item.year, error)
    return item
