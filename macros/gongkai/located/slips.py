"""Slips of a line on which the YAML parser stops: what is meant is plain, so it is reported, repaired and read on.

A repair looks at one line and says what the line should be. It is tried only where the parser has stopped, never on
YAML that can be read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.located.source import YamlText

_LEAD = r"(?P<lead>[ ]*(?:- )?)"
_KEY = r"(?P<key>[^\s:：#\[\]{}\"'=,，]+)"
_BLANKS = {"\u3000": "全角空格", "\xa0": "不间断空格"}
_WIDE_BRACKETS = {"]": "］】〕）)", "}": "｝）)"}


@dataclass(frozen=True, slots=True)
class Repair:
    """A line as it is meant.

    Attributes:
        reason: What is wrong, a word for the caller's wording.
        column: Where, from 1, in the line as it is.
        line: The line as it is meant.
        at: Up to which column the repaired line has the places of the line as it is.
        by: How much wider it is after that.
        detail: What is written there.
        before: The same two numbers, ``at`` and ``by``, for each place further to the left that is repaired too.
    """

    reason: str
    column: int
    line: str
    at: int
    by: int
    detail: str = ""
    before: tuple[tuple[int, int], ...] = ()


def code_of(line: str) -> str:
    """A line without the comment after it, as far as that can be told without reading it."""
    if line.lstrip().startswith("#"):
        return ""
    return line.split(" #", maxsplit=1)[0]


def repair_of(line: str) -> Repair | None:
    """The first known slip of a line, repaired; None where there is none."""
    code = code_of(line)
    if not code.strip():
        return None
    return next((repair for slip in _SLIPS if (repair := slip(line, code)) is not None), None)


def _wide_colon(line: str, code: str) -> Repair | None:
    at = code.find("：")
    if at < 0 or ":" in code[:at]:
        return None
    return Repair("wide-colon", at + 1, f"{line[:at]}: {line[at + 1 :]}", at + 1, 1, code[: at + 1].strip())


def _quote(line: str, code: str) -> Repair | None:
    """A quotation mark without another; in front of plain words it is not needed."""
    match = re.search(r"\"|(?<=: )'|(?<=- )'", code)
    if match is None or code.count(match[0]) != 1:
        return None
    at = match.start()
    rest = code[at + 1 :]
    if ": " in rest or rest.lstrip()[:1] in "[]{}&*!|>%@`":
        return None
    return Repair("quote", at + 1, line[:at] + line[at + 1 :], at, -1)


def _blank_behind_colon(line: str, code: str) -> Repair | None:
    """A colon without a blank, or with one that is none for YAML."""
    match = re.match(rf"{_LEAD}{_KEY}:(?P<blank>[\u3000\xa0]*)(?=[^\s:/])", code)
    if match is None:
        return None
    repaired = f"{line[: match.start('blank')]} {line[match.end() :]}"
    by = 1 - len(match["blank"])
    if match["blank"]:
        name = _BLANKS[match["blank"][0]]
        return Repair("wide-space", match.start("blank") + 1, repaired, match.start("blank"), by, name)
    return Repair("colon-space", match.end(), repaired, match.end(), by, f"{match['key']}:")


def _no_colon(line: str, code: str) -> Repair | None:
    match = re.match(rf"{_LEAD}{_KEY}(?P<gap>\s*[=＝]\s*|\s+)(?=[\[~0-9])", code)
    if match is None or re.search(r"[:：]", code[: match.end()]) or match["key"].replace(".", "").isdigit():
        return None
    by = 2 - len(match["gap"])
    repaired = f"{line[: match.start('gap')]}: {line[match.end() :]}"
    return Repair("no-colon", match.start("gap") + 1, repaired, match.start("gap"), by, match["key"])


def _closing_bracket(line: str, code: str) -> Repair | None:
    """A list or mapping in one line whose end is full-width, or missing."""
    opening = re.match(rf"{_LEAD}(?:[^\[{{\"']*: +)?(?P<sign>[\[{{])", code)
    if opening is None:
        return None
    sign = opening["sign"]
    closing = "]" if sign == "[" else "}"
    if code.count(closing) >= code.count(sign):
        return None
    text = code.rstrip()
    if text[-1] in _WIDE_BRACKETS[closing]:
        at = len(text)
        return Repair("bracket-wide", at, f"{line[: at - 1]}{closing}{line[at:]}", at, 0, text[-1])
    if text[-1] in ",，":
        return None
    at = len(text)
    if at == opening.end() > 1:  # nothing within it: what belongs to the name is in the lines below
        start = len(line[: opening.start("sign")].rstrip())
        return Repair("bracket-open", at, line[:start] + line[at:], start, start - at, sign)
    return Repair("bracket-open", opening.end(), f"{line[:at]}{closing}{line[at:]}", at, 1, sign)


def _extra_bracket(line: str, code: str) -> Repair | None:
    match = re.search(r"\](?P<extra>[\s,]*\]+)\s*$", code)
    if match is None or code.count("]") <= code.count("["):
        return None
    at = match.start("extra")
    return Repair("bracket-extra", at + 1, line[:at] + line[match.end("extra") :], at, at - match.end("extra"))


def _empty_item(line: str, code: str) -> Repair | None:
    """Nothing between two commas; an empty text stands for what is to be filled in."""
    opening = code.find("[")
    match = re.search(r"[\[,](?P<nothing>\s*)(?=,)", code[opening:]) if opening >= 0 else None
    if match is None:
        return None
    first = opening + match.start("nothing")
    filled, shifts = line[: len(code)], []
    while (gap := _EMPTY_ITEM.search(filled, opening)) is not None:
        filled = f"{filled[: gap.start()]}{_EMPTY_TEXT}{filled[gap.end() :]}"
        end = gap.start() + len(_EMPTY_TEXT)
        shifts.append((end, end - gap.end()))
    *before, (at, by) = shifts
    return Repair("empty-item", first + 1, filled + line[len(code) :], at, by, before=tuple(before))


_EMPTY_ITEM = re.compile(r"(?<=[\[,])\s*(?=,)|(?<=,)\s*(?=\]|$)")
_EMPTY_TEXT = " ''"


def _dash(line: str, code: str) -> Repair | None:
    """A dash alone where a figure belongs, which begins a list to YAML."""
    match = re.match(rf"{_LEAD}{_KEY}:\s+(?P<dash>-)\s*$", code)
    if match is None:
        return None
    at = match.start("dash")
    return Repair("dash-alone", at + 1, f"{line[:at]}''{line[at + 1 :]}", at, 1, "-")


def _behind_list(line: str, code: str) -> Repair | None:
    match = re.match(rf"{_LEAD}[^\[\]{{}}:]*: *\[[^\[\]]*\](?P<gap>\s*)(?P<rest>[^\s,\]}}#].*?)\s*$", code)
    if match is None:
        return None
    rest = match["rest"].lstrip("＃ \u3000")
    at = match.start("rest")
    repaired = f"{line[: match.start('gap')]}  # {rest}{line[match.end('rest') :]}"
    return Repair("behind-list", at + 1, repaired, match.start("gap"), len(repaired) - len(line), match["rest"])


def _wide_comma(line: str, code: str) -> Repair | None:
    """A full-width comma between the items of a mapping in braces."""
    match = re.search(r"\{[^{}]*?(?P<comma>，)\s*[a-z_]+: ", code)
    if match is None:
        return None
    repaired = line[: len(code)]
    repaired = re.sub(r"，(?=\s*[a-z_]+: )", ",", repaired) + line[len(code) :]
    return Repair("wide-comma", match.start("comma") + 1, repaired, len(line), 0)


def _colon_in_text(line: str, code: str) -> Repair | None:
    """A colon and a blank within a text in braces."""
    match = re.search(r"[{,] *[a-z_]+: +(?P<text>[^:,{}\"']*[^\x00-\x7f])(?P<colon>: )", code)
    if match is None:
        return None
    at = match.start("colon")
    return Repair("colon-in-text", at + 1, f"{line[:at]}：{line[at + 2 :]}", at, -1, match["text"].strip())


def _stray(line: str, code: str) -> Repair | None:
    """Words that are no entry: without a colon, and no list either."""
    text = code.strip()
    if re.search(r"[:：\[\]{}\"']", text) or text.startswith("-") or not re.match(r"[^\x00-\x2f]", text):
        return None
    start = len(line) - len(line.lstrip())
    return Repair("stray", start + 1, f"{line[:start]}# {line[start:]}", start, 2, text)


_SLIPS: tuple[Callable[[str, str], Repair | None], ...] = (
    *(_wide_colon, _blank_behind_colon, _no_colon, _dash, _empty_item, _closing_bracket, _extra_bracket, _behind_list),
    *(_wide_comma, _colon_in_text, _quote, _stray),
)


def crooked(source: YamlText, number: int) -> tuple[int, Repair] | None:
    """The line whose indentation made the parser stop at or after it: its number, and how it is repaired.

    Args:
        source: The text.
        number: The line at which the parser stopped, from 1.
    """
    entries = dict(_entries(source))
    before = [item for item in entries if item < number]
    if number not in entries or not before:
        return None
    here, last = number, before[-1]
    if _outdented(entries, last):
        return _moved(source, last, entries[last].indent, entries[here].indent)
    if entries[here].indent > entries[last].indent and entries[last].full:
        return _moved(source, here, entries[here].indent, entries[last].indent)
    if entries[here].indent in _open_levels([entries[item].indent for item in before]):
        return None
    same = [item for item in entries if item >= here and entries[item].indent == entries[here].indent]
    if len(same) > 1 and entries[here].indent:
        return _moved(source, last, entries[last].indent, entries[here].indent)
    return _moved(source, here, entries[here].indent, entries[last].indent)


@dataclass(frozen=True, slots=True)
class _Entry:
    indent: int
    full: bool
    """Whether something follows its colon."""
    is_row: bool
    """Whether its name is none of the keys of a file, which are English."""


def _entries(source: YamlText) -> Iterator[tuple[int, _Entry]]:
    for number, line in enumerate(source.text.split("\n"), start=1):
        code = code_of(line)
        match = re.match(r" *(?=[^\s#-])[^:：]*:(?: (?P<value>.*))?$", code.rstrip())
        if match is not None:
            bare = code.lstrip()
            yield number, _Entry(len(code) - len(bare), bool((match["value"] or "").strip()), not bare[0].isascii())


def _open_levels(indents: list[int]) -> set[int]:
    """The indentations at which an entry may follow the last of some."""
    levels: set[int] = set()
    for indent in reversed(indents):
        if not levels or indent < min(levels):
            levels.add(indent)
    return levels


def _outdented(entries: dict[int, _Entry], number: int) -> bool:
    """Whether an entry with a value is at the margin while the entries after it are indented.

    Several rows at the margin, as they come from a spreadsheet, are taken together.
    """
    around = sorted(entries)
    place = around.index(number)
    behind = around[place + 1] if place + 1 < len(around) else None
    first = place
    while first and all(_is_row_at_margin(entries[around[item]]) for item in (first - 1, first)):
        first -= 1
    before = around[first - 1] if first else None
    if entries[number].indent or not entries[number].full or before is None or behind is None:
        return False
    return bool(entries[behind].indent) and (bool(entries[before].indent) or not entries[before].full)


def _is_row_at_margin(entry: _Entry) -> bool:
    return entry.is_row and entry.full and not entry.indent


def _moved(source: YamlText, number: int, indent: int, expected: int) -> tuple[int, Repair] | None:
    if indent == expected:
        return None
    line = source.line(number)
    reason = "indent-to" if expected else "indent-top"
    repaired = " " * expected + line[indent:]
    return number, Repair(reason, indent + 1, repaired, min(indent, expected), expected - indent, str(indent))
