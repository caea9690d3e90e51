"""Comments of a report's YAML: put at the line that they speak of, and found again with that line when it is rewritten.

What a clerk wrote beside the figures must outlive a second import; what an import wrote itself is written anew.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai import located
from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.keys import KEYS
from gongkai.forms.model import canonical
from gongkai.located import Mapping

Anchor = tuple[str, ...]
"""Nothing for the head of the file, a key's name, or a table's id and the position of one of its lines."""

_SCHEMA = re.compile(r"#\s*yaml-language-server:")
_KEY = re.compile(r"(\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\s#:'\"\[{-][^:#]*?))\s*:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment without its ``#``, and what it belongs to.

    Attributes:
        text: Its text.
        anchor: See ``Anchor``.
        behind: Whether it stands behind the line, not above it.
    """

    text: str
    anchor: Anchor = ()
    behind: bool = False


def with_comments(text: str, form: Form | None, comments: Iterable[Comment]) -> str:
    """A report's YAML with comments put in.

    Args:
        text: As ``report_text`` writes it.
        form: The report's form.
        comments: In the order in which they are to stand; those whose line is not there go to the head.
    """
    lines = text.splitlines()
    places = _places(text, form)
    head = next((number for number, line in enumerate(lines) if not _SCHEMA.match(line)), 0)
    above: dict[int, list[str]] = {}
    for comment in dict.fromkeys(comments):
        place = places.get(comment.anchor)
        if comment.behind and place is not None:
            sign = "  # " if " #" not in lines[place] else " "
            lines[place] += f"{sign}{_one_line(comment.text)}"
        else:
            at = head if place is None else place
            lead = re.match(r"\s*", lines[at])
            indent = lead[0] if lead and place is not None else ""
            above.setdefault(at, []).append(f"{indent}# {_one_line(comment.text)}".rstrip())
    merged = [part for number, line in enumerate(lines) for part in (*above.get(number, ()), line)]
    return "\n".join([*merged, ""])


def _one_line(text: str) -> str:
    """A text that stays a comment: in one line, without signs that no YAML may hold."""
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", " ", text).split())


def _places(text: str, form: Form | None) -> dict[Anchor, int]:
    """Line numbers, from 0, by what stands there."""
    tree, _ = located.parse(text)
    found: dict[Anchor, int] = {}
    for key, node in tree.pairs if isinstance(tree, Mapping) else ():
        table = _table(form, key.text)
        found.setdefault((table.id if table else key.text,), key.mark.line - 1)
        for name, _ in node.pairs if table is not None and isinstance(node, Mapping) else ():
            number = table.line_index.get(canonical(name.text)) if table is not None else None
            if number is not None and table is not None:
                found.setdefault((table.id, str(number)), name.mark.line - 1)
    return found


def _table(form: Form | None, name: str) -> Table | None:
    return form.table_named(name) if form is not None and name not in KEYS else None


def hand_made(text: str, form: Form | None, *, kept: Iterable[str]) -> tuple[Comment, ...]:
    """The comments of a report's YAML that no command wrote.

    Args:
        text: The YAML.
        form: Its form.
        kept: Keys whose text is kept as a whole, comments within it included.
    """
    own = _written_by_commands(form)
    return tuple(item for item in _comments(text, form, frozenset(kept)) if not _by_command(item.text, own))


def _written_by_commands(form: Form | None) -> frozenset[str]:
    """Comments that commands write: heads of columns, and what a new report tells."""
    texts = {*(say(f"new.{name}") for name in ("head", "head-zeros", "publish")), say("import.draft")}
    for table in form.tables if form is not None else ():
        for line in table.lines:
            columns = table.columns(line.row)
            for wanted in (line.columns, [place for place in line.columns if place not in line.totals]):
                texts.add(" ".join(columns[place].name.label for place in wanted))
    return frozenset(" ".join(text.split()) for text in texts)


def _by_command(text: str, own: frozenset[str]) -> bool:
    return not text or text in own or text.startswith((say("import.mark.look"), say("import.mark.noted")))


def _comments(text: str, form: Form | None, kept: frozenset[str]) -> Iterator[Comment]:
    top: Anchor = ()
    table: Table | None = None
    waiting: list[str] = []
    inside_kept = False
    for line in located_lines(text):
        start = _comment_start(line)
        code, told = (line, "") if start is None else (line[:start], " ".join(line[start + 1 :].split()))
        if not code.strip():
            if told and not _SCHEMA.match(f"# {told}") and not (inside_kept and line[:1] in " \t"):
                waiting.append(told)
            continue
        match = _KEY.match(code)
        anchor = top
        if match is not None:
            name = match[2] or match[3] or match[4]
            if not match[1]:
                table, inside_kept = _table(form, name), name in kept
                top = anchor = (table.id if table is not None else name,)
            elif table is not None:
                number = table.line_index.get(canonical(name))
                anchor = (table.id, str(number)) if number is not None else top
        yield from (Comment(item, () if anchor == ("version",) else anchor) for item in waiting)
        waiting = []
        if told and not inside_kept:
            yield Comment(told, anchor, behind=True)
    yield from (Comment(item) for item in waiting)


def located_lines(text: str) -> list[str]:
    """The lines of a file, whatever its newlines."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _comment_start(line: str) -> int | None:
    """Where a comment begins in a line: a # after a blank, outside quotes."""
    quote = ""
    for place, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and (place == 0 or line[place - 1] in " \t[{,:"):
            quote = sign
        elif sign == "#" and (place == 0 or line[place - 1] in " \t"):
            return place
    return None


def blocks(text: str, names: Iterable[str]) -> dict[str, str]:
    """Top-level keys of a YAML file as they are written, with the comments above and within.

    Args:
        text: The YAML.
        names: Keys that are wanted.
    """
    wanted, found = frozenset(names), dict[str, str]()
    lines = located_lines(text)
    starts = [number for number, line in enumerate(lines) if line[:1] not in ("", " ", "\t", "#", "-", "]", "}")]
    for number, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = _KEY.match(lines[number])
        name = (match[2] or match[3] or match[4]) if match is not None else ""
        if name not in wanted or name in found:
            continue
        last = end
        while last > number + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
            last -= 1
        found[name] = "\n".join(lines[number:last])
    return found
