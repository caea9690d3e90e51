"""Pieces of HTML that macros and pages put in: the report's header, its remarks, its downloads, its findings."""

from collections.abc import Iterable

from gongkai.findings import Finding, as_text, say
from gongkai.renders.html import escape
from gongkai.renders.html.dates import day_html
from gongkai.reports import Agency, Correction, Report, Status
from gongkai.tables import spoken

CORRECTIONS = "corrections"
"""Id of the list of corrections."""


def header_html(report: Report, agency: Agency) -> str:
    """Who reports on what year, on which form, published when: a list of terms."""
    rows = [
        (say("page.agency"), escape(agency.name)),
        (say("page.year"), f"{report.year} 年"),
        (say("page.scope"), say(f"page.{agency.scope.value}")),
        (say("page.published"), day_html(report.published) if report.published else say("page.undated")),
    ]
    if report.form is not None:
        rows.append((say("page.form"), escape(report.form.authority)))
    if report.status is Status.DRAFT:
        rows.append((say("page.status"), say("page.draft")))
    items = "".join(f"<div><dt>{term}</dt><dd>{html}</dd></div>" for term, html in rows)
    return f'<dl class="gk-meta">{items}</dl>'


def remarks_html(report: Report) -> str:
    """What is to be said of sections, and every correction; remarks on tables stand below them."""
    lists = (("page.remarks", "", _remarks(report)), ("cite.corrections", f' id="{CORRECTIONS}"', _corrections(report)))
    return "".join(_list(say(code), name, [escape(text) for text in texts]) for code, name, texts in lists)


def _list(title: str, name: str, items: list[str]) -> str:
    if not items:
        return ""
    body = "".join(f"<li>{item}</li>" for item in items)
    return f'<div class="gk-notes"{name}><p>{title}</p><ul>{body}</ul></div>'


def _remarks(report: Report) -> Iterable[str]:
    for note in report.notes:
        if note.place.section is not None:
            yield say("page.note-at", {"place": _section(note.place.section), "text": note.text})
    for waiver in report.waivers:
        if waiver.place.section is not None:
            text = say("page.waived", {"text": waiver.reason})
            yield say("page.note-at", {"place": _section(waiver.place.section), "text": text})


def _corrections(report: Report) -> Iterable[str]:
    for item in report.corrections:
        parts = {"date": item.date, "place": corrected_place(report, item), "before": item.before, "after": item.after}
        reason = say("cite.reason", {"reason": item.reason}) if item.reason else ""
        yield say("cite.correction", {**parts, "reason": reason})


def corrected_place(report: Report, item: Correction) -> str:
    """How one speaks of the place that was corrected; as it was written where there is no other way."""
    if item.place.section is not None:
        return _section(item.place.section)
    return (spoken(report.form, item.place) if report.form else "") or item.at


def _section(number: str) -> str:
    return say("page.section", {"number": number})


def findings_html(findings: Iterable[Finding]) -> str:
    """Findings shown on a page in the preview, never in public."""
    found = tuple(findings)
    items = "".join(f'<li class="gk-{item.level.value}">{escape(as_text(item))}</li>' for item in found)
    title = escape(say("page.findings", {"count": len(found)}))
    note = escape(say("page.shown-only-in-preview"))
    return f'<div class="gk-findings" role="note"><p><strong>{title}</strong> {note}</p><ul>{items}</ul></div>'
