"""A report as tidy CSV: one cell of the form a line, for spreadsheets, R and pandas.

The columns are those of JSON's observations, before them the printed labels and after them the ids. Labels are the
form's, not the document's own, so that the files of many reports can be put one below the other and filtered.
"""

from gongkai.renders.export import Format, ReportExport
from gongkai.renders.export.csv_text import csv_file
from gongkai.renders.export.tidy_rows import tidy_head, tidy_rows


def tidy_csv(export: ReportExport) -> bytes:
    """A report with a form, a line for every cell of the form; the value is empty for a blank and for 不适用."""
    return csv_file(tidy_head() + tidy_rows(export))


FORMAT = Format(
    name="csv",
    suffix=".csv",
    media_type="text/csv",
    label="逐格数据（CSV，Excel 可打开）",
    description="供筛选、统计：一格一行，各机关、各年度的文件可以上下接起来。",
    make=tidy_csv,
    kept=False,
)
