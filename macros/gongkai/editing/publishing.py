"""The data file of a report that is published: its status and its date of publication, everything else as it was."""

from gongkai.editing.changes import FileChange
from gongkai.errors import UsageError
from gongkai.file_text import read_text
from gongkai.findings import Level, say
from gongkai.forms import FormRegistry
from gongkai.located.outline import Outline, OutlineError, outline_of
from gongkai.reports import Report, Status, load_report
from gongkai.reports.signing.steps import content_hash

_FIRST = ("version", "form")
"""Keys after which a key that is lacking goes."""


def published_data(report: Report, content: bytes, date: str, registry: FormRegistry) -> FileChange:
    """Publish a report on a day.

    Args:
        report: The report.
        content: Its data file.
        date: The day, as the file is to have it.
        registry: The forms at hand.

    Raises:
        UsageError: The file cannot be changed without a doubt.
    """
    decoded = read_text(content)
    text = decoded.text if decoded is not None else ""
    try:
        for key, value in (("status", Status.PUBLISHED.value), ("published", date)):
            text = _with_value(text, key, value)
    except OutlineError:
        text = ""
    if decoded is None or not _is_published(report, text, date, registry):
        raise UsageError(say("review.publish.by-hand", {"path": report.path, "date": date}))
    return FileChange(report.path, content, decoded.encoded(text))


def _with_value(text: str, key: str, value: str) -> str:
    """A file with a value at a key of the top; the comment behind it stays."""
    outline = outline_of(text)
    lines = list(outline.lines)
    own = next((item for item in outline.keys if item.path == (key,)), None)
    if own is None:
        lines.insert(_line_after(outline), f"{key}: {value}")
    else:
        comment = next((item for item in outline.comments if item.line == own.line and not item.is_alone), None)
        behind = f"{comment.blanks}{comment.text}" if comment is not None else ""
        lines[own.line : own.last_line + 1] = [f"{key}: {value}{behind}"]
    return "\n".join(lines)


def _line_after(outline: Outline) -> int:
    """The line at which a key goes that is lacking: after those that stand first."""
    ends = [item.last_line + 1 for item in outline.keys if item.path in [(key,) for key in _FIRST]]
    return max(ends, default=0)


def _is_published(report: Report, text: str, date: str, registry: FormRegistry) -> bool:
    """Whether a text is the report, published on the day, with no new fault of writing."""
    after, faults = load_report(text, path=report.path, agency=report.agency, year=report.year, registry=registry)
    if after is None or any(item.code == "syntax" and item.level is Level.ERROR for item in faults):
        return False
    same = content_hash(after, "") == content_hash(report, "")
    return same and after.status is Status.PUBLISHED and str(after.published) == date
