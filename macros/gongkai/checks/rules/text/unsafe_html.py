"""What HTML a page may hold: a rule of its own, apart from what a template engine would do with the page."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level, say
from gongkai.narrative import Narrative
from gongkai.narrative.html_scan import html_problems


@rule(
    "unsafe-html",
    name="网页代码",
    source="本软件的写法",
    statement="文字部分只用排版用的网页代码，不能运行程序、载入别处的东西。",
    english="HTML in a narrative that runs, loads or imitates something",
    needs_form=False,
    wordings={
        "text": "文字里的“{written}”不能公布：{why}。请改用 Markdown 的写法，或者删去。",
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
        yield Finding(
            code="unsafe-html", level=Level.ERROR, variant=item.variant, path=narrative.path, line=item.line,
            column=item.column, agency=agency, year=year,
            args={"written": item.written, "why": say(f"html-why.{item.why}", {"name": item.detail})},
        )  # fmt: skip
