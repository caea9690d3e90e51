"""A step of the sign-off of a report, entered into its data file and bound to the content as it is."""

import datetime as dt

from gongkai.editing.changes import FileChange
from gongkai.editing.list_entries import add_entry
from gongkai.errors import UsageError
from gongkai.file_text import read_text
from gongkai.findings import Level, say
from gongkai.forms import FormRegistry
from gongkai.forms.keys import STEPS
from gongkai.reports import Report, SignOff, load_report
from gongkai.reports.scalars import scalar
from gongkai.reports.signing.steps import content_hash, is_office, lacking_steps, latest_steps


def signed_data(report: Report, content: bytes, narrative: str, signing: SignOff, registry: FormRegistry) -> FileChange:
    """Add a step to the sign-off of a report.

    Args:
        report: The report.
        content: Its data file.
        narrative: Its Markdown; empty where it has none.
        signing: The step, its office and its day.
        registry: The forms at hand.

    Raises:
        UsageError: A step before it is lacking, its office looks like no office, its day is before that of the step
            before, or the file cannot be changed without a doubt.
    """
    if not is_office(signing.office):
        raise UsageError(say("sign.office", {"office": signing.office}))
    bound = content_hash(report, narrative)
    lacking = lacking_steps(report, bound, before=signing.step)
    target = f"{report.agency}/{report.year}"
    if lacking:
        names = "、".join(f"“{step}”" for step in lacking)
        raise UsageError(
            say("sign.lacking", {"step": signing.step, "steps": names, "first": lacking[0], "target": target})
        )
    latest = latest_steps(report)
    dates = [latest[step].date for step in STEPS[: STEPS.index(signing.step)]]
    if dates and signing.date < dates[-1]:
        raise UsageError(say("sign.early", {"step": signing.step, "date": signing.date, "before": dates[-1]}))
    decoded = read_text(content)
    if decoded is None:
        raise UsageError(say("sign.by-hand", {"path": report.path}))
    lines = decoded.text.split("\n")
    pairs = (("step", signing.step), ("office", signing.office), ("date", signing.date), ("bound", bound))
    added = add_entry(lines, "sign_off", f"- {{{', '.join(f'{key}: {scalar(text)}' for key, text in pairs)}}}")
    after = "\n".join(lines)
    if not added or not _is_added(report, after, registry):
        raise UsageError(say("sign.by-hand", {"path": report.path}))
    return FileChange(report.path, content, decoded.encoded(after))


def _is_added(report: Report, text: str, registry: FormRegistry) -> bool:
    """Whether a text is the report with one step more, and no new fault of writing."""
    after, faults = load_report(text, path=report.path, agency=report.agency, year=report.year, registry=registry)
    if after is None or any(item.code == "syntax" and item.level is Level.ERROR for item in faults):
        return False
    same = content_hash(after, "") == content_hash(report, "")
    return same and len(after.sign_off) == len(report.sign_off) + 1


def day_of(text: str | None, today: dt.date) -> str:
    """The day of a step: today where none is typed.

    Args:
        text: As it is typed.
        today: Today.

    Raises:
        UsageError: It is no day, or one to come.
    """
    if text is None:
        return today.isoformat()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(say("sign.date", {"date": text})) from error
    if day > today:
        raise UsageError(say("sign.future", {"date": text}))
    return day.isoformat()
