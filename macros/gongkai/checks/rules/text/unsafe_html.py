"""What HTML a page may hold: a rule of its own, apart from what a template engine would do with the page."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level
from gongkai.narrative import Narrative
from gongkai.narrative.html_scan import html_problems

_PROGRAMS = frozenset({"script", "style", "iframe", "object", "embed", "form", "noscript", "template", "xml"})
"""Tags whose content is no text of a report."""


@rule(
    "unsafe-html",
    name="网页代码",
    source="本软件的写法",
    statement="文字部分只用排版用的网页代码，不能运行程序、载入别处的东西。",
    english="HTML in a narrative that runs, loads or imitates something",
    needs_form=False,
    wordings={
        "tag": "“{written}>”是网页代码，不能公布。请删去这个标签和收尾的“</{name}>”，只留文字。",
        "program": "“{written}>”是网页程序，不能公布。请把它和收尾的“</{name}>”连同中间的内容一起删去。",
        "attribute": "网页代码里的“{written}”一项不能公布。请删去这一项。",
        "event": "网页代码里的“{written}”一项会在读者的浏览器里运行程序，不能公布。请删去这一项。",
        "address": "链接“{written}”不能公布：链接要么是站内的，要么以 http、https、mailto、tel 开头。请改正或者删去。",
        "foreign": "“{written}”是别处的文件，不能公布。请把文件存到本页所在的文件夹，只写文件名。",
        "file": "“{name}”会在读者的浏览器里运行程序，不能公布。"
        "请改用 PDF 或图片；确由网站管理人员放置的，在 mkdocs.yml 的 trusted 里写上它。",
        "name": "路径“{name}”里有尖括号或引号，会被当作网页代码，请改名。",
    },
)
def unsafe_html(subject: Subject) -> Iterator[Finding]:
    """A narrative shows text: nothing in it may run a program, load from elsewhere or imitate the site's own parts."""
    if subject.narrative is not None:
        yield from html_findings(subject.narrative, agency=subject.report.agency, year=subject.report.year)


def html_findings(narrative: Narrative, *, agency: str | None, year: int | None = None) -> Iterator[Finding]:
    """Tags, attributes and addresses of one page that may not be published, as findings.

    Args:
        narrative: The page.
        agency: The agency whose page it is; None for a page of none.
        year: The year of the report whose page it is; None for any other page.
    """
    for item in html_problems(narrative):
        program = item.why == "tag" and (item.detail in _PROGRAMS or not item.detail[:1].isalpha())
        variant = "program" if program else item.why
        yield Finding(
            code="unsafe-html", level=Level.ERROR, variant=variant, path=narrative.path, line=item.line,
            column=item.column, agency=agency, year=year,
            args={"written": item.text, "name": item.detail},
        )  # fmt: skip
