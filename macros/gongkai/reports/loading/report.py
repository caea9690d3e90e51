"""One report's YAML → ``Report`` and every finding about how it is written, all in one run.

The keys are those of the documentation's chapter on data. What the figures must add up to is not asked here.
"""

from gongkai import located
from gongkai.findings import Finding, Level, say
from gongkai.forms import Form, Shelf, Table, place_id, statutory_form
from gongkai.forms.keys import KEYS, UNDATED, VERSION
from gongkai.forms.places import nearest
from gongkai.forms.shelf import NO_FORM
from gongkai.located import Mapping, Mark, Node, Scalar
from gongkai.reports.loading.annotations import read_corrections, read_notes, read_own_heads, read_source, read_waivers
from gongkai.reports.loading.fields import Fields, moment
from gongkai.reports.loading.file_findings import FileFindings
from gongkai.reports.loading.lines import read_table
from gongkai.reports.model import Grid, Moment, Report, Status
from gongkai.reports.totals import fill

MAX_BYTES = 2_000_000


def load_report(
    text: str, *, path: str, agency: str, year: int, shelf: Shelf
) -> tuple[Report | None, tuple[Finding, ...]]:
    """Load one report.

    Args:
        text: The YAML.
        path: The file's path relative to the site, for findings.
        agency: Slug of the agency whose folder it lies in.
        year: The year that its name says.
        shelf: The forms at hand.

    Returns:
        The report (None where the file is no report at all) and the findings about its writing. A figure that could
        not be read is unreadable in the report, so that checks run on all the others.
    """
    faults = FileFindings(path, agency, year)
    if len(text) > MAX_BYTES:
        faults.syntax(Mark(1, 1), "too-large", limit=MAX_BYTES)
        return None, tuple(faults.findings)
    tree, broken = located.parse(text)
    faults.yaml(broken)
    if not isinstance(tree, Mapping):
        if isinstance(tree, Scalar) and "：" in tree.text:
            faults.syntax(tree.mark, "wide-colon", detail=tree.text[: tree.text.index("：") + 1])
        elif not faults.findings:
            faults.syntax(Mark(1, 1) if tree is None else tree.mark, "not-a-report")
        return None, tuple(faults.findings)
    report = _Loader(tree, faults, shelf).load()
    return report, tuple(faults.findings)


