"""Kinds of generated pages and files, one module each. Adding a module adds a kind: ``page_types`` looks them up.

A module declares what it makes in ``TYPES``: see ``work.page_type``. Folders sort the modules for readers; a kind is
looked up in any of them.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gongkai.added_code import module_of
from gongkai.errors import PageTypeError
from gongkai.findings import say
from gongkai.routes import HOME, RESERVED, folders_of
from gongkai.site.declared_types import declared_types
from gongkai.work.page_type import AgencyFileType, AgencyPageType, AnyType, FileType, OfAgency, PageType


@cache
def page_types() -> tuple[AnyType, ...]:
    """Every kind of generated page and file, in the order in which they are in a site.

    Raises:
        PageTypeError: One is declared wrongly.
    """
    return declared_types(sys.modules[__name__])


@cache
def site_page_types() -> tuple[PageType, ...]:
    """Kinds of pages of the whole site."""
    return tuple(item for item in page_types() if isinstance(item, PageType))


@cache
def agency_page_types() -> tuple[AgencyPageType, ...]:
    """Kinds of pages that each agency has."""
    return tuple(item for item in page_types() if isinstance(item, AgencyPageType))


@cache
def agency_file_types() -> tuple[AgencyFileType, ...]:
    """Kinds of files that each agency has."""
    return tuple(item for item in page_types() if isinstance(item, AgencyFileType))


@cache
def file_types() -> tuple[FileType, ...]:
    """Kinds of files of the whole site."""
    return tuple(item for item in page_types() if isinstance(item, FileType))


@cache
def reserved_slugs() -> frozenset[str]:
    """Names that no agency can have, as pages or files of the site are there."""
    return RESERVED | folders_of(item.route for item in _of_site())


def slugs_reserved_on(data: Path) -> frozenset[str]:
    """Names that no agency can have, for a site whose agencies are known.

    Args:
        data: The site's folder of data.

    Raises:
        PageTypeError: A kind of page that was added has the address of an agency that is there.
    """
    for item in _of_site():
        (name,) = folders_of([item.route])
        if name not in RESERVED and (data / name / "agency.yml").is_file():
            module = module_of(item.make) if item.make is not None else ""
            names = {"module": module, "route": item.route, "folder": f"{data.name}/{name}"}
            raise PageTypeError(say("page-faults.agency", names))
    return reserved_slugs()


def _of_site() -> Iterator[PageType | FileType]:
    """Kinds of pages and files of the whole site, but for the home page."""
    for item in page_types():
        if not isinstance(item, OfAgency) and item.route != HOME:
            yield item
