"""The byline below the title of a report, or the signature at its end: a date and the name of the agency."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.readers.document import Document, Origin, SourceParagraph
from gongkai.readers.document.titles import BYLINE, Title, is_name, one_line
from gongkai.readers.facts.dates import WrittenDate, dates_in
from gongkai.readers.facts.evidence import Evidence
from gongkai.readers.remarks import Doubt, Remark

_DATE_LINE = re.compile(r"[（(\[【]?[^，。；]{0,24}?[）)\]】]?")


@dataclass(frozen=True, slots=True)
class Signature:
    """A date, and the name in or before its line."""

    date: WrittenDate | None = None
    name: str = ""
    origin: Origin = field(default_factory=Origin)


def find_signature(document: Document, title: Title, evidence: Evidence) -> Signature:
    """Find the byline below the title (name, and a date in brackets), else the signature at the end.

    Args:
        document: As a reader returned it.
        title: Its title.
        evidence: Takes the blocks of both, which are not narrative, and a remark where their dates differ.
    """
    paragraphs = list(document.paragraphs())
    places = [number for number, item in enumerate(paragraphs) if item.origin.block in title.blocks]
    below = places[-1] + 1 if places else 0
    signed = _signed(paragraphs[below : below + 3], evidence)
    tail = [
        item
        for item in paragraphs[max(below, len(paragraphs) - 8) :]
        if item.origin.block not in evidence.metadata_blocks
    ]
    at_end = _signed(tail[-4:], evidence)
    if signed.date is not None and at_end.date is not None and signed.date.day != at_end.date.day:
        evidence.remarks.append(_on_other_date(signed.date, at_end.date, at_end.origin))
    return signed if signed.date is not None else at_end


def _on_other_date(below_title: WrittenDate, at_end: WrittenDate, origin: Origin) -> Remark:
    """A remark that the dates below the title and at the end differ: one with a time of day is that of publication."""
    if below_title.iso != below_title.day:
        args = (("date", below_title.iso), ("signed", at_end.iso))
        return Remark(Doubt.NOTED, "date-signed-other", origin, at_end.text, args=args)
    dates = (("first", below_title.text), ("second", at_end.text))
    return Remark(Doubt.GUESSED, "dates-differ", origin, at_end.text, args=dates)


def _signed(lines: Iterable[SourceParagraph], evidence: Evidence) -> Signature:
    """The date among some lines that is in a line of its own or with a name, and that name."""
    short = [line for line in lines if len(line.text) <= BYLINE and not line.level and "。" not in line.text]
    for number, line in enumerate(short):
        text = one_line(line.text)
        date = next(dates_in(text), None)
        if date is None or not _DATE_LINE.fullmatch(text) or _rest(text, date) not in ("", _name_of(text, date)):
            continue
        name = _name_of(text, date)
        before = short[number - 1] if number else None
        if not name and before is not None and is_name(one_line(before.text)) and _follows(before, line):
            name = one_line(before.text)
            evidence.metadata_blocks.add(before.origin.block)
        evidence.metadata_blocks.add(line.origin.block)
        return Signature(date, name, line.origin)
    return Signature()


def _follows(before: SourceParagraph, line: SourceParagraph) -> bool:
    return 0 < line.origin.block - before.origin.block <= 2  # noqa: PLR2004 - a blank one may be between


def _rest(text: str, date: WrittenDate) -> str:
    return text.replace(date.text, "").strip(" （）()[]【】")


def _name_of(text: str, date: WrittenDate) -> str:
    rest = _rest(text, date)
    return rest if is_name(rest) else ""
