"""Stage 5, remark: the result, and everything that a person should look at, in the order of the document."""

from collections.abc import Iterable, Sequence
from functools import partial
from operator import itemgetter

from gongkai.readers.document import Origin
from gongkai.readers.matching.assign import Footnote, HeadWording, RowAssignment
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.dropped_lines import has_no_repeated_cell
from gongkai.readers.matching.remark.empty_rows import settle_empty_rows, tables_with_figures_below_labels
from gongkai.readers.matching.remark.excess import ExcessReader
from gongkai.readers.matching.remark.grouped_columns import remark_rest_of_groups, write_group
from gongkai.readers.matching.remark.labelled_rows import write_labelled_rows
from gongkai.readers.matching.remark.labels.changed_labels import remark_changed_labels
from gongkai.readers.matching.remark.labels.figures_in_labels import (
    remark_figures_in_labels,
    tables_with_figures_in_heads,
)
from gongkai.readers.matching.remark.labels.other_groups import remark_other_groups
from gongkai.readers.matching.remark.labels.other_heads import remark_other_heads
from gongkai.readers.matching.remark.labels.other_titles import remark_other_titles
from gongkai.readers.matching.remark.labels.replaced_groups import remark_replaced_groups
from gongkai.readers.matching.remark.labels.replaced_heads import remark_replaced_heads
from gongkai.readers.matching.remark.labels.stray_labels import remark_stray_labels
from gongkai.readers.matching.remark.left_out import remark_left_out
from gongkai.readers.matching.remark.outside_sums import remark_subtotals, settle_rows_outside_sums
from gongkai.readers.matching.remark.rows_not_of_form import has_rows_of_numbers, numbered_together
from gongkai.readers.matching.remark.sentences import remark_corrections, remark_limits, remark_told
from gongkai.readers.matching.remark.stated_counts import remark_units_of_counts
from gongkai.readers.matching.remark.stated_units import take_stated_units
from gongkai.readers.matching.remark.unread_lines import (
    quoted_elsewhere,
    quotes_of,
    remark_left_in_grids,
    remark_unread,
    unread_lines,
)
from gongkai.readers.matching.remark.year_figures import remark_year_figures
from gongkai.readers.matching.result import MatchResult
from gongkai.readers.matching.solve import SolvedGroupedColumns, SolvedTables
from gongkai.readers.matching.tokenise import TokenLine
from gongkai.readers.remarks import Doubt, Remark

_FEWEST_NAMED = 3
"""The fewest rows with a label of the form that show that it is this form, though no row has figures that fit it."""
_FEWEST_LINES = 8
"""Likewise the fewest lines of figures that are in no row: of one column each, where nothing says whose they are."""


def write_result(solved: SolvedTables) -> MatchResult:
    """Write what a document states and what there is to say of it.

    Returns:
        The result; its ``form`` is None where the document has neither a table of the form nor a picture.
    """
    assignment = solved.assignment
    document = assignment.document
    collector, excess = ResultCollector(document.form), ExcessReader(document)
    dropped = has_no_repeated_cell(assignment)
    _write_lines(solved, collector, are_whole=not dropped)
    unread = unread_lines(assignment)
    not_blank = {near for near, _ in unread} | {table.table.id for table in solved.labelled if dropped}
    not_blank |= tables_with_figures_in_heads(assignment) | tables_with_figures_below_labels(assignment)
    has_table = _write_tables(solved, collector, excess, not_blank, are_whole=not dropped)
    row_count = max(_count_named(solved), _most_rows_in_a_line(line for _, line in unread))
    is_told = any(line.in_sentences for line in document.lines)
    is_told = is_told or sum(len(table.unplaced) for table in solved.labelled) >= _FEWEST_LINES
    if not (any(has_table.values()) or assignment.pictures or is_told) and row_count < _FEWEST_NAMED:
        return MatchResult(None)
    take_stated_units(assignment, collector)
    remark_units_of_counts(assignment, collector)
    _remark_document(assignment, collector)
    remark_unread(unread, collector)
    remark_left_in_grids(assignment, collector)
    remark_told(assignment, collector)
    remark_figures_in_labels(assignment, collector)
    remark_changed_labels(solved, collector)
    remark_other_heads(solved, collector)
    remark_replaced_heads(solved, collector)
    remark_other_groups(solved, collector)
    remark_replaced_groups(solved, collector)
    remark_other_titles(solved, collector)
    remark_stray_labels(solved, collector)
    _remark_missing_tables(assignment, {table for table, has in has_table.items() if has}, collector)
    _settle_remarks(assignment, collector)
    return MatchResult(
        document.form,
        collector.figures,
        collector.origins,
        tuple(collector.heads.items()),
        tuple(dict.fromkeys(collector.notes)),
        _in_document_order(collector.remarks, assignment),
        _table_blocks(assignment),
        assignment.sections,
    )


