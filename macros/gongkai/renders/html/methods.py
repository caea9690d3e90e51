"""How the reports of a site are put together and checked: a page made from the rules that were really run.

Pure: reports and the register of checks in, HTML out. It counts what was checked and never what was found: an office's
warnings are not for the public.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.checks import Rule, all_rules
from gongkai.checks.cross_foot import equations
from gongkai.checks.cross_year import equations_across
from gongkai.findings import say, words
from gongkai.forms import Form
from gongkai.forms.model import Years
from gongkai.renders.html.markup import escape
from gongkai.renders.html.regions import plain_table_region
from gongkai.reports import Report

SECTIONS = ("sources", "rules", "totals", "blanks", "years", "integrity")


@dataclass(frozen=True, slots=True)
class Ran:
    """A rule as it was run over the reports of a site.

    Attributes:
        code: Its code.
        rule: Number of the cross-foot rule, if it is one.
        wording: What it holds reports to; of a rule that the forms state, each of their wordings once.
        levels: The levels at which it speaks.
        reports: Over how many reports it was run; of a rule across years those for which the year before was at hand.
        years: Their first and last year.
        equations: How many equations that were; totals that were added up here are none of them.
    """

    code: str
    rule: str | None
    wording: tuple[str, ...]
    levels: tuple[str, ...]
    reports: int
    years: tuple[int, int]
    equations: int


def rules_run(reports: Iterable[Report]) -> tuple[Ran, ...]:
    """The registered rules that were run over some reports, by code."""
    seen = {(report.agency, report.year): report for report in reports}
    return tuple(found for item in all_rules() for found in _ran(item, seen))


def _ran(item: Rule, reports: Mapping[tuple[str, int], Report]) -> Iterator[Ran]:
    count = _count_across if item.across else _count
    counted = {key: count(item, report, reports) for key, report in reports.items()}
    mine = [reports[key] for key, number in counted.items() if number is not None]
    if not mine:
        return
    years = {report.year for report in mine}
    forms = {report.form for report in mine if report.form is not None}
    yield Ran(
        item.code,
        item.number,
        tuple(_wordings(item, sorted(forms, key=lambda form: form.id))),
        tuple(level.value for level in item.levels),
        len(mine),
        (min(years), max(years)),
        sum(number or 0 for number in counted.values()),
    )


def _count(item: Rule, report: Report, _: Mapping[tuple[str, int], Report]) -> int | None:
    """How many equations of a rule were checked in a report; None where it was not run over it."""
    return equations(report, item.code) if item.applies(report.form) else None


def _count_across(item: Rule, report: Report, reports: Mapping[tuple[str, int], Report]) -> int | None:
    previous = reports.get((report.agency, report.year - 1))
    return sum(found.terms is not None for found in equations_across(report, previous, item.code)) or None


def _wordings(rule: Rule, forms: list[Form]) -> Iterator[str]:
    within = [item.wording for form in forms for item in form.identities if item.code == rule.code]
    stated = within + [item.wording for form in forms for item in form.across if item.code == rule.code]
    yield from dict.fromkeys(stated) if stated else (rule.statement,)


def methods_html(reports: Iterable[Report], *, version: str) -> str:
    """The page's content.

    Args:
        reports: The reports that the public sees.
        version: Of gongkai; empty where it is not known.
    """
    seen = tuple(reports)
    years = sorted({report.year for report in seen})
    told = {"reports": len(seen), "agencies": len({report.agency for report in seen}), "years": _span(years)}
    lead = say("methods.lead", told) if seen else say("methods.none")
    made = {
        "sources": _sources(seen),
        "rules": _rules(rules_run(seen)),
        "integrity": f"<p>{escape(say('methods.version', {'version': version}))}</p>" if version else "",
    }
    parts = [f"<h1>{say('methods.title')}</h1>", f"<p>{escape(lead)}</p>"]
    for name in SECTIONS:
        parts.append(f'<h2 id="{name}">{say(f"methods.{name}.title")}</h2>')
        items = words()["methods"][name].get("items", ())
        parts.append(made.get(name, ""))
        parts.append(f"<ul>{''.join(f'<li>{escape(str(item))}</li>' for item in items)}</ul>" if items else "")
    return "".join(parts)


def methods_headings() -> tuple[tuple[str, str], ...]:
    """Id and text of the page's sections."""
    return tuple((name, say(f"methods.{name}.title")) for name in SECTIONS)


def _span(years: list[int]) -> str:
    if not years:
        return ""
    return say("methods.span", {"start": years[0], "end": years[-1]}) if years[0] != years[-1] else f"{years[0]} 年"


def _sources(reports: tuple[Report, ...]) -> str:
    counted = Counter(report.form for report in reports)
    forms = sorted((form for form in counted if form is not None), key=lambda form: form.id)
    rows = [(f"{form.authority}{form.authority_name or ''}", _valid(form.years), str(counted[form])) for form in forms]
    if None in counted:
        rows.append((say("methods.no-form"), say("methods.before"), str(counted[None])))
    return _table("methods.sources.heads", rows, number=1)


def _valid(years: Years) -> str:
    if years.to is None:
        return say("spans.open", {"start": years.start})
    return say("spans.closed", {"start": years.start, "end": years.to})


def _rules(ran: tuple[Ran, ...]) -> str:
    rows = [
        (
            f"{item.code}（{item.rule}）" if item.rule else item.code,
            "".join(item.wording),
            "、".join(say(f"levels.{level}") for level in item.levels),
            _span([item.years[0], item.years[1]]),
            str(item.reports),
            str(item.equations) if item.equations else say("methods.no-equation"),
        )
        for item in ran
    ]
    return _table("methods.rules-heads", rows, number=2)


def _table(heads: str, rows: Iterable[tuple[str, ...]], *, number: int) -> str:
    """A table of text, in a region that keyboards reach; ``number`` is its place among the tables of the page."""
    names: Iterable[object] = _listed(heads)
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in names)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return plain_table_region(f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", number)


def _cell(text: str) -> str:
    return f'<td class="gk-count">{text}</td>' if text.isdecimal() else f"<td>{escape(text)}</td>"


def _listed(key: str) -> list[object]:
    entry = words()
    for part in key.split("."):
        entry = entry[part]
    return list(entry)
