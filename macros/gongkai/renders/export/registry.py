"""The register of formats: the modules of ``renders/formats/``, then what other packages add by entry points.

Another package adds a format with a line of its ``pyproject.toml``, where ``FORMAT`` is a ``Format``::

    [project.entry-points."gongkai.formats"]
    txt = "its_package.its_module:FORMAT"
"""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from gongkai.added_code import FORMATS, entry_name, entry_points, not_loaded, raised_by
from gongkai.errors import FormatError
from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.renders import formats as _folder
from gongkai.renders.export.model import Format
from gongkai.reports import Report


@cache
def formats() -> tuple[Format, ...]:
    """Every format; those that are public first, of these those that any report can be written in, then by name.

    Looked for once a process, and only when asked: a package that cannot be imported stops those commands alone that
    need formats.

    Raises:
        FormatError: An entry point is no format, or two formats have one name or one file.
    """
    registered = (*_own(), *_others())
    for attribute in ("name", "file"):
        sources: dict[str, str] = {}
        for source, item in registered:
            value = getattr(item, attribute)
            if value in sources:
                names = {"value": value, "first": sources[value], "second": source}
                raise FormatError(say(f"export.same-{attribute}", names))
            sources[value] = source
    return tuple(sorted((item for _, item in registered), key=_place))


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
    """The name of the format that is most likely meant: by its everyday name, else by likeness; None if there is none.

    Args:
        name_text: What was written for its name.
    """
    word = name_text.strip().lower().removeprefix(".")
    names = [item.name for item in formats()]
    called = next((item.name for item in formats() if word in item.also), None)
    return called or nearest(word, names) or next((name for name in names if sorted(name) == sorted(word)), None)


def public_formats(report: Report, *, among: tuple[Format, ...] | None = None) -> tuple[Format, ...]:
    """The formats that a site publishes a report in: its files, its links and its JSON-LD all come from here.

    Args:
        report: The report.
        among: The formats that the site publishes; None for those that are public.
    """
    return tuple(item for item in (published_formats({}) if among is None else among) if item.offers(report))


def _own() -> Iterator[tuple[str, Format]]:
    """The formats of this package, each with its module.

    A module without a ``FORMAT`` is a slip of whoever added it.
    """
    for module in pkgutil.iter_modules(_folder.__path__):
        name = f"{_folder.__name__}.{module.name}"
        try:
            loaded: object = import_module(name).FORMAT
        except FormatError:
            raise
        except Exception as error:
            raise FormatError(say("export.module", {"module": name, "why": raised_by(error, name)})) from error
        if not isinstance(loaded, Format):
            raise FormatError(say("export.no-format", {"entry": f"{name}.FORMAT", "kind": type(loaded).__name__}))
        yield say("export.own-source", {"module": name}), loaded


def _others() -> Iterator[tuple[str, Format]]:
    """The formats of other packages, each with its entry point."""
    for entry in entry_points(group=FORMATS):
        try:
            loaded = entry.load()
        except FormatError:
            raise  # it says what is wrong with the definition
        except Exception as error:  # the code of another package may raise anything
            raise FormatError(
                say("export.entry-point", {"entry": entry_name(entry), "why": not_loaded(entry, error)})
            ) from error
        if not isinstance(loaded, Format):
            raise FormatError(say("export.no-format", {"entry": entry_name(entry), "kind": type(loaded).__name__}))
        yield entry_name(entry), loaded