def _write_tables(
    solved: SolvedTables,
    collector: ResultCollector,
    excess: ExcessReader,
    not_blank: set[str],
    *,
    are_whole: bool,
) -> dict[str, bool]:
    """Write all tables; by id of each whether the document has it.

    Args:
        solved: The tables.
        collector: Takes figures and remarks.
        excess: Tells what figures may be that a row has beside its own.
        not_blank: Ids of tables of which a row with a label alone need not be blank.
        are_whole: Whether all cells of a row stand in the document.
    """
    document = solved.assignment.document
    has_table = {
        table.table.id: write_labelled_rows(
            table,
            collector,
            excess,
            may_be_blank=table.table.id not in not_blank,
            are_whole=are_whole and not has_rows_of_numbers(table),
        )
        for table in solved.labelled
    }
    has_table |= {
        table.table.id: _finish_grouped(table, collector, document.lines, are_whole=are_whole)
        for table in solved.grouped
    }
    for table in document.form.tables:
        if has_table[table.id] and not are_whole:
            collector.remark(Doubt.AMBIGUOUS, "dropped-lines", document.lines[0].origin, table=table.id)
    return has_table


def _count_named(solved: SolvedTables) -> int:
    """The number of rows that have a label of the form although their figures do not fit it."""
    return sum(item.row is not None for table in solved.labelled for item in table.unplaced)


def _most_rows_in_a_line(lines: Iterable[TokenLine]) -> int:
    """The most rows in one line of text that holds only labels and figures, as that of a glued table does."""
    rows: dict[Origin, set[str]] = {}
    for line in lines:
        if line.figures and all(token.is_figure or token.match is not None for token in line.tokens):
            names = (item.name for match in line.matches if not match.partial for item in match.of("row"))
            rows.setdefault(line.origin, set()).update(names)
    return max(map(len, rows.values()), default=0)


