"""R14, R15 and the template scan: the narrative and the dates of one report."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gongkai.checks.registry import Subject, check, form_of
from gongkai.errors import UsageError
from gongkai.findings import Finding, Level, say
from gongkai.forms import Form, Section
from gongkai.forms.model import canonical
from gongkai.narrative import MACROS, Heading, Narrative, Problem, characters
from gongkai.narrative.calls import Lookup, resolve_call
from gongkai.reports import Report

_NUMBERED = re.compile(r"^\s*([一二三四五六七八九十]+)\s*[、.．，,]\s*(.*?)\s*$")
_YEAR = re.compile(r"(20\d{2})\s*年")
_DAY = r"\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
_PERIOD = re.compile(
    rf"统计期[限间]?[^。；\n]{{0,12}}?(?P<written>(?P<a>20\d{{2}})\s*年{_DAY}\s*起?\s*[至到—－-]+"
    rf"\s*(?:(?P<b>20\d{{2}})\s*年)?{_DAY})"
)
_CITED = re.compile(r"国办公开办函\s*[〔\[［(（【]\s*(\d{4})\s*[〕\]］)）】]\s*(\d+)\s*号")
_ATTRIBUTES = re.compile(r"\s*\{:[^{}]*\}\s*$")
"""What attr_list takes from the end of a heading."""

_SPEAKS_OF_YEARS = re.compile("统计期|国办公开办函")
_LATEST = (3, 31)
"""Month and day in the year after by which the last kind of report is due (条例第四十九条)."""
_YEARS_LATE = 2


@check("form-shape", rule="R14", levels=(Level.ERROR, Level.WARNING))
def form_shape(subject: Subject) -> Iterator[Finding]:
    """R14. 各节、各表、各行与当年格式一致: here the section titles; rows and tables are missed when they are loaded."""
    form, narrative = form_of(subject), subject.narrative
    if narrative is None:
        return
    level = Level.WARNING if subject.report.year in form.encouraged else Level.ERROR
    found = _sections(form, narrative)
    if not found:
        args = {"title": form.sections[0].title, "count": str(len(form.sections))}
        yield subject.finding(
            "form-shape", level=Level.WARNING, variant="no-sections", rule="R14", path=narrative.path, line=1, args=args
        )
        return
    for section in form.sections:
        heading = found.get(section.number)
        args = {"number": section.number, "title": section.title, "form": form.id}
        if heading is None:
            yield subject.finding(
                "form-shape", level=level, variant="section", rule="R14", path=narrative.path, line=1, args=args
            )
        elif _named(heading) not in _titles_of(section):
            args["written"] = _text(heading)
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
    """The heading that begins each section, by the section's number: one of its title, else the first of its number.

    Text within a section is often numbered alike; only headings of the highest such level count by their number.
    """
    found: dict[str, Heading] = {}
    numbered = []
    for heading in narrative.headings:
        match = _NUMBERED.match(_text(heading))
        title = _named(heading)
        section = next((section for section in form.sections if title in _titles_of(section)), None)
        if section is not None:
            found.setdefault(section.number, heading)
        elif match is not None:
            numbered.append((heading, match[1]))
    top = min((heading.level for heading in (*found.values(), *(heading for heading, _ in numbered))), default=0)
    for heading, number in numbered:
        if heading.level == top and any(section.number == number for section in form.sections):
            found.setdefault(number, heading)
    return found


def _text(heading: Heading) -> str:
    return _ATTRIBUTES.sub("", characters(heading.inlines))


def _named(heading: Heading) -> str:
    """What a heading says behind its number, as titles are compared."""
    text = _text(heading)
    match = _NUMBERED.match(text)
    return canonical(match[2] if match else text)


@lru_cache(maxsize=256)
def _titles_of(section: Section) -> frozenset[str]:
    return frozenset(canonical(name) for name in (section.title, *section.also))


@check("year-mismatch", needs_form=False, rule="R15", levels=(Level.WARNING,))
def year_mismatch(subject: Subject) -> Iterator[Finding]:
    """R15. 标题、统计期限、公布日期和所依据的文件与报告年度相符."""
    yield from _published(subject)
    yield from _titles(subject)
    if subject.narrative is None:
        return
    if not _SPEAKS_OF_YEARS.search(subject.narrative.text):
        return
    lines = subject.narrative.lines
    yield from _periods(subject, lines)
    yield from _authorities(subject, lines)


def _mismatch(subject: Subject, variant: str, written: str, **place: str | int | None) -> Finding:
    form = subject.report.form
    path, line = place.get("path"), place.get("line")
    return subject.finding(
        "year-mismatch",
        level=Level.WARNING,
        variant=variant,
        rule="R15",
        path=str(path) if path else None,
        line=line if isinstance(line, int) else None,
        args={"written": written, "year_": str(subject.report.year), "authority": form.authority if form else ""},
    )


def _published(subject: Subject) -> Iterator[Finding]:
    published, year = subject.report.published, subject.report.year
    if published is None:
        return
    if published.date <= dt.date(year, 12, 30):
        yield _mismatch(subject, "published-early", str(published))
    elif published.date > dt.date(year + 1 + _YEARS_LATE, *_LATEST):
        yield _mismatch(subject, "published-late", str(published))


def _titles(subject: Subject) -> Iterator[Finding]:
    if subject.report.title:
        yield from _title(subject, subject.report.title)
    if subject.narrative is not None:
        first = next((item for item in subject.narrative.headings if item.level == 1), None)
        if first is not None:
            yield from _title(subject, _text(first), path=subject.narrative.path, line=first.line)


def _title(subject: Subject, title: str, **place: str | int | None) -> Iterator[Finding]:
    years = _YEAR.findall(title)
    if years and str(subject.report.year) not in years:
        yield _mismatch(subject, "title", years[0], **place)


def _periods(subject: Subject, lines: tuple[tuple[int, str], ...]) -> Iterator[Finding]:
    for line, text in lines:
        for match in _PERIOD.finditer(text):
            if {match["a"], match["b"] or match["a"]} != {str(subject.report.year)}:
                yield _mismatch(subject, "period", match["written"], path=_path(subject), line=line)


def _authorities(subject: Subject, lines: tuple[tuple[int, str], ...]) -> Iterator[Finding]:
    """The authority of another form cited, and that of the report's own form nowhere."""
    form = subject.report.form
    if form is None:
        return
    others = {item.authority for item in subject.shelf if item.id != form.id}
    cited = [(line, f"国办公开办函〔{m[1]}〕{m[2]}号") for line, text in lines for m in _CITED.finditer(text)]
    if any(form.authority.startswith(name) for _, name in cited):
        return
    for line, name in cited:
        if any(other.startswith(name) for other in others):
            yield _mismatch(subject, "authority", name, path=_path(subject), line=line)


