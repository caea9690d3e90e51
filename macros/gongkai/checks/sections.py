"""Which part of a narrative belongs to which section of the form: one reading for every rule that asks.

A section begins with its heading and ends before the next one's, or before a heading of a higher level. Text before the
first section belongs to none.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.checks.heading_text import heading_text
from gongkai.forms import Form, Section
from gongkai.forms.model import canonical
from gongkai.narrative import Block, Heading, Narrative

_NUMBERED = re.compile(r"^\s*([一二三四五六七八九十]+)\s*[、.．，,]\s*(.*?)\s*$")


@dataclass(frozen=True)
class WrittenSection:
    """A section of the form as one narrative has it.

    Attributes:
        section: The section of the form.
        heading: The heading that begins it.
        end: The line at which something else begins; one behind the last line of the file where nothing does.
        narrative: The file.
    """

    section: Section
    heading: Heading
    end: int
    narrative: Narrative

    @property
    def is_titled(self) -> bool:
        """Whether its heading is that of the form, or one of those that reports write instead."""
        return named(self.heading) in _titles_of(self.section)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks below its heading, headings within it among them; the whole file is parsed for them."""
        return tuple(block for block in self.narrative.blocks if self.heading.line < block.line < self.end)

    @cached_property
    def source_lines(self) -> tuple[tuple[int, str], ...]:
        """The lines below its heading as written, each with its number; this parses nothing."""
        lines = self.narrative.text.split("\n")[self.heading.line : self.end - 1]
        return tuple(enumerate(lines, self.heading.line + 1))


@lru_cache(maxsize=32)
def written_sections(form: Form, narrative: Narrative) -> dict[str, WrittenSection]:
    """By number every section of a form that a narrative has, in the order of the file.

    Its heading is the one with its title, else the first one with its number: text within a section is often numbered
    alike, so only headings of the highest level of all these count by their number. Kept for the rules of one report.
    """
    headings = _headings(form, narrative)
    sections = {section.number: section for section in form.sections}
    return {
        number: WrittenSection(sections[number], heading, _end(narrative, heading, headings.values()), narrative)
        for number, heading in sorted(headings.items(), key=lambda item: item[1].line)
    }


def named(heading: Heading) -> str:
    """What a heading says behind its number, as titles are compared."""
    text = heading_text(heading)
    match = _NUMBERED.match(text)
    return canonical(match[2] if match else text)


def _headings(form: Form, narrative: Narrative) -> dict[str, Heading]:
    headings: dict[str, Heading] = {}
    numbered = []
    for heading in narrative.headings:
        match = _NUMBERED.match(heading_text(heading))
        title = named(heading)
        section = next((section for section in form.sections if title in _titles_of(section)), None)
        if section is not None:
            headings.setdefault(section.number, heading)
        elif match is not None:
            numbered.append((heading, match[1]))
    top = min((heading.level for heading in (*headings.values(), *(heading for heading, _ in numbered))), default=0)
    for heading, number in numbered:
        if heading.level == top and any(section.number == number for section in form.sections):
            headings.setdefault(number, heading)
    return headings


def _end(narrative: Narrative, heading: Heading, beginnings: Collection[Heading]) -> int:
    lines = (item.line for item in narrative.headings if item in beginnings or item.level < heading.level)
    return next((line for line in lines if line > heading.line), narrative.text.count("\n") + 2)


@lru_cache(maxsize=256)
def _titles_of(section: Section) -> frozenset[str]:
    return frozenset(canonical(name) for name in (section.title, *section.also))
