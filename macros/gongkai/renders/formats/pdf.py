"""A report as a PDF; the work is done in ``gongkai.renders.pdf``."""

from gongkai.pages.official import official_document
from gongkai.renders.export import Format, ReportExport
from gongkai.renders.pdf.document import pdf_document


def _make(export: ReportExport) -> bytes:
    return pdf_document(official_document(export))


FORMAT = Format(
    name="pdf",
    suffix=".pdf",
    media_type="application/pdf",
    label="全文（PDF）",
    description="供归档、打印：版面与 Word 相同，字体嵌在文件里，有书签和无障碍标签（PDF/UA-1）；要装 `gongkai[pdf]`。",
    make=_make,
    public=False,
    needs_form=False,
    says_errors=True,
)
