"""Calls of macros with one brace, full-width braces, Chinese quotation marks and the like."""

import re
import unicodedata

from gongkai.editing.fix.mends import PAGE_KINDS, MendedText, TextKind, mend
from gongkai.narrative import parse_narrative
from gongkai.narrative.leftovers import leftovers
from gongkai.narrative.template import scan

_TAG = re.compile(r"\{\{[^{}\n]*\}\}")
_QUOTES = str.maketrans("“”‘’「」『』＂＇", '""""""""""')
_DOT = re.compile(r"(?<=\S)[．。·](?=\S)")


@mend("call", *PAGE_KINDS)
def _calls(given: MendedText) -> str:
    """The call that is meant, where what is written can be read as one and as no other."""
    text = _with_plain_tags(given.text)
    if given.kind is not TextKind.NARRATIVE:  # elsewhere a name with brackets may be what the page speaks of
        return text
    narrative, _ = parse_narrative(text, path="")
    lines = text.split("\n")
    for item in reversed(leftovers(narrative)):
        if item.call and "\n" not in item.written:
            line, start = lines[item.line - 1], item.column - 1
            at = line.find(item.written, start)
            if at >= 0:
                lines[item.line - 1] = line[:at] + item.call + line[at + len(item.written) :]
    return "\n".join(lines)


def _with_plain_tags(text: str) -> str:
    """The text with plain marks in what stands between two braces, where that makes a call of it."""
    body = scan(text).body
    return text[:body] + _TAG.sub(lambda match: _plain_tag(match[0]), text[body:])


def _plain_tag(tag: str) -> str:
    if scan(f"\n{tag}").slots:
        return tag
    plain = unicodedata.normalize("NFKC", tag).translate(_QUOTES)
    for candidate in (plain, _DOT.sub(".", plain)):
        if scan(f"\n{candidate}").slots:
            return candidate
    return tag
