"""The sections of a report are in the order of the form, each once and under a heading of its own level."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level
from gongkai.forms import Form, Section, shipped_forms
from gongkai.forms.names import canonical
from gongkai.narrative.miswritten.unmarked import UnmarkedSection, unmarked_sections
from gongkai.narrative.sections import (
    NUMBERED,
    SECTION_LEVEL,
    WrittenSection,
    heading_text,
    section_heading,
    titled_headings,
    written_sections,
)


@rule(
    "section-order",
    name="各节次序",
    number="R14",
    levels=(Level.ERROR, Level.WARNING),
    source="年度报告格式",
    statement="各节按格式的次序排列，每节一个二级标题。",
    english="sections in the order of the form, each under a heading of the second level",
    waivable=True,
    wordings={
        "order": "“{number}、{title}”排错了位置，应在“{before}”之后。请连同这一节的内容一起移过去。",
        "first": "“{number}、{title}”排错了位置，应在最前面。请连同这一节的内容一起移过去。",
        "level": "“{written}”现为 {level} 级标题，应为二级标题。请写成：{heading}",
        "bold": "“{written}”只是加粗，不是标题。请写成：{heading}",
        "plain": "“{written}”是普通文字，不是标题。请写成：{heading}",
        "number": "这是第{number}节，标题的序号写成了“{mark}”。请写成：{heading}",
        "unnumbered": "这是第{number}节，标题没有写序号，其他各节写了。请写成：{heading}",
        "twice": "“{number}、{title}”在第 {first} 行已经有了，请删去这一处，或合并成一节。",
    },
)
def section_order(subject: Subject) -> Iterator[Finding]:
    """R14. 各节按格式的次序排列，每节一个二级标题; ``form-shape`` checks which sections there are."""
    form, narrative = form_of(subject), subject.narrative
    if narrative is None:
        return
    by_number = written_sections(form, narrative)
    lines = {number: item.heading.line for number, item in by_number.items()}
    for number, item in by_number.items():
        args = _args(item.section, heading_text(item.heading))
        if item.heading.level != SECTION_LEVEL:
            yield _finding(subject, "level", item.heading.line, args | {"level": str(item.heading.level)})
        for again in titled_headings(item.section, narrative):
            if again.line != lines[number] and again.level == SECTION_LEVEL:
                yield _finding(subject, "twice", again.line, args | {"first": str(lines[number])})
    missing = [section for section in form.sections if section.number not in by_number]
    if not missing:  # else the sections after it have the numbers of those before them, which is one slip
        yield from _misnumbered(subject, by_number.values())
    for number, unmarked in unmarked_sections(missing, narrative).items():
        lines[number] = unmarked.line
        variant = "bold" if unmarked.bold else "plain"
        mended = {"mended": ""} if _is_plain(unmarked, form) else {}
        yield _finding(subject, variant, unmarked.line, _args(unmarked.section, unmarked.text) | mended)
    sections = [section for section in form.sections if section.number in lines]
    for place in misplaced([lines[section.number] for section in sections]):
        section = sections[place]
        before = f"{sections[place - 1].number}、{sections[place - 1].title}" if place else ""
        variant = "order" if place else "first"
        yield _finding(subject, variant, lines[section.number], _args(section, "") | {"before": before})


def _is_plain(unmarked: UnmarkedSection, form: Form) -> bool:
    """Whether a line lacks only the signs of a heading or the blank after them, which ``gongkai fix`` then writes."""
    if unmarked.text.startswith(("#", "＃")):
        return True
    bare = canonical(unmarked.text.strip("*_ \u3000"))
    return bare == canonical(unmarked.section.heading) and any(item is form for item in shipped_forms())


def _misnumbered(subject: Subject, sections: Collection[WrittenSection]) -> Iterator[Finding]:
    """Headings that have the title of a section and the number of another, or none where most have theirs."""
    titled = [item for item in sections if item.is_titled]
    marks = [match[1] if (match := NUMBERED.match(heading_text(item.heading))) else "" for item in titled]
    is_numbered = sum(1 for mark in marks if mark) > len(marks) / 2
    for item, mark in zip(titled, marks, strict=True):
        if mark != item.section.number and (mark or is_numbered):
            args = _args(item.section, "") | {"mark": mark}
            variant = "number" if mark else "unnumbered"
            yield _finding(subject, variant, item.heading.line, args, Level.WARNING)


def misplaced(lines: Sequence[int]) -> list[int]:
    """Which of some numbers have to be moved so that they ascend: the fewest possible, by their places.

    Of two neighbours that are exchanged, it is the one that comes later in the file.

    Args:
        lines: Line of each section, in the order of the form.
    """
    tails: list[int] = []
    ranks = []
    for line in lines:
        rank = bisect_left(tails, line)
        tails[rank : rank + 1] = [line]
        ranks.append(rank)
    last, limit, in_order = len(tails) - 1, max(lines, default=0) + 1, set()
    for place in range(len(lines) - 1, -1, -1):
        if ranks[place] == last and lines[place] < limit:
            in_order.add(place)
            last, limit = last - 1, lines[place]
    return [place for place in range(len(lines)) if place not in in_order]


def _args(section: Section, number_text: str) -> dict[str, str]:
    heading = section_heading(section)
    return {"number": section.number, "title": section.title, "written": number_text, "heading": heading}


def _finding(subject: Subject, variant: str, line: int, args: dict[str, str], level: Level = Level.ERROR) -> Finding:
    form, narrative = form_of(subject), subject.narrative
    encouraged = subject.report.year in form.encouraged
    return subject.finding(
        "section-order",
        level=Level.WARNING if encouraged else level,
        variant=variant,
        path=narrative.path if narrative is not None else None,
        line=line,
        column=1,
        args=args,
    )
