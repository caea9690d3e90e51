"""What can be taken away from a report's page: files, and the page itself for the editor of another site."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from gongkai.findings import say
from gongkai.pages.parts import Downloads, Link
from gongkai.renders.export import Format, public_formats, saved_name
from gongkai.reports import Report
from gongkai.routes import BARE_COPY, report_file, way_up


def link_to(report: Report, name: str, *, at: str) -> str:
    """Address of a file of a report as a page writes it, under either way of writing addresses.

    Args:
        report: The report.
        name: The file.
        at: Address of the page relative to the site.
    """
    return f"{way_up(at)}{report_file(report.agency, report.year, name)}"


def downloads_of(report: Report, *, at: str, formats: tuple[Format, ...] | None) -> Downloads:
    """What a page offers of a report.

    Args:
        report: The report.
        at: Address of the page relative to the site.
        formats: The formats that the site publishes; None where the plugin does not run, which alone writes a report in
            other formats.
    """
    offered = public_formats(report, among=formats or ())
    bare = any(item.file == BARE_COPY for item in offered)
    return Downloads(tuple(_files(report, at, offered)), link_to(report, BARE_COPY, at=at) if bare else None)


def _files(report: Report, at: str, formats: tuple[Format, ...]) -> Iterator[Link]:
    for item in formats:
        if item.file != BARE_COPY:
            yield _link(report, item.file, item.label, at)
    for source in report.sources:
        names = {"suffix": _kind_of_file(source.file), "sha256": source.sha256}
        yield _link(report, source.file, say("page.original", names), at)


def _kind_of_file(name: str) -> str:
    """The ending of a kept file's name; ``html`` of ``original.html.txt``, as a site holds no page but its own."""
    *others, last = PurePosixPath(name).suffixes or [""]
    return (others[-1] if others and last == ".txt" else last).removeprefix(".")


def _link(report: Report, file: str, label: str, at: str) -> Link:
    return Link(label, link_to(report, file, at=at), saved_name(report.agency, report.year, file))
