"""R15: period, dates and the authority that is cited fit the report's year."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level
from gongkai.forms import Form, FormRegistry
from gongkai.forms.model import canonical
from gongkai.narrative import Narrative
from gongkai.narrative.sections import written_sections

_YEAR = re.compile(r"(20\d{2})\s*年")
_DAY = r"\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
_PERIOD = re.compile(
    rf"统计期[限间]?[^。；\n]{{0,12}}?(?P<written>(?P<a>20\d{{2}})\s*年{_DAY}\s*起?\s*[至到—－-]+"
    rf"\s*(?:(?P<b>20\d{{2}})\s*年)?{_DAY})"
)
_NUMBER = re.compile(r"(国办公开办函?)\s*[〔\[［(（【]\s*(\d{4})\s*[〕\]］)）】]\s*(\d+)\s*号")
"""Number of a notice; many reports leave out the 函 of it."""

_REPORT = re.compile(r"(?P<written>(?P<year>20\d{2})\s*年度?[《“]?政府信息公开(?:工作)?(?:年度)?(?:报告|年报))")
"""The report itself, as its first words name it."""
_LEADING = re.compile(r"^[\s*_]*(?P<written>(?P<year>20\d{2})\s*年度?)[*_]*[，,]", re.MULTILINE)
"""The year that a paragraph speaks of from its first word on."""
_COMPARES = re.compile("上年|去年|往年|同比|相比|较|以来|至今|年底前|截至")
"""What a paragraph has that may speak of another year than its report."""

_SPEAKS_OF_YEARS = re.compile("统计期|国办公开办|年度报告格式|政府信息公开(?:工作)?(?:年度)?(?:报告|年报)")
_MARKS = re.compile(r"[*_~^=`\\]+")
"""Signs of Markdown that readers do not see."""
_MAY_HIDE = re.compile(r"[\[<&]")
"""Links, HTML and entities: with one of them, what readers see is known only once it is parsed."""
_NOT_CHINESE = re.compile(r"[^\u4e00-\u9fff]+")
_OTHER_FORM = re.compile(
    r"[\u2e9f-\u2fd5\u3038-\u303a\u3192-\u33fe\uf900-\ufad9\U0001f210-\U0001f251\U0002f800-\U0002fa1c]"
)
"""Characters that ``canonical`` (NFKC) makes Chinese characters of, such as ㈠ and ⾏, and some beside them."""
_LATEST = (3, 31)
"""Month and day in the year after by which the last kind of report is due (条例第四十九条)."""
_YEARS_LATE = 2


@rule(
    "year-mismatch",
    name="年度相符",
    number="R15",
    levels=(Level.WARNING,),
    source="审核惯例",
    statement="统计期限、公布日期和所引文件与报告年度相符。",
    english="period, dates and authority fit the year",
    needs_form=False,
    waivable=True,
    keys={"published-early": "published", "published-late": "published"},
    wordings={
        "published-early": "公布日期（published）{written} 早于 {year_} 年结束。请核对年份。",
        "published-late": "公布日期（published）{written} 比 {year_} 年度报告应公布的时间晚两年以上。请核对年份。",
        "period": "统计期限写的是 {written}，应在 {year_} 年之内。请核对，写错的改成“{year_}年1月1日至12月31日”。",
        "introduction": "这里写的是“{written}”，本报告是 {year_} 年。请核对，写错的改成 {year_} 年。",
        "leading": (
            "这一段写的是“{written}”，本报告是 {year_} 年，可能照抄了上年的文字。请核对，写错的改成“{year_}年”。"
        ),
        "authority": "文中引用{written}，{year_} 年度报告的格式依据是{authority}。请核对，写错的改过来。",
    },
)
def year_mismatch(subject: Subject) -> Iterator[Finding]:
    """R15. 统计期限、公布日期和所依据的文件与报告年度相符; the title has a rule of its own."""
    yield from _published(subject)
    if subject.narrative is None:
        return
    yield from _leading(subject, subject.narrative)
    if not _SPEAKS_OF_YEARS.search(subject.narrative.text) or _fits(subject, subject.narrative):
        return
    lines = subject.narrative.lines
    yield from _periods(subject, lines)
    yield from _introduction(subject, subject.narrative)
    yield from _authorities(subject, lines)


def _fits(subject: Subject, narrative: Narrative) -> bool:
    """Whether it is plain without parsing that no period, report or authority of another year is named anywhere.

    Parsing costs several times what this does, and most narratives need it for nothing else.
    """
    text, call = narrative.marked
    if _MAY_HIDE.search(text):
        return False
    seen = _MARKS.sub("", call.sub("", text))
    form, year = subject.report.form, subject.report.year
    if any(_is_other_period(match, year) for match in _PERIOD.finditer(seen)):
        return False
    if any(match["year"] != str(year) for match in _REPORT.finditer(seen)):
        return False
    return form is None or _citations(seen, form, subject.registry).keys() <= {form.id}


def _is_other_period(match: re.Match[str], year: int) -> bool:
    return {match["a"], match["b"] or match["a"]} != {str(year)}


def _mismatch(subject: Subject, variant: str, wording: str, line: int | None = None) -> Finding:
    """A finding in the data, or, with a line, at some words of a narrative: in that line, or in one below it."""
    form, narrative = subject.report.form, subject.narrative
    column = None
    if narrative is not None and line is not None:
        lines = enumerate(narrative.text.split("\n")[line - 1 :], line)
        line, column = next(((at, text.index(wording) + 1) for at, text in lines if wording in text), (line, None))
    return subject.finding(
        "year-mismatch",
        level=Level.WARNING,
        variant=variant,
        path=narrative.path if narrative is not None and line is not None else None,
        line=line,
        column=column,
        args={"written": wording, "year_": str(subject.report.year), "authority": form.authority if form else ""},
    )


def _published(subject: Subject) -> Iterator[Finding]:
    published, year = subject.report.published, subject.report.year
    if published is None:
        return
    if published.date <= dt.date(year, 12, 30):
        yield _mismatch(subject, "published-early", str(published))
    elif published.date > dt.date(year + 1 + _YEARS_LATE, *_LATEST):
        yield _mismatch(subject, "published-late", str(published))


def _periods(subject: Subject, lines: tuple[tuple[int, str], ...]) -> Iterator[Finding]:
    for line, text in lines:
        for match in _PERIOD.finditer(text):
            if _is_other_period(match, subject.report.year):
                yield _mismatch(subject, "period", match["written"], line)


def _introduction(subject: Subject, narrative: Narrative) -> Iterator[Finding]:
    """Another year's report announced above the first section, where the report's own year is not named beside it."""
    form, year = subject.report.form, str(subject.report.year)
    first = next(iter(written_sections(form, narrative).values()), None) if form is not None else None
    for line, text in narrative.lines:
        if first is not None and line >= first.heading.line:
            return
        if any(heading.line == line for heading in narrative.headings):
            continue  # titles have a rule of their own
        announced = list(_REPORT.finditer(text))
        if announced and year not in {match["year"] for match in announced}:
            yield _mismatch(subject, "introduction", announced[0]["written"], line)


def _leading(subject: Subject, narrative: Narrative) -> Iterator[Finding]:
    """Paragraphs that begin with the year before and neither name the report's own year nor compare."""
    year, lines = subject.report.year, narrative.text.split("\n")
    for match in _LEADING.finditer(narrative.text):
        line = narrative.text.count("\n", 0, match.start("written")) + 1
        text = lines[line - 1]
        if int(match["year"]) == year - 1 and str(year) not in text and not _COMPARES.search(text):
            yield _mismatch(subject, "leading", match["written"], line)


