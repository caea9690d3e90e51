"""(report, narrative, findings) → an official document: what goes where, for every format with pages.

The narrative says where the tables are. What it calls for besides is of the site alone, such as links to files; in
its place a document has its closing lines, which say whom it is from and by what it can be verified.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Protocol

from gongkai.findings import Finding, say
from gongkai.narrative import Narrative, Slot
from gongkai.narrative.calls import Lookup
from gongkai.pages.official.model import (
    LineKind,
    OfficialBlock,
    OfficialDocument,
    OfficialHeading,
    OfficialLine,
    OfficialSection,
    OfficialTable,
)
from gongkai.pages.official.review import Review
from gongkai.pages.official.text import narrative_blocks, section_blocks
from gongkai.pages.remarks import remarks_of, retelling_text
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title

_NOTE_LINE, _NOTE_LINES = 58, 3
"""Characters of a line of notes in landscape, and lines that have room below the longest statutory table."""


class ReportSource(Protocol):
    """What a document is made from; see ``gongkai.renders.export.ReportExport``."""

    @property
    def report(self) -> Report:
        """The report."""

    @property
    def agency(self) -> Agency:
        """Who reports."""

    @property
    def source_sha256(self) -> str:
        """Hash over data and narrative."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of its checks."""

    @property
    def error_lines(self) -> tuple[str, ...]:
        """That the report is not to be published, then each error; empty for one without errors."""

    @property
    def narrative(self) -> Narrative | None:
        """Its narrative; None where it has none."""

    @property
    def lookup(self) -> Lookup:
        """Finds the other reports that the narrative names."""

    @property
    def for_review(self) -> bool:
        """Whether it is out for review (送审稿)."""

    def printed(self, slot: Slot) -> str:
        """What a macro call prints between words."""


def official_document(source: ReportSource) -> OfficialDocument:
    """The document of a report; one out for review says so, and holds its findings as remarks."""
    report = source.report
    review = Review(source.findings if source.for_review else (), source.narrative)
    if source.narrative is not None:
        title, text = narrative_blocks(source, source.narrative, review)
    else:
        title, text = "", tuple(section_blocks(report, review))
    return OfficialDocument(
        title=title or report_title(report, source.agency),
        head=tuple(_head(source)),
        sections=_sections((*text, *_closing(source))),
        published=report.published,
        remarks=review.unplaced,
    )


def _head(source: ReportSource) -> Iterator[OfficialLine]:
    """What has to be known before anything is read: that it is out for review, was withdrawn, or has faults."""
    if source.for_review:
        yield OfficialLine(LineKind.DRAFT, say("official.draft"))
    withdrawn = source.report.withdrawn
    if withdrawn is not None:
        reason = say("page.withdrawn-reason", {"reason": withdrawn.reason})
        yield OfficialLine(LineKind.FAULTS, say("page.withdrawn", {"date": withdrawn.date}) + reason)
    for number, text in enumerate(source.error_lines):
        yield OfficialLine(LineKind.FAULT if number else LineKind.FAULTS, text)


def _closing(source: ReportSource) -> Iterator[OfficialLine]:
    report = source.report
    date = report.published or say("page.undated")
    if report.retold is not None:
        yield OfficialLine(LineKind.SOURCE, retelling_text(report.retold))
    yield OfficialLine(LineKind.SOURCE, say("cite.source", {"agency": source.agency.name, "date": date}))
    if not report.is_public:
        status = say(f"page.{report.status.value}")
        yield OfficialLine(LineKind.SOURCE, f"{say('page.status')}：{status}")
    yield OfficialLine(LineKind.SOURCE, f"{say('cite.sha256')}：{source.source_sha256}")
    remarks = remarks_of(report)
    if remarks.sections:
        yield OfficialLine(LineKind.TITLE, say("page.remarks"))
        yield from (OfficialLine(LineKind.NOTE, text) for text in remarks.sections)
    if remarks.corrections:
        yield OfficialLine(LineKind.TITLE, say("cite.corrections"))
        yield from (OfficialLine(LineKind.CORRECTION, text) for text in remarks.corrections)


def _sections(blocks: Sequence[OfficialBlock]) -> tuple[OfficialSection, ...]:
    """The blocks by the pages that they are on; a table in landscape has pages of its own, with its notes.

    A heading right before such a table goes onto its page, where it is the caption, and does not end the page before.
    """
    sections: list[tuple[bool, list[OfficialBlock]]] = [(False, [])]
    for block, landscape in _turned(blocks):
        before = sections[-1][1]
        headings = _headings_at_end(before) if landscape and isinstance(block, OfficialTable) else []
        del before[len(before) - len(headings) :]
        if not before and len(sections) > 1:
            sections.pop()
        if landscape is not sections[-1][0]:
            sections.append((landscape, []))
        if headings and isinstance(block, OfficialTable) and block.caption == block.view.caption:
            block = replace(block, caption="")  # noqa: PLW2901 - the heading says the same
        sections[-1][1].extend([*headings, block])
    return tuple(OfficialSection(landscape, tuple(some)) for landscape, some in sections)


def _turned(blocks: Sequence[OfficialBlock]) -> Iterator[tuple[OfficialBlock, bool]]:
    """Each block, and whether its page is in landscape: wide tables are, and the notes that have room below them."""
    with_notes = False
    for number, block in enumerate(blocks):
        if isinstance(block, OfficialTable):
            with_notes = block.landscape and 0 < _lines_of_notes(blocks[number + 1 :]) <= _NOTE_LINES
            yield replace(block, tight=with_notes), block.landscape
        else:
            yield block, with_notes and _is_note(block)


def _lines_of_notes(blocks: Sequence[OfficialBlock]) -> int:
    """How many lines the notes take that blocks begin with."""
    notes = (block.text for block in takewhile(_is_note, blocks) if isinstance(block, OfficialLine))
    return sum(-(-len(line) // _NOTE_LINE) for text in notes for line in text.split("\n"))


def _is_note(block: OfficialBlock) -> bool:
    return isinstance(block, OfficialLine) and block.kind is LineKind.TABLE_NOTE


def _headings_at_end(blocks: Sequence[OfficialBlock]) -> list[OfficialBlock]:
    """The headings below which there is nothing yet."""
    headings = takewhile(lambda block: isinstance(block, OfficialHeading), reversed(blocks))
    return list(headings)[::-1]
