"""R14: the sections of a report are those of that year's form."""

from collections.abc import Iterator

from gongkai.checks.heading_text import heading_text
from gongkai.checks.registry import rule
from gongkai.checks.sections import written_sections
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level


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
        "no-sections": "文字部分没有按格式分节，应有“一、{title}”等 {count} 节。",
        "section": "文字部分没有“{number}、{title}”这一节（格式 {form}）。",
        "section-title": "第{number}节标题为“{written}”，格式上为“{title}”。",
    },
)
def form_shape(subject: Subject) -> Iterator[Finding]:
    """R14. 各节、各表、各行与当年格式一致: here the section titles; the loader reports missing rows and tables."""
    form, narrative = form_of(subject), subject.narrative
    if narrative is None:
        return
    level = Level.WARNING if subject.report.year in form.encouraged else Level.ERROR
    written = written_sections(form, narrative)
    if not written:
        args = {"title": form.sections[0].title, "count": str(len(form.sections))}
        yield subject.finding(
            "form-shape", level=Level.WARNING, variant="no-sections", rule="R14", path=narrative.path, line=1, args=args
        )
        return
    for section in form.sections:
        own = written.get(section.number)
        args = {"number": section.number, "title": section.title, "form": form.id}
        if own is None:
            yield subject.finding(
                "form-shape", level=level, variant="section", rule="R14", path=narrative.path, line=1, args=args
            )
        elif not own.is_titled:
            args["written"] = heading_text(own.heading)
            yield subject.finding(
                "form-shape",
                level=Level.WARNING,
                variant="section-title",
                rule="R14",
                path=narrative.path,
                line=own.heading.line,
                args=args,
            )
