"""What went wrong in the code of a rule, a format or a kind of page, for its author: what, and the line to look at.

Places are written as ``path:line``, which terminals and editors open.
"""

import inspect
import traceback
from collections.abc import Callable
from enum import EnumType
from functools import partial
from importlib.metadata import EntryPoint
from types import CodeType
from typing import Any

from gongkai.errors import GongkaiError
from gongkai.findings import say
from gongkai.words import NoFieldError, NoWordsError

_IMPORTING = ("importlib", "runpy")
"""What Python imports with: a line of it helps nobody."""


def raised_by(error: Exception, module: str) -> str:
    """What went wrong in the code of a format, a rule or a kind of page, with the line to look at.

    Args:
        error: What it raised.
        module: The module of the format or the rule. The line is the last that ran in it; where none did, the last in
            its package, else the last of all, but for those of Python's own import.
    """
    if isinstance(error, SyntaxError) and error.filename:
        place = ":".join(str(part) for part in (error.filename, error.lineno, error.offset) if part is not None)
        return say("code-faults.syntax", {"error": error.msg, "place": place})
    ran = [
        (frame.f_globals.get("__name__", ""), f"{frame.f_code.co_filename}:{line}")
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    package = module.partition(".")[0]
    of_module = [place for name, place in ran if name == module]
    of_package = [place for name, place in ran if name.partition(".")[0] == package]
    others = [place for name, place in ran if name.partition(".")[0] not in _IMPORTING]
    places = of_module or of_package or others
    text = _text_of(error)
    return say("code-faults.raised", {"error": text, "place": places[-1]}) if places else text


def _text_of(error: Exception) -> str:
    """An exception in words where it is one of ours or says a name that there is not, else as Python shows it."""
    if isinstance(error, NoWordsError):
        return say("code-faults.no-words", {"key": error.args[0]})
    if isinstance(error, NoFieldError):
        return say("code-faults.no-field", {"field": error.args[0], "key": error.args[1]})
    if isinstance(error, GongkaiError):
        return str(error).rstrip("。")
    if isinstance(error, AttributeError) and isinstance(error.obj, EnumType):
        members = "、".join(error.obj.__members__)
        return say("code-faults.no-member", {"name": error.name, "kind": error.obj.__name__, "members": members})
    return repr(error)


def not_loaded(point: EntryPoint, error: Exception) -> str:
    """Why what an entry point names cannot be loaded.

    Args:
        point: The entry point.
        error: What loading it raised.
    """
    if isinstance(error, ModuleNotFoundError) and f"{point.module}.".startswith(f"{error.name}."):
        return say("code-faults.no-module", {"module": error.name})
    if isinstance(error, AttributeError) and inspect.ismodule(error.obj) and error.obj.__name__ == point.module:
        place = getattr(error.obj, "__file__", None) or point.module
        return say("code-faults.no-name", {"name": error.name, "place": place})
    return raised_by(error, point.module)


def entry_name(point: EntryPoint) -> str:
    """An entry point as it stands in its package's ``pyproject.toml``, with the name of the package.

    Args:
        point: The entry point.
    """
    package = point.dist.name if point.dist is not None else point.module.partition(".")[0]
    names = {"package": package, "group": point.group, "name": point.name, "value": point.value}
    return say("code-faults.entry", names)


def returned_by(function: Callable[..., Any], value: object, *, expected: str) -> str:
    """What a function of a format or a rule gives in place of what it should, with the line where it begins.

    Args:
        function: The function.
        value: What it gives.
        expected: What it should give, as a key below ``code-faults.wanted``.
    """
    names = {"kind": type(value).__name__, "wanted": say(f"code-faults.wanted.{expected}")}
    return say("code-faults.returned", {**names, "place": place_of(function)})


def place_of(function: Callable[..., Any]) -> str:
    """Where a function begins, as ``path:line``; its module where that is not known."""
    code = _code(_plain(function))
    return f"{code.co_filename}:{code.co_firstlineno}" if code is not None else module_of(function)


def module_of(function: Callable[..., Any]) -> str:
    """The module of a function; empty where it is not known."""
    return getattr(_plain(function), "__module__", None) or ""


def _plain(function: Callable[..., Any]) -> Any:
    """A function without what wraps it."""
    while isinstance(function, partial):
        function = function.func
    return inspect.unwrap(function)


def _code(function: Any) -> CodeType | None:
    code: CodeType | None = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    return code
