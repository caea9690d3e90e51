"""Copies pages and files of reports that stay as they were published from the published site."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from gongkai import routes
from gongkai.reports import ReportKey


def copy_kept(published: Path, folder: Path, reports: Iterable[ReportKey], addresses: routes.Addresses) -> None:
    """Copy pages and files of reports into the site that takes the place of the published one.

    What this build has made of such a report goes, but for its comparison with the year before: that follows the other
    report as well. Page and file of an agency's figures over the years are copied where the new site has none.

    Args:
        published: The published site.
        folder: The folder that is built.
        reports: The reports.
        addresses: How the site writes addresses.
    """
    for key in reports:
        for series in (addresses.file(routes.series_page(key[0])), routes.page_of_route(routes.SERIES_FILE, key[0])):
            if not (folder / series).exists():
                _copy(published / series, folder / series)
        page, own = addresses.file(routes.report_page(*key)), routes.report_file(*key, "").rstrip("/")
        comparison = folder / addresses.file(routes.comparison_page(*key))
        for file in list((folder / own).glob("*")):
            if file.is_file() and file != comparison:
                file.unlink()
        for file in (published / own).rglob("*"):
            copy = folder / own / file.relative_to(published / own)
            if copy != comparison or not copy.exists():
                _copy(file, copy)
        _copy(published / page, folder / page)


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # it may be a second name of the published file
        shutil.copy2(source, target)
