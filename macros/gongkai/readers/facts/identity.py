"""Agency, year and publication date of a report, from its title, meta tags, metadata tables and signature.

Nothing is invented: what the document does not say stays empty, and contradictions become remarks. Figures are not
considered, nor whether year and dates fit each other, which the checks do.
"""

import re
from dataclasses import dataclass

from gongkai.findings import say
from gongkai.readers.document import Document, Origin
from gongkai.readers.document.titles import HAN, YEAR, Title, is_hardly_a_name, one_line, read_title, title_of, year_of
from gongkai.readers.facts.dates import WrittenDate, dates_in
from gongkai.readers.facts.evidence import Evidence, collect_metadata
from gongkai.readers.facts.labels import Field
from gongkai.readers.facts.signature import Signature, find_signature
from gongkai.readers.remarks import Doubt, Remark

_PERIOD = re.compile(rf"统计(?:的)?(?:期[限间]?|时间|周期)[^。；\n]{{0,16}}?{YEAR}")
_OF_REPORT = re.compile(r"政府信息公开(?:工作)?年[度报]|政府信息公开工作")
_TOP_ROWS, _LONGEST_TITLE = 3, 60
_UNDATED = ("未载", "未注明")
"""What is, or was, on a page of this project where the document has no date."""
_RETOLD = re.compile(
    re.escape(say("page.retold-by", {"by": "BY", "original": "ORIGINAL"}))
    .replace("BY", "(?P<by>.+?)")
    .replace("ORIGINAL", "(?P<original>[^；]+)")
)
"""What documents of this project say of a report that is retold; a copy for pasting goes on after a semicolon."""


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """What a document says of itself.

    Attributes:
        agency: Full name of the agency; empty where it does not say.
        name_in_doubt: Whether that is from the title alone and hardly a full name.
        year: The year reported on, or None.
        year_from: Where the year was taken from: ``title``, ``period`` or nothing.
        title: Its own title, line breaks of the layout taken out.
        published: ``YYYY-MM-DD`` or ``YYYY-MM-DD HH:MM``; empty where it does not say a day.
        published_from: Where that was taken from: ``meta``, ``line`` or ``signature``.
        number: Document number (文号).
        index: Index number (索引号).
        publisher: Who published it.
        retold: Who retold it and where the original stands, as a document of this project says it; None elsewhere.
        metadata_blocks: Numbers of the blocks that say this and nothing else, so they are not narrative.
        title_block: Number of the block of the title, or 0.
        remarks: What needs a look.
    """

    agency: str = ""
    name_in_doubt: bool = False
    year: int | None = None
    year_from: str = ""
    title: str = ""
    published: str = ""
    published_from: str = ""
    number: str = ""
    index: str = ""
    publisher: str = ""
    retold: tuple[str, str] | None = None
    metadata_blocks: frozenset[int] = frozenset()
    title_block: int = 0
    remarks: tuple[Remark, ...] = ()


def identify(document: Document) -> DocumentIdentity:
    """Collect what a document says of itself.

    Args:
        document: As a reader returned it.
    """
    evidence = Evidence()
    collect_metadata(document, evidence)
    period = _period(document)
    title = title_of(document, evidence.text(Field.TITLE), period=period[0] if period is not None else None)
    evidence.metadata_blocks.update(title.blocks)
    title = title if title.text else _title_in_table(document)
    signed = find_signature(document, title, evidence)
    published, source = _published(evidence, signed)
    retold = _retold(document, evidence)
    year, year_from = _year(period, title, evidence)
    hardly = title.name != "" and is_hardly_a_name(title.name)
    agency = signed.name if not title.name or (hardly and title.name in signed.name) else title.name
    _compare(agency, signed, evidence)
    return DocumentIdentity(
        agency=agency,
        name_in_doubt=hardly and not signed.name,
        year=year,
        year_from=year_from,
        title=title.text,
        published=published,
        published_from=source,
        number=evidence.text(Field.NUMBER),
        index=evidence.text(Field.INDEX),
        publisher=evidence.text(Field.PUBLISHER),
        retold=retold,
        metadata_blocks=frozenset(evidence.metadata_blocks),
        title_block=title.blocks[0] if title.blocks else 0,
        remarks=tuple(evidence.remarks),
    )


