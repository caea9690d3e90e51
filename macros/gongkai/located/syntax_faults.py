"""What led the YAML parser to stop: a slip that can be repaired, or else the likely reason at the place it stopped."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import yaml

from gongkai.located.crooked_items import crooked_item, head_without_colon
from gongkai.located.nodes import Fault
from gongkai.located.slips import Repair, crooked, repair_of
from gongkai.located.source import YamlText

_REASONS = (
    ("single document", "documents"),
    ("nesting depth", "depth"),
    ("',' or ']'", "bracket"),
    ("',' or '}'", "bracket"),
    ("quoted scalar", "quotes"),
    ("scanning an alias", "alias"),
    ("scanning an anchor", "alias"),
    ("scanning a tag", "tag"),
    ("cannot start any token", "sign"),
    ("mapping values", "indent"),
    ("expected key", "indent"),
    ("block end", "indent"),
    ("expected ':'", "indent"),
    ("'-' indicator", "indent"),
)
"""What is in PyYAML's message → a reason of this module; its two loaders word a problem differently."""
_FIRM = frozenset({"documents", "depth", "alias", "tag", "sign"})
"""Reasons that are no slip of the pen."""
_SHOWN = 120


def syntax_fault(
    error: yaml.MarkedYAMLError, source: YamlText, only: Collection[str] | None = None
) -> tuple[Fault, bool]:
    """The fault behind an error, and whether ``source`` was repaired, so that reading on makes sense.

    Args:
        error: What the parser raised.
        source: The text.
        only: The reasons of the slips that may be repaired, if not all.
    """
    fault = _reason(error, source)
    if fault.reason in _FIRM:
        return fault, False
    for number in _candidates(error, source):
        repair = head_without_colon(source, number) or repair_of(source.line(number))
        if repair is not None and (only is None or repair.reason in only):
            return _repaired(source, number, repair), True
    if fault.reason in ("indent", "yaml") and only is None:
        stopped = _mark(error).line + 1
        moved = crooked_item(source, stopped) or (crooked(source, stopped) if fault.reason == "indent" else None)
        if moved is not None:
            return _repaired(source, *moved), True
    return fault, False


def _candidates(error: yaml.MarkedYAMLError, source: YamlText) -> Iterator[int]:
    """The lines that may hold the slip: where the parser stopped, the entry before it, where what it read began.

    Where a quotation mark swallows lines, the line that holds it lies further up.
    """
    stopped = _mark(error).line + 1
    opened: Any = error.context_mark or error.problem_mark
    before = stopped - 1
    while before > 0 and not source.line(before).split("#", maxsplit=1)[0].strip():
        before -= 1
    yield from dict.fromkeys(number for number in (stopped, before, opened.line + 1) if number > 0)
    for number in range(1, stopped):
        if source.line(number).count('"') % 2:
            yield number
            return


def _mark(error: yaml.MarkedYAMLError) -> Any:
    return error.problem_mark or error.context_mark


def _repaired(source: YamlText, number: int, repair: Repair) -> Fault:
    mark = source.place(number, repair.column)
    source.replace(number, repair.line, *repair.before, (repair.at, repair.by))
    if repair.reason in ("indent-to", "indent-top"):
        return Fault(repair.reason, mark, repair.detail, str(int(repair.detail) + repair.by))
    repaired_line = re.sub(r",(?=[a-z])", ", ", repair.line.strip())
    return Fault(
        repair.reason,
        mark,
        repair.detail,
        repaired_line if len(repaired_line) <= _SHOWN else f"{repaired_line[:_SHOWN]}…",
    )


def _reason(error: yaml.MarkedYAMLError, source: YamlText) -> Fault:
    """The place at which the parser stopped, and why."""
    where: Any = _mark(error)
    opened: Any = error.context_mark or where
    sign = source.sign(where)
    problem = f"{error.context} {error.problem}"
    reason = next((word for part, word in _REASONS if part in problem), "yaml")
    if (reason == "indent" and sign in ("]", "}")) or (not sign and "flow node" in problem):
        return Fault("bracket", source.end() if not sign else source.mark(where))
    at = opened if reason in ("bracket", "quotes", "alias", "tag") else where
    detail = sign if reason == "sign" else source.word(at) if reason in ("alias", "tag") else ""
    return Fault(reason, min(source.mark(at), source.end()), detail)