def _authorities(subject: Subject, lines: tuple[tuple[int, str], ...]) -> Iterator[Finding]:
    """The authority of another form cited, and that of the report's own form nowhere."""
    form = subject.report.form
    if form is None:
        return
    cited = [(line, _citations(text, form, subject.registry)) for line, text in lines]
    if any(form.id in names for _, names in cited):
        return
    for line, names in cited:
        for name in names.values():
            yield _mismatch(subject, "authority", name, line)


def _citations(text: str, own: Form, registry: FormRegistry) -> dict[str, str]:
    """By id of each form whose authority a line cites, by number or by title, the words that it is cited in."""
    cited: dict[str, str] = {}
    for match in _NUMBER.finditer(text):
        prefix, year, number = match.groups()
        full = f"国办公开办函〔{year}〕{number}号"
        for form in registry:
            if form.authority.startswith(full):
                cited.setdefault(form.id, f"{prefix}〔{year}〕{number}号")
    titled = [(_document_title(form), form) for form in registry if form.authority_name]
    if not any(_may_hold(text, title) for title, _ in titled):
        return cited
    rest = canonical(text)
    # One title may begin like another, so that the longest is looked for first.
    for title, form in sorted(titled, key=lambda item: len(item[0]), reverse=True):
        if title in rest:
            rest = rest.replace(title, "")
            # Reports on the trial form leave out （试行）; what their own form's title begins with is that form.
            cited_form = own if _document_title(own).startswith(title) else form
            cited.setdefault(cited_form.id, form.authority_name or title)
    return cited


def _may_hold(text: str, title: str) -> bool:
    """Whether a text may hold a title once both are in their canonical form, which takes long for a whole narrative.

    What it drops or changes are no Chinese characters, but for those that it makes Chinese characters of.
    """
    return _OTHER_FORM.search(text) is not None or _chinese(title) in _chinese(text)


@lru_cache(maxsize=64)
def _chinese(text: str) -> str:
    return _NOT_CHINESE.sub("", text)


def _document_title(form: Form) -> str:
    """Title of the document that a form is an annex of, as reports cite it: bare of the name of the country."""
    return canonical(form.authority_name or "").strip("《》").removeprefix("中华人民共和国")
