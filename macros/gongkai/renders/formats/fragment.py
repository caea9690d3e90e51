"""A report as bare HTML for the editor of another site; the work is done in ``gongkai.renders.bare``."""

from pathlib import PurePosixPath

from gongkai.renders.export import Format, ReportExport
from gongkai.routes import BARE_COPY


def _make(export: ReportExport) -> bytes:
    from gongkai.renders.bare.report import report_bare  # noqa: PLC0415 - few commands need it

    return report_bare(export, titled=False)


_FILE = PurePosixPath(BARE_COPY)
FORMAT = Format(
    name="fragment",
    stem=_FILE.stem,
    suffix=_FILE.suffix,
    media_type="text/html",
    label="网页代码",
    description="供粘贴到网站后台：标题另填，正文、表格、说明和来源都在里面，样式写在每个标签里。",
    make=_make,
    public=False,
    previewed=True,
    needs_form=False,
    says_errors=True,
    also=("html", "htm", "网页"),
)
