"""Reports that are kept back while others are published: what is known of those that were published before.

Such a report stays as it was: its page and files are copied from the published site, and lists go on naming it.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from gongkai import routes
from gongkai.findings import say
from gongkai.reports.loading.fields import moment
from gongkai.work.agency import Key
from gongkai.work.summary import ReportSummary
from gongkai.workspace import Workspace


def kept_summaries(
    workspace: Workspace, withheld: Iterable[Key], addresses: routes.Addresses
) -> dict[Key, ReportSummary]:
    """What lists say of the reports that are kept back and were published before, as far as their files tell.

    Their figures go into no sum and no table of the site: those are made of figures without an error.

    Args:
        workspace: The loaded site.
        withheld: The reports that are kept back.
        addresses: How the site writes addresses.
    """
    published = workspace.layout.published
    kept = {}
    for slug, year in sorted(withheld):
        if published is None or not (published / addresses.file(routes.report_page(slug, year))).is_file():
            continue
        record = _record(published / routes.report_file(slug, year, "report.json"))
        date = moment(str(record.get("published")))
        title = say("page.title", {"agency": workspace.owner(slug).name, "year": year, "title": say("new.title")})
        kept[slug, year] = ReportSummary(slug, year, title, None, True, date, date)  # noqa: FBT003 - it is public
    return kept


def copy_kept(published: Path, folder: Path, kept: Iterable[Key], addresses: routes.Addresses) -> None:
    """Copy pages and files of reports from the published site into the one that takes its place.

    The page of an agency's figures over the years is copied as well where the new site has none: they link to it.

    Args:
        published: The published site.
        folder: The folder that is built.
        kept: The reports.
        addresses: How the site writes addresses.
    """
    for key in kept:
        series = addresses.file(routes.series_page(key[0]))
        for name in (*_names(key, addresses), *([] if (folder / series).exists() else [series])):
            source, copy = published / name, folder / name
            if source.is_dir():
                shutil.copytree(source, copy, dirs_exist_ok=True)
            elif source.is_file():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, copy)


def _names(key: Key, addresses: routes.Addresses) -> Iterator[str]:
    """The page of a report, and the folder of its files."""
    yield addresses.file(routes.report_page(*key))
    yield routes.report_file(*key, "").rstrip("/")


def _record(file: Path) -> dict[str, object]:
    """What a published JSON says; nothing where there is none."""
    try:
        loaded = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