def _remark_document(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Say what other tables the document has: of other years, of this year once more, and tables set aside."""
    remark_left_out(assignment, collector)
    _remark_twins(assignment, collector)
    _remark_others(assignment, collector)
    _remark_tables_set_aside(assignment, collector)


def _settle_remarks(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Add the remarks that depend on all others, and take out those that others make unnecessary.

    Added are questions about sentences that no remark quotes so far, and a remark if the form is that of another year.
    """
    document = assignment.document
    remark_corrections(assignment, collector)
    remark_limits(assignment, collector)
    remark_year_figures(assignment, collector)
    remark_subtotals(assignment.head_wordings, collector)
    collector.remarks = quoted_elsewhere(collector.remarks)
    collector.remarks = settle_rows_outside_sums(document.form, collector.figures, collector.remarks)
    collector.remarks = settle_empty_rows(document.form, document.year, collector.figures, collector.remarks)
    collector.remarks = numbered_together(collector.remarks)
    if document.form_against_year:
        args = (("form", document.form.id),)
        collector.remark(Doubt.NOTED, "form-by-shape", document.lines[0].origin, args=args)


def _write_lines(solved: SolvedTables, collector: ResultCollector, *, are_whole: bool) -> None:
    """Write what concerns single lines, in their order: column heads, footnotes, groups of columns."""
    assignment = solved.assignment
    writers = [
        (wording.number, partial(_write_head_wording, wording, collector)) for wording in assignment.head_wordings
    ]
    writers += [(note.number, partial(_write_footnote, note, collector)) for note in assignment.footnotes]
    writers += [
        (fit.number, partial(write_group, fit, grouped.table, collector, are_whole=are_whole))
        for grouped in solved.grouped
        for fit in grouped.fits
        if fit.number is not None
    ]
    for _, write in sorted(writers, key=itemgetter(0)):
        write()


def _write_footnote(note: Footnote, collector: ResultCollector) -> None:
    text, table = note.line.text, note.table
    collector.remark(Doubt.NOTED, "note", note.line.origin, text=text, table=table.id)
    collector.notes.append((collector.place(table), text))


def _write_head_wording(wording: HeadWording, collector: ResultCollector) -> None:
    if wording.misprint:
        collector.remark(
            Doubt.NOTED, "misprint", wording.origin, text=wording.text, table=wording.table.id, col=wording.column
        )
    else:
        collector.heads.setdefault(collector.place(wording.table, wording.row, wording.column), wording.text)


def _finish_grouped(
    solved: SolvedGroupedColumns, collector: ResultCollector, lines: Sequence[TokenLine], *, are_whole: bool
) -> bool:
    for fit in solved.fits:
        if fit.number is None:
            write_group(fit, solved.table, collector, are_whole=are_whole)
    return remark_rest_of_groups(solved, collector, lines)


def _remark_tables_set_aside(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Say which tables have labels of a table of the form, and stay in the text."""
    for small in assignment.aside:
        lines = [assignment.document.lines[place] for place in small.places]
        text = "；".join(line.text for line in lines)
        collector.remark(Doubt.NOTED, "other-columns", lines[0].origin, text=text, table=small.table)


def _remark_others(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Say which tables were taken for those of another office, year or period, so that a person can confirm it.

    One without figures, such as a template, is no question: there is but one copy that can be meant.
    """
    others = assignment.others
    for table, captions in others.captions.items():
        doubt = Doubt.GUESSED if table in others.with_figures else Doubt.NOTED
        collector.remark(doubt, "other-set", others.origins[table], text="；".join(captions), table=table)


def _remark_twins(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask for a look at tables beside which the same one stands, if nothing was said of it so far."""
    remarked = {remark.table for remark in collector.remarks if remark.code == "two-tables"}
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        if not line.twin:
            continue
        label_tables = {meaning.table for match in line.matches for meaning in match.of("row", "heads")} & set(near)
        for table in sorted(label_tables - remarked):
            collector.remark(Doubt.AMBIGUOUS, "two-tables", line.origin, table=table)
            remarked.add(table)


def _remark_missing_tables(assignment: RowAssignment, present: set[str], collector: ResultCollector) -> None:
    """Say which tables are missing or were not read, or may be one of the pictures in their section."""
    document = assignment.document
    for table in document.form.tables:
        if table.id in present:
            continue
        pictures = [picture.line for picture in assignment.pictures if picture.table in (table.id, None)]
        for line in pictures:
            collector.remark(Doubt.MISSING, "image", line.origin, text=line.picture, table=table.id)
        if not pictures:
            origin = document.lines[-1].origin
            code = "unread-table" if quotes_of(collector.remarks, table.id) else "missing-table"
            collector.remark(Doubt.MISSING, code, origin, text=table.title, table=table.id)


def _in_document_order(remarks: list[Remark], assignment: RowAssignment) -> tuple[Remark, ...]:
    """Remarks by the line that they speak of, else by the block.

    Lines are told apart by the identity of their origin: all rows that a merged cell spans begin with an
    origin of equal value.
    """
    lines = assignment.document.lines
    by_line = {id(line.origin): number for number, line in enumerate(lines)}
    by_block: dict[int, int] = {}
    for number, line in enumerate(lines):
        by_block.setdefault(line.origin.block, number)

    def place(origin: Origin) -> int:
        return by_line.get(id(origin), by_block.get(origin.block, 0))

    return tuple(sorted(remarks, key=lambda remark: place(remark.origin)))


def _table_blocks(assignment: RowAssignment) -> frozenset[int]:
    """Numbers (``Origin.block``) of the blocks that belong to the tables and are no narrative: that is what is left.

    A paragraph that is table only in part, as where a heading is glued to a table, is not among them.
    """
    document = assignment.document
    blocks: set[int] = set()
    narrative: set[int] = set()
    for line, is_used in zip(document.lines, assignment.in_table, strict=True):
        (blocks if is_used else narrative).add(line.origin.block)
    return frozenset((blocks & document.tables) | ((blocks & document.paragraphs) - narrative))
