"""What is to be said of a report's sections, and its corrections, each as one sentence.

What an import says of a document is something else and is in ``gongkai.readers.remarks``.
"""

from collections.abc import Iterator

from gongkai.findings import say
from gongkai.pages.parts import CorrectionsLine, Remarks
from gongkai.reports import Correction, Report
from gongkai.reports.model import Retelling
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
    for note in report.notes:
        if note.place.section is not None:
            yield say("page.note-at", {"place": _section(note.place.section), "text": note.text})
    for waiver in report.waivers:
        if waiver.place.section is not None:
            text = say("page.waived", {"text": waiver.reason})
            yield say("page.note-at", {"place": _section(waiver.place.section), "text": text})


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
