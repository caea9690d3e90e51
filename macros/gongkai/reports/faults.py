"""Gathering of findings while one file is loaded: the file's path, agency and year are said once."""

from dataclasses import dataclass, field

from gongkai.findings import Finding, Level
from gongkai.located import Fault, Mark


@dataclass(slots=True)
class Faults:
    """The findings of one file, in the order met."""

    path: str
    agency: str | None = None
    year: int | None = None
    found: list[Finding] = field(default_factory=list)

    def add(  # noqa: PLR0913 - a finding has many optional parts
        self,
        code: str,
        mark: Mark,
        *,
        variant: str = "",
        level: Level = Level.ERROR,
        rule: str | None = None,
        table: str | None = None,
        row: str | None = None,
        col: str | None = None,
        cells: tuple[str, ...] = (),
        expected: str | None = None,
        actual: str | None = None,
        **args: str | int,
    ) -> None:
        """Add a finding at a mark; ``args`` are the printed names and figures for its wording."""
        self.found.append(
            Finding(
                code=code,
                level=level,
                variant=variant,
                rule=rule,
                path=self.path,
                line=mark.line,
                column=mark.column,
                agency=self.agency,
                year=self.year,
                table=table,
                row=row,
                col=col,
                cells=cells,
                expected=expected,
                actual=actual,
                args={key: str(value) for key, value in args.items()},
            )
        )

    def yaml(self, faults: tuple[Fault, ...]) -> None:
        """Add what the YAML reader met."""
        for fault in faults:
            self.add("syntax", fault.mark, variant=fault.reason, detail=fault.detail)

    def syntax(self, mark: Mark, variant: str, **args: str | int) -> None:
        """Add a fault of writing that is none of a figure."""
        self.found.append(
            Finding(
                code="syntax",
                level=Level.ERROR,
                variant=variant,
                path=self.path,
                line=mark.line,
                column=mark.column,
                agency=self.agency,
                year=self.year,
                args={key: str(value) for key, value in args.items()},
            )
        )
