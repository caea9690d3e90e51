"""Text outside of tables that a page does not show at first, and that is read: lines with digits of it are quoted.

A click or a script may show it, and it may be a second form of what is shown, for narrow screens.
"""

import re
from collections.abc import Sequence
from typing import Any

from gongkai.readers.document import FileNotice
from gongkai.readers.document.draft_blocks import DraftBlock

UNSEEN = "gk-unseen"
"""An attribute of this package's own, of blocks that a style sheet hides as a whole."""
_DIGIT = re.compile(r"\d")
_QUOTED, _LONGEST = 3, 40
"""Lines that are quoted, and characters of each."""


def hidden_text(drafts: Sequence[DraftBlock]) -> list[FileNotice]:
    """A notice of the lines with digits among some blocks that are not shown at first; none without any.

    Args:
        drafts: Blocks of a page.
    """
    visible = {draft.text for draft in drafts if draft.rows is None and not _is_unseen(draft.element)}
    lines = [
        draft.text
        for draft in drafts
        if draft.rows is None and _DIGIT.search(draft.text) and draft.text not in visible and _is_unseen(draft.element)
    ]
    excerpt = "；".join(line[:_LONGEST] for line in lines[:_QUOTED])
    return [FileNotice("hidden-text", excerpt, (("count", str(len(lines))),))] if lines else []


def _is_unseen(element: Any) -> bool:
    """Whether an element is in one that a style sheet hides, or that is shown only once somebody opens it."""
    inner = None
    for item in (element, *element.iterancestors()) if element is not None else ():
        is_title = inner is not None and inner.tag == "summary"
        if item.get(UNSEEN) is not None or (item.tag == "details" and item.get("open") is None and not is_title):
            return True
        inner = item
    return False
