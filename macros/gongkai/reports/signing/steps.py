"""The sign-off of a report (审签): what a step is bound to, and which steps still hold.

A step holds for the content that was signed: figures, title, heads, remarks, explanations, corrections and text. When a
report is filed and published, and what its file says in comments, is not content.
"""

import hashlib
import re
from collections.abc import Iterator

from gongkai.figures import written
from gongkai.forms.keys import STEPS
from gongkai.forms.registry import NO_FORM
from gongkai.reports.model import Report, SignOff

_DIGITS = 16
_OFFICE = re.compile(r".+(?:[室科股办局处委会所站部厅队院组司府社岗]|中心|机关|窗口|大厅)(?:（.+）)?")


def content_hash(report: Report, narrative: str) -> str:
    """The hash of what is signed.

    Args:
        report: The report.
        narrative: Its Markdown; empty where it has none.
    """
    text = "\x1e".join([*_content(report), *_lines(narrative)])
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _content(report: Report) -> Iterator[str]:
    yield report.form.id if report.form is not None else NO_FORM
    yield report.title or ""
    for table, row, column in report.cells():
        figure = report.grids[table][row][column]
        yield f"{table}.{row}.{column}={written(figure) or figure.state.value}"
    for place, text in report.heads:
        yield "\x1f".join(("head", place.table or "", place.row or "", *(place.cols or ()), text))
    for note in report.notes:
        yield f"note\x1f{note.at}\x1f{note.text}"
    for waiver in report.waivers:
        yield f"waiver\x1f{waiver.rule}\x1f{waiver.at}\x1f{waiver.reason}"
    for item in report.corrections:
        yield "\x1f".join(("correction", item.at, item.date, item.before, item.after, item.reason or ""))


def _lines(narrative: str) -> list[str]:
    """The lines of a text; blanks at their ends and empty lines around it do not count."""
    return [line.rstrip() for line in narrative.strip().splitlines()]


def latest_steps(report: Report) -> dict[str, SignOff]:
    """The entry that counts, by step: the last one that is written."""
    return {item.step: item for item in report.sign_off}


def lacking_steps(report: Report, content: str, *, before: str | None = None) -> tuple[str, ...]:
    """The steps, in order, that nobody has done for the content as it is.

    Args:
        report: The report.
        content: The hash of its content.
        before: Only those before a step.
    """
    latest = latest_steps(report)
    steps = STEPS[: STEPS.index(before)] if before is not None else STEPS
    return tuple(step for step in steps if step not in latest or latest[step].bound != content)


def is_office(text: str) -> bool:
    """Whether a name can be that of an office; a person's is never written.

    Args:
        text: The name.
    """
    return _OFFICE.fullmatch(text) is not None
