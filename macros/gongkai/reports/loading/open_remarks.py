"""Which lines of a data file the import has marked as not read for certain, by its comments above them.

Comments are no part of the data, so the loader does not see them. But what is still blank below such a comment is not
what the document leaves blank, and must not be filled in with noughts.
"""

from collections.abc import Iterator

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.model import canonical
from gongkai.located.outline import Outline, OutlineError, outline_of

DoubtedLine = tuple[str, int | None]
"""Id of a table and the position of one of its lines; None for the table as a whole."""


def doubted_lines(text: str, form: Form) -> frozenset[DoubtedLine]:
    """Find the tables and lines that have a comment of the import above them which asks to look at the document.

    Args:
        text: The text of the data file; one that holds no such comment costs one search, as it is not parsed again.
        form: Its form.
    """
    mark = f"# {say('import.mark.look')}"
    if mark not in text:
        return frozenset()
    try:
        return frozenset(_doubted(outline_of(text), form, mark))
    except OutlineError:  # the loader says what is wrong with it
        return frozenset()


def _doubted(outline: Outline, form: Form, mark: str) -> Iterator[DoubtedLine]:
    """What the comments with a mark speak of. One on a line that the file lacks is not taken to mean the next line."""
    lacking = f"{mark}{say('import.mark.lacking')}"
    for comment in outline.comments:
        if not comment.is_alone or not comment.text.startswith(mark) or comment.text.startswith(lacking):
            continue
        path = next((key.path for key in outline.keys if key.line > comment.line), ("",))
        table = form.table_named(path[0])
        position = table.line_index.get(canonical(path[1])) if table is not None and len(path) > 1 else None
        if table is not None and (position is not None or len(path) == 1):
            yield table.id, position
