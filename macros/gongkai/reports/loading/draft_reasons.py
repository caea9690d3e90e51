"""The words behind ``status: draft`` by which an import says why a report is a draft, and whether they still hold."""

import re
from collections.abc import Mapping

from gongkai.findings import say
from gongkai.reports.model import Status
from gongkai.words import words

_STATUS = re.compile(r"status\s*:\s*draft\s*#\s*(?P<why>.*?)\s*")


_STATUS_LINE = re.compile(r"(?m)^status[ \t]*:[ \t]*draft[ \t]*#(?P<why>.*)$")
_GOALS = (Status.PUBLISHED, Status.REVIEWED)
"""What a draft can be meant to become."""


def draft_reason(key: str, goal: Status) -> str:
    """The words for a reason.

    Args:
        key: Its key: ``draft``, or that with more behind it.
        goal: What the report is to become once nothing of it is open.
    """
    status = goal if goal in _GOALS else Status.PUBLISHED
    return say(f"import.{key}", {"status": status.value})


def draft_reasons() -> Mapping[str, Status]:
    """The words for all reasons, with what the report is to become."""
    keys = [key for key in words()["import"] if key == "draft" or key.startswith("draft-")]
    return {draft_reason(key, goal): goal for key in keys for goal in _GOALS}


def goal_of_draft(text: str) -> Status | None:
    """What a report is to become that an import has made a draft; None for any other.

    Args:
        text: The data file.
    """
    match = _STATUS_LINE.search(text)
    return draft_reasons().get(match["why"].strip()) if match is not None else None


def line_of_draft(text: str) -> tuple[int, Status] | None:
    """The line of a data file on which an import says that the report is a draft, if nothing in it is to be looked at.

    Args:
        text: The data file.

    Returns:
        Its number, from 1, and what the report is to become; None where no import wrote one, or a comment still asks
        for a look.
    """
    lines = text.splitlines()
    if any(line.lstrip().startswith(f"# {say('import.mark.look')}") for line in lines):
        return None
    reasons = draft_reasons()
    matches = ((number, _STATUS.fullmatch(line)) for number, line in enumerate(lines, 1))
    return next(
        ((number, reasons[match["why"]]) for number, match in matches if match is not None and match["why"] in reasons),
        None,
    )
