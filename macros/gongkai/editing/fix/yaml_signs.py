"""Signs of YAML that an input method wrote full-width or a word processor changed: colons, braces, dashes, quotes."""

import datetime as dt
import re

from gongkai.editing.fix.mends import YAML_KINDS, MendedText, TextKind, mend
from gongkai.editing.fix.yaml_keys import DATES, FREE_KEYS, KEYS_OF_ITEMS, WORDS
from gongkai.editing.fix.yaml_lines import YamlLine, with_code

_ITEM = "|".join(KEYS_OF_ITEMS)
_WORD = "|".join(WORDS)
_DASH = re.compile(rf"(?P<lead>\s*)(?:[－—–•·●]\s*|-)(?=(?:{_ITEM})\s*[:：]|[{{｛])")
_KEY = r"(?P<lead>\s*(?:-\s+)?)(?P<key>[^\s:：\[\]{}｛｝\"'“”,，#-][^:：\[\]{}｛｝\"'“”,，]*?)"
_WIDE_COLON = re.compile(rf"{_KEY}\s*：\s*(?P<value>.*)", re.DOTALL)
_TIGHT_COLON = re.compile(rf"{_KEY}:(?P<value>[^\s:/\\].*)", re.DOTALL)
_FLOW = re.compile(r"\s*(?:-\s*|[^:：]*[:：]\s*)?[{｛](?P<inner>.*)[}｝]\s*")
_FLOW_COLON = re.compile(rf"(?P<before>^|[{{｛,，\s])(?P<key>{_ITEM})\s*(?:：\s*|:(?=\S))")
_FLOW_COMMA = re.compile(rf"\s*[，；]\s*(?=(?:{_ITEM})\s*[:：])")
_KEY_IN_QUOTES = re.compile(r"^(?P<lead>\s*(?:-\s+)?)[“”＂](?P<key>[^“”＂\"]+)[“”＂](?=\s*[:：])")
_VALUE = re.compile(
    rf"(?P<before>(?:^|[\s{{,-])(?:{_WORD}):[ ]+)(?P<value>[^,，{{}}｛｝\"'“”]+|“[^“”]*”)(?=\s*(?:$|[,}}]))"
)
_PLACE = re.compile(r"(?P<before>(?:^|[\s{,-])at:[ ]+)(?P<value>[^,，{}\"']+)")
_DAY = re.compile(
    r"(?P<year>\d{4})\s*[年./]\s*(?P<month>\d{1,2})\s*[月./]\s*(?P<day>\d{1,2})\s*日?(?P<time>\s+\d{1,2}:\d{2})?"
)
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


@mend("dash", *YAML_KINDS)
def _dashes(source: MendedText) -> str:
    """``- `` before an item for another dash, or one without a space."""

    def change(line: YamlLine) -> str:
        match = _DASH.match(line.code) if not _in_table(source, line) else None
        return f"{match['lead']}- {line.code[match.end() :]}" if match is not None else line.code

    return with_code(source.text, change)


def _in_table(source: MendedText, line: YamlLine) -> bool:
    return source.kind is TextKind.REPORT and line.in_table


def _is_key(source: MendedText, line: YamlLine, match: re.Match[str]) -> bool:
    """Whether what precedes a colon is a key, and no text that goes on."""
    at_margin = not match["lead"]
    return at_margin or _in_table(source, line) or line.section in FREE_KEYS or match["key"] in KEYS_OF_ITEMS


@mend("wide-colon", *YAML_KINDS)
def _wide_colons(source: MendedText) -> str:
    """A colon and a space for the full-width colon after a key."""
    return with_code(source.text, lambda line: _colon(source, line, _WIDE_COLON))


@mend("tight-colon", *YAML_KINDS)
def _tight_colons(source: MendedText) -> str:
    """A space after the colon of a key."""
    return with_code(source.text, lambda line: _colon(source, line, _TIGHT_COLON))


def _colon(source: MendedText, line: YamlLine, pattern: re.Pattern[str]) -> str:
    match = pattern.fullmatch(line.code)
    if match is None or not _is_key(source, line, match):
        return line.code
    return f"{match['lead']}{match['key'].rstrip()}: {match['value']}".rstrip() + _gap(line)


def _gap(line: YamlLine) -> str:
    """The blanks between code and comment."""
    return line.code[len(line.code.rstrip()) :] if line.comment else ""


@mend("wide-braces", *YAML_KINDS)
def _braces(source: MendedText) -> str:
    """Braces, and the colons and commas of the known keys between them, for full-width ones."""

    def change(line: YamlLine) -> str:
        match = _FLOW.fullmatch(line.code)
        if match is None:
            return line.code
        start, end = match.span("inner")
        inner = _FLOW_COLON.sub(r"\g<before>\g<key>: ", _FLOW_COMMA.sub(", ", match["inner"]))
        return f"{line.code[: start - 1]}{{{inner}}}{line.code[end + 1 :]}"

    return with_code(source.text, change)


@mend("key-in-quotes", *YAML_KINDS)
def _keys_in_quotes(source: MendedText) -> str:
    """Plain quotation marks around a key for Chinese ones."""
    return with_code(source.text, lambda line: _KEY_IN_QUOTES.sub(r'\g<lead>"\g<key>"', line.code, count=1))


@mend("wide-value", *YAML_KINDS)
def _values(source: MendedText) -> str:
    """Plain letters, digits and marks where a value is a word, a figure or a date, and dates as they are written."""

    def plain(match: re.Match[str]) -> str:
        value = match["value"].translate(_NARROW)
        if value[:1] == "“":
            value = f'"{value[1:-1]}"'
        key = match["before"].strip(" {,-").removesuffix(":").strip()
        return match["before"] + (_date(value) if key in DATES else value)

    def change(line: YamlLine) -> str:
        if _in_table(source, line):
            return line.code
        places = _PLACE.sub(lambda match: match["before"] + match["value"].replace("．", "."), line.code)
        return _VALUE.sub(plain, places)

    return with_code(source.text, change)


def _date(value: str) -> str:
    match = _DAY.fullmatch(value.strip())
    if match is None:
        return value
    try:
        day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return value
    return f"{day.isoformat()}{match['time'] or ''}"
