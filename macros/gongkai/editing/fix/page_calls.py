"""Calls of macros with one brace, full-width braces, Chinese quotation marks and the like."""

import re

from gongkai.editing.fix.mends import PAGE_KINDS, MendedText, TextKind, mend
from gongkai.narrative import parse_narrative
from gongkai.narrative.miswritten.call_meant import call_meant
from gongkai.narrative.miswritten.leftovers import leftovers
from gongkai.narrative.model import BLOCK_MACROS
from gongkai.narrative.template import scan

_TAG = re.compile(r"\{\{(?:[^{}\n]*\}\}|[^{}｛｝)）\n]*[)）]?[ ]*[}｝]*)")
"""What is between two braces, or begins with two and is not ended by two."""


@mend("call", *PAGE_KINDS)
def _calls(source: MendedText) -> str:
    """The call that is meant, where what is written can be read as one and as no other."""
    text = _with_plain_tags(source.text)
    if source.kind is not TextKind.NARRATIVE:  # elsewhere a name with brackets may be what the page speaks of
        return text
    narrative, _ = parse_narrative(text, path="")
    lines = text.split("\n")
    for item in reversed(leftovers(narrative)):
        line = lines[item.line - 1]
        start = line.find(item.text, item.column - 1)
        if item.call and start >= 0:
            before, after = line[:start], line[start + len(item.text) :]
            lines[item.line - 1] = _with_call(before, item.call, after, alone=item.name in BLOCK_MACROS)
    return "\n".join(lines)


def _with_call(before: str, call: str, after: str, *, alone: bool) -> str:
    """A line with a call put in; a call that prints a block, such as a table, becomes a paragraph of its own."""
    if not alone:
        return before + call + after
    return "\n\n".join(part for part in (before.rstrip(), call, after.strip()) if part)


def _with_plain_tags(text: str) -> str:
    """The text with plain marks in what is between two braces, where that makes a call of it."""
    body = scan(text).body
    return text[:body] + _TAG.sub(lambda match: _plain_tag(match[0]), text[body:])


def _plain_tag(tag: str) -> str:
    call = call_meant(tag)
    return tag if call is None or call.guessed or not call.slips else call.slot.code
