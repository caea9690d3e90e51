"""Titles pasted as text, or set in bold, made the headings that they are; names of paragraphs written once."""

import re
from functools import cache

from gongkai.editing.fix.mends import MendedText, TextKind, mend
from gongkai.editing.fix.page_lines import lines_of, with_lines
from gongkai.forms import shipped_forms
from gongkai.forms.names import canonical
from gongkai.narrative.front import read_front
from gongkai.narrative.miswritten.doubled_labels import folded_label

_AROUND = re.compile(r"^[\s\u3000]*(?:\*\*|__)?[\s\u3000]*|[\s\u3000]*(?:\*\*|__)?[\s\u3000]*$")
_HEADING = re.compile(r"(#+)\s+(\S.*?)\s*#*\s*$")
_REPORT = re.compile(r"[^#。！？|{}<>]{2,60}?20\d{2}\s*年度?政府信息公开(?:工作)?(?:年度报告|年报)")


@mend("plain-heading", TextKind.NARRATIVE)
def _plain_headings(source: MendedText) -> str:
    """``## 一、总体情况`` for a line that is this and nothing else, and ``# `` before the report's title.

    Only where the text has no such heading yet, and once.
    """
    start = read_front(source.text).body
    lines = lines_of(source.text[start:])
    missing = dict(_section_headings())
    is_titled = False
    for line, is_text in lines:
        match = _HEADING.match(line) if is_text else None
        if match is not None:
            missing.pop(canonical(match[2]), None)
            is_titled = is_titled or match[1] == "#"
    output = []
    first = next((line for line, _ in lines if line.strip()), "")
    for line, is_text in lines:
        bare = _AROUND.sub("", line) if is_text else ""
        heading = missing.pop(canonical(bare), None) if bare else None
        if heading is None and bare and not is_titled and line is first and _REPORT.fullmatch(bare):
            heading, is_titled = f"# {bare}", True
        output.append(line if heading is None else heading)
    return source.text[:start] + "\n".join(output)


@mend("doubled-label", TextKind.NARRATIVE)
def _doubled_labels(source: MendedText) -> str:
    """``**主动公开**：`` once where text was pasted behind it that begins with the same name."""
    return with_lines(source.text, folded_label)


@cache
def _section_headings() -> tuple[tuple[str, str], ...]:
    """The headings of the sections of every statutory form, by the words as they are compared."""
    sections = (section for form in shipped_forms() for section in form.sections)
    return tuple((canonical(section.heading), f"## {section.heading}") for section in sections)
