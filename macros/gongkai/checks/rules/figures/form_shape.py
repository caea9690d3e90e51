"""R14: the sections of a report are those of that year's form."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.checks.heading_text import heading_text
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level
from gongkai.forms import Form, Section
from gongkai.forms.model import canonical
from gongkai.narrative import Heading, Narrative

_NUMBERED = re.compile(r"^\s*([一二三四五六七八九十]+)\s*[、.．，,]\s*(.*?)\s*$")


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
    headings = _sections(form, narrative)
    if not headings:
        args = {"title": form.sections[0].title, "count": str(len(form.sections))}
        yield subject.finding(
            "form-shape", level=Level.WARNING, variant="no-sections", rule="R14", path=narrative.path, line=1, args=args
        )
        return
    for section in form.sections:
        heading = headings.get(section.number)
        args = {"number": section.number, "title": section.title, "form": form.id}
        if heading is None:
            yield subject.finding(
                "form-shape", level=level, variant="section", rule="R14", path=narrative.path, line=1, args=args
            )
        elif _named(heading) not in _titles_of(section):
            args["written"] = heading_text(heading)
            yield subject.finding(
                "form-shape",
                level=Level.WARNING,
                variant="section-title",
                rule="R14",
                path=narrative.path,
                line=heading.line,
                args=args,
            )


def _sections(form: Form, narrative: Narrative) -> dict[str, Heading]:
    """By number of each section the heading that begins it: one with its title, else the first one with its number.

    Text within a section is often numbered alike; only headings of the highest such level count by their number.
    """
    headings: dict[str, Heading] = {}
    numbered = []
    for heading in narrative.headings:
        match = _NUMBERED.match(heading_text(heading))
        title = _named(heading)
        section = next((section for section in form.sections if title in _titles_of(section)), None)
        if section is not None:
            headings.setdefault(section.number, heading)
        elif match is not None:
            numbered.append((heading, match[1]))
    top = min((heading.level for heading in (*headings.values(), *(heading for heading, _ in numbered))), default=0)
    for heading, number in numbered:
        if heading.level == top and any(section.number == number for section in form.sections):
            headings.setdefault(number, heading)
    return headings


def _named(heading: Heading) -> str:
    """What a heading says behind its number, as titles are compared."""
    text = heading_text(heading)
    match = _NUMBERED.match(text)
    return canonical(match[2] if match else text)


@lru_cache(maxsize=256)
def _titles_of(section: Section) -> frozenset[str]:
    return frozenset(canonical(name) for name in (section.title, *section.also))
