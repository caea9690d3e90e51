"""What looks like a slip and has more than one reading: listed with its place, and left as it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.editing.fix.mends import YAML_KINDS, MendedText, TextKind
from gongkai.editing.fix.page_lines import lines_of
from gongkai.editing.fix.yaml_figures import mended_row
from gongkai.editing.fix.yaml_lines import yaml_lines
from gongkai.narrative.front import read_front

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LOST = "\ufffd"
_WIDE_MARKS = re.compile("[，、；［］【】]")
_EMPTY = re.compile(r"[\[,，]\s*[,，]|[,，]\s*[\]］]")
_COLUMNS = re.compile(r"\S[ ]*\t[ \t]*[^\s][^\t]*\t[ \t]*\S")
_SENTENCE = re.compile(r"[^\s#>|*+\-\d!?=:`~<{\[ ].*[。；！？]$")


@dataclass(frozen=True, slots=True)
class OpenReading:
    """A place with more than one reading.

    Attributes:
        code: Names the reason in ``words.zh.yml``.
        line: Its line, from 1.
        column: Its column, from 1.
        text: What is written there.
    """

    code: str
    line: int
    column: int = 1
    text: str = ""


def open_readings(source: MendedText) -> Iterator[OpenReading]:
    """The places of a mended text that have more than one reading, in order of their kinds."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        for match in re.finditer(_LOST, line):
            yield OpenReading("lost", number, match.start() + 1)
        for match in _PRIVATE.finditer(line):
            yield OpenReading("private-use", number, match.start() + 1, f"U+{ord(match[0]):04X}")
    yield from _of_yaml(source) if source.kind in YAML_KINDS else _of_page(source)


def _of_yaml(source: MendedText) -> Iterator[OpenReading]:
    for line in yaml_lines(source.text):
        if line.is_text:
            continue
        if line.lead.strip(" ") and line.bare:
            yield OpenReading("indent", line.number, 1, line.bare)
        elif source.kind is TextKind.REPORT and line.in_table and line.lead:
            value = line.code.partition(":")[2]
            new = mended_row(line)
            if _EMPTY.search(value):
                yield OpenReading("empty-figure", line.number, len(line.lead) + 1, line.bare)
            elif (new is None and _WIDE_MARKS.search(value)) or (new is not None and new != line.code):
                yield OpenReading("separator", line.number, len(line.lead) + 1, line.bare)


def _of_page(source: MendedText) -> Iterator[OpenReading]:
    front = read_front(source.text).body
    before = source.text.count("\n", 0, front)
    lines = lines_of(source.text[front:])
    for number, (line, is_text) in enumerate(lines, start=before + 1):
        if is_text and _COLUMNS.search(line):
            yield OpenReading("columns", number, line.index("\t") + 1, line.split("\t")[0].strip())
    if not source.hard_paragraphs:
        yield from _joined(lines, before)


def _joined(lines: list[tuple[str, bool]], before: int) -> Iterator[OpenReading]:
    """Sentences that end a line where the next line is text too: Markdown makes one paragraph of both."""
    for number in range(len(lines) - 1):
        (line, is_text), (below, is_text_too) = lines[number], lines[number + 1]
        first = number == 0 or not lines[number - 1][0].strip() or not _SENTENCE.match(lines[number - 1][0].strip())
        if first and is_text and is_text_too and _SENTENCE.match(line.strip()) and _SENTENCE.match(below.strip()):
            yield OpenReading("joined-lines", before + number + 1)
