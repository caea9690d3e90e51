"""R14: the sections of a report are those of that year's form."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level
from gongkai.forms import Form, Section
from gongkai.narrative import Narrative
from gongkai.narrative.miswritten.unmarked import unmarked_sections
from gongkai.narrative.sections import heading_text, section_heading, written_sections
from gongkai.narrative.table_calls import section_ends


@rule(
    "form-shape",
    name="格式完整",
    number="R14",
    levels=(Level.ERROR, Level.WARNING, Level.NOTICE),
    source="年度报告格式",
    statement="各节、各表、各行与当年的格式一致，不缺不多，标题相符。",
    english="rows, tables and section titles of that year's form",
    waivable=True,
    wordings={
        "no-sections": "文字部分没有按格式分节，应有“一、{title}”等 {count} 节。请按格式分节，第一节写：{heading}",
        "section": "文字部分没有“{number}、{title}”这一节（格式 {form}）。请在这一行之后另起一段写：{heading}",
        "section-title": "第{number}节标题为“{written}”，格式上为“{title}”。请写成：{heading}",
    },
)
def form_shape(subject: Subject) -> Iterator[Finding]:
    """R14. 各节、各表、各行与当年格式一致: here the section titles; the loader reports missing rows and tables."""
    form, narrative = form_of(subject), subject.narrative
    if narrative is None:
        return
    sections = written_sections(form, narrative)
    missing = [section for section in form.sections if section.number not in sections]
    unmarked = unmarked_sections(missing, narrative)
    if len(missing) == len(form.sections) and not unmarked:
        args = _args(form, form.sections[0]) | {"count": str(len(form.sections))}
        yield _finding(subject, narrative, "no-sections", 1, args)
        return
    for section in missing:
        if section.number not in unmarked:
            line = section_ends(form, narrative)[section.number]
            yield _finding(subject, narrative, "section", line, _args(form, section))
    for item in sections.values():
        if not item.is_titled:
            args = _args(form, item.section) | {"written": heading_text(item.heading)}
            yield _finding(subject, narrative, "section-title", item.heading.line, args)


def _args(form: Form, section: Section) -> dict[str, str]:
    return {"number": section.number, "title": section.title, "form": form.id, "heading": section_heading(section)}


def _finding(subject: Subject, narrative: Narrative, variant: str, line: int, args: dict[str, str]) -> Finding:
    encouraged = subject.report.year in form_of(subject).encouraged
    return subject.finding(
        "form-shape",
        level=Level.WARNING if encouraged else Level.ERROR,
        variant=variant,
        path=narrative.path,
        line=line,
        column=1,
        args=args,
    )
