"""One report's YAML → ``Report`` and every finding about how it is written, all in one run.

The keys are those of the documentation's chapter on data. What the figures must add up to is not asked here.
"""

import re
from dataclasses import replace

from gongkai import located
from gongkai.figures import UNREADABLE
from gongkai.file_text import LARGEST
from gongkai.findings import Finding, Level
from gongkai.forms import Form, FormRegistry, Table, place_id, statutory_form
from gongkai.forms.keys import KEYS, UNDATED, VERSION
from gongkai.forms.names import canonical
from gongkai.forms.registry import NO_FORM
from gongkai.located import Mapping, Mark, Node, Scalar
from gongkai.reports.loading.annotations import (
    read_corrections,
    read_notes,
    read_own_heads,
    read_retelling,
    read_sign_off,
    read_sources,
    read_waivers,
    read_withdrawal,
)
from gongkai.reports.loading.draft_reasons import goal_of_draft
from gongkai.reports.loading.fields import Fields, day_fault, moment
from gongkai.reports.loading.file_findings import FileFindings
from gongkai.reports.loading.form_meant import form_meant
from gongkai.reports.loading.line import line_named
from gongkai.reports.loading.lines import TableRead, line_of_noughts, read_table
from gongkai.reports.loading.meant import date_meant
from gongkai.reports.loading.table_keys import TableNodes, find_tables, lines_known, whole_table_text
from gongkai.reports.model import Grid, Moment, Report, Status
from gongkai.reports.totals import fill

_HEADINGS = re.compile(r"^#{1,2} .+\n+^## ", re.MULTILINE)
_LONGEST_HEADING = 60


def load_report(
    text: str, *, path: str, agency: str, year: int, registry: FormRegistry
) -> tuple[Report | None, tuple[Finding, ...]]:
    """Load one report.

    Args:
        text: The YAML.
        path: The file's path relative to the site, for findings.
        agency: Slug of the agency whose folder it lies in.
        year: The year that its name says.
        registry: The forms at hand.

    Returns:
        The report (None where the file is no report at all) and the findings about its writing. A figure that could
        not be read is unreadable in the report, so that checks run on all the others.
    """
    faults = FileFindings(path, agency, year)
    if len(text) > LARGEST:  # no text has more characters than bytes
        faults.syntax(Mark(1, 1), "too-large", limit=LARGEST)
        return None, tuple(faults.findings)
    tree, broken = located.parse(text)
    faults.yaml(broken)
    if not isinstance(tree, Mapping):
        one_text = whole_table_text(tree) if tree is not None else None
        if _is_narrative(text, registry):
            faults = FileFindings(path, agency, year)  # what else is said of it as data follows from that
            faults.syntax(Mark(1, 1), "narrative-in-data", year=year, agency=agency)
        elif one_text is not None:
            mark, name, instead = one_text
            faults.syntax(mark, "colons-all", detail=name, instead=instead)
        elif not faults.findings:
            faults.syntax(Mark(1, 1) if tree is None else tree.mark, "not-a-report", year=year, agency=agency)
        return None, tuple(faults.findings)
    report = _Loader(tree, faults, registry).load()
    if report is not None and report.status is Status.DRAFT and goal_of_draft(text) is not None:
        report = replace(report, is_held_back=True)
    return report, tuple(faults.findings)


def _is_narrative(text: str, registry: FormRegistry) -> bool:
    """Whether a text has headings as those of a narrative."""
    sections = (section for form in registry for section in form.sections)
    headings = {canonical(f"{item.number}、{name}") for item in sections for name in (item.title, *item.also)}
    lines = (line.strip("#* \t") for line in text.splitlines())
    return _HEADINGS.search(text) is not None or any(
        canonical(line) in headings for line in lines if len(line) <= _LONGEST_HEADING
    )