def _path(subject: Subject) -> str | None:
    return subject.narrative.path if subject.narrative else None


@check("narrative-template", needs_form=False)
def narrative_template(subject: Subject) -> Iterator[Finding]:
    """A narrative calls the macros and nothing else: it must not be able to run, hide or print anything of the site."""
    path, report = _path(subject) or "", subject.report
    yield from template_findings(subject.problems, path=path, agency=report.agency, year=report.year)
    if subject.narrative is not None:
        yield from call_findings(subject.narrative, report, subject.lookup, agency=report.agency)


def template_findings(
    problems: Iterable[Problem], *, path: str, agency: str, year: int | None = None
) -> Iterator[Finding]:
    """What the template scan of one page objected to, as findings."""
    known = "、".join(MACROS)
    for item in problems:
        why = say(f"narrative-why.{item.why}", {"known": item.detail, "detail": item.detail})
        yield Finding(
            code="narrative-template", level=Level.ERROR, variant=item.variant, path=path, line=item.line,
            column=item.column, agency=agency, year=year,
            args={"written": item.written, "name": item.written, "why": why, "known": known},
        )  # fmt: skip


def call_findings(narrative: Narrative, report: Report | None, lookup: Lookup, *, agency: str) -> Iterator[Finding]:
    """Macro calls of one page that have no meaning, as findings; ``report`` is None for a page of no report."""
    for slot in narrative.slots:
        try:
            resolve_call(slot, report, lookup, agency=agency)
        except UsageError as error:
            yield Finding(
                code="narrative-template", level=Level.ERROR, variant="argument", path=narrative.path, line=slot.line,
                column=slot.column, agency=agency, year=report.year if report else None,
                args={"name": slot.name, "why": str(error)},
            )  # fmt: skip
