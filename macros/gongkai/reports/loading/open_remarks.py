"""Which lines of a data file the import has marked as not read for certain, by its comments above them.

Comments are no part of the data, so the loader does not see them. But what is still blank below such a comment is not
what the document leaves blank, and must not be filled in with noughts.
"""

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.model import canonical

DoubtedLine = tuple[str, int | None]
"""Id of a table and the position of one of its lines; None for the table as a whole."""


def doubted_lines(text: str, form: Form) -> frozenset[DoubtedLine]:
    """Find the tables and lines that have a comment of the import above them which asks to look at the document.

    Args:
        text: The text of the data file; a file that holds no such comment costs one search.
        form: Its form.
    """
    mark = f"# {say('import.mark.look')}"
    if mark not in text:
        return frozenset()
    doubted: set[DoubtedLine] = set()
    table, is_doubted = None, False
    for line in text.splitlines():
        words = line.strip()
        if words.startswith("#"):
            is_doubted = is_doubted or words.startswith(mark)
            continue
        key = words.partition(":")[0].strip(" \"'")
        if words and not line[0].isspace():
            table = form.table_named(key)
            position = None
        else:
            position = table.line_index.get(canonical(key)) if table is not None else None
        if is_doubted and table is not None and (position is not None or not line[:1].isspace()):
            doubted.add((table.id, position))
        is_doubted = is_doubted and not words
    return frozenset(doubted)
