"""Comments of a report's YAML, and how they are put into it: each at the key or table line that it belongs to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.keys import KEYS
from gongkai.forms.model import canonical
from gongkai.located.outline import KeyLine, outline_of

Anchor = tuple[str, ...]
"""Nothing for the head of the file; a key's name; two names; a table's id and the position of one of its lines."""

_OF_LINE = 2
"""Parts of the anchor of a line of a table."""

SCHEMA_COMMENT = re.compile(r"#\s*yaml-language-server:")
"""The first line of a report, from which editors know its schema."""


class CommentSpot(Enum):
    """Where a comment stands relative to the line that it belongs to."""

    ABOVE = "above"
    ABOVE_HEADINGS = "above headings"
    """Above the comment that names the columns, which stands above the line."""
    BEHIND = "behind"
    BELOW = "below"
    END = "end"
    """At the end of the file."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and where it belongs.

    Attributes:
        text: Its text, ``#`` included.
        anchor: The line that it belongs to.
        spot: Where it stands relative to that line.
        blanks: The blanks before it, as a clerk wrote them; None: as is usual there.
    """

    text: str
    anchor: Anchor = ()
    spot: CommentSpot = CommentSpot.ABOVE
    blanks: str | None = None


def comment_of(text: str, anchor: Anchor = (), spot: CommentSpot = CommentSpot.ABOVE) -> Comment:
    """A comment of the import's own: in one line, without signs that no YAML may hold.

    Args:
        text: Its words.
        anchor: The line that it belongs to.
        spot: Where it stands relative to that line.
    """
    plain = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", " ", text)
    return Comment(f"# {' '.join(plain.split())}".rstrip(), anchor, spot)


def with_comments(text: str, form: Form | None, comments: Iterable[Comment]) -> str:
    """A report's YAML with comments put in.

    Args:
        text: As ``report_text`` writes it, with or without blocks of a clerk's after it.
        form: The report's form.
        comments: In the order in which they are to stand; those whose line is not there go where that line would be in
            its table, or to the head if that is not there either.
    """
    outline = outline_of(text)
    lines = list(outline.lines[:-1])
    keys: dict[Anchor, KeyLine] = {}
    for key in outline.keys:
        keys.setdefault(anchor_of(form, key.path), key)
    lines_in_use = {comment.line for comment in outline.comments}
    head = next((number for number, line in enumerate(lines) if not SCHEMA_COMMENT.match(line)), 0)
    before: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    for comment in (_beside_its_place(item, keys) for item in comments):
        key_line = keys.get(comment.anchor)
        if comment.spot is CommentSpot.END:
            after.setdefault(len(lines) - 1, []).append(f"{comment.blanks or ''}{comment.text}")
        elif key_line is None:
            before.setdefault(head, []).append(comment.text)
        elif comment.spot is CommentSpot.BELOW:
            after.setdefault(key_line.last_line, []).append(_indented(comment, key_line))
        elif comment.spot is CommentSpot.BEHIND and key_line.line not in lines_in_use:
            lines_in_use.add(key_line.line)
            lines[key_line.line] += f"{comment.blanks or '  '}{comment.text}"
        else:
            place = (
                _first_heading(lines, key_line.line) if comment.spot is CommentSpot.ABOVE_HEADINGS else key_line.line
            )
            before.setdefault(place, []).append(_indented(comment, key_line))
    merged = (
        part for number, line in enumerate(lines) for part in (*before.get(number, ()), line, *after.get(number, ()))
    )
    return "\n".join([*merged, ""])


def _beside_its_place(comment: Comment, keys: Mapping[Anchor, KeyLine]) -> Comment:
    """A comment on a line of a table that is not in the file, at the next one that is; others as they are.

    What the import says of such a line is marked, as it is not said of the line that it stands at.
    """
    if comment.anchor in keys or len(comment.anchor) < _OF_LINE or not comment.anchor[1].isdecimal():
        return comment
    table, number = comment.anchor[0], int(comment.anchor[1])
    places = sorted(int(key[1]) for key in keys if key[:1] == (table,) and len(key) == _OF_LINE and key[1].isdecimal())
    following = next((place for place in places if place > number), None)
    mark = f"# {say('import.mark.look')}"
    text = comment.text.replace(mark, f"{mark}{say('import.mark.lacking')}", 1)
    if following is not None:
        return Comment(text, (table, str(following)))
    return Comment(text, (table, str(places[-1])), CommentSpot.BELOW) if places else comment


def _indented(comment: Comment, key: KeyLine) -> str:
    """A comment on a line of its own; one that was at the end of a line gets the indentation of that line."""
    own = comment.blanks if comment.spot is not CommentSpot.BEHIND else None
    return f"{' ' * key.column if own is None else own}{comment.text}"


def _first_heading(lines: Sequence[str], number: int) -> int:
    """The first of the comments that stand directly above a line."""
    while number and lines[number - 1].lstrip().startswith("#"):
        number -= 1
    return number


def anchor_of(form: Form | None, path: tuple[str, ...]) -> Anchor:
    """What a comment at a key is anchored to, however the key is written.

    Args:
        form: The report's form.
        path: The key, or both keys.
    """
    table = _table(form, path[0])
    if table is None or len(path) == 1:
        return (table.id if table is not None else path[0], *path[1:])
    number = table.line_index.get(canonical(path[1]))
    return (table.id, str(number) if number is not None else path[1])


def _table(form: Form | None, name: str) -> Table | None:
    return form.table_named(name) if form is not None and name not in KEYS else None
