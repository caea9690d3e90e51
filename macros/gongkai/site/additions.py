"""Pages and files that are added to a site, each by one part of the house; here is only the list of these parts.

A part is a function from the build to files. A Markdown file that the site has written at the same path wins.
"""

from collections.abc import Callable, Iterator

from mkdocs.structure.files import File, Files

from gongkai.site.about import about_part
from gongkai.site.agency_pages import agency_pages_part
from gongkai.site.any_two import any_two_part
from gongkai.site.building import Build
from gongkai.site.compare_pages import compare_part
from gongkai.site.feed import feed_part
from gongkai.site.matrix import agencies_part
from gongkai.site.reference import reference_part
from gongkai.site.search_page import search_part
from gongkai.site.years import years_part

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
    for part in PARTS:
        for file in part(build):
            if files.get_file_from_path(file.src_uri) is None:
                files.append(file)
