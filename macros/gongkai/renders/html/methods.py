"""How the reports of a site are put together and checked, as the content of a page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gongkai.findings import code_name, say
from gongkai.forms import is_statutory
from gongkai.pages.content import TextBlock
from gongkai.pages.methods import CheckedReport, RuleRun, authority_of, rules_run
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import plain_table_region
from gongkai.words import words

SECTIONS = ("sources", "rules", "totals", "blanks", "years", "integrity")


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of the page: its id and title, a table or a sentence, and a list."""

    id: str
    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sentence: str = ""
    items: tuple[str, ...] = ()


def methods_html(reports: Iterable[CheckedReport], *, version: str) -> Markup:
    """The content of the page.

    Args:
        reports: The reports that the public sees.
        version: Of gongkai; empty where it is not known.
    """
    checked = tuple(reports)
    parts = [fill("<h1>{}</h1><p>{}</p>", escape(say("methods.title")), escape(_lead(checked)))]
    tables = 0
    for section in _sections(checked, version):
        parts.append(fill('<h2 id="{}">{}</h2>', escape(section.id), escape(section.title)))
        if section.heads:
            tables += 1
            parts.append(_table(section.heads, section.rows, number=tables))
        parts.append(fill("<p>{}</p>", escape(section.sentence)) if section.sentence else EMPTY)
        items = join(fill("<li>{}</li>", escape(item)) for item in section.items)
        parts.append(fill("<ul>{}</ul>", items) if items else EMPTY)
    return join(parts)


def methods_text(reports: Iterable[CheckedReport], *, version: str) -> Iterator[TextBlock]:
    """The text of the page for the search; see ``methods_html``."""
    checked = tuple(reports)
    yield TextBlock(say("methods.title"), "")
    yield TextBlock(_lead(checked))
    for section in _sections(checked, version):
        yield TextBlock(section.title, section.id)
        cells = (cell for row in (section.heads, *section.rows) for cell in row)
        yield from (TextBlock(text) for text in (*cells, section.sentence, *section.items) if text)


def methods_headings() -> tuple[tuple[str, str], ...]:
    """Id and text of the page's sections."""
    return tuple((name, say(f"methods.{name}.title")) for name in SECTIONS)


def _lead(reports: tuple[CheckedReport, ...]) -> str:
    if not reports:
        return say("methods.none")
    years = [report.year for report in reports]
    agencies = len({report.agency for report in reports})
    span = _span(min(years), max(years))
    return say("methods.lead", {"reports": len(reports), "agencies": agencies, "years": span})


def _sections(reports: tuple[CheckedReport, ...], version: str) -> Iterator[_Section]:
    statutory = any(report.form is not None and is_statutory(report.form) for report in reports)
    for name, title in methods_headings():
        texts = words()["methods"][name]
        about = texts.get("statutory", ()) if statutory else ()
        items = tuple(map(str, (*about, *texts.get("items", ()))))
        if name == "sources":
            yield _Section(name, title, tuple(texts["heads"]), tuple(_sources(reports)), items=items)
        elif name == "rules":
            heads = tuple(words()["methods"]["rules-heads"])
            yield _Section(name, title, heads, tuple(map(_rule, rules_run(reports))), items=items)
        else:
            integrity = name == "integrity" and version
            sentence = say("methods.version", {"version": version}) if integrity else ""
            yield _Section(name, title, sentence=sentence, items=items)


def _span(first: int, last: int) -> str:
    return say("methods.span", {"start": first, "end": last}) if first != last else f"{first} 年"


def _sources(reports: tuple[CheckedReport, ...]) -> Iterator[tuple[str, ...]]:
    numbers = Counter(report.form for report in reports)
    forms = (form for form in numbers if form is not None)
    for form in sorted(forms, key=lambda form: (-form.years.start, form.id)):  # the newest first, as in every list
        yield authority_of(form), form.years.text, str(numbers[form])
    if None in numbers:
        yield say("methods.no-form"), say("methods.before"), str(numbers[None])


def _rule(run: RuleRun) -> tuple[str, ...]:
    return (
        say("methods.rule-name", {"name": code_name(run.code), "code": "，".join(filter(None, (run.code, run.rule)))}),
        "".join(run.wording),
        run.source,
        "、".join(say(f"levels.{level}") for level in run.levels),
        _span(*run.years),
        str(run.reports),
        str(run.equations) if run.equations else say("methods.no-equation"),
    )


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]], *, number: int) -> Markup:
    """A table of text, in a region that keyboards reach; ``number`` is its place among the tables of the page."""
    head = join(fill('<th scope="col">{}</th>', escape(str(name))) for name in heads)
    body = join(fill("<tr>{}</tr>", join(map(_cell, row))) for row in rows)
    return plain_table_region(fill("<thead><tr>{}</tr></thead><tbody>{}</tbody>", head, body), number)


def _cell(text: str) -> Markup:
    number = text.isdecimal() or text == say("methods.no-equation")
    return fill('<td class="gk-count">{}</td>' if number else "<td>{}</td>", escape(text))
