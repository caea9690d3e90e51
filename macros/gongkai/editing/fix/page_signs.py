"""Signs of Markdown as an input method, Word or WPS writes them: headings, marks of lists, numbers, tabs."""

import re

from gongkai.editing.fix.characters import DOUBLE_SPACES
from gongkai.editing.fix.mends import PAGE_KINDS, MendedText, mend
from gongkai.editing.fix.page_lines import lines_of, with_lines
from gongkai.narrative.front import FRONT_KEYS, read_front

_HEADING = re.compile(r"(?P<lead>[ \u3000]*)(?P<signs>[#＃]{1,6})(?![#＃])[ \t\u3000]*(?=\S)")
_PLAIN_HEADING = re.compile(r" {4,}#| {0,3}#+ +[^ \u3000]")
"""A heading in order, or code."""
_DEEP = re.compile(r"(?: {4,}|[ ]*\t[ \t]*)(?=[\u2e80-\u9fff“（《①-⑳])")
_STRUCTURE = re.compile(r"[\u3000 ]*\u3000[\u3000 ]*(?=[-*+] |\||>|\{\{|!!! |\d+\. )")
_MARKS = "•·●▪➢➤►▶\uf0b7\uf06c\uf0d8\uf0a7\uf06e\uf0b2\uf076\uf09f"
"""Marks of lists of Word and WPS; those of the private use area are their symbols."""
_MARK = re.compile(rf"(?P<lead>[ \t]*)(?:\u3000[ \t\u3000]*)?[{_MARKS}][ \t\u3000]*(?=\S)")
_NUMBERED = re.compile(r"(?P<number>\s*(?:\d+\.|[-*+]))\t[ \t]*(?=\S)")
_CHINESE_NUMBER = re.compile(
    r"(?P<number>\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(]\d+[)）]|\d+[、．)）]|[①-⑳]))\t[ \t]*(?=\S)"
)
_ONE_TAB = re.compile(r"(?<=\S)[ ]*\t[ \t]*(?=\S)")
_FRONT_COLON = re.compile(rf"^(?P<key>{'|'.join(FRONT_KEYS)})\s*：\s*", re.MULTILINE)
_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s")


@mend("heading", *PAGE_KINDS)
def _headings(source: MendedText) -> str:
    """``## 三、`` for ``##三、``, for full-width signs and for an indent or a full-width space about the signs."""

    def change(line: str) -> str:
        match = _HEADING.match(line)
        if match is None or _PLAIN_HEADING.match(line):
            return line
        return f"{match['signs'].replace('＃', '#')} {line[match.end() :]}"

    return with_lines(source.text, change)


@mend("list-mark", *PAGE_KINDS)
def _list_marks(source: MendedText) -> str:
    """``- `` for the marks of lists of Word and WPS, with a blank line before the first, as Markdown wants it."""
    body = read_front(source.text).body
    output: list[str] = []
    for line, is_text in lines_of(source.text[body:]):
        match = _MARK.match(line) if is_text else None
        if match is not None and output and output[-1].strip() and not _ITEM.match(output[-1]):
            output.append("")
        output.append(f"{match['lead']}- {line[match.end() :]}" if match is not None else line)
    return source.text[:body] + "\n".join(output)


@mend("indent", *PAGE_KINDS)
def _indents(source: MendedText) -> str:
    """Take full-width spaces away before what is no paragraph: the mark of a list, a table, a call of a macro.

    And tabs and many spaces before Chinese text that belongs to no list and no box, where Markdown would see code.
    """
    deep_before = False

    def change(line: str) -> str:
        nonlocal deep_before
        match = _STRUCTURE.match(line) or (_DEEP.match(line) if not deep_before else None)
        line = line[match.end() :] if match is not None else line
        if line.strip():
            deep_before = _ITEM.match(line) is not None or line.startswith((" ", "\t", "!!!", "???", "==="))
        return line

    return with_lines(source.text, change)


@mend("tab", *PAGE_KINDS)
def _tabs(source: MendedText) -> str:
    """A space, or nothing, for the tab that Word writes after a number, and a space for a single one in a line."""

    def change(line: str) -> str:
        line = _CHINESE_NUMBER.sub(r"\g<number>", _NUMBERED.sub(r"\g<number> ", line, count=1), count=1)
        tabs = _ONE_TAB.findall(line)
        return _ONE_TAB.sub(" ", line) if len(tabs) == 1 and tabs[0].count("\t") == 1 else line

    return with_lines(source.text, change)


@mend("double-spaces", *PAGE_KINDS)
def _double_spaces(source: MendedText) -> str:
    """Leave one of several spaces between Chinese characters; columns of tables may be aligned by them."""
    return with_lines(source.text, lambda line: line if "|" in line else DOUBLE_SPACES.sub(" ", line))


@mend("wide-colon", *PAGE_KINDS)
def _front_colons(source: MendedText) -> str:
    """A colon and a space for the full-width colon after a key of the front matter."""
    if not source.text.startswith("---"):
        return source.text
    end = source.text.find("\n---", 3)
    front = source.text[: max(end, 0)]
    return _FRONT_COLON.sub(r"\g<key>: ", front) + source.text[len(front) :]
