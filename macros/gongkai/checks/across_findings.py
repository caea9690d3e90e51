"""Findings about what must follow from last year's report, as the form states it under ``across`` (跨年勾稽关系).

A cell for which last year's report has nothing does not pass silently: a notice says that it was not checked and why,
one for each code and reason. There is none in an agency's first year.
"""

from collections.abc import Iterator

from gongkai.checks.cross_year import Equation, EquationTerm, Gap, equations_across
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import State, written
from gongkai.findings import ExplainedAt, Finding, Level, say
from gongkai.forms import Table


def across_findings(subject: Subject, code: str) -> Iterator[Finding]:
    """A finding for each rule across years that a report breaks, and one that names the rules that were not checked.

    Args:
        subject: A report with a form.
        code: What the form's rules across years name as ``code``.

    Yields:
        Findings whose wording may use the fields ``table``, ``line``, ``row_name``, ``actual``, ``sum``, ``direction``,
        ``difference`` and ``blanks``; of the variant ``unchecked`` the fields ``table``, ``names``, ``unchecked``,
        ``why`` and ``before``.
    """
    report = subject.report
    previous = subject.lookup(report.agency, report.year - 1)
    unchecked: dict[Gap, list[Equation]] = {}
    for equation in equations_across(report, previous, code):
        if equation.terms is None:
            unchecked.setdefault(equation.gap or Gap.NO_REPORT, []).append(equation)
        elif equation.actual != equation.expected:
            yield _broken(subject, equation, equation.terms)
    if not _first(subject) and not subject.year_before_unclear:
        yield from (_unchecked(subject, equations, gap) for gap, equations in unchecked.items())


def _first(subject: Subject) -> bool:
    """Whether this is the first year in which the agency reports: there is no report that could be missed."""
    since = subject.agency.since
    return since is not None and subject.report.year <= since


def _broken(subject: Subject, equation: Equation, terms: tuple[EquationTerm, ...]) -> Finding:
    rule, table = equation.rule, equation.table
    return subject.finding(
        rule.code,
        level=Level(rule.level),
        rule=rule.rule,
        table=table.id,
        row=table.rows[equation.row].id,
        col=table.columns(equation.row)[equation.column].id,
        cells=_cells(equation),
        expected=str(equation.expected),
        actual=str(equation.actual),
        explained_at=ExplainedAt.ANY_CELL,
        args=_args(subject, equation, terms),
    )


def _args(subject: Subject, equation: Equation, terms: tuple[EquationTerm, ...]) -> dict[str, str]:
    difference = equation.actual - equation.expected
    blanks = sum(figure.state is not State.GIVEN for figure in equation.figures)
    return {
        "table": form_of(subject).table_word(equation.table.id),
        "line": _line(equation),
        "row_name": equation.name,
        "actual": str(equation.actual),
        "sum": _sum(equation, terms),
        "direction": say("directions.more" if difference > 0 else "directions.less"),
        "difference": str(abs(difference)),
        "blanks": "".join(
            (
                say("across.columns-apart") if equation.added_apart else "",
                say("blanks", {"count": blanks}) if blanks else "",
            )
        ),
    }


def _line(equation: Equation) -> str:
    """The column or the row in which a rule is broken, as printed."""
    if equation.each_column:
        return say("across.column", {"name": equation.table.columns(equation.row)[equation.column].printed})
    return say("across.row", {"name": equation.table.rows[equation.row].name.label})


def _sum(equation: Equation, terms: tuple[EquationTerm, ...]) -> str:
    """``2024 年“结转下年度”为 3``, or ``2024 年“现行有效件数”440＋“本年制发件数”58＝498``."""
    if len(terms) == 1:
        return say("across.one", _said(equation, terms[0]))
    text = "".join(("－" if term.sign < 0 else "＋") + say("across.term", _said(equation, term)) for term in terms)
    return f"{text.removeprefix('＋')}＝{equation.expected}"


def _said(equation: Equation, term: EquationTerm) -> dict[str, str]:
    past = term.report is not equation.report
    return {
        "year": say("across.year", {"year": term.report.year}) if past else "",
        "name": equation.name_of(term),
        "figure": written(equation.figure(term)) or say("page.blank"),
    }


def _unchecked(subject: Subject, equations: list[Equation], gap: Gap) -> Finding:
    """The notice that the year before has nothing to check some cells of a code by, and why it has not."""
    first = equations[0]
    return subject.finding(
        first.rule.code,
        level=Level.NOTICE,
        variant="unchecked",
        rule=first.rule.rule,
        table=first.table.id,
        row=first.table.rows[first.row].id,
        cells=tuple(
            _cell(equation.table, equation.row, equation.column)
            for equation in equations
            if equation.table is first.table
        ),
        args={
            "table": form_of(subject).table_word(first.table.id),
            "names": "、".join(_names(equations, gap)),
            "before": str(subject.report.year - 1),
            "unchecked": say("no-previous" if gap is Gap.NO_REPORT else "across.unchecked"),
            "why": say(f"across.{gap.value}", {"before": subject.report.year - 1}),
        },
    )


def _names(equations: list[Equation], gap: Gap) -> Iterator[str]:
    """What was not checked: rows or columns; where last year's form has the row but not the columns, both."""
    columns: dict[str, list[str]] = {}
    for equation in equations:
        of_row = columns.setdefault(equation.name, [])
        if gap is Gap.NO_COLUMN and equation.each_column:
            of_row.append(f"“{equation.table.columns(equation.row)[equation.column].printed}”")
    for name, labels in columns.items():
        yield say("across.columns", {"names": "、".join(labels), "row": name}) if labels else f"“{name}”"


def _cells(equation: Equation) -> tuple[tuple[str, str], ...]:
    """The ids of this year's cells, the one that the rule speaks of first."""
    return tuple(_cell(equation.table, *cell) for cell in equation.own)


def _cell(table: Table, row: int, column: int) -> tuple[str, str]:
    return table.rows[row].id, table.columns(row)[column].id
