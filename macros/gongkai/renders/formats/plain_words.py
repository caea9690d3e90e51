"""A report in plain words as a text file, to be read out or passed on."""

from gongkai.pages.in_words.plain_words import has_plain_words, plain_words
from gongkai.renders.export import Format, ReportExport
from gongkai.reports.titles import report_title


def _make(export: ReportExport) -> bytes:
    report, agency = export.report, export.agency
    sentences = plain_words(report, agency, previous=export.lookup(agency.slug, report.year - 1))
    lines = [*export.error_lines, report_title(report, agency), *sentences]
    return "".join(f"{line}\n" for line in lines).encode()


FORMAT = Format(
    name="plain-words",
    stem="plain-words",
    suffix=".txt",
    media_type="text/plain",
    label="易读版（文字）",
    description="供朗读、转告：不超过十句话，照表中的数写成，内容同易读版网页。",
    make=_make,
    suits=has_plain_words,
    says_errors=True,
    also=("txt", "text", "易读版"),
    kept=False,
)
