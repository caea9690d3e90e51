"""Whose report a document is, where nobody says: the agency whose name the document bears, or its file."""

from collections.abc import Iterator, Mapping

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms.names import canonical
from gongkai.readers.facts.identity import DocumentIdentity
from gongkai.reports import load_agency
from gongkai.reports.layout import Layout

_SHORTEST = 2
"""A name of fewer characters is in too many texts."""


def names_of_agencies(layout: Layout) -> dict[str, tuple[str, ...]]:
    """By slug the names of every agency of a site: the full one, then the short one; files that are none are left out.

    Args:
        layout: Where the site keeps what.
    """
    names = {}
    for file in sorted(layout.data.glob("*/agency.yml")):
        text = file.read_text(encoding="utf-8", errors="replace")
        agency, _ = load_agency(text, path=layout.name(file), slug=file.parent.name, reserved=())
        if agency is not None:
            names[agency.slug] = tuple(dict.fromkeys((canonical(agency.name), canonical(agency.short))))
    return names


def owner_of(identity: DocumentIdentity, file: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """The slug of the agency whose report a document is.

    Args:
        identity: What the document says of itself.
        file: Its file's name, without its suffix.
        names: Names of the site's agencies by slug.

    Raises:
        UsageError: The document names none of them, or several that are equally likely.
    """
    for written in (identity.agency, identity.title, file):
        slugs = _named_in(canonical(written), names)
        if len(slugs) == 1:
            return slugs[0]
        if slugs:
            raise UsageError(say("import.owners-several", {"slugs": "、".join(slugs)}))
    written = identity.agency or identity.title or file
    raise UsageError(say("import.owner-unknown", {"written": written}))


def _named_in(text: str, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The agencies with the longest name that a text holds; where it holds none, those whose name holds all of it."""
    held = sorted(_held(text, names), reverse=True)
    if held:
        return sorted({slug for length, slug in held if length == held[0][0]})
    if len(text) <= _SHORTEST:
        return []
    return [slug for slug, own in names.items() if any(text in name for name in own)]


def _held(text: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    for slug, own in names.items():
        for name in own:
            if len(name) >= _SHORTEST and name in text:
                yield len(name), slug