def _retold(document: Document, evidence: Evidence) -> tuple[str, str] | None:
    for block in document.paragraphs():
        match = _RETOLD.search(one_line(block.text))
        if match is not None:
            evidence.metadata_blocks.add(block.origin.block)
            return match["by"].strip(), match["original"].strip()
    return None


def _published(evidence: Evidence, signed: Signature) -> tuple[str, str]:
    """The day of publication and its source: tags and metadata, else the signature, which a remark then states."""
    if Field.PUBLISHED in evidence.fields:
        text, origin = evidence.fields[Field.PUBLISHED]
        date = next(dates_in(text), None)
        if date is not None and date.day:
            _other_date(date, signed, evidence)
            return date.iso, "meta"
        if text.strip() and not any(word in text for word in _UNDATED):
            evidence.remarks.append(Remark(Doubt.UNREADABLE, "date-unread", origin, text))
    if signed.date is None:
        return "", ""
    if not signed.date.day:
        evidence.remarks.append(Remark(Doubt.NOTED, "date-without-day", signed.origin, signed.date.text))
        return "", ""
    args = (("date", signed.date.iso),)
    evidence.remarks.append(Remark(Doubt.NOTED, "date-of-signature", signed.origin, signed.date.text, args=args))
    return signed.date.iso, "signature"


def _other_date(date: WrittenDate, signed: Signature, evidence: Evidence) -> None:
    """Remark that the signature has another date; that of publication holds, as signing is not publishing."""
    if signed.date is not None and signed.date.day and signed.date.day != date.day:
        args = (("date", date.iso), ("signed", signed.date.iso))
        evidence.remarks.append(Remark(Doubt.NOTED, "date-signed-other", signed.origin, signed.date.text, args=args))


def _year(period: tuple[int, str, Origin] | None, title: Title, evidence: Evidence) -> tuple[int | None, str]:
    if title.others:
        more = say("readers.and-others", {"count": len(title.others)}) if len(title.others) > 1 else ""
        args = (("title", title.text), ("others", f"“{title.others[0]}”{more}"))
        evidence.remarks.append(Remark(Doubt.GUESSED, "titles-differ", title.origin, title.text, args=args))
    if title.year is not None:
        if period is not None and period[0] != title.year:
            args = (("title", str(title.year)), ("period", str(period[0])))
            evidence.remarks.append(Remark(Doubt.GUESSED, "years-differ", period[2], period[1], args=args))
        return title.year, "title"
    return (period[0], "period") if period is not None else (None, "")


def _title_in_table(document: Document) -> Title:
    """The title in the first rows of the tables, where it is a cell of its own; the year alone if that names no agency.

    Only where they name one year and no two agencies.
    """
    texts = [
        one_line(row[0].text)
        for grid in document.grids()
        for row in grid.rows[:_TOP_ROWS]
        if len({cell.text for cell in row if cell.text}) == 1
    ]
    titles = [text for text in texts if len(text) <= _LONGEST_TITLE and _OF_REPORT.search(text)]
    years = {year for text in titles for match in re.finditer(YEAR, text) if (year := year_of(match["year"]))}
    whole = {title.name: title for text in titles if (title := read_title(text)) is not None}
    if len(years) != 1:
        return Title("")
    return next(iter(whole.values())) if len(whole) == 1 else Title("", year=years.pop())


def _period(document: Document) -> tuple[int, str, Origin] | None:
    for block in document.paragraphs():
        match = _PERIOD.search(one_line(block.text))
        year = year_of(match["year"]) if match is not None else None
        if match is not None and year is not None:
            return year, match[0], block.origin
    return None


def _compare(agency: str, signed: Signature, evidence: Evidence) -> None:
    """Remark that the signature names another agency than the title."""
    one, other = _plain(agency), _plain(signed.name)
    if one and other and one not in other and other not in one:
        args = (("title", agency), ("signed", signed.name))
        evidence.remarks.append(Remark(Doubt.GUESSED, "names-differ", signed.origin, signed.name, args=args))


def _plain(name: str) -> str:
    return re.sub(rf"[^{HAN}0-9A-Za-z]", "", name)
