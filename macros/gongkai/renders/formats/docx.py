"""A report as a Word file; the work is done in ``gongkai.renders.word``."""

from gongkai.pages.official import official_document
from gongkai.renders.export import Format, ReportExport
from gongkai.renders.word.document import word_document


def _make(export: ReportExport) -> bytes:
    return word_document(official_document(export))


FORMAT = Format(
    name="docx",
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label="全文（Word）",
    description="供报送、存档：全文和各表，参照公文排版；表注、情况说明、更正和校验值都在文中。",
    make=_make,
    needs_form=False,
    says_errors=True,
    reviewable=True,
    also=("word", "doc", "wps", "文档"),
)