class _Loader:
    """One file while it is loaded."""

    def __init__(self, tree: Mapping, faults: FileFindings, shelf: Shelf) -> None:
        self.tree = tree
        self.faults = faults
        self.shelf = shelf
        self.absent: set[str] = set()
        self.tables: set[Scalar] = set()

    def load(self) -> Report | None:
        form, recognised = self._form()
        tables = self._tables(form)
        # The tables of an unknown form are unknown as well; reporting each of them would only repeat that.
        plain = tuple(
            (key, value)
            for key, value in self.tree.pairs
            if key not in self.tables and (recognised or key.text in KEYS)
        )
        fields = Fields(Mapping(plain, self.tree.mark), self.faults, self._known(form))
        self._version(fields)
        if not recognised:
            return None
        # Only a well written status keeps a report from the public: a slip must stop the build, not hide a page.
        named = fields.choice("status", tuple(item.value for item in Status), required=True)
        status = Status(named or "published")
        grids, computed = self._grids(form, tables)
        return Report(
            agency=self.faults.agency or "",
            year=self.faults.year or 0,
            form=form,
            path=self.faults.path,
            status=status,
            published=self._published(fields, required=named not in (None, Status.DRAFT.value)),
            title=fields.text("title"),
            grids=grids,
            computed=computed,
            absent=frozenset(self.absent),
            heads=read_own_heads(form, fields),
            notes=read_notes(form, fields),
            waivers=read_waivers(form, fields, self.shelf.codes),
            corrections=read_corrections(form, fields),
            source=read_source(fields),
        )

    def _known(self, form: Form | None) -> tuple[str, ...]:
        return (*KEYS, *(table.name.short for table in form.tables)) if form else KEYS

    def _version(self, fields: Fields) -> None:
        version = fields.text("version", required=True)
        if version is not None and version != VERSION:
            self.faults.syntax(fields.mark("version"), "version", written=version, known=VERSION)

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
        form = self.shelf.get(node.text)
        if form is None and node.text in self.shelf.refused:
            self.faults.syntax(node.mark, "form-refused", written=node.text, file=self.shelf.refused[node.text])
            return None, False
        if form is None:
            known = "、".join([item.id for item in self.shelf] + [NO_FORM])
            self.faults.syntax(node.mark, "unknown-form", written=node.text, known=known, instead=instead)
            return usual, usual is not None
        if year not in form.years:
            self.faults.add(
                "form-shape", node.mark, variant="year", rule="R14", form=form.id, year_=year,
                instead=instead, span=_span(form),
            )  # fmt: skip
        return form, True

    def _tables(self, form: Form | None) -> dict[str, Node]:
        """The node under the key of each table; of two keys for one table the first."""
        tables: dict[str, tuple[Scalar, Node]] = {}
        for key, node in self.tree.pairs:
            table = form.table_named(key.text) if form and key.text not in KEYS else None
            if table is None:
                continue
            self.tables.add(key)
            if table.id in tables:
                self.faults.syntax(key.mark, "duplicate-key", name=key.text, first=tables[table.id][0].mark.line)
            tables.setdefault(table.id, (key, node))
        self._misspelt(form, tables)
        return {table: node for table, (_, node) in tables.items()}

    def _misspelt(self, form: Form | None, tables: dict[str, tuple[Scalar, Node]]) -> None:
        """Take a table under a name that is nearly right, so that not all of its rows are reported as missing."""
        for key, node in self.tree.pairs:
            if form is None or key in self.tables or key.text in KEYS or not isinstance(node, Mapping):
                continue
            near = nearest(key.text, list(self._known(form))) or ""
            table = form.table_named(near)
            if table is not None and table.id not in tables:
                self.tables.add(key)
                self.faults.syntax(key.mark, "unknown-key-near", name=key.text, near=near)
                tables[table.id] = (key, node)

    def _grids(
        self, form: Form | None, tables: dict[str, Node]
    ) -> tuple[dict[str, Grid], dict[str, frozenset[tuple[int, int]]]]:
        if form is None:
            return {}, {}
        grids, computed = {}, {}
        for table in form.tables:
            node = tables.get(table.id, Mapping((), self.tree.mark))
            partial, written = read_table(form, table, node, faults=self.faults, shelf=self.shelf)
            self._note_absent(form, table, written, node, whole=table.id not in tables)
            grids[table.id], computed[table.id] = fill(form, table, partial, year=self.faults.year or 0)
        return grids, computed

    def _note_absent(self, form: Form, table: Table, written: set[int], node: Node, *, whole: bool) -> None:
        """R14: all rows of the form are there; a row that is a total may be left to be added up."""
        totals = {item.total for item in form.identities if item.table == table.id and item.each == "column"}
        level = Level.WARNING if self.faults.year in form.encouraged else Level.ERROR
        if whole:
            self.absent.add(table.id)
            self.faults.add(
                "form-shape", node.mark, variant="table", rule="R14", level=level, table=table.id,
                name=table.name.short, title=table.title, form=form.id,
            )  # fmt: skip
            return
        for number, line in enumerate(table.lines):
            row = table.rows[line.row]
            if number in written or row.id in totals:
                continue
            place = place_id(form, table.id, row.id, line.name.id if table.by_blocks else None)
            self.absent.add(place)
            self.faults.add(
                "form-shape", node.mark, variant="row", rule="R14", level=level, table=table.id, row=row.id,
                name=line.name.label, short=line.name.short, table_name=table.name.short, form=form.id,
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
            self.faults.syntax(fields.mark("published"), "published", written=text, undated=UNDATED)
        return published


def _span(form: Form) -> str:
    years = form.years
    return say("spans.closed" if years.to else "spans.open", {"start": years.start, "end": years.to})
