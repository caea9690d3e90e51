"""What the sections of a narrative say: their sentences, each with its place, read from the lines as written.

Parsing Markdown costs more than all rules together, and a rule on what is said needs only where a sentence ends.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.forms import Form, Section
from gongkai.narrative import Narrative
from gongkai.narrative.sections import WrittenSection, written_sections

UNSEEN = "\0"
"""What is in a text for every character of a macro call, a comment or a Markdown table."""
UNFILLED = "请填写"
"""What `gongkai new` leaves to be written over: a text with it is no text yet, and is found as such."""
_MARKUP = re.compile(r"(?s:<!--.*?-->)|\{\{[^{}]*\}\}|^[ \t]*\|.*$", re.MULTILINE)
_COVERED = re.compile(f"{UNSEEN}+")
_MARKS = re.compile(rf"[\s{UNSEEN}#*_>`]+")
_BARE = re.compile(r"[（(]?(?:暂?无|没有)[)）]?[。.]?")
_SENTENCE = re.compile(r"[^。！？；!?;]+")
_BEGINS = re.compile(r"\s*(?:$|#|[*+>-]\s|\d{1,2}[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[）)、是])")
"""A line that does not go on with the line above: empty, or with a mark or a number before it."""
_NUMBER = re.compile(r"^[\s*_#>（(-]*[一二三四五六七八九十]{1,3}[）)、是]")
_SUBHEADING = re.compile(
    r"^(?:[ \t]*#.*|[\s*_]*[（(][一二三四五六七八九十]{1,3}[）)][^。；！？，：;!?,:\n]{1,20})$", re.MULTILINE
)
"""A heading within a section, or a numbered line that is one without its sign."""
_FULL_STOP = re.compile("[。！？；!?;\\n]+")
_DIGITS = re.compile("[0-9０-９]+")
_BEFORE = "（(一二三四五六七八九十）)、是*#_>-. \u3000"
"""Signs before a sentence in a list."""
_LETTER = re.compile(r"[^\W\d_]")
_CUT = re.compile(r"^\s*…|…{2}\s*$", re.MULTILINE)
_NO_WORD = re.compile(r"[\W\d_]+")
_SPACE = f"{UNSEEN} \t\n\u3000"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a section of a narrative.

    Attributes:
        text: As written, without its full stop.
        start: Where it begins in the text of its section.
        is_heading: Whether it is a heading within the section.
    """

    text: str
    start: int
    is_heading: bool

    @property
    def one_line(self) -> str:
        """The sentence in one line, with dots for what is not seen."""
        return _COVERED.sub("…", self.text).replace("\n", "")


@dataclass(frozen=True)
class SectionText:
    """The text of one section.

    Attributes:
        source: The section as it is in the narrative.
    """

    source: WrittenSection

    @property
    def section(self) -> Section:
        """The section of the form."""
        return self.source.section

    @property
    def path(self) -> str:
        """The file."""
        return self.source.narrative.path

    @property
    def heading_line(self) -> int:
        """The line of its heading."""
        return self.source.heading.line

    @cached_property
    def text(self) -> str:
        """The lines below its heading, with ``UNSEEN`` for every character of macro calls, comments and tables."""
        return _MARKUP.sub(_covered, "\n".join(line for _, line in self.source.source_lines))

    @cached_property
    def plain(self) -> str:
        """Its text without white space and marks of Markdown, for counting and for asking whether there is any."""
        return _MARKS.sub("", self.text)

    @cached_property
    def content(self) -> str:
        """The same without the headings within it."""
        return _MARKS.sub("", _SUBHEADING.sub("", self.text))

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: it has not one letter."""
        return _LETTER.search(self.text) is None

    @property
    def is_cut(self) -> bool:
        """Whether it says itself that something is left out: a paragraph begins or ends with dots.

        So do transcriptions of a report that give it in part, of which nothing is known to be missing.
        """
        return "…" in self.text and _CUT.search(self.text) is not None

    @property
    def is_bare(self) -> bool:
        """Whether it says 无 and nothing else."""
        return _BARE.fullmatch(self.content) is not None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The section's sentences, with the headings within it; a sentence may run on over several lines."""
        return tuple(sentence for start, end in _paragraphs(self.text) for sentence in _split(self.text, start, end))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words alone of every sentence: without its number in a list, figures, punctuation and white space."""
        return tuple(_NO_WORD.sub("", _NUMBER.sub("", sentence.text)) for sentence in self.sentences)

    @cached_property
    def fragments(self) -> frozenset[str]:
        """What is in each line between full stops: texts that share none of it repeat nothing of each other.

        Quicker than ``words``, which most reports can thus do without.
        """
        parts = _FULL_STOP.split(self.text.replace(UNSEEN, "").replace(" ", ""))
        return frozenset(_DIGITS.sub("", part).lstrip(_BEFORE) for part in parts) - {""}

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file, from 1, of a character of its text."""
        before = self.text[:offset]
        return self.heading_line + 1 + before.count("\n"), offset - before.rfind("\n")


@lru_cache(maxsize=32)
def section_texts(form: Form, narrative: Narrative) -> Mapping[str, SectionText]:
    """The text of every section that a narrative has, by number; kept for this report's rules and the next year's."""
    return {number: SectionText(section) for number, section in written_sections(form, narrative).items()}


def text_that_holds(form: Form, narrative: Narrative, content: str) -> SectionText | None:
    """The text of the section that is about something; None where the form or the narrative has no such section.

    Args:
        form: The form.
        narrative: The narrative of a report on it.
        content: One of the contents of ``Section.holds``.
    """
    section = form.section_that_holds(content)
    return section_texts(form, narrative).get(section.number) if section is not None else None


def _covered(match: re.Match[str]) -> str:
    return "\n".join(UNSEEN * len(line) for line in match[0].split("\n"))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph."""
    start = offset = 0
    goes_on = False
    for line in text.split("\n"):
        if not goes_on or _BEGINS.match(line):
            yield start, offset
            start = offset
        offset += len(line) + 1
        goes_on = not line.lstrip().startswith("#")
    yield start, min(offset, len(text))


def _split(text: str, start: int, end: int) -> Iterator[Sentence]:
    is_heading = text.startswith("#", start) or _SUBHEADING.fullmatch(text[start:end].strip("\n")) is not None
    for match in _SENTENCE.finditer(text, start, end):
        sentence = match[0].lstrip(_SPACE)
        if sentence:
            yield Sentence(sentence.rstrip(_SPACE), match.end() - len(sentence), is_heading)
