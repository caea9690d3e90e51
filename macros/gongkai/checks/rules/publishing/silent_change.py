"""A figure or a date that was published is not changed without an entry: the ledger beside the data remembers both."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding
from gongkai.forms.registry import NO_FORM
from gongkai.reports.ledger import LedgerEntry, changed_lines, date_text, read_entry


@rule(
    "silent-change",
    name="公布后改动",
    source="条例第五十条；审核惯例（公布日期不得改动）",
    statement="公布过的数和公布日期不能无声改动：改数登记更正，日期保持原样。台账（data/.published）记着公布时的样子。",
    english="no figure and no date that was published is changed without an entry",
    needs_form=False,
    waivable=True,
    keys={"date": "published", "form": "form"},
    wordings={
        "unsaid": (
            "{table}“{row_name}”一行与公布时（台账 {published}）不同，没有登记更正。请改回原来的数，"
            "再用 gongkai correct {target} 更正并写明原因；已经改好的，在 corrections 下补登记。"
        ),
        "known": (
            "{table}“{row_name}”一行与公布时（台账 {published}）不同，没有登记更正：{changes}（见 {file}）。"
            "请改回公布的数，再用 gongkai correct {target} 更正并写明原因；已经改好的，在 corrections 下补登记。"
        ),
        "date": "公布日期由 {published} 改成了 {now}。公布日期不能改动，请改回；当时写错的，登记情况说明。",
        "form": "公布时用的格式是 {before}，现在是 {now}。请改回；确要换的，登记情况说明。",
    },
)
def silent_change(subject: Subject) -> Iterator[Finding]:
    """公布过的数和公布日期不能无声改动 (条例50): what no correction says is found in the line where it was changed."""
    entry = read_entry(subject.ledger) if subject.ledger else None
    report = subject.report
    if entry is None or not report.is_public:
        return
    names = {"published": entry.published, "target": f"{report.agency}/{report.year}"}
    if date_text(report) != entry.published:
        yield subject.finding("silent-change", variant="date", args={**names, "now": date_text(report)})
    form = report.form.id if report.form is not None else NO_FORM
    if form != entry.form:
        yield subject.finding("silent-change", variant="form", args={**names, "before": entry.form, "now": form})
    else:
        yield from _figures(subject, entry, names)


def _figures(subject: Subject, entry: LedgerEntry, names: dict[str, str]) -> Iterator[Finding]:
    form = subject.report.form
    if form is None:
        return
    for table, line in changed_lines(subject.report, entry):
        row = table.rows[line.row].id
        columns = [table.columns(line.row)[column].id for column in line.columns]
        yield subject.finding(
            "silent-change",
            variant="unsaid",
            table=table.id,
            row=row,
            col=columns[0] if table.by_blocks else None,
            cells=tuple((row, column) for column in columns),
            args={**names, "table": form.table_word(table.id), "row_name": line.name.label},
        )
