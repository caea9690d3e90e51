"""How the reports of a site are put together and checked, as the content of a page."""

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from gongkai.findings import say, words
from gongkai.forms.model import Years
from gongkai.pages.methods import RuleRun, rules_run
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import plain_table_region
from gongkai.reports import Report

SECTIONS = ("sources", "rules", "totals", "blanks", "years", "integrity")


def methods_html(reports: Iterable[Report], *, version: str) -> Markup:
    """The content of the page.

    Args:
        reports: The reports that the public sees.
        version: Of gongkai; empty where it is not known.
    """
    seen = tuple(reports)
    years = sorted({report.year for report in seen})
    counts = {"reports": len(seen), "agencies": len({report.agency for report in seen}), "years": _span(years)}
    lead = say("methods.lead", counts) if seen else say("methods.none")
    contents = {
        "sources": _sources(seen),
        "rules": _rules(rules_run(seen)),
        "integrity": fill("<p>{}</p>", escape(say("methods.version", {"version": version}))) if version else EMPTY,
    }
    parts = [fill("<h1>{}</h1><p>{}</p>", escape(say("methods.title")), escape(lead))]
    for name, title in methods_headings():
        parts.append(fill('<h2 id="{}">{}</h2>', escape(name), escape(title)))
        parts.append(contents.get(name, EMPTY))
        items = join(fill("<li>{}</li>", escape(str(item))) for item in words()["methods"][name].get("items", ()))
        parts.append(fill("<ul>{}</ul>", items) if items else EMPTY)
    return join(parts)


def methods_headings() -> tuple[tuple[str, str], ...]:
    """Id and text of the page's sections."""
    return tuple((name, say(f"methods.{name}.title")) for name in SECTIONS)


def _span(years: list[int]) -> str:
    if not years:
        return ""
    return say("methods.span", {"start": years[0], "end": years[-1]}) if years[0] != years[-1] else f"{years[0]} 年"


def _sources(reports: tuple[Report, ...]) -> Markup:
    counted = Counter(report.form for report in reports)
    forms = sorted((form for form in counted if form is not None), key=lambda form: form.id)
    rows = [(f"{form.authority}{form.authority_name or ''}", _valid(form.years), str(counted[form])) for form in forms]
    if None in counted:
        rows.append((say("methods.no-form"), say("methods.before"), str(counted[None])))
    return _table(words()["methods"]["sources"]["heads"], rows, number=1)


def _valid(years: Years) -> str:
    if years.to is None:
        return say("spans.open", {"start": years.start})
    return say("spans.closed", {"start": years.start, "end": years.to})


def _rules(runs: tuple[RuleRun, ...]) -> Markup:
    rows = [
        (
            f"{item.code}（{item.rule}）" if item.rule else item.code,
            "".join(item.wording),
            "、".join(say(f"levels.{level}") for level in item.levels),
            _span([item.years[0], item.years[1]]),
            str(item.reports),
            str(item.equations) if item.equations else say("methods.no-equation"),
        )
        for item in runs
    ]
    return _table(words()["methods"]["rules-heads"], rows, number=2)


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]], *, number: int) -> Markup:
    """A table of text, in a region that keyboards reach; ``number`` is its place among the tables of the page."""
    head = join(fill('<th scope="col">{}</th>', escape(str(name))) for name in heads)
    body = join(fill("<tr>{}</tr>", join(map(_cell, row))) for row in rows)
    return plain_table_region(fill("<thead><tr>{}</tr></thead><tbody>{}</tbody>", head, body), number)


def _cell(text: str) -> Markup:
    return fill('<td class="gk-count">{}</td>' if text.isdecimal() else "<td>{}</td>", escape(text))
