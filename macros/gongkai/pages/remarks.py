"""What is to be said of a report's sections, and its corrections, each as one sentence.

What an import says of a document is something else and is in ``gongkai.readers.remarks``.
"""

from collections.abc import Iterator

from gongkai.findings import code_name, say
from gongkai.pages.parts import CorrectionsLine, Remarks
from gongkai.reports import Correction, Report
from gongkai.reports.model import Retelling, Waiver
from gongkai.tables import spoken


def remarks_of(report: Report) -> Remarks:
    """Notes and waivers on sections, and every correction; those on tables are below the tables."""
    return Remarks(tuple(_on_sections(report)), tuple(_corrections(report)))


def corrections_line(report: Report) -> CorrectionsLine | None:
    """How many corrections there are, and when the last one was made; None where there are none."""
    if not report.corrections:
        return None
    return CorrectionsLine(len(report.corrections), max(item.date for item in report.corrections))


def retelling_text(retelling: Retelling) -> str:
    """That somebody other than its agency retells a report: who, and where the original stands."""
    return say("page.retold-by", {"by": retelling.by, "original": retelling.original})


def _on_sections(report: Report) -> Iterator[str]:
    """Notes and waivers in the order of the sections; a waiver with what it explains, and who signed it."""
    order = [section.number for section in report.form.sections] if report.form is not None else []
    texts = [(note.place.section, note.text) for note in report.notes]
    texts += [(waiver.place.section, _waived(waiver)) for waiver in report.waivers]
    own = [(number, text) for number, text in texts if number is not None]
    for number, text in sorted(own, key=lambda item: order.index(item[0]) if item[0] in order else len(order)):
        yield say("page.note-at", {"place": _section(number), "text": text})


def _waived(waiver: Waiver) -> str:
    signed = "，".join(part for part in (waiver.office, waiver.date) if part)
    text = say("page.waived", {"text": waiver.reason}) + (f"（{signed}）" if signed else "")
    return say("page.explains", {"rule": code_name(waiver.rule), "text": text})


def _corrections(report: Report) -> Iterator[str]:
    for item in report.corrections:
        parts = {"date": item.date, "place": corrected_place(report, item), "before": item.before, "after": item.after}
        yield say("cite.correction", {**parts, "reason": why_corrected(item)})


def latest_corrections(report: Report) -> tuple[str, ...]:
    """What was corrected on the last day on which anything was, a sentence each."""
    last = max((item.date for item in report.corrections), default="")
    return tuple(_change(report, item) for item in report.corrections if item.date == last)


def _change(report: Report, item: Correction) -> str:
    parts = {"date": item.date, "place": corrected_place(report, item), "before": item.before, "after": item.after}
    return say("feed.correction", {**parts, "reason": why_corrected(item)})


def why_corrected(item: Correction) -> str:
    """Why something was corrected, and which consolidated reports hold it; empty where nobody wrote that down."""
    reason = say("cite.reason", {"reason": item.reason}) if item.reason else ""
    stop = say("cite.stop") if item.reason and item.rolled_into else ""
    rolled = say("cite.rolled-into", {"names": item.rolled_into}) if item.rolled_into else ""
    return f"{reason}{stop}{rolled}"


def corrected_place(report: Report, item: Correction) -> str:
    """The name in words of the place that was corrected; as it was written where there is no other."""
    if item.place.section is not None:
        return _section(item.place.section)
    return (spoken(report.form, item.place) if report.form else "") or item.at


def _section(number: str) -> str:
    return say("page.section", {"number": number})
