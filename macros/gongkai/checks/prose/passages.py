"""The text of a narrative as passages (paragraphs, items of lists) without blanks and marks, each sign with its place.

Nothing is parsed as Markdown: what is looked for are words and numbers, and their places in the file.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from gongkai.checks.prose.numerals import CHINESE, DIGITS
from gongkai.checks.prose.quantities import SLOT
from gongkai.forms import Form
from gongkai.narrative import Narrative
from gongkai.narrative.sections import written_sections

_FIGURE_MACROS = frozenset({"figure", "total", "share"})
_BLANK = "\ue001"
"""What is in the text, as often as is needed, for what a reader does not see."""
_UNSEEN = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>\n]*>|(?<!`)`(?!`)[^`\n]+`|\[(?=[^\[\]\n]*\]\()|\]\([^()\n]*\)"
    r"|https?://[^\s，。；）<]+|\{:[^{}\n]*\}",
    re.DOTALL,
)
_MAY_BE_UNSEEN = re.compile(r"[<`]|\]\(|http|\{:")
_KEPT = re.compile('(?:[^ \t\u00a0\u3000*_~“”‘’"\u200b\ufeff\ue001]|(?<=[0-9]) (?=[0-9]))+')
_MARKER = re.compile(
    r"(?:[-+*>]\s+|>\s*|\d{1,2}[.、．)）](?!\d)\s*|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|[①-⑳]\s*|[一二三四五六七八九十]{1,3}、)+"
)
_FENCE = re.compile(r"```|~~~")
_ENDS = frozenset("，。；：、！？,.;:!?")
_WRAPPED = 20
"""The fewest characters of a line that, without a mark at its end, goes on in the next."""
DENIED = (
    "未[收接受发出产制作实印涉有曾结没新]|没有|没收|没接|无(?![法障关误缝论偿理疑线形所须需纸])|均[为无]|零"
    "|不存在|不涉及"
)
"""Where there is none of these, nothing is denied."""
_OF_INTEREST = re.compile(
    rf"[{DIGITS}]+(?![{DIGITS}])(?!\s*[年月日号])|[{CHINESE}]\s*[余多来几]?\s*[件份宗起例次条项个部笔单万千百元倍]|百分之"
    "|" + DENIED
)
"""Where there is none of these, nothing is said of a figure: a number that is no date, or that there was nothing."""
_SENTENCE = re.compile("[^。！？!?\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an item of a list.

    Attributes:
        text: What is read of it: without blanks and marks, ``SLOT`` for a macro that prints a figure.
        starts: Where its runs begin that are in the file without a gap.
        places: Where each of these is in the narrative's text.
        first_slot: Number of its first figure macro among the slots of the narrative that print a figure.
        section: Id of the table of the section that it is in, if that has one.
        heading: The text of the headings within the section that it is below.
        follows: Whether it goes on with what the passage before it says: an item of a list, or what a colon opens.
    """

    text: str
    starts: Sequence[int]
    places: Sequence[int]
    first_slot: int
    section: str | None
    heading: str
    follows: bool

    def place(self, number: int) -> int:
        """Where a sign of ``text`` is in the narrative's text."""
        run = bisect_right(self.starts, number) - 1
        return self.places[run] + number - self.starts[run]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Begin and end of its sentences, but for those that say nothing of a figure."""
        text = self.text
        for match in _SENTENCE.finditer(text):
            start, end = match.span()
            if _OF_INTEREST.search(text, start, end) or text.find(SLOT, start, end) >= 0:
                yield start, end


def passages(narrative: Narrative, form: Form) -> Iterator[Passage]:
    """The passages of a narrative in order; headings, Markdown tables and code are left out."""
    text = _readable(narrative)
    sections = _sections(form, narrative)
    starts = [line for line, _ in sections]
    gatherer = _Gatherer()
    position, fenced = narrative.body_start, False
    for number, line in enumerate(text.split("\n"), narrative.body_line + 1):
        if not line:
            yield from gatherer.end()
            position += 1
            continue
        bare = line.lstrip(" \t\u3000\u00a0")
        if _FENCE.match(bare):
            fenced = not fenced
            yield from gatherer.end()
        elif fenced or not bare.strip(_BLANK + " ") or bare.startswith(("|", "!!!", "???")) or "\t" in bare.rstrip():
            yield from gatherer.end()
        elif bare.startswith("#"):
            yield from gatherer.end()
            place = bisect_right(starts, number) - 1
            gatherer.begin_part(sections[place][1] if place >= 0 else None, bare, new=number in starts)
        else:
            indent = position + len(line) - len(bare)
            marker = _MARKER.match(bare)
            if marker is not None:
                yield from gatherer.end()
                gatherer.is_item = bare[marker.end() - 1] != "、" or bare[0].isdecimal()
                indent, bare = indent + marker.end(), bare[marker.end() :]
            gatherer.add(bare, indent)
        position += len(line) + 1
    yield from gatherer.end()


def _readable(narrative: Narrative) -> str:
    """The text after the front matter, sign for sign in its place, with what is not read covered."""
    parts, position = [], narrative.body_start
    for slot, (start, end) in zip(narrative.slots, narrative.spans, strict=True):
        parts.append(narrative.text[position:start])
        sign = SLOT if slot.name in _FIGURE_MACROS else _BLANK
        parts.append(sign + _BLANK * (end - start - 1))
        position = end
    text = "".join([*parts, narrative.text[position:]])
    if _MAY_BE_UNSEEN.search(text):
        text = _UNSEEN.sub(_covered, text)
    return text


def _covered(match: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else _BLANK for sign in match[0])


def _sections(form: Form, narrative: Narrative) -> list[tuple[int, str | None]]:
    """The line of each section's heading, with the id of its table."""
    sections = written_sections(form, narrative).values()
    return sorted(((item.heading.line, item.section.table) for item in sections), key=itemgetter(0))


