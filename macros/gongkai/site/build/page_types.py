"""Pages and files that are added to a site, each by one part of the house; here is only the list of these parts.

A part is a function from the build to files. A Markdown file that the site has written at the same path wins.
"""

from collections.abc import Callable, Iterable, Iterator

from mkdocs.structure.files import File, Files

from gongkai.findings import say
from gongkai.site.build.context import Build
from gongkai.site.build.session import log
from gongkai.site.pages.about import about_part
from gongkai.site.pages.agency import agency_pages_part
from gongkai.site.pages.agency_list import agencies_part
from gongkai.site.pages.any_two import any_two_part
from gongkai.site.pages.atom_feed import feed_part
from gongkai.site.pages.comparison import compare_part
from gongkai.site.pages.reference import reference_part
from gongkai.site.pages.search_page import search_part
from gongkai.site.pages.year_lists import years_part

Part = Callable[[Build], Iterator[File]]

PARTS: tuple[Part, ...] = (
    reference_part,
    agencies_part,
    years_part,
    agency_pages_part,
    about_part,
    feed_part,
    search_part,
    compare_part,
    any_two_part,
)
"""In the order in which their files come."""


def add_parts(files: Files, build: Build) -> None:
    """Add what every part makes, but for what the site has written itself."""
    add_unwritten(files, (file for part in PARTS for file in part(build)))


def add_unwritten(files: Files, made: Iterable[File]) -> None:
    """Add what is made, but for what the site has written itself; say where that has the address under another name.

    Args:
        files: The files of the build.
        made: Files whose addresses differ from each other.
    """
    written = {file.dest_uri: file.src_uri for file in files}
    for file in made:
        own = written.get(file.dest_uri)
        if own is None:
            files.append(file)
        elif own != file.src_uri:
            log.warning(say("build.same-address", {"own": own, "page": file.src_uri}))
