"""Lines that are meant for paragraphs and that Markdown makes one of, where a site has not chosen otherwise."""

import re
from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level
from gongkai.narrative import Narrative, Paragraph, characters

_ENDS = re.compile(r"[。；！？][”’）)]?\s*$")
_MAY_JOIN = re.compile(r"[。；！？][”’）)]?[ \t\u3000]*\n[^\S\n]*[^\s#>|*+\-<`~!=:{\[]")
"""A line that ends a sentence, with text in the next one."""
_BEGINS = re.compile(
    r"\s*(?:[\u3000\xa0]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、是]|\d+[.．、]|[①-⑳])"
)
"""How lines begin that are meant for paragraphs: an indent, a number."""
_SENTENCES = re.compile(r"[。！？](?=.)")
"""A sentence that ends within a line, as in text of a word processor, where one line is a paragraph."""


@rule(
    "joined-lines",
    name="段落",
    levels=(Level.NOTICE,),
    source="本软件的写法",
    statement="一段一段写的文字，网页上也分段：段与段之间空一行，或者在 mkdocs.yml 里写 hard_paragraphs。",
    english="lines that are meant for paragraphs are not joined into one",
    needs_form=False,
    wordings={
        "text": (
            "这一行和下一行在网页上会连成一段，这样的有 {count} 处。要分段的，"
            "在 mkdocs.yml 的 gongkai 下面写 hard_paragraphs: true，或者在段与段之间空一行。"
        ),
    },
)
def joined_lines(subject: Subject) -> Iterator[Finding]:
    """Text pasted a line a paragraph, on a site where an empty line begins one; one finding for a whole file."""
    narrative = subject.narrative
    if narrative is None or narrative.hard_paragraphs or not _MAY_JOIN.search(narrative.text):
        return
    places = list(_joined(narrative))
    if places:
        yield subject.finding(
            "joined-lines",
            level=Level.NOTICE,
            path=narrative.path,
            line=places[0],
            column=1,
            args={"count": str(len(places))},
        )


def _joined(narrative: Narrative) -> Iterator[int]:
    """The lines that end one paragraph and are followed by another in the same block."""
    source = narrative.text.split("\n")
    for block in narrative.blocks:
        if not isinstance(block, Paragraph):
            continue
        for number in range(characters(block.inlines).count("\n")):
            line, below = source[block.line + number - 1 : block.line + number + 1]
            is_prose = _SENTENCES.search(line) is not None and _ENDS.search(below) is not None
            if _ENDS.search(line) and (_BEGINS.match(below) or is_prose):
                yield block.line + number
