"""What a rule is given: one report with all that its checks may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from gongkai.errors import UsageError, unknown_name
from gongkai.findings import Cause, ExplainedAt, Finding, Level, say
from gongkai.forms import Form, FormRegistry, place_id
from gongkai.narrative import Narrative, Problem
from gongkai.narrative.calls import Lookup
from gongkai.narrative.links import FileLink
from gongkai.reports import Agency, Report
from gongkai.reports.signing.reviews import OfficeReview

CellOfFinding = tuple[str, str] | tuple[str, str, str]
"""A cell by ids: row and column of the finding's own table, or table, row and column."""

T = TypeVar("T")

NarrativeLookup = Callable[[int], Narrative | None]
"""The narrative of the agency's report on a year, or None."""


def _none(_year: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Subject:
    """One report with all that its checks may look at.

    Attributes:
        report: The report.
        agency: Whose it is.
        registry: The forms at hand.
        narrative: Its Markdown, or None where it has none.
        problems: What the template scan objected to.
        missing_narrative: Where its Markdown should be, where there is no such file.
        traces: Path of what the published site has of the report; empty where it has nothing, or is not at hand.
        lost_files: Pictures and documents that the narrative names and that are not there.
        text: The text of its data file, for what is said of words in it; empty where it is not at hand.
        lookup: Finds other reports, for calls that name them and for rules across years.
        year_before_unclear: Whether the file of the year before has a fault of its own, so that no finding says that
            there is no report on it.
        has_other_years: Whether the agency's other reports can be looked up at all; where not, as for a report that is
            checked on its own, rules across years are not run, rather than say that there is no such report.
        ledger: The line of the ledger that says what was published of the report; empty where there is none.
        review: How the report was reviewed last; None where it was not.
        narratives: Finds the narratives of the agency's other reports, for rules that compare them; of drafts only for
            drafts, as ``lookup`` finds reports.
    """

    report: Report
    agency: Agency
    registry: FormRegistry
    lookup: Lookup
    narrative: Narrative | None = None
    problems: tuple[Problem, ...] = ()
    has_other_years: bool = True
    missing_narrative: str | None = None
    text: str = ""
    traces: str = ""
    lost_files: tuple[FileLink, ...] = ()
    narratives: NarrativeLookup = _none
    year_before_unclear: bool = False
    ledger: str = ""
    review: OfficeReview | None = None
    _results: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work_out: "Callable[[Subject], T]") -> T:
        """What a function works out of the subject, the same for every rule that asks for it.

        Args:
            work_out: The function; it is called the first time that it is asked for.
        """
        if work_out not in self._results:
            self._results[work_out] = work_out(self)
        result: T = self._results[work_out]
        return result

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
        cells: tuple[CellOfFinding, ...] = (),
        expected: str | None = None,
        actual: str | None = None,
        explained_at: ExplainedAt = ExplainedAt.ALL_CELLS,
        cause: Cause | None = None,
        args: Mapping[str, str] | None = None,
    ) -> Finding:
        """A finding about this report; the arguments are the attributes of ``Finding``.

        Without ``rule`` it has the number of its rule. Without ``path``, ``line`` and ``column`` it is at the first
        thing that it names: cell, row or table.

        Raises:
            UsageError: One of ``cells`` is no cell, or has no table, and the finding has none either.
            UnknownNameError: The form has no such table, row or column.
        """
        form = self.report.form
        if form is not None and table is not None:
            _prove_place(form, table, row, col)
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
            cells=_places(form, table, cells) if form else (),
            expected=expected,
            actual=actual,
            explained_at=explained_at,
            cause=cause,
            args=args or {},
        )


def _places(form: Form, table: str | None, cells: object) -> tuple[str, ...]:
    """The places of the cells of a finding; whoever writes a rule may give anything."""
    return tuple(_place(form, table, cell) for cell in (cells if isinstance(cells, tuple | list) else (cells,)))


def _place(form: Form, table: str | None, cell: object) -> str:
    """The place of a cell of a finding, by ids."""
    ids = tuple(cell) if isinstance(cell, tuple) else ()
    if len(ids) not in (2, 3):
        raise UsageError(say("rule-faults.cell", {"cell": repr(cell)}))
    own, row, col = ids if len(ids) == 3 else (table, *ids)  # noqa: PLR2004 - table, row and column
    if own is None:
        raise UsageError(say("rule-faults.cell-table", {"cell": repr(cell)}))
    _prove_place(form, own, row, col)
    return place_id(form, own, row, col)


def _prove_place(form: Form, table: str, row: str | None, col: str | None) -> None:
    """Refuse ids that the form has not: a finding there would stand at no line, and nobody would see why."""
    form_table = form.table_index.get(table)
    if form_table is None:
        raise unknown_name("table", table, form.table_index)
    if row is not None and row not in form_table.row_index:
        raise unknown_name("row", row, form_table.row_index)
    blocks = (
        form_table.blocks if row is None else (form_table.blocks[form_table.rows[form_table.row_index[row]].block],)
    )
    columns = [column.id for block in blocks for column in block.columns]
    if col is not None and col not in columns:
        raise unknown_name("column", col, columns)


def form_of(subject: Subject) -> Form:
    """The form of a subject whose rule needs one."""
    if subject.report.form is None:
        raise AssertionError("a rule that needs a form ran without one")
    return subject.report.form
