"""The register of checks and what a check is given.

A check is one function from a subject to findings, registered under its code; its docstring is the official wording.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.findings import Cause, Finding, Level
from gongkai.forms import Form, Shelf, place_id
from gongkai.narrative import Narrative, Problem
from gongkai.narrative.calls import Lookup
from gongkai.reports import Agency, Report


@dataclass(frozen=True, slots=True)
class Subject:
    """One report with all that its checks may look at.

    Attributes:
        report: The report.
        agency: Whose it is.
        shelf: The forms at hand.
        narrative: Its Markdown, or None where it has none.
        problems: What the template scan objected to.
        lookup: Finds other reports, for calls that name them and for rules across years.
    """

    report: Report
    agency: Agency
    shelf: Shelf
    lookup: Lookup
    narrative: Narrative | None = None
    problems: tuple[Problem, ...] = ()

    def finding(  # noqa: PLR0913 - a finding has many optional parts
        self,
        code: str,
        *,
        level: Level = Level.ERROR,
        variant: str = "",
        rule: str | None = None,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        table: str | None = None,
        row: str | None = None,
        col: str | None = None,
        cells: tuple[tuple[str, str], ...] = (),
        expected: str | None = None,
        actual: str | None = None,
        cause: Cause | None = None,
        args: Mapping[str, str] | None = None,
    ) -> Finding:
        """A finding about this report; ``cells`` are (row, column) ids of ``table``."""
        form = self.report.form
        return Finding(
            code=code,
            level=level,
            variant=variant,
            rule=rule,
            path=path or self.report.path,
            line=line,
            column=column,
            agency=self.report.agency,
            year=self.report.year,
            table=table,
            row=row,
            col=col,
            cells=tuple(place_id(form, table, *cell) for cell in cells) if form and table else (),
            expected=expected,
            actual=actual,
            cause=cause,
            args=args or {},
        )


Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Registered:
    """A check.

    Attributes:
        code: Its code.
        run: What it does.
        needs_form: Whether it is for reports with a form alone.
        rule: Number of the cross-foot rule behind it, if any; several where the forms number it apart.
        levels: The levels at which it speaks.
        across: Whether it needs last year's report: a report without one is not counted as checked.
    """

    code: str
    run: Check
    needs_form: bool = field(default=True)
    rule: str | None = None
    levels: tuple[Level, ...] = (Level.ERROR,)
    across: bool = False

    def applies(self, form: Form | None) -> bool:
        """Whether it is run over reports on a form; None for those that have none."""
        return form is not None or not self.needs_form


_REGISTER: list[Registered] = []


def check(
    code: str,
    *,
    needs_form: bool = True,
    rule: str | None = None,
    levels: tuple[Level, ...] = (Level.ERROR,),
    across: bool = False,
) -> Callable[[Check], Check]:
    """Register a function as the check of a code."""

    def register(function: Check) -> Check:
        _REGISTER.append(Registered(code, function, needs_form, rule, levels, across))
        return function

    return register


def checks() -> tuple[Registered, ...]:
    """Every check, by code."""
    return tuple(sorted(_REGISTER, key=lambda item: item.code))


def form_of(subject: Subject) -> Form:
    """The form of a subject whose check needs one."""
    if subject.report.form is None:
        raise AssertionError("a check that needs a form ran without one")
    return subject.report.form