class _Loader:
    """One file while it is loaded."""

    def __init__(self, tree: Mapping, faults: FileFindings, registry: FormRegistry) -> None:
        self.tree = tree
        self.faults = faults
        self.registry = registry
        self.absent: set[str] = set()

    def load(self) -> Report | None:
        form, recognised = self._form()
        tables = find_tables(self.tree, form, self.faults)
        # The tables of an unknown form are unknown as well; reporting each of them would only repeat that.
        plain = tuple(
            (key, value)
            for key, value in self.tree.pairs
            if key not in tables.keys and (recognised or key.text in KEYS)
        )
        fields = Fields(Mapping(plain, self.tree.mark), self.faults, self._known(form))
        fields.need("version", *(("status",) if recognised else ()))
        fields.check_version(VERSION)
        if not recognised:
            return None
        # Only a well written status keeps a report from the public: a slip must stop the build, not hide a page.
        status_name = fields.choice("status", tuple(item.value for item in Status))
        status = Status(status_name or "published")
        grids, computed = self._grids(form, tables)
        return Report(
            agency=self.faults.agency or "",
            year=self.faults.year or 0,
            form=form,
            path=self.faults.path,
            status=status,
            published=self._published(fields, required=status_name == Status.PUBLISHED.value),
            submitted=self._submitted(fields),
            title=fields.text("title"),
            grids=grids,
            computed=computed,
            absent=frozenset(self.absent),
            heads=read_own_heads(form, fields),
            notes=read_notes(form, fields),
            waivers=read_waivers(form, fields, self.registry.codes),
            corrections=read_corrections(form, fields),
            sources=read_sources(fields),
            withdrawn=read_withdrawal(fields),
            retold=read_retelling(fields),
            sign_off=read_sign_off(fields),
        )

    def _known(self, form: Form | None) -> tuple[str, ...]:
        return (*KEYS, *(table.name.short for table in form.tables)) if form else KEYS

    def _form(self) -> tuple[Form | None, bool]:
        """The form, and whether the file named one that is known (``none`` is, and is no form)."""
        year = self.faults.year or 0
        node = self.tree.get("form")
        usual = statutory_form(year)
        instead = usual.id if usual else NO_FORM
        if not isinstance(node, Scalar):
            mark = self.tree.mark if node is None else node.mark
            self.faults.syntax(mark, "no-form", instead=instead)
            return usual, usual is not None
        if node.text == NO_FORM:
            if usual is not None:
                # In its first year the trial form was only encouraged (国办公开办函〔2019〕60号 二).
                encouraged = year in usual.encouraged
                self.faults.add(
                    "form-shape", node.mark, variant="form-encouraged" if encouraged else "form-needed", rule="R14",
                    level=Level.NOTICE if encouraged else Level.ERROR, year_=year, form=usual.id,
                    authority=usual.authority,
                )  # fmt: skip
            return None, True
        form = self.registry.get(node.text)
        if form is None and node.text in self.registry.refused:
            self.faults.syntax(node.mark, "form-refused", written=node.text, file=self.registry.refused[node.text])
            return None, False
        if form is None:
            return self._form_meant(node, usual)
        if year not in form.years:
            own, of_year = lines_known(self.tree, form), lines_known(self.tree, usual) if usual is not None else 0
            self.faults.add(
                "form-shape", node.mark, variant="year" if of_year >= own else "year-of-rows", rule="R14",
                form=form.id, year_=year, instead=instead, span=form.years.text,
            )  # fmt: skip
            if usual is not None and of_year > own:
                return usual, True  # the rows are those of the year's own form: only its name is wrong
        return form, True

    def _form_meant(self, node: Scalar, usual: Form | None) -> tuple[Form | None, bool]:
        """The form that an unknown code means, so that its tables are read by it, and no other table is missed."""
        form_ids = "、".join([item.id for item in self.registry] + [NO_FORM])
        form = form_meant(self.tree, node.text, self.faults.year or 0, self.registry)
        variant, instead = "unknown-form", usual.id if usual is not None else NO_FORM
        if form is not None and form is not usual:
            variant, instead = "unknown-form-near", form.id
        elif form is None and usual is not None:
            variant = "unknown-form-alone"
        self.faults.syntax(node.mark, variant, written=node.text, known=form_ids, instead=instead)
        return form, form is not None

    def _grids(
        self, form: Form | None, tables: TableNodes
    ) -> tuple[dict[str, Grid], dict[str, frozenset[tuple[int, int]]]]:
        if form is None:
            return {}, {}
        grids, computed = {}, {}
        for table in form.tables:
            node = tables.nodes.get(table.id, Mapping((), self.tree.mark))
            content = read_table(form, table, node, faults=self.faults, registry=self.registry)
            for number in tables.moved.get(table.id, frozenset()) - content.marks.keys():
                content.marks[number] = node.mark
                for column in table.lines[number].columns:
                    content.partial[table.lines[number].row][column] = UNREADABLE
            self._note_absent(form, table, content, node, whole=table.id not in tables.nodes)
            grids[table.id], computed[table.id] = fill(form, table, content.partial, year=self.faults.year or 0)
        return grids, computed

    def _note_absent(self, form: Form, table: Table, content: TableRead, node: Node, *, whole: bool) -> None:
        """R14: all rows of the form are there; a row that is a total may be left to be added up."""
        totals = {item.total for item in form.identities if item.table == table.id and item.each == "column"}
        level = Level.WARNING if self.faults.year in form.encouraged else Level.ERROR
        if whole:
            self.absent.add(table.id)
            names = [line.name.short for line in table.lines if table.rows[line.row].id not in totals]
            self.faults.add(
                "form-shape", node.mark, variant="table", rule="R14", level=level, table=table.id,
                name=table.name.short, title=table.title, form=form.id, lines="、".join(names),
            )  # fmt: skip
            return
        marks = content.marks
        for number, line in enumerate(table.lines):
            row = table.rows[line.row]
            if number in marks or row.id in totals:
                continue
            place = place_id(form, table.id, row.id, line.name.id if table.by_blocks else None)
            self.absent.add(place)
            before = max((other for other in marks if other < number), default=None)
            self.faults.add(
                "form-shape", node.mark if before is None else marks[before],
                variant="row-first" if before is None else "row", rule="R14", level=level, table=table.id, row=row.id,
                line=line_named(line.name.label, line.name.short), table_name=table.name.short, form=form.id,
                before=table.lines[before].name.short if before is not None else "",
                instead=line_of_noughts(line, with_totals=content.with_totals),
                cells=tuple(place_id(form, table.id, row.id, table.columns(line.row)[c].id) for c in line.columns),
            )  # fmt: skip

    def _published(self, fields: Fields, *, required: bool) -> Moment | None:
        text = fields.text("published")
        if text is None and required and not isinstance(fields.node_of("published"), Mapping | located.Sequence):
            self.faults.syntax(fields.mark("published"), "missing-published")
        if text is None or text == UNDATED:
            return None
        published = moment(text)
        if published is None:
            fault = day_fault(text)
            date = None if fault else date_meant(text)
            variant = fault or ("published-meant" if date else "published")
            self.faults.syntax(fields.mark("published"), variant, written=text, undated=UNDATED, instead=date or "")
            return moment(date) if date else None
        return published

    def _submitted(self, fields: Fields) -> Moment | None:
        text = fields.text("submitted")
        submitted = moment(text) if text is not None else None
        if text is not None and submitted is None:
            self.faults.syntax(fields.mark("submitted"), "submitted", written=text)
        return submitted
