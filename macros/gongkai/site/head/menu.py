"""The links that every page has: the columns of the site at the top, and pages about the site at the foot.

Their number does not grow with the site, and they lead only to pages and files that this build has.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mkdocs.structure.files import Files

from gongkai.findings import say
from gongkai.site.pages import page_types
from gongkai.work.page_type import MenuPlace, OfAgency


def address_in(files: Files, source: str) -> str | None:
    """The address of a page or file of a build, relative to the site, by its source; None if the build lacks it."""
    file = files.get_file_from_path(source)
    return file.url if file is not None else None


def menu_of(address: Callable[[str], str | None]) -> Mapping[str, Any]:
    """The links, as the theme's templates read them.

    Args:
        address: ``address_in`` for the files of the build.

    Returns:
        ``columns`` and ``below`` (at the foot), links with ``source``, ``title`` and ``url``; a column also has
        ``kinds``, the kinds of pages that belong to it. ``sources`` has the sources of the columns.
    """
    types = [item for item in page_types() if not isinstance(item, OfAgency)]
    columns = [(item.route, place) for item in types if (place := getattr(item, "column", None)) is not None]
    below = [(item.route, item.footer) for item in types if item.footer is not None]
    links = [{**link, "kinds": place.kinds} for place, link in _links(columns, address)]
    return {
        "columns": links,
        "below": [link for _, link in _links(below, address)],
        "sources": frozenset(item["source"] for item in links),
    }


def _links(
    places: list[tuple[str, MenuPlace]], address: Callable[[str], str | None]
) -> Iterator[tuple[MenuPlace, dict[str, Any]]]:
    for source, place in sorted(places, key=lambda item: item[1].position):
        url = address(source)
        if url is not None:
            yield place, {"source": source, "title": say(place.label), "url": url or "."}
