"""Figures of a report's tables: full-width digits, brackets and commas, and figures that are side by side."""

import re
from dataclasses import replace

from gongkai.editing.fix.mends import MendedText, TextKind, mend
from gongkai.editing.fix.yaml_lines import YamlLine, yaml_lines
from gongkai.figures import Kind, Reading, read

_ROW = re.compile(r"(?P<before>\s+[^\s:#][^:]*:\s+)(?P<value>\S.*?)(?P<gap>\s*)")
_LISTED = re.compile(r"(?P<open>[\[［【〔])?(?P<inner>.*?)(?P<close>[\]］】〕])?")
_NOTE = re.compile(r"([（(][^（）()]*[)）])")
_NARROW = str.maketrans("０１２３４５６７８９．＋～　\xa0", "0123456789.+~  ")
_MINUS = re.compile(r"[－−](?=\d)")
_SEPARATOR = re.compile(r"\s*[，、；;]\s*")
_SIDE_BY_SIDE = re.compile(r"(?<=[\d~用元件项个])[ \t]+(?=[\d~不+-])")
_JOINED = re.compile(r"(?<=\d)(?:[，、,](?=\d{3}(?!\d))|[ \t]+(?=\d))")
"""What may be within one figure: a sign between thousands, a blank."""
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d])")
_OPEN_REASONS = frozenset({"dash", "negative", "fraction", "unit"})


@mend("figures", TextKind.REPORT)
def _figures(source: MendedText) -> str:
    """Plain digits, brackets and commas in the lines of a table.

    Where a comma or a space may part thousands, the reading is taken that gives the row as many figures as it has.
    """
    text = source.text
    for line in yaml_lines(text):
        new = mended_row(line) if line.in_table and not line.is_text else None
        if new is None or (new == line.code and not _THOUSANDS.search(line.code)):
            continue
        changed = _with_line(text, line.number, new + line.comment)
        if _JOINED.search(line.code):
            joined = mended_row(replace(line, code=_JOINED.sub("", line.code))) or line.code
            readings = (changed, _with_line(text, line.number, joined + line.comment))
            fitting = [reading for reading in readings if _fits(source, reading, line.number)]
            changed = fitting[0] if len(fitting) == 1 else text
        text = changed
    return text


def _fits(source: MendedText, text: str, number: int) -> bool:
    """Whether a line of a text has as many figures as its row."""
    judgement = source.judge(text)
    wrong = {item.line for item in judgement.findings if item.code in ("row-length", "syntax")}
    return judgement.counted and number not in wrong


def _with_line(text: str, number: int, line: str) -> str:
    lines = text.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)


def mended_row(line: YamlLine) -> str | None:
    """The code of a line of figures with plain signs; None where the line holds something else.

    Args:
        line: A line of a table.
    """
    match = _ROW.fullmatch(line.code)
    listed = _LISTED.fullmatch(match["value"]) if match is not None else None
    if match is None or listed is None or bool(listed["open"]) != bool(listed["close"]):
        return None
    inner = _plain(listed["inner"])
    items = [item.strip() for item in re.sub(_NOTE, lambda note: note[0].replace(",", "，"), inner).split(",")]
    if not all(map(_is_figure, items)):
        return None
    bracketed = listed["open"] or len(items) > 1
    return match["before"] + (f"[{inner}]" if bracketed else inner) + match["gap"]


def _plain(inner: str) -> str:
    """Figures and what parts them in plain signs; what is in brackets after a figure is left as it is."""
    parts = _NOTE.split(inner)
    for number, part in enumerate(parts[::2]):
        plain = _SEPARATOR.sub(", ", _MINUS.sub("-", part.translate(_NARROW)))
        parts[number * 2] = _SIDE_BY_SIDE.sub(", ", plain)
    return "".join(parts)


def _is_figure(text: str) -> bool:
    if not text:
        return False
    reading = read(text, Kind.AMOUNT)
    return isinstance(reading, Reading) or reading.reason in _OPEN_REASONS
