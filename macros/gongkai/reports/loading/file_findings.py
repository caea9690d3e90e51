"""Gathers findings while one file is loaded; each gets the file's path, agency and year."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.findings import Finding, Level, say
from gongkai.located import Fault, Mark

_PARTS = frozenset({"variant", "rule", "table", "row", "col", "cells", "expected", "actual"})


_RUNNING = frozenset(
    {"tab", "wide-indent", "wide-colon", "colon-space", "wide-space", "no-colon", "invisible", "indent-to"}
)
"""Slips that run through line after line, as a whole table is typed or pasted the same way."""
_UNSURE = frozenset({"empty-item", "dash-alone", "conflict"})
"""Faults of YAML after which the figures of their line are not what they seem."""


@dataclass(slots=True)
class FileFindings:
    """The findings of one file, in the order met.

    Attributes:
        path: The file, relative to the site's folder.
        agency: Whose it is.
        year: The year reported on, of a report.
        findings: What was added.
        broken: Lines on which the YAML itself has a fault, so that what else is odd there follows from it.
        unsure: Those of them whose figures cannot be relied on.
    """

    path: str
    agency: str | None = None
    year: int | None = None
    findings: list[Finding] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)

    def add(self, code: str, mark: Mark, *, level: Level = Level.ERROR, **parts: Any) -> None:
        """Add a finding at a mark.

        Args:
            code: Its code.
            mark: Where it is.
            level: How much it weighs.
            parts: Further parts of a ``Finding`` by name; all others, or those in ``args``, are for its wording.
        """
        args = parts.pop("args", None)
        own: dict[str, Any] = {name: parts.pop(name) for name in _PARTS & parts.keys()}
        args = {name: str(value) for name, value in (parts if args is None else args).items()}
        where: dict[str, Any] = {
            "path": self.path,
            "line": mark.line,
            "column": mark.column,
            "agency": self.agency,
            "year": self.year,
        }
        self.findings.append(Finding(code=code, level=level, args=args, **where, **own))

    def yaml(self, faults: tuple[Fault, ...]) -> None:
        """Add the faults that the YAML reader reported; the same slip on line after line is one finding."""
        for same in _runs(faults):
            first, last = same[0], same[-1]
            more = say("until-line", {"line": last.mark.line}) if len(same) > 1 else ""
            self.syntax(first.mark, first.reason, **first.details, more=more)
        self.broken.update(fault.mark.line for fault in faults)
        self.unsure.update(fault.mark.line for fault in faults if fault.reason in _UNSURE)

    def syntax(self, mark: Mark, variant: str, **args: str | int) -> None:
        """Add a fault of writing other than of a figure."""
        self.add("syntax", mark, variant=variant, args=args)


def _runs(faults: tuple[Fault, ...]) -> Iterator[list[Fault]]:
    """Groups of faults: one fault each, but neighbouring lines with the same slip together."""
    run: list[Fault] = []
    for fault in faults:
        last = run[-1] if run else fault
        same = fault.reason == last.reason and fault.reason in _RUNNING
        if run and not (same and fault.mark.line == last.mark.line + 1):
            yield run
            run = []
        run.append(fault)
    if run:
        yield run
