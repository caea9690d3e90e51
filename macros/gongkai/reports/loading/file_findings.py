"""Gathers findings while one file is loaded; each gets the file's path, agency and year."""

from dataclasses import dataclass, field
from typing import Any

from gongkai.findings import Finding, Level
from gongkai.located import Fault, Mark

_PARTS = frozenset({"variant", "rule", "table", "row", "col", "cells", "expected", "actual"})


@dataclass(slots=True)
class FileFindings:
    """The findings of one file, in the order met."""

    path: str
    agency: str | None = None
    year: int | None = None
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, mark: Mark, *, level: Level = Level.ERROR, **parts: Any) -> None:
        """Add a finding at a mark.

        Args:
            code: Its code.
            mark: Where it stands.
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
        """Add the faults that the YAML reader reported."""
        for fault in faults:
            self.syntax(fault.mark, fault.reason, detail=fault.detail)

    def syntax(self, mark: Mark, variant: str, **args: str | int) -> None:
        """Add a fault of writing other than of a figure."""
        self.add("syntax", mark, variant=variant, args=args)
