"""Where the statutory tables of a report are in its narrative: where it calls for them, else at the ends of sections.

A narrative that calls for none of its tables leaves their places to the page: each is at the end of its section.
One that calls for some has said where they are, and those that it does not call for are missing.
"""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from operator import itemgetter

from gongkai.errors import PlaceError
from gongkai.forms import Form, resolve
from gongkai.narrative.miswritten.leftovers import leftovers
from gongkai.narrative.miswritten.unmarked import unmarked_sections
from gongkai.narrative.model import Slot
from gongkai.narrative.parse import Narrative, parse_narrative
from gongkai.narrative.sections import SECTION_LEVEL, written_sections
from gongkai.reports import Report

_BEHIND_TEXT = frozenset({"notes", "downloads"})
"""Macros that follow the text of a report, in no section."""
_WORD = re.compile(r"[^\s\"'“”‘’「」『』＂＇()（）{}｛｝,，、=]+")
_ALIKE = 0.6
"""How much a word has to be like ``table`` to be meant for it."""


def table_call(form: Form, table: str) -> str:
    """The line to write for a table: ``{{ table("申请") }}``."""
    return f'{{{{ table("{form.table_index[table].name.short}") }}}}'


def called_tables(narrative: Narrative, report: Report) -> tuple[tuple[Slot, str], ...]:
    """The calls for tables of a report in its own narrative, each with the id of the table, in order."""
    form = report.form
    calls = (slot for slot in narrative.slots if slot.name == "table" and _is_own(slot, report)) if form else ()
    return tuple((slot, table) for slot in calls if form and (table := _table(form, slot)) is not None)


def _is_own(slot: Slot, report: Report) -> bool:
    return slot.option("agency") in (None, report.agency) and slot.option("year") in (None, report.year)


def _table(form: Form, slot: Slot) -> str | None:
    try:
        place = resolve(form, str(slot.args[0])) if len(slot.args) == 1 else None
    except PlaceError:
        return None
    return place.table if place is not None and place.row is None else None


def _names_a_table(form: Form, slot: Slot) -> bool:
    return bool(slot.option("agency") or slot.option("year")) or _table(form, slot) is not None


def broken_tables(narrative: Narrative, report: Report) -> frozenset[str]:
    """Ids of the tables that a narrative means by calls that are written wrong, each of which has a finding."""
    form = report.form
    return frozenset(_broken(form, narrative)) if form is not None else frozenset()


def _broken(form: Form, narrative: Narrative) -> Iterator[str]:
    lines = narrative.text.split("\n")
    pieces = [(item.line, item.text) for item in leftovers(narrative) if item.name in ("", "table")]
    pieces += [(line, lines[line - 1]) for line in narrative.faulty_lines]
    pieces += [
        (slot.line, slot.code) for slot in narrative.slots if slot.name == "table" and not _names_a_table(form, slot)
    ]
    tables = (meant_table(form, narrative, line, text) for line, text in pieces)
    return (table for table in tables if table is not None)


def meant_table(form: Form, narrative: Narrative, line: int, text: str) -> str | None:
    """Id of the table that a miswritten call means; a call that names no table means the table of its section.

    Args:
        form: The form.
        narrative: The text that the call is in.
        line: Its line in the file.
        text: The call, or the whole line.
    """
    words = _WORD.findall(text)
    table = next((table for word in words if (table := form.table_named(word)) is not None), None)
    if table is not None or not get_close_matches("table", words, cutoff=_ALIKE):
        return table.id if table is not None else None
    sections = written_sections(form, narrative).values()
    return next((item.section.table for item in sections if item.heading.line < line < item.end), None)


def leaves_places_open(narrative: Narrative, report: Report) -> bool:
    """Whether a narrative calls for no table of its report, not even by a call that is written wrong."""
    has_form = report.form is not None
    return has_form and not called_tables(narrative, report) and not broken_tables(narrative, report)


def completed(narrative: Narrative, report: Report) -> Narrative:
    """The narrative with a call for each table at the end of its section, if it leaves their places open; else itself.

    Args:
        narrative: The text of a report.
        report: The report.
    """
    form = report.form
    if form is None or not leaves_places_open(narrative, report):
        return narrative
    lines = narrative.text.split("\n")
    places = table_places(form, narrative)
    for table, line in sorted(places.items(), key=itemgetter(1))[::-1]:
        lines[line:line] = ["", table_call(form, table), *([""] if lines[line : line + 1] != [""] else [])]
    text = "\n".join(lines)
    return parse_narrative(text, path=narrative.path, hard_paragraphs=narrative.hard_paragraphs)[0]


def table_places(form: Form, narrative: Narrative) -> dict[str, int]:
    """By id of each table that has a section the line after which it belongs: the last one of the section's text."""
    ends = section_ends(form, narrative)
    return {section.table: ends[section.number] for section in form.sections if section.table is not None}


def section_ends(form: Form, narrative: Narrative) -> dict[str, int]:
    """By number of each section the last line of its text; calls of what follows the whole text are left out.

    Args:
        form: The form.
        narrative: The text. Where a section is missing, it is the end of the one before it.
    """
    headings = {number: item.heading.line for number, item in written_sections(form, narrative).items()}
    missing = [section for section in form.sections if section.number not in headings]
    starts = headings | {number: item.line for number, item in unmarked_sections(missing, narrative).items()}
    bounds = {*starts.values(), *(item.line for item in narrative.headings if item.level <= SECTION_LEVEL)}
    text = narrative.text.split("\n")
    skipped = {slot.line for slot in narrative.slots if slot.name in _BEHIND_TEXT}
    ends: dict[str, int] = {}
    end = _last_line(text, skipped, narrative.body_line, min(starts.values(), default=len(text) + 1))
    for section in form.sections:
        start = starts.get(section.number)
        if start is not None:
            end = _last_line(text, skipped, start, min(_after(bounds, start), default=len(text) + 1))
        ends[section.number] = end
    return ends


def _after(lines: Collection[int], line: int) -> Iterator[int]:
    return (item for item in lines if item > line)


def _last_line(text: list[str], skipped: set[int], start: int, end: int) -> int:
    """The last line between two that is neither empty nor skipped; the first of the two where there is none."""
    lines = (line for line in range(end - 1, start, -1) if text[line - 1].strip() and line not in skipped)
    return next(lines, max(start, 1))
