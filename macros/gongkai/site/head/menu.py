"""The few links that stand on every page: the columns of the site at the top, what there is to know of it below.

Their number is constant, and only pages that this build has are among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mkdocs.structure.files import Files

from gongkai.findings import say
from gongkai.site.pages.about import ACCESSIBILITY, CONTACT
from gongkai.site.pages.catalog import HOME, LIST, YEARS
from gongkai.site.pages.home import METHODS, SEARCH

GLOSSARY = "glossary.md"
COMPARE = "compare.md"
FEED = "feed.xml"

COLUMNS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    (HOME, "theme.home", ()),
    (LIST, "theme.agencies", ("agency", "report", "agencies")),
    (YEARS, "menu.years", ("years",)),
    (SEARCH, "menu.search", ()),
    (COMPARE, "menu.compare", ()),
    (GLOSSARY, "menu.glossary", ()),
)
"""Page, its name, and the kinds of pages that belong to its column."""

BELOW: Sequence[tuple[str, str]] = (
    (METHODS, "menu.methods"),
    (GLOSSARY, "menu.glossary"),
    (YEARS, "menu.all"),
    (FEED, "menu.feed"),
    (ACCESSIBILITY, "menu.accessibility"),
    (CONTACT, "menu.contact"),
)


def menu_of(files: Files) -> Mapping[str, Any]:
    """What the theme writes on every page.

    Args:
        files: All files of the build.

    Returns:
        ``columns`` and ``below``, links with ``source``, ``title`` and ``url``, the address relative to the site; of a
        column also ``kinds``, the kinds of pages that belong to it.
    """
    columns = [
        {"source": source, "title": say(name), "url": url, "kinds": kinds}
        for source, name, kinds in COLUMNS
        for url in _url(files, source)
    ]
    below = [
        {"source": source, "title": say(name), "url": url} for source, name in BELOW for url in _url(files, source)
    ]
    return {"columns": columns, "below": below, "sources": frozenset(item["source"] for item in columns)}


def _url(files: Files, source: str) -> Iterator[str]:
    file = files.get_file_from_path(source)
    if file is not None:
        yield file.url or "."
