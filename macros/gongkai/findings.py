"""Findings of checks and loaders: a code, a level, a place and the figures on both sides.

A finding holds no sentence. The words come last, from ``words.zh.yml`` or from the rule's own file, when it is shown as
text, as JSON or as an annotation of a CI run; so a finding can be compared, sorted, waived and counted without reading
Chinese.
"""

import enum
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from gongkai.visible_text import visible
from gongkai.words import NoFieldError, NoWordsError, words


class Level(enum.Enum):
    """How much a finding weighs; the order is the order of printing."""

    ERROR = "error"
    """差错: stops a build."""
    WARNING = "warning"
    """提示: a warning in the log, so that ``--strict`` stops."""
    NOTICE = "notice"
    """提醒: for information."""
    WAIVED = "waived"
    """Explained by a signed 情况说明; for information."""


class ExplainedAt(enum.Enum):
    """How many of a finding's cells an explanation must name to let it pass."""

    ANY_CELL = "any"
    """One of them: a sum that is off may be explained at any of its terms."""
    ALL_CELLS = "all"
    """Each of them, by one explanation or by several: every blank of a row is a blank of its own."""


@dataclass(frozen=True, slots=True)
class PublicWaiver:
    """The public part of the explanation that lets a finding pass."""

    reason: str
    date: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """The likely cause of a difference: a word for the wording and what it speaks of."""

    kind: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault or remark of a check or a loader.

    Attributes:
        code: One of the codes of the documentation, e.g. ``balance``.
        level: See ``Level``.
        variant: Which of a code's wordings speaks, ``""`` where there is one.
        rule: The number of the cross-foot rule behind it (``R1`` …), if any.
        path: The file, relative to the site's folder, with forward slashes.
        line: Line in the file, from 1.
        column: Column in the file, from 1.
        agency: Slug of the agency.
        year: The year reported on.
        table: Id of the table on the form.
        row: Id of the row.
        col: Id of the column.
        cells: Places (``requests.received.total``) of all cells that the finding speaks of.
        expected: The side that should hold, as written.
        actual: The side that stands there, as written.
        explained_at: How many of ``cells`` an explanation must name.
        cause: The likely cause, where one fits.
        waiver: The explanation that lets it pass.
        args: Printed names and figures for the wording; ``more`` is what follows it.
    """

    code: str
    level: Level
    variant: str = ""
    rule: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None
    agency: str | None = None
    year: int | None = None
    table: str | None = None
    row: str | None = None
    col: str | None = None
    cells: tuple[str, ...] = ()
    expected: str | None = None
    actual: str | None = None
    explained_at: ExplainedAt = ExplainedAt.ALL_CELLS
    cause: Cause | None = None
    waiver: PublicWaiver | None = None
    args: Mapping[str, str] = field(default_factory=dict, hash=False)

    def sort_key(self) -> tuple[Any, ...]:
        """Order of a run: by file, place and code, so that the same data give the same report."""
        place = (self.table or "", self.row or "", self.col or "", self.cells)
        return (self.path or "", self.line or 0, self.column or 0, self.code, self.variant, place)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings sorted and without repetitions, whatever the order in which they were gathered."""
    alike: dict[tuple[Any, ...], dict[Finding, None]] = {}
    for item in findings:
        alike.setdefault(item.sort_key(), {})[item] = None
    places = (alike[place] for place in sorted(alike))  # most have one finding, and need no key, which is slow to make
    return tuple(item for items in places for item in (sorted(items, key=_rest) if len(items) > 1 else items))


def _rest(finding: Finding) -> str:
    """A key in a fixed order for findings that have place and code in common."""
    return repr((replace(finding, args={}), sorted(finding.args.items())))


_INNER = str.maketrans("“”", "‘’")


def say(key: str, args: Mapping[str, Any] | None = None) -> str:
    """The public text behind a dotted key (``page.notes``), with its fields filled in.

    Raises:
        NoWordsError: There is no such text.
        NoFieldError: A field of it is not among ``args``.
    """
    if not args:
        return _said(key)
    inner = _quoted(key)
    filled: Mapping[str, Any] = args
    if inner:
        filled = {name: str(args[name]).translate(_INNER) if name in inner else str(args[name]) for name in args}
    try:
        return "".join([str(filled[part]) if field else part for part, field in _parts(key)])
    except KeyError as error:
        if isinstance(error, NoWordsError):
            raise
        raise NoFieldError(error.args[0], key) from None


_registered: dict[str, dict[str, str]] = {}
_names: dict[str, str] = {}


def register_wordings(code: str, name: str, wordings: Mapping[str, str]) -> None:
    """Add the name and the wordings of a rule's findings; those of the loaders stand in ``words.zh.yml``.

    Args:
        code: The rule's code.
        name: Its printed name.
        wordings: A template with fields in braces, by variant; that of ``text`` is for findings without a variant.
    """
    _registered.setdefault(code, {}).update(wordings)
    _names[code] = name


def code_name(code: str) -> str:
    """The printed name of a code, that of a rule or of a loader; empty for a code that is neither's."""
    return _names.get(code) or str(words()["finding-names"].get(code, ""))


