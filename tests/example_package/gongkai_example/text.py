"""A report as plain text: a line for every row of its tables."""

from collections.abc import Iterator

from gongkai import Format, ReportExport


def text(export: ReportExport) -> bytes:
    """The report as UTF-8 text, figures in printed order with ``~`` for a blank."""
    return "\n".join([*_lines(export), ""]).encode()


def _lines(export: ReportExport) -> Iterator[str]:
    report = export.report
    yield f"{export.agency.name} {report.year}"
    for table in report.form.tables if report.form else ():
        for row, figures in zip(table.rows, report.grids[table.id], strict=True):
            values = ["~" if figure.value is None else str(figure.value) for figure in figures]
            yield f"{table.title} {row.name.label}: {' '.join(values)}"


FORMAT = Format(
    name="txt",
    suffix=".txt",
    media_type="text/plain",
    label="文本",
    description="供没有表格软件的人看：一行一行的数。",
    make=text,
    needs_form=False,
)
