"""Kinds of pages and files as modules declare them in ``TYPES``: looked up, and refused where one is declared wrongly.

What is refused would otherwise be seen by nobody: a page that is not there, or one that has taken another one's place.
"""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from gongkai.added_code import raised_by
from gongkai.errors import PageTypeError
from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.work.page_type import PLAIN_KIND, AgencyPageType, AnyType, FileType, OfAgency, PageType

_FIELD = re.compile(r"\{(.*?)\}")
_YEARS: Mapping[str, Any] = {"year": 2000, "before": 1999}
"""Fields of the texts of links, with values to try them with."""


def declared_types(package: ModuleType) -> tuple[AnyType, ...]:
    """Every kind of page and file that the modules of a package declare, in the order of their positions.

    Args:
        package: The package.

    Raises:
        PageTypeError: A module declares none, cannot be imported, or declares one that is not valid or whose route or
            position another one has.
    """
    declared = [(module.__name__, item) for module in _modules(package) for item in _types(module)]
    routes: dict[str, str] = {}
    positions: dict[int, str] = {}
    kinds: dict[str, str] = {}
    every = sorted({_kind(item) for _, item in declared} - {PLAIN_KIND})
    for module, item in declared:
        _check(module, item)
        _check_kinds(module, item, [*every, PLAIN_KIND])
        names = {"module": module, "route": item.route, "position": item.position}
        if other := routes.get(_address(item.route)):
            raise PageTypeError(say("page-faults.same-route", {**names, "other": other}))
        if other := positions.get(item.position):
            raise PageTypeError(say("page-faults.same-position", {**names, "other": other}))
        routes[_address(item.route)] = positions[item.position] = module
        if _kind(item) != PLAIN_KIND and (other := kinds.setdefault(_kind(item), module)) != module:
            words = {"module": module, "other": other, "kind": _kind(item), "kinds": "、".join(every)}
            raise PageTypeError(say("page-faults.same-kind", words))  # templates would take its pages for the other's
    return tuple(sorted((item for _, item in declared), key=lambda item: item.position))


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    """The modules that declare kinds; those beside an ``__init__`` that does are its parts."""
    for entry in walk_packages(package.__path__, f"{package.__name__}."):
        try:
            module = import_module(entry.name)
        except Exception as error:  # whoever added it reads where
            names = {"module": entry.name, "why": raised_by(error, entry.name)}
            raise PageTypeError(say("page-faults.import", names)) from error
        if hasattr(module, "TYPES"):
            yield module
        elif not entry.ispkg and not hasattr(import_module(entry.name.rpartition(".")[0]), "TYPES"):
            raise PageTypeError(say("page-faults.no-types", {"module": entry.name}))


def _types(module: ModuleType) -> tuple[AnyType, ...]:
    declaration: object = module.TYPES
    items: tuple[object, ...] = declaration if isinstance(declaration, tuple) else (declaration,)
    types = tuple(item for item in items if isinstance(item, AnyType))
    wrong = next((item for item in items if not isinstance(item, AnyType)), None if types else declaration)
    if wrong is not None:
        raise PageTypeError(say("page-faults.not-types", {"module": module.__name__, "kind": type(wrong).__name__}))
    return types


def _kind(item: AnyType) -> str:
    return getattr(item, "kind", PLAIN_KIND)


def _check(module: str, item: AnyType) -> None:
    """Refuse a route that leads nowhere, and keys of texts that there are not."""
    if part := _wrong_part(item):
        of_agencies = "AgencyPageType" if isinstance(item, PageType) else "AgencyFileType"
        why = say(f"page-faults.routes.{part}", {"kind": of_agencies})
        raise PageTypeError(say("page-faults.route", {"module": module, "route": item.route, "why": why}))
    for part, (key, fields) in _texts(item).items():
        try:
            say(key, fields)
        except KeyError as error:
            fault = "text" if error.args[0] == key else "field"
            names = {"module": module, "part": part, "key": key, "field": error.args[0]}
            raise PageTypeError(say(f"page-faults.{fault}", names)) from error


def _check_kinds(module: str, item: AnyType, every: list[str]) -> None:
    """Refuse a place in a menu that is to be highlighted on kinds of pages that there are not."""
    for part in ("column", "footer"):
        place = getattr(item, part, None)
        for kind in () if place is None else place.kinds:
            if kind not in every:
                near = nearest(kind, every)
                words = {"module": module, "part": part, "kind": kind, "kinds": "、".join(every)}
                hint = say("cli.near", {"name": near}) if near else ""
                raise PageTypeError(say("page-faults.no-kind", {**words, "near": hint}))


def _wrong_part(item: AnyType) -> str:
    """What is wrong with a route, as a key of the words; empty where nothing is."""
    is_page, of_agency = isinstance(item, PageType | AgencyPageType), isinstance(item, OfAgency)
    fields = set(_FIELD.findall(item.route))
    fits = {
        "page": item.route.endswith(".md") or not is_page,
        "file": not item.route.endswith(".md") or is_page,
        "agency": item.route.startswith("{agency}/") or not of_agency,
        "of-agency": "agency" not in fields or of_agency,
        "fields": fields <= {"agency", "year"},
        "pages": not fields or not isinstance(item, PageType) or item.pages is not None,
        "fixed": not fields or not isinstance(item, FileType),
        "relative": not item.route.startswith("/"),
    }
    return next((part for part, right in fits.items() if not right), "")


def _texts(item: AnyType) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """By part of a declaration the key of a text, with the fields that the text may have."""
    texts: dict[str, tuple[str, Mapping[str, Any]]] = {}
    if isinstance(item, PageType):
        texts["title"] = item.title, {}
    for part in ("column", "footer"):
        if (place := getattr(item, part, None)) is not None:
            texts[part] = place.label, {}
    if isinstance(item, AgencyPageType) and item.report_link is not None:
        texts["report_link"] = item.report_link, _YEARS
    if isinstance(item, AgencyPageType) and item.agency_link is not None:
        texts["agency_link"] = item.agency_link, {"year": _YEARS["year"]}
    return texts


def _address(route: str) -> str:
    """What two routes have in common that lead to one address."""
    return route.removesuffix(".md").removesuffix("/index")
