"""The register of formats: the modules of ``renders/formats/``, then what other packages add by entry points.

Another package adds a format with a line of its ``pyproject.toml``, where ``FORMAT`` is a ``Format``::

    [project.entry-points."gongkai.formats"]
    txt = "its_package.its_module:FORMAT"
"""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from gongkai.errors import FormatError, raised_by
from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.renders import formats as _folder
from gongkai.renders.export.model import Format
from gongkai.reports import Report

FORMAT_ENTRY_POINTS = "gongkai.formats"
"""The group of entry points."""


@cache
def formats() -> tuple[Format, ...]:
    """Every format; those that are public first, of these those that any report can be written in, then by name.

    Looked for once a process, and only when asked: a package that cannot be imported stops those commands alone that
    need formats.

    Raises:
        FormatError: An entry point is no format, or two formats have one name or one file.
    """
    every = sorted((*_own(), *_others()), key=_place)
    for attribute in ("name", "file"):
        seen: set[str] = set()
        for item in every:
            value = getattr(item, attribute)
            if value in seen:
                raise FormatError(say(f"export.same-{attribute}", {"value": value}))
            seen.add(value)
    return tuple(every)


def _place(item: Format) -> tuple[bool, bool, bool, str]:
    return (not item.public, item.needs_form, not item.is_text, item.name)


def formats_of(report: Report) -> tuple[Format, ...]:
    """The formats that a report can be written in."""
    return tuple(item for item in formats() if item.offers(report))


def published_formats(switches: Mapping[str, bool], *, office: bool = False) -> tuple[Format, ...]:
    """The formats that a site publishes: those that are public, but for what it says itself.

    Args:
        switches: By name of a format whether the site publishes it.
        office: Whether it is shown to the office alone, by a preview.

    Raises:
        FormatError: There is no format of such a name.
    """
    for name in switches:
        if fault := name_fault(name):
            raise FormatError(fault)
    return tuple(item for item in formats() if switches.get(item.name, item.public or (office and item.previewed)))


def name_fault(name: str) -> str:
    """What is wrong with the name of a format in mkdocs.yml, and which may be meant; empty where nothing is.

    Args:
        name: As written.
    """
    names = [item.name for item in formats()]
    if name in names:
        return ""
    near = format_meant(name)
    words = {"name": name, "known": "、".join(names), "near": say("cli.near", {"name": near}) if near else ""}
    return say("export.no-such-format", words)


def format_meant(name_text: str) -> str | None:
    """The name of the format that is most likely meant: that which people call so, else the nearest; None for none.

    Args:
        name_text: What was written for its name.
    """
    word = name_text.strip().lower().removeprefix(".")
    called = next((item.name for item in formats() if word in item.also), None)
    return called or nearest(word, [item.name for item in formats()])


def public_formats(report: Report, *, among: tuple[Format, ...] | None = None) -> tuple[Format, ...]:
    """The formats that a site publishes a report in: its files, its links and its JSON-LD all come from here.

    Args:
        report: The report.
        among: The formats that the site publishes; None for those that are public.
    """
    return tuple(item for item in (published_formats({}) if among is None else among) if item.offers(report))


def _own() -> Iterator[Format]:
    """The formats of this package: a module without a ``FORMAT`` is a slip, and raises ``AttributeError``."""
    for module in pkgutil.iter_modules(_folder.__path__):
        loaded = import_module(f"{_folder.__name__}.{module.name}").FORMAT
        assert isinstance(loaded, Format), module.name  # noqa: S101 - a slip of our own, not of a user
        yield loaded


def _others() -> Iterator[Format]:
    for entry in entry_points(group=FORMAT_ENTRY_POINTS):
        try:
            loaded = entry.load()
        except FormatError:
            raise  # it says what is wrong with the definition
        except Exception as error:  # the code of another package may raise anything
            raise FormatError(
                say("export.entry-point", {"entry": entry.value, "why": raised_by(error, entry.module)})
            ) from error
        if not isinstance(loaded, Format):
            raise FormatError(say("export.no-format", {"entry": entry.value}))
        yield loaded
