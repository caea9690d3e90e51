"""Figures typed into a narrative → macro calls that print them, where a sentence certainly speaks of a cell.

Only a number that is the cell's is replaced; one that differs is left as it stands, for the clerk to judge.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.checks import Subject
from gongkai.checks.prose.compare import Judgement, Tables, judge
from gongkai.checks.prose.mentions import Mention, StatementKind
from gongkai.checks.prose.quantities import Counts
from gongkai.checks.prose.reading import mentions_of
from gongkai.checks.prose.spelling import figure_macro, reading_name, share_macro
from gongkai.editing.changes import FileChange
from gongkai.narrative import parse_narrative
from gongkai.narrative.calls import ResolvedCall, share_text

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_PERCENT = re.compile(r"\s?[%％]")
_SCALES = re.compile("[十百千万亿]$")


@dataclass(frozen=True, slots=True)
class BoundNumber:
    """A number that becomes a call.

    Attributes:
        line: Its line, from 1.
        column: Its column, from 1.
        text: The number as it is there, a percent sign after it included.
        macro: The call that prints it.
    """

    line: int
    column: int
    text: str
    macro: str


@dataclass(frozen=True, slots=True)
class OpenNumber:
    """A number that may speak of a cell; only the clerk knows.

    Attributes:
        line: Its line, from 1.
        column: Its column, from 1.
        text: The words and the number.
        table: How a message calls the table.
        cells: The cells by their names.
        figure: What is written there.
        macro: The call that would print it.
    """

    line: int
    column: int
    text: str
    table: str
    cells: str
    figure: str
    macro: str


@dataclass(frozen=True, slots=True)
class BoundNarrative:
    """A narrative with its figures bound.

    Attributes:
        change: The file before and after.
        bound: The numbers that become calls, in order.
        open: Those that may speak of a cell.
    """

    change: FileChange
    bound: tuple[BoundNumber, ...]
    open: tuple[OpenNumber, ...]


def bound_narrative(subject: Subject, content: bytes) -> BoundNarrative:
    """Bind the figures of a narrative.

    Args:
        subject: A report with a form and a narrative.
        content: The bytes of the narrative's file, UTF-8, from which the narrative was parsed.

    Returns:
        The change, which keeps everything but the numbers as it was, line ends and byte order mark included.
    """
    narrative = subject.narrative
    if narrative is None:
        raise AssertionError("a report without a narrative has nothing to bind")
    tables = Tables(subject)
    mentions = mentions_of(narrative, tables)
    judged = [(mention, judge(mention.statement, tables)) for mention in mentions]
    holding = [(mention, judgement) for mention, judgement in judged if judgement is not None and judgement.holds]
    # A number that speaks of several cells (各 1 件) is left, and whatever is in a line with a faulty call.
    places = Counter(mention.start for mention in mentions)
    certain = [pair for pair in holding if places[pair[0].start] == 1 and pair[0].line not in narrative.faulty_lines]
    bound = tuple(item for pair in certain if (item := _bound(narrative.text, tables, *pair)) is not None)
    after = _replaced(content.decode("utf-8"), bound).encode()
    if _is_broken(narrative.text, after):
        bound, after = (), content
    open_ones = tuple(_open(tables, *pair) for pair in holding if not pair[0].statement.sure)
    return BoundNarrative(FileChange(narrative.path, content, after), bound, open_ones)


def _bound(text: str, tables: Tables, mention: Mention, judgement: Judgement) -> BoundNumber | None:
    """The call for a number, if it is certain and prints that number."""
    statement, number = mention.statement, text[mention.start : mention.end]
    if not statement.sure or not statement.quantity.exact:
        return None
    if statement.kind is StatementKind.SHARE:
        return _bound_share(text, tables, mention, judgement)
    if statement.kind is not StatementKind.FIGURE or (_SCALES.search(number) and not _is_chinese(number)):
        return None
    if statement.quantity.counts is Counts.MONEY and not _is_printed(tables, mention, judgement):
        return None
    year = statement.year if statement.year != tables.report.year else None
    macro = figure_macro(tables.form, judgement.reading, year=year)
    return BoundNumber(mention.line, mention.column, number, macro)


def _is_chinese(number: str) -> bool:
    return not any(sign.isdecimal() for sign in number)


def _is_printed(tables: Tables, mention: Mention, judgement: Judgement) -> bool:
    """Whether a call prints an amount in the unit that follows the number."""
    printed = tables.written(judgement.reading, mention.statement.year)
    return len(judgement.reading) == 1 and printed.split(" ")[1:] == [mention.statement.quantity.unit]


def _bound_share(text: str, tables: Tables, mention: Mention, judgement: Judgement) -> BoundNumber | None:
    """The call for a percentage, where it prints the very same; of small numbers it prints two counts instead."""
    macro = share_macro(tables.form, judgement.reading, judgement.base)
    percent = _PERCENT.match(text, mention.end)
    if macro is None or percent is None or mention.statement.year != tables.report.year:
        return None
    part, base = re.findall('"([^"]+)"', macro)
    number = text[mention.start : percent.end()]
    if share_text(ResolvedCall(tables.report, tables.form, (part,), base)) != number:
        return None
    return BoundNumber(mention.line, mention.column, number, macro)


def _open(tables: Tables, mention: Mention, judgement: Judgement) -> OpenNumber:
    form, reading = tables.form, judgement.reading
    return OpenNumber(
        *(mention.line, mention.column, mention.text, form.table_word(reading[0][0]), reading_name(form, reading)),
        *(str(judgement.expected), figure_macro(form, reading)),
    )


def _replaced(text: str, numbers: Sequence[BoundNumber]) -> str:
    """A file's text with calls in the place of numbers."""
    lines = _LINES.findall(text)
    mark = int(text.startswith("\ufeff"))
    for number in reversed(numbers):
        line = lines[number.line - 1]
        start = number.column - 1 + (mark if number.line == 1 else 0)
        if not line.startswith(number.text, start):
            raise AssertionError(f"{number.text} is not in its place")
        lines[number.line - 1] = line[:start] + number.macro + line[start + len(number.text) :]
    return "".join(lines)


def _is_broken(before: str, after: bytes) -> bool:
    """Whether the calls would be refused where they are, as between braces that were there before."""
    problems = [len(parse_narrative(text, path="")[1]) for text in (before, after.decode("utf-8"))]
    return problems[0] != problems[1]
