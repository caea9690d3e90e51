"""Finds the agency of a site to which a document belongs, by the names in the document and in its file's name.

A name is never guessed from likeness. If a document does not say whose report it is, its file's name or its text may
name one agency, and the report is a draft then; if two agencies match, or if the file's name contradicts the document,
no agency is chosen.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.reports import Agency, load_agency
from gongkai.reports.layout import Layout

_SHORTEST = 3
"""Fewest characters of a part of a full name that may stand for it."""
_LONG = 6
"""Fewest characters of a full name that other names may end with and mean the same."""
_TOP, _BOTTOM = 12, 12
"""Paragraphs at the start and the end of a document in which the name of its agency is looked for."""
_TOKEN = re.compile(r"[a-z0-9-]+")
_YEAR_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年(?:度|年|报告|政府|政务|信息|工作|报(?!送))")
_YEAR_FIRST = re.compile(r"(?:19|20)[0-9]{2}-")


@dataclass(frozen=True, slots=True)
class Owner:
    """The agency whose report a document is, and how that is known.

    Attributes:
        agency: The agency.
        source: What names it: ``name``, ``former`` (a former name), ``file`` (the file's name), ``text``.
        evidence: The words that name it.
    """

    agency: Agency
    source: str
    evidence: str


class KnownAgencies:
    """The agencies of a site, found by name."""

    def __init__(self, agencies: Sequence[Agency]) -> None:
        """Take the agencies.

        Args:
            agencies: Each with its names: full, short and former ones.
        """
        self.agencies = tuple(agencies)

    def owner(self, path: str, *, own_name: str, stamped: str, texts: Sequence[str], year: int | None) -> Owner:
        """Find whose report a document is.

        Args:
            path: The path of the file below the folder, as it is shown; folders and archives in it may name the agency.
            own_name: The name that its title or its signature gives; empty where there is none.
            stamped: The slug in a file that Gongkai wrote; empty for any other.
            texts: Its paragraphs.
            year: The year reported on, if known.

        Raises:
            UsageError: No agency has the name, several have it, or the file's name is another agency's.
        """
        if not self.agencies:
            name = own_name or stamped
            text = say("import.folder.unknown-none", {"name": name}) if name else ""
            raise UsageError(text + say("import.folder.none-registered"))
        if stamped:
            return self._stamped(stamped)
        parts = [part for part in path.split("/") if part]
        by_file = self._within(parts[-1], year, slugs=True)
        if own_name:
            return self._stated(own_name, by_file, year)
        for part in reversed(parts):
            owners = self._within(part, year, slugs=True)
            if owners:
                return Owner(_only(owners, part), "file", part)
        for text in (*texts[:_TOP], *texts[-_BOTTOM:]):
            owners = self._within(text, year, slugs=False)
            if owners:
                return Owner(_only(owners, text), "text", text)
        raise UsageError(say("import.folder.no-agency"))

    def by_name(self, name: str) -> Agency | None:
        """The agency with a full, short or former name, with or without its superior's; None unless there is just one.

        Args:
            name: The name.
        """
        owners = self._named(name, None)
        return owners[0] if len(owners) == 1 else None

    def by_file(self, path: str) -> Agency | None:
        """The one agency that a file's name names, for a file that cannot be read; None for none and for several.

        Args:
            path: The file below the folder, as it is shown.
        """
        owners = self._within(path.rpartition("/")[2], None, slugs=True)
        return owners[0] if len(owners) == 1 else None

    def _stamped(self, slug: str) -> Owner:
        agency = next((agency for agency in self.agencies if agency.slug == slug), None)
        if agency is None:
            raise UsageError(say("import.folder.unknown", {"name": slug}))
        return Owner(agency, "name", slug)

    def _stated(self, own_name: str, by_file: Sequence[Agency], year: int | None) -> Owner:
        owners = self._named(own_name, year)
        if not owners:
            text = say("import.folder.unknown", {"name": own_name})
            if len(by_file) == 1:
                names = {"agency": by_file[0].slug, "name": by_file[0].short, "stated": own_name}
                text += say("import.folder.unknown-file", names)
            raise UsageError(text)
        agency = _only(owners, own_name)
        if by_file and agency not in by_file:
            names = {"stated": own_name, "name": by_file[0].short}
            raise UsageError(say("import.folder.other-file", names))
        plain = _plain(own_name)
        former = plain not in _plain(agency.name) and plain in map(_plain, agency.former)
        return Owner(agency, "former" if former else "name", own_name)

    def _named(self, name: str, year: int | None) -> Sequence[Agency]:
        """The agencies that a document's name for its agency can mean: in full, short, or with what is above left out.

        Names of today come before former ones, and agencies that report on the year before those that do not.
        """
        plain = _plain(name)
        for same in (_is_same, _is_end):
            of_now = [item for item in self.agencies if same(plain, (item.name,))]
            of_now = of_now or [item for item in self.agencies if plain == _plain(item.short)]
            before = [item for item in self.agencies if same(plain, item.former)]
            for owners in (_in_years(of_now, year), _in_years(before, year), of_now, before):
                if owners:
                    return owners
        return ()

    def _within(self, text: str, year: int | None, *, slugs: bool) -> Sequence[Agency]:
        """The agencies that a text names, of names within each other the longest alone.

        Args:
            text: The text.
            year: The year reported on, if known.
            slugs: Whether it is a file's name, in which short names and slugs stand as well.
        """
        rest, by_plain_name = _plain(text), dict[str, list[Agency]]()
        for agency in self.agencies:
            for name in (agency.name, *agency.former, *((agency.short,) if slugs else ())):
                by_plain_name.setdefault(_plain(name), []).append(agency)
        owners: list[Agency] = []
        for name in sorted(by_plain_name, key=len, reverse=True):
            if len(name) > 1 and name in rest:
                rest = rest.replace(name, "\n")
                owners += _in_years(by_plain_name[name], year) or by_plain_name[name]
        if not owners and slugs:
            owners += self._slugs(text)
        return tuple({agency.slug: agency for agency in owners}.values())

    def _slugs(self, text: str) -> Iterator[Agency]:
        """The agencies whose slugs a file's name begins with, or has between signs that no slug holds."""
        for token in _TOKEN.findall(text.lower()):
            begin = _YEAR_FIRST.sub("", token)
            fits = [item for item in self.agencies if f"{begin}-".startswith(f"{item.slug}-")]
            if fits:
                yield max(fits, key=lambda item: len(item.slug))


def known_agencies(layout: Layout) -> KnownAgencies:
    """The agencies of a site; a file that cannot be read is none (``gongkai check`` says so).

    Args:
        layout: Where the site keeps what.
    """
    agencies = []
    for file in sorted(layout.data.glob("*/agency.yml")):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        agency, _ = load_agency(text, path=layout.name(file), slug=file.parent.name, reserved=())
        if agency is not None:
            agencies.append(agency)
    return KnownAgencies(agencies)


def year_of_name(path: str) -> int | None:
    """The year reported on by a file's name; None where the name has no year or several.

    Only a year before words for a report is one (2025年度、2025年报): others may be that in which it was filed.

    Args:
        path: The file below the folder, as it is shown.
    """
    years = set(_YEAR_IN_NAME.findall(path.rpartition("/")[2]))
    return int(years.pop()) if len(years) == 1 else None


def is_name_of(agency: Agency, text: str) -> bool:
    """Whether a name is the full, the short or a former name of an agency.

    Args:
        agency: The agency.
        text: The name.
    """
    return _plain(text) in {_plain(name) for name in (agency.name, agency.short, *agency.former)}


def names_differ(name: str, document_name: str) -> bool:
    """Whether two names are of different organs; one that contains the other is the same name in full.

    Args:
        name: The name of an agency.
        document_name: The name that a document gives; empty where it gives none.
    """
    return bool(document_name) and name not in document_name and document_name not in name


def _plain(name: str) -> str:
    return re.sub(r"[\s《》“”\"]+", "", unicodedata.normalize("NFKC", name))


def _is_same(plain: str, names: Sequence[str]) -> bool:
    return any(plain == _plain(name) for name in names)


def _is_end(plain: str, names: Sequence[str]) -> bool:
    """Whether a name is another with what is above it left out, or with more above it."""
    if len(plain) < _SHORTEST:
        return False
    plains = [_plain(name) for name in names]
    return any(name.endswith(plain) or (len(name) >= _LONG and plain.endswith(name)) for name in plains)


def _in_years(agencies: Sequence[Agency], year: int | None) -> Sequence[Agency]:
    return [agency for agency in agencies if year is None or agency.reports_on(year)]


def _only(owners: Sequence[Agency], name: str) -> Agency:
    """The one agency; several are said and none taken."""
    if len(owners) > 1:
        names = "、".join(f"{agency.name}（{agency.slug}）" for agency in owners)
        raise UsageError(say("import.folder.ambiguous", {"written": name, "names": names}))
    return owners[0]