def wordings() -> Mapping[str, Mapping[str, str]]:
    """The template of every finding, of loaders and of registered rules, by code and variant."""
    loaders: Mapping[str, Mapping[str, str]] = words()["findings"]
    codes = dict.fromkeys((*loaders, *_registered))
    return {code: {**loaders.get(code, {}), **_registered.get(code, {})} for code in codes}


def _entry(key: str) -> str:
    parts = key.split(".")
    if parts[0] == "findings" and parts[2:3] and parts[2] in _registered.get(parts[1], {}):
        return _registered[parts[1]][parts[2]]
    entry: Any = words()
    for part in parts:
        entry = entry.get(part) if isinstance(entry, Mapping) else None
    if entry is None:
        raise NoWordsError(key)
    return str(entry)


@cache
def _said(key: str) -> str:
    """A text without fields, kept: most of the texts of a page are such."""
    fields = [part for part, field in _parts(key) if field]
    if fields:
        raise NoFieldError(fields[0], key)
    return "".join(part for part, _ in _parts(key))


@cache
def _parts(key: str) -> tuple[tuple[str, bool], ...]:
    """A text in pieces, words and names of fields. A field is a plain name: a text can reach nothing else."""
    pieces: list[tuple[str, bool]] = []
    for before, name, _, _ in string.Formatter().parse(_entry(key)):
        pieces.append((before, False))
        if name is not None:
            pieces.append((name, True))
    return tuple(pieces)


@cache
def _quoted(key: str) -> frozenset[str]:
    """Fields that a text puts between quotation marks: those within what is filled in become inner ones (“…‘…’…”)."""
    pieces = _parts(key)
    before = ["".join(part for part, field in pieces[:place] if not field) for place in range(len(pieces))]
    quoted = (text.count("“") > text.count("”") for text in before)
    return frozenset(part for (part, field), inside in zip(pieces, quoted, strict=True) if field and inside)


def message(finding: Finding) -> str:
    """The finding in words: what is wrong, both sides, the likely cause, what to write; without place and code."""
    text = say(f"findings.{finding.code}.{finding.variant or 'text'}", finding.args)
    text += finding.args.get("more", "")
    if finding.cause is not None:
        text += cause_text(finding.cause)
    if finding.waiver is not None:
        text += say("waived", {"reason": finding.waiver.reason})
    elif _is_mended(finding):
        text += say("fix.hint" if text.endswith("。") else "fix.hint-behind")
    return text


def _is_mended(finding: Finding) -> bool:
    """Whether ``gongkai fix`` mends what a finding of an agency is about; a field ``mended`` says so too."""
    hinted = (finding.variant or "text") in words()["fix"]["hinted"].get(finding.code, ())
    return finding.agency is not None and (hinted or "mended" in finding.args)


def cause_text(cause: Cause) -> str:
    """A likely cause in words."""
    return say(f"causes.{cause.kind}", dict(cause.args))


def as_text(finding: Finding, *, codes: Sequence[str] = ()) -> str:
    """``path:line:column 差错（勾稽关系 balance）：…``, unknown parts left out; ``codes`` are further ones."""
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    return visible(f"{place} {level_text(finding, codes=codes)}：{message(finding)}".lstrip())


def level_text(finding: Finding, *, codes: Sequence[str] = ()) -> str:
    """The level of a finding with name and code of what it is about, ``差错（勾稽关系 balance）``; and of others."""
    titles = "、".join(map(_titled, (finding.code, *codes)))
    return say("levelled", {"level": say(f"levels.{finding.level.value}"), "code": titles})


def _titled(code: str) -> str:
    return f"{code_name(code)} {code}".lstrip()


def as_json(finding: Finding) -> dict[str, Any]:
    """The finding with the keys that other programs rely on; absent parts are None."""
    waiver = finding.waiver
    return {
        "code": finding.code,
        "rule": finding.rule,
        "level": finding.level.value,
        "message": visible(message(finding)),
        "path": visible(finding.path) if finding.path is not None else None,
        "line": finding.line,
        "column": finding.column,
        "agency": finding.agency,
        "year": finding.year,
        "table": finding.table,
        "row": finding.row,
        "col": finding.col,
        "cells": list(finding.cells),
        "expected": finding.expected,
        "actual": finding.actual,
        "cause": cause_text(finding.cause) if finding.cause else None,
        "waiver": {"reason": waiver.reason, "date": waiver.date, "office": waiver.office} if waiver else None,
    }


_ANNOTATION = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTICE: "notice", Level.WAIVED: "notice"}


def as_annotation(finding: Finding) -> str:
    """The finding as a workflow command that shows at its line in a pull request."""
    fields = {"file": finding.path, "line": finding.line, "col": finding.column, "title": _titled(finding.code)}
    head = ",".join(f"{key}={_escape(str(part), ',:')}" for key, part in fields.items() if part is not None)
    return f"::{_ANNOTATION[finding.level]} {head}::{_escape(message(finding))}"


def _escape(text: str, also: str = "") -> str:
    text = visible(text, lines=True)
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
