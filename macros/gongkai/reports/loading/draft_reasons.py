"""The words behind ``status: draft`` by which an import says why a report is a draft, and whether they still hold."""

import re

from gongkai.findings import say
from gongkai.words import words

_STATUS = re.compile(r"status\s*:\s*draft\s*#\s*(?P<why>.*?)\s*")


def draft_reasons() -> frozenset[str]:
    """The words for all reasons."""
    texts = words()["import"]
    return frozenset(text for key, text in texts.items() if key == "draft" or key.startswith("draft-"))


def line_of_draft(text: str) -> int | None:
    """The line of a data file on which an import says that the report is a draft, if nothing in it is to be looked at.

    Args:
        text: The data file.

    Returns:
        Its number, from 1; None where no import wrote one, or a comment still asks for a look.
    """
    lines = text.splitlines()
    if any(line.lstrip().startswith(f"# {say('import.mark.look')}") for line in lines):
        return None
    reasons = draft_reasons()
    matches = ((number, _STATUS.fullmatch(line)) for number, line in enumerate(lines, 1))
    return next((number for number, match in matches if match is not None and match["why"] in reasons), None)
