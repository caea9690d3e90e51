"""Entries of a site's folders that are no files of it, each a finding; a walk finds them and opens none of them.

A link that leads out of the site would publish what lies there, and reading a pipe or a device never ends. So whatever
has a finding here is read by nothing: `readable` says so of a single file, again at the moment of reading.
"""

import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gongkai.file_text import MARKDOWN_SUFFIXES
from gongkai.findings import Finding, Level
from gongkai.reports.layout import Layout
from gongkai.routes import AGENCIES, AGENCY_LIST, FORM_LIST, REPORT_LIST, SEARCH_INDEX, YEARS, agency_page
from gongkai.workspace.svg_pictures import svg_runs

_BAD_SIGNS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Signs that break a line or a name apart, turn the writing of what follows, or are no characters at all."""
_ACTIVE = re.compile(
    r"\.(?:html?|xhtml?|shtml?|xht|mht|mhtml|hta|m?js|wasm|swf|php\d?|phtml|jsp|aspx?|cgi|xsl|xslt)", re.IGNORECASE
)


class Sources(Protocol):
    """A collection of paths below the docs folder that can only be asked whether a path is in it."""

    def __contains__(self, source: str, /) -> bool:
        """Whether a path is among them."""


@dataclass(frozen=True, slots=True)
class TrustedFiles:
    """What the site's owner answers for below the docs folder.

    Attributes:
        trusted: Pages and files, by their path below the docs folder.
        programs: Scripts and styles that mkdocs.yml names.
    """

    trusted: Sources
    programs: tuple[str, ...]


def odd_files(layout: Layout, listed: TrustedFiles) -> Iterator[Finding]:
    """Every entry of the folders of data and docs that is no file of the site, or cannot be published under its name.

    Args:
        layout: Where the site keeps what.
        listed: What may be there though it runs in a browser.
    """
    homes = _homes(layout)
    for top, suffixes in ((layout.data, (".yml", ".yaml")), (layout.docs, MARKDOWN_SUFFIXES)):
        for folder, entries in _folders(top, homes):
            if top is layout.docs:
                yield from _same_names(layout, folder, entries)
            for entry in entries:
                path = folder / entry.name
                variant = _fault(entry, suffixes, homes)
                if variant is not None:
                    yield _finding(layout, path, variant)
                elif top is layout.docs and _is_taken(layout, path.relative_to(top).as_posix(), entry):
                    yield _finding(layout, path, "path-taken", file=path.relative_to(top).as_posix())
                elif top is layout.docs and _is_active(path, path.relative_to(top).as_posix(), listed):
                    yield _finding(layout, path, "file", code="unsafe-html")


def readable(layout: Layout, path: Path) -> bool:
    """Whether a file belongs to the site and has an end: no pipe, no device, no link that leads out of the site."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return path.is_file() and _is_inside(path, _homes(layout))
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode)


def _homes(layout: Layout) -> tuple[str, ...]:
    """The folders that a link may lead into."""
    return tuple(dict.fromkeys(os.path.realpath(folder) for folder in (layout.root, layout.data, layout.docs)))


def _is_inside(path: Path, homes: tuple[str, ...]) -> bool:
    real = os.path.realpath(path)
    return any(real == home or real.startswith(home + os.sep) for home in homes)


def _folders(top: Path, homes: tuple[str, ...]) -> Iterator[tuple[Path, list[os.DirEntry[str]]]]:
    """A folder and every folder below it, each with its entries in order; hidden entries are no part of a site.

    A folder that links lead to again and again is entered once.
    """
    waiting, seen = [top], {os.path.realpath(top)}
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted((entry for entry in listing if entry.name[0] != "."), key=lambda entry: entry.name)
        except OSError:  # reading it says why
            continue
        yield folder, entries
        for entry in entries:
            if not entry.is_dir():
                continue
            if entry.is_symlink():
                real = os.path.realpath(entry.path)
                if real in seen or not _is_inside(folder / entry.name, homes):
                    continue
                seen.add(real)
            waiting.append(folder / entry.name)


def _fault(entry: os.DirEntry[str], suffixes: tuple[str, ...], homes: tuple[str, ...]) -> str | None:
    """Why an entry is no file of the site: a variant of the wordings of ``syntax``; None where it is one."""
    if _BAD_SIGNS.search(entry.name):
        return "path-signs"
    if entry.is_symlink():
        if not os.path.exists(entry.path):  # noqa: PTH110 - an entry has a path as text
            return "path-broken"
        if not _is_inside(Path(entry.path), homes):
            return "path-outside"
    if entry.is_dir():
        return "path-folder" if entry.name.lower().endswith(suffixes) else None
    return None if entry.is_file() else "path-special"


def _same_names(layout: Layout, folder: Path, entries: list[os.DirEntry[str]]) -> Iterator[Finding]:
    """Names that differ only in ways that Windows and macOS ignore: there one file would replace the other."""
    if len({entry.name.lower() for entry in entries}) == len(entries) and all(item.name.isascii() for item in entries):
        return
    alike: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        alike[unicodedata.normalize("NFC", entry.name).casefold()].append(entry.name)
    for names in alike.values():
        for name in names[1:]:
            yield _finding(layout, folder / name, "path-case", other=names[0])


def _is_taken(layout: Layout, source: str, entry: os.DirEntry[str]) -> bool:
    """Whether a file that is no page has the path of a generated file, in whose place it would be published.

    What a site generates only by some of its settings, and the theme's files, the build knows (`site.taken_names`).
    """
    if entry.is_dir() or source.lower().endswith(MARKDOWN_SUFFIXES):
        return False
    if source.startswith(f"{SEARCH_INDEX}/") or source in (AGENCY_LIST, FORM_LIST, REPORT_LIST):
        return True
    folder = source.partition("/")[0]
    pages = (AGENCIES, YEARS, *([agency_page(folder)] if (layout.data / folder / "agency.yml").is_file() else ()))
    return source in map(layout.address.addresses.file, pages)


def _is_active(path: Path, source: str, listed: TrustedFiles) -> bool:
    """Whether a browser that is led to a file would run what is in it, and nobody answers for that."""
    suffix = path.suffix
    if suffix.lower() == ".svg":
        return source not in listed.trusted and svg_runs(path)
    if _ACTIVE.fullmatch(suffix) is None:
        return False
    return source not in listed.trusted and source not in listed.programs


def _finding(layout: Layout, path: Path, variant: str, *, code: str = "syntax", **args: str) -> Finding:
    top = next((top for top in (layout.data, layout.docs) if path.is_relative_to(top)), layout.root)
    inside = path.relative_to(top).parts
    return Finding(
        code=code, level=Level.ERROR, variant=variant, path=layout.name(path), line=1, column=1,
        agency=inside[0] if len(inside) > 1 and (layout.data / inside[0]).is_dir() else None,
        args={"name": path.name, "place": layout.name(path), **args},
    )  # fmt: skip
