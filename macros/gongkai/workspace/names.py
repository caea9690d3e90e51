"""Recognises files under a wrong name, and what they are meant to be: a copy, a second suffix, full-width digits."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from gongkai.file_text import MARKDOWN_SUFFIXES
from gongkai.forms.places import nearest
from gongkai.readers.files.suffixes import DOCUMENTS
from gongkai.reports.layout import REPORT_YEAR, Layout

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_COPY = re.compile(r"\(\d+\)|副本|copy|备份|\bbak\b", re.IGNORECASE)
_DATA = (".yml", ".yaml")


def year_meant(name: str) -> int | None:
    """The one year in the name of a file; None where there is none, or where there are several."""
    years = set(_YEARS.findall(unicodedata.normalize("NFKC", name)))
    return int(years.pop()) if len(years) == 1 else None


def is_copy_name(name: str) -> bool:
    """Whether a file's name is one that systems give to a second file of the same name."""
    return _COPY.search(unicodedata.normalize("NFKC", name)) is not None


def is_data_name(name: str) -> bool:
    """Whether a file is meant for data by its last suffix, or by one before a ``.txt`` that an editor has added."""
    bare = name.lower()
    return bare.endswith((*_DATA, *(f"{suffix}.txt" for suffix in _DATA)))


def visible_files(folder: Path) -> list[Path]:
    """The files of a folder, in order, without hidden ones and those that a word processor keeps open."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))


def data_years(layout: Layout, slug: str) -> set[int]:
    """The years of which an agency has data, under the right name or nearly so."""
    names = [path.name for path in visible_files(layout.data / slug)]
    years = (year_meant(name) for name in names if is_data_name(name))
    return {year for year in years if year is not None}


def stands_for_narrative(layout: Layout, slug: str, year: int) -> Path | None:
    """A file that most likely is a report's narrative, which has none under the right name; None where there is none.

    A page with the year in its name, a text or document of an office beside it, a page in the folder of data.
    """
    beside = [path for path in visible_files(layout.docs / slug) if year_meant(path.name) == year]
    suffixes = (*MARKDOWN_SUFFIXES, ".txt", *DOCUMENTS)
    candidates = [path for path in beside if path.name.lower().endswith(suffixes)]
    moved = [path for path in visible_files(layout.data / slug) if path.name == f"{year}.md"]
    return next(iter([*candidates, *moved]), None)


def folder_meant(layout: Layout, slug: str) -> str | None:
    """The folder of narratives that is most likely an agency's, which has none under its own name.

    It holds narratives, has no data, and its name is nearly the same.
    """
    if not layout.docs.is_dir() or (layout.docs / slug).is_dir():
        return None
    strays = [
        folder.name
        for folder in layout.docs.iterdir()
        if folder.is_dir()
        and not (layout.data / folder.name).is_dir()
        and any(map(_is_narrative, visible_files(folder)))
    ]
    return nearest(slug, strays)


def mistaken_years(layout: Layout, slug: str) -> tuple[int, int] | None:
    """The year of a narrative without data and that of data without a narrative, where an agency has one of each.

    Then the name of the one has most likely a slip.
    """
    data = data_years(layout, slug)
    pages = {int(path.stem) for path in visible_files(layout.docs / slug) if _is_narrative(path)}
    stray = pages - data
    lacking = {year for year in data - pages if stands_for_narrative(layout, slug, year) is None}
    return (stray.pop(), lacking.pop()) if len(stray) == len(lacking) == 1 else None


def _is_narrative(path: Path) -> bool:
    return path.suffix == ".md" and REPORT_YEAR.fullmatch(path.stem) is not None


def other_names(folder: Path) -> Iterator[Path]:
    """Files of an agency's folder of data that are meant for data and have another name than data have."""
    for path in visible_files(folder):
        proper = path.name == "agency.yml" or (path.suffix == ".yml" and REPORT_YEAR.fullmatch(path.stem) is not None)
        if is_data_name(path.name) and not proper:
            yield path
