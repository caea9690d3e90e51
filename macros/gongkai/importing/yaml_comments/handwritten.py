"""What a clerk wrote into a report's YAML by hand: comments, and whole blocks such as waivers, as they are written.

What a command wrote is left out, because the import writes it again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.importing.yaml_comments.comments import SCHEMA_COMMENT, Comment, CommentSpot, anchor_of
from gongkai.located.outline import KeyLine, LineComment, Outline, outline_of
from gongkai.reports.loading.draft_reasons import draft_reasons


@dataclass(frozen=True, slots=True)
class KeptBlock:
    """A key at the top of a file with its value and the comments within, as written.

    Attributes:
        text: Its lines, without a newline at the end.
        dashes: Column of the dashes where its value is a list with a line for each item; else None.
    """

    text: str
    dashes: int | None = None


def kept_blocks(text: str, names: Collection[str]) -> dict[str, KeptBlock]:
    """Top-level keys of a YAML file as they are written, with the comments within and those indented after them.

    Args:
        text: The YAML.
        names: Keys that are wanted.

    Raises:
        OutlineError: It is no YAML with a line for each key.
    """
    outline = outline_of(text)
    lines = _lines_of_keys(outline)
    blocks: dict[str, KeptBlock] = {}
    for key in outline.keys:
        name = key.path[0]
        if len(key.path) == 1 and name in names:
            block = "\n".join(outline.lines[number] for number in lines[name])
            blocks.setdefault(name, KeptBlock(block, key.items_column if key.is_block_list else None))
    return blocks


def _lines_of_keys(outline: Outline) -> dict[str, range]:
    """The lines of each top-level key: to the end of its value, or of the last indented comment after that."""
    top = [key for key in outline.keys if len(key.path) == 1]
    lines: dict[str, range] = {}
    for key, following in zip(top, [*top[1:], None], strict=True):
        stop = following.line if following is not None else len(outline.lines)
        last = max(item.last_line for item in outline.keys if key.line <= item.line < stop)
        indented = [item.line for item in outline.comments if item.is_alone and item.blanks and item.line < stop]
        lines.setdefault(key.path[0], range(key.line, max([last, *indented]) + 1))
    return lines


def handwritten_comments(text: str, form: Form | None, *, block_keys: Collection[str]) -> tuple[Comment, ...]:
    """The comments of a report's YAML that no command wrote.

    Args:
        text: The YAML.
        form: Its form.
        block_keys: Keys that are kept as a block, comments within included.

    Raises:
        OutlineError: It is no YAML with a line for each key.
    """
    outline = outline_of(text)
    lines = _lines_of_keys(outline)
    within = {number for name in block_keys for number in lines.get(name, ())}
    keys = [
        replace(key, last_line=lines[key.path[0]][-1]) if key.path[0] in block_keys else key
        for key in outline.keys
        if len(key.path) == 1 or key.path[0] not in block_keys
    ]
    comments = [item for item in outline.comments if item.line not in within]
    return tuple(_Placing(outline.lines, keys, form).placed(comments))


@dataclass(frozen=True, slots=True)
class _Placing:
    """Finds the key that each comment belongs to."""

    lines: Sequence[str]
    keys: Sequence[KeyLine]
    form: Form | None

    def placed(self, comments: Sequence[LineComment]) -> Iterator[Comment]:
        """Comments of clerks in order, each with its anchor."""
        by_command = _texts_of_commands(self.form)
        own = {item.line for item in comments if _is_by_command(item, by_command)}
        for (before, after), group in groupby(comments, key=self._neighbours):
            in_gap = []
            for item in group:
                if before is not None and (item.line <= before.last_line):
                    yield from () if item.line in own else (self._at_value(item, before),)
                else:
                    in_gap.append(item)
            yield from self._between(in_gap, before, after, own=own)

    def _neighbours(self, comment: LineComment) -> tuple[KeyLine | None, KeyLine | None]:
        """The last key at or before a comment's line, and the first one after it."""
        before = [key for key in self.keys if key.line <= comment.line]
        after = [key for key in self.keys if key.line > comment.line]
        return before[-1] if before else None, after[0] if after else None

    def _at_value(self, comment: LineComment, key: KeyLine) -> Comment:
        """A comment after a value; within a value of several lines, which becomes one, it goes above that line."""
        if not comment.is_alone and comment.line == key.last_line:
            return Comment(comment.text, anchor_of(self.form, key.path), CommentSpot.BEHIND, comment.blanks)
        blanks = comment.blanks if comment.is_alone else None
        return Comment(comment.text, self._above(key), CommentSpot.ABOVE, blanks)

    def _between(
        self, comments: Sequence[LineComment], before: KeyLine | None, after: KeyLine | None, *, own: Collection[int]
    ) -> Iterator[Comment]:
        """Comments between two keys: below the first one, above the second, or at the end of the file."""
        below = self._count_below(comments, before, after) if before is not None else 0
        for place, item in enumerate(comments):
            if item.line in own:
                continue
            if before is not None and place < below:
                yield Comment(item.text, anchor_of(self.form, before.path), CommentSpot.BELOW, item.blanks)
            elif after is None:
                yield Comment(item.text, (), CommentSpot.END, item.blanks)
            else:
                over = any(other.line in own for other in comments[place:])
                anchor = () if before is None else self._above(after)
                yield Comment(item.text, anchor, CommentSpot.ABOVE_HEADINGS if over else CommentSpot.ABOVE, item.blanks)

    def _count_below(self, comments: Sequence[LineComment], before: KeyLine, after: KeyLine | None) -> int:
        """How many comments belong to the key before them: indented, or joined to it and apart from what follows."""
        count = 0
        column = after.column if after is not None else 0
        for place, item in enumerate(comments):
            joined = item.line == before.last_line + 1 + place and after is not None
            if len(item.blanks) > column or (joined and not self.lines[item.line + 1].strip()):
                count = place + 1
        return count

    def _above(self, key: KeyLine) -> tuple[str, ...]:
        """The anchor of what stands above a key; above the version stands what is said of the whole file."""
        return () if key.path == ("version",) else anchor_of(self.form, key.path)


def _texts_of_commands(form: Form | None) -> frozenset[str]:
    """Comments that commands write: headings of columns, and what a new report says."""
    texts = {*(say(f"new.{name}") for name in ("head", "head-zeros", "publish")), *draft_reasons()}
    for table in form.tables if form is not None else ():
        for line in table.lines:
            columns = table.columns(line.row)
            for places in (line.columns, [place for place in line.columns if place not in line.totals]):
                texts.add(" ".join(columns[place].name.label for place in places))
    return frozenset(" ".join(text.split()) for text in texts)


def _is_by_command(comment: LineComment, texts: frozenset[str]) -> bool:
    text = " ".join(comment.text[1:].split())
    marks = (say("import.mark.look"), say("import.mark.noted"))
    return text in texts or text.startswith(marks) or SCHEMA_COMMENT.match(comment.text) is not None
