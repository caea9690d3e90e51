"""Agency, year and publication date of a report, from its title, meta tags, metadata tables and signature.

Nothing is invented: what the document does not say stays empty, and contradictions become remarks. Figures are not
considered, nor whether year and dates fit each other, which the checks do.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.readers.document import Document, Origin, SourceGrid, SourceParagraph
from gongkai.readers.document.titles import BYLINE, HAN, TOP_OF_PAGE, YEAR, Title, is_name, one_line, title_of, year_of
from gongkai.readers.facts.dates import WrittenDate, dates_in
from gongkai.readers.facts.labels import TAGS, Field, label_alone, label_pairs
from gongkai.readers.remarks import Doubt, Remark

_PERIOD = re.compile(rf"统计(?:的)?(?:期[限间]?|时间|周期)[^。；\n]{{0,16}}?{YEAR}")
_DATE_LINE = re.compile(r"[（(\[【]?[^，。；]{0,24}?[）)\]】]?")
_UNDATED = "未载"
"""Stands on a page of this project where the document has no date."""
_META_LINE, _VALUE = 160, 60
"""Most characters of a line of metadata, and of a value in a line of its own."""


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """What a document says of itself.

    Attributes:
        agency: Full name of the agency; empty where it does not say.
        year: The year reported on, or None.
        year_from: Where the year was taken from: ``title``, ``period`` or nothing.
        title: Its own title, line breaks of the layout taken out.
        published: ``YYYY-MM-DD`` or ``YYYY-MM-DD HH:MM``; empty where it does not say a day.
        published_from: Where that was taken from: ``meta``, ``line`` or ``signature``.
        number: Document number (文号).
        index: Index number (索引号).
        publisher: Who published it.
        taken: Numbers of the blocks that say this and nothing else, so they are not narrative.
        title_block: Number of the block of the title, or 0.
        remarks: What needs a look.
    """

    agency: str = ""
    year: int | None = None
    year_from: str = ""
    title: str = ""
    published: str = ""
    published_from: str = ""
    number: str = ""
    index: str = ""
    publisher: str = ""
    taken: frozenset[int] = frozenset()
    title_block: int = 0
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Evidence:
    """What is collected while a document is searched."""

    taken: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    fields: dict[Field, tuple[str, Origin]] = field(default_factory=dict)

    def put(self, name: Field, text: str, origin: Origin) -> None:
        if text and name not in self.fields:
            self.fields[name] = (text, origin)

    def text(self, name: Field) -> str:
        return self.fields[name][0] if name in self.fields else ""


def identify(document: Document) -> DocumentIdentity:
    """Collect what a document says of itself.

    Args:
        document: As a reader returned it.
    """
    evidence = _Evidence()
    for name, text in document.meta.items():
        kind = TAGS.get(name.lower())
        if kind is not None:
            evidence.put(kind, one_line(text), Origin())
    _metadata(document, evidence)
    title = title_of(document, evidence.text(Field.TITLE))
    evidence.taken.update(title.blocks)
    signed = _signature(document, title, evidence)
    published, source = _published(evidence, signed)
    year, year_from = _year(document, title, evidence)
    agency = title.name or _from_signature(signed, title) or ""
    _compare(agency, signed, evidence)
    return DocumentIdentity(
        agency=agency,
        year=year,
        year_from=year_from,
        title=title.text,
        published=published,
        published_from=source,
        number=evidence.text(Field.NUMBER),
        index=evidence.text(Field.INDEX),
        publisher=evidence.text(Field.PUBLISHER),
        taken=frozenset(evidence.taken),
        title_block=title.blocks[0] if title.blocks else 0,
        remarks=tuple(evidence.remarks),
    )


def _metadata(document: Document, evidence: _Evidence) -> None:
    """Take metadata from tables, lines such as ``发布时间：2021-03-05 08:58``, and labels with their values below."""
    _metadata_list(document, evidence)
    for block in document.blocks:
        if isinstance(block, SourceGrid):
            cells = [cell.text for row in block.rows for cell in row if cell.head]
            pairs = list(label_pairs(cells))
            if pairs and len(cells) <= 4 * len(pairs) + 4:
                evidence.taken.add(block.origin.block)
                for kind, text in pairs:
                    evidence.put(kind, one_line(text), block.origin)
        elif isinstance(block, SourceParagraph):
            _metadata_line(block, evidence)


def _metadata_list(document: Document, evidence: _Evidence) -> None:
    """Take labels that stand alone in a line, with the value in the next line, near the top of a page."""
    lines = list(document.paragraphs())[:TOP_OF_PAGE]
    for label, value in pairwise(lines):
        kind = label_alone(label.text)
        apart = value.origin.block != label.origin.block + 1 or value.level
        if kind is not None and not apart and len(value.text) <= _VALUE and label_alone(value.text) is None:
            evidence.taken.update((label.origin.block, value.origin.block))
            evidence.put(kind, one_line(value.text), label.origin)


def _metadata_line(block: SourceParagraph, evidence: _Evidence) -> None:
    pairs = list(label_pairs([block.text]))
    if not pairs or len(block.text) > _META_LINE or "。" in block.text:
        return
    evidence.taken.add(block.origin.block)
    for kind, text in pairs:
        evidence.put(kind, one_line(text), block.origin)


@dataclass(frozen=True, slots=True)
class _Signature:
    """A date, and the name in or before its line."""

    date: WrittenDate | None = None
    name: str = ""
    origin: Origin = field(default_factory=Origin)


def _signature(document: Document, title: Title, evidence: _Evidence) -> _Signature:
    """The byline below the title (name, and a date in brackets), else the signature at the end."""
    paragraphs = list(document.paragraphs())
    places = [number for number, item in enumerate(paragraphs) if item.origin.block in title.blocks]
    below = places[-1] + 1 if places else 0
    signed = _signed(paragraphs[below : below + 3], evidence)
    tail = [item for item in paragraphs[max(below, len(paragraphs) - 8) :] if item.origin.block not in evidence.taken]
    at_end = _signed(tail[-4:], evidence)
    if signed.date is not None and at_end.date is not None and signed.date.day != at_end.date.day:
        dates = (("first", signed.date.text), ("second", at_end.date.text))
        evidence.remarks.append(Remark(Doubt.GUESSED, "dates-differ", at_end.origin, at_end.date.text, args=dates))
    return signed if signed.date is not None else at_end


def _signed(lines: Iterable[SourceParagraph], evidence: _Evidence) -> _Signature:
    """The date among some lines that stands in a line of its own or with a name, and that name."""
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
            evidence.taken.add(before.origin.block)
        evidence.taken.add(line.origin.block)
        return _Signature(date, name, line.origin)
    return _Signature()


def _follows(before: SourceParagraph, line: SourceParagraph) -> bool:
    return 0 < line.origin.block - before.origin.block <= 2  # noqa: PLR2004 - a blank one may stand between


def _rest(text: str, date: WrittenDate) -> str:
    return text.replace(date.text, "").strip(" （）()[]【】")


def _name_of(text: str, date: WrittenDate) -> str:
    rest = _rest(text, date)
    return rest if is_name(rest) else ""


def _published(evidence: _Evidence, signed: _Signature) -> tuple[str, str]:
    """The day of publication and its source: tags and metadata, else the signature, which a remark then states."""
    if Field.PUBLISHED in evidence.fields:
        text, origin = evidence.fields[Field.PUBLISHED]
        date = next(dates_in(text), None)
        if date is not None and date.day:
            _other_date(date, signed, evidence)
            return date.written, "meta"
        if text.strip() and _UNDATED not in text:
            evidence.remarks.append(Remark(Doubt.UNREADABLE, "date-unread", origin, text))
    if signed.date is None:
        return "", ""
    if not signed.date.day:
        evidence.remarks.append(Remark(Doubt.NOTED, "date-without-day", signed.origin, signed.date.text))
        return "", ""
    args = (("date", signed.date.written),)
    evidence.remarks.append(Remark(Doubt.NOTED, "date-of-signature", signed.origin, signed.date.text, args=args))
    return signed.date.written, "signature"


def _other_date(date: WrittenDate, signed: _Signature, evidence: _Evidence) -> None:
    """Remark that the signature has another date; that of publication holds, as signing is not publishing."""
    if signed.date is not None and signed.date.day and signed.date.day != date.day:
        args = (("date", date.written), ("signed", signed.date.written))
        evidence.remarks.append(Remark(Doubt.NOTED, "date-signed-other", signed.origin, signed.date.text, args=args))


def _year(document: Document, title: Title, evidence: _Evidence) -> tuple[int | None, str]:
    period = _period(document)
    if title.year is not None:
        if period is not None and period[0] != title.year:
            args = (("title", str(title.year)), ("period", str(period[0])))
            evidence.remarks.append(Remark(Doubt.GUESSED, "years-differ", period[2], period[1], args=args))
        return title.year, "title"
    return (period[0], "period") if period is not None else (None, "")


def _period(document: Document) -> tuple[int, str, Origin] | None:
    for block in document.paragraphs():
        match = _PERIOD.search(one_line(block.text))
        year = year_of(match["year"]) if match is not None else None
        if match is not None and year is not None:
            return year, match[0], block.origin
    return None


def _from_signature(signed: _Signature, title: Title) -> str:
    return signed.name if not title.name else ""


def _compare(agency: str, signed: _Signature, evidence: _Evidence) -> None:
    """Remark that the signature names another agency than the title."""
    one, other = _plain(agency), _plain(signed.name)
    if one and other and one not in other and other not in one:
        args = (("title", agency), ("signed", signed.name))
        evidence.remarks.append(Remark(Doubt.GUESSED, "names-differ", signed.origin, signed.name, args=args))


def _plain(name: str) -> str:
    return re.sub(rf"[^{HAN}0-9A-Za-z]", "", name)