class _Gatherer:
    """Puts lines together to passages; of those that cannot be of interest only what the next one needs is kept."""

    def __init__(self) -> None:
        self.section: str | None = None
        self.heading = ""
        self.is_item = False
        self._slots = 0
        self._opened = False
        self._lines: list[tuple[str, int]] = []
        self._skipped: tuple[list[tuple[str, int]], int] | None = None

    def begin_part(self, section: str | None, heading: str, *, new: bool) -> None:
        """A heading: that of a section, or one within it."""
        self.section, self.heading = section, "" if new else heading
        self._opened, self._skipped = False, None

    def add(self, line: str, position: int) -> None:
        """A line of the passage, and where it begins."""
        self._lines.append((line, position))

    def end(self) -> Sequence[Passage]:
        """The passage, if it is of interest; before it the passage that it continues, if that one was left out."""
        lines, self._lines = self._lines, []
        is_item, self.is_item = self.is_item, False
        if not lines:
            return ()
        raw = "\n".join([line for line, _ in lines])
        follows, first_slot = is_item or self._opened, self._slots
        self._slots += raw.count(SLOT)
        self._opened = raw.rstrip().endswith(("：", ":"))
        if not _OF_INTEREST.search(raw):
            if not follows or SLOT in raw:
                self._skipped = (lines, first_slot)
            return ()
        skipped, self._skipped = self._skipped, None
        passage = self._passage(lines, first_slot, follows=follows)
        return (self._passage(*skipped, follows=False), passage) if follows and skipped is not None else (passage,)

    def _passage(self, lines: list[tuple[str, int]], first_slot: int, *, follows: bool) -> Passage:
        parts: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        length = before = 0
        for line, position in lines:
            # A line goes on with the one before where that has no mark at its end and is as long as wrapped lines are.
            if parts and (parts[-1][-1] in _ENDS or before < _WRAPPED):
                parts.append("\n")
                starts.append(length)
                places.append(position - 1)
                length += 1
            before = len(line)
            for match in _KEPT.finditer(line):
                parts.append(match[0])
                starts.append(length)
                places.append(position + match.start())
                length += len(match[0])
        return Passage("".join(parts), starts, places, first_slot, self.section, self.heading, follows)


def figure_slots(narrative: Narrative) -> Mapping[int, int]:
    """By number among the slots that print a figure the number among all."""
    printing = (number for number, slot in enumerate(narrative.slots) if slot.name in _FIGURE_MACROS)
    return dict(enumerate(printing))
