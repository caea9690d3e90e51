"""A report with its title as bare HTML for the editor of another site; the work is done in ``gongkai.renders.bare``."""

from pathlib import PurePosixPath

from gongkai.renders.export import Format, ReportExport
from gongkai.routes import TITLED_COPY


def _make(export: ReportExport) -> bytes:
    from gongkai.renders.bare.report import report_bare  # noqa: PLC0415 - few commands need it

    return report_bare(export, titled=True)


_FILE = PurePosixPath(TITLED_COPY)
FORMAT = Format(
    name="fragment-title",
    stem=_FILE.stem,
    suffix=_FILE.suffix,
    media_type="text/html",
    label="网页代码（带标题）",
    description="同网页代码，开头另有标题。",
    make=_make,
    public=False,
    previewed=True,
    needs_form=False,
    says_errors=True,
)
