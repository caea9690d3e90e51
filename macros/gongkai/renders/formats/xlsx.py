"""A report as an Excel workbook; the work is done in ``gongkai.renders.spreadsheet``."""

from gongkai.renders.export import Format, ReportExport


def _make(export: ReportExport) -> bytes:
    from gongkai.renders.spreadsheet.workbook import report_workbook  # noqa: PLC0415 - few commands need XlsxWriter

    return report_workbook(export)


FORMAT = Format(
    name="xlsx",
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    label="表格和文字（Excel）",
    description="供审核：各表照原样，合计是公式，勾稽关系不符的格变红；另有文字部分、逐格数据和说明，可以再导入。",
    make=_make,
    says_errors=True,
    also=("excel", "xls", "et", "表格"),
)
