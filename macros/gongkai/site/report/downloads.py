"""What can be taken away from a report's page: files, and the page itself for the editor of another site."""

from collections.abc import Iterator

from gongkai.findings import say
from gongkai.renders.export import public_formats
from gongkai.renders.html import escape
from gongkai.reports import Report

FRAGMENT = "fragment.html"
"""The page as bare HTML; the plugin makes it, see ``whole``."""

Link = tuple[str, str]
"""A name and an address relative to the page."""


def link_to(report: Report, name: str, *, at: str) -> str:
    """Address of a file of a report as a page writes it, under either way of writing addresses.

    Args:
        report: The report.
        name: The file.
        at: Address of the page relative to the site.
    """
    return f"{'../' * at.count('/')}{report.agency}/{report.year}/{name}"


def downloads(report: Report, *, at: str, plugin: bool = True) -> Iterator[Link]:
    """The files of a report; see ``link_to``.

    Args:
        report: The report.
        at: Address of the page relative to the site.
        plugin: Whether the plugin runs, which alone writes a report in other formats.
    """
    for item in public_formats(report) if plugin else ():
        yield item.label, link_to(report, item.file, at=at)
    if report.source is not None:
        kind = report.source.file.removesuffix(".txt").rpartition(".")[2]
        names = {"suffix": kind, "sha256": report.source.sha256}
        yield say("page.original", names), link_to(report, report.source.file, at=at)


def takeaway_html(report: Report, *, at: str, fragment: bool) -> str:
    """The list of files, and the page for pasting with its button.

    Args:
        report: The report.
        at: Address of the page relative to the site.
        fragment: Whether the plugin runs, which makes the page as bare HTML and the files.

    Returns:
        HTML; the button is shown by the script that makes it work, and the link does without.
    """
    links = downloads(report, at=at, plugin=fragment)
    items = "".join(f'<li><a href="{escape(href)}" download>{escape(name)}</a></li>' for name, href in links)
    if fragment:
        items += f"<li>{_paste(link_to(report, FRAGMENT, at=at))}</li>"
    said = '<p class="gk-copied" role="status"></p>' if fragment else ""
    return f'<div class="gk-downloads"><p>{say("page.downloads")}</p><ul>{items}</ul>{said}</div>'


def _paste(href: str) -> str:
    words = "".join(f' data-{name}="{escape(say(f"takeaway.{name}"))}"' for name in ("done", "failed", "code"))
    button = f'<button type="button" class="gk-copy" data-href="{escape(href)}"{words} hidden>'
    return f'<a href="{escape(href)}">{say("takeaway.fragment")}</a> {button}{say("takeaway.copy")}</button>'
