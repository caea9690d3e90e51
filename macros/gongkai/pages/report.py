"""The page of a report as a model: built from data alone, without HTML, MkDocs or files.

The narrative says where its tables are, and may say where header, remarks and downloads are. What it does not call
for has a fixed place: the head below the title, the rest after the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.findings import say
from gongkai.pages.in_words.summary import summary
from gongkai.pages.parts import (
    Citation,
    Downloads,
    Link,
    PageHead,
    PagePart,
    Remarks,
    ReportHeader,
    ReportTable,
    SummaryBox,
)
from gongkai.pages.remarks import corrections_line, remarks_of
from gongkai.reports import Agency, Report


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report's page.

    Attributes:
        title: The report's title.
        head: What is below the title; its header is None where the narrative places the header.
        narrative: The parts that the narrative calls for, in the order in which it does.
        remarks: On sections, and the corrections.
        downloads: Its files.
        citation: How to cite it.
    """

    title: str
    head: PageHead
    narrative: tuple[PagePart, ...]
    remarks: Remarks
    downloads: Downloads
    citation: Citation

    @property
    def header(self) -> ReportHeader | None:
        """The header, wherever it is."""
        return self.head.header or next((part for part in self.narrative if isinstance(part, ReportHeader)), None)

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """The tables, in the order of the page."""
        return tuple(part for part in self.narrative if isinstance(part, ReportTable))

    @property
    def closing(self) -> tuple[PagePart, ...]:
        """What is after the text: the parts that the narrative does not call for, and the citation."""
        return tuple(self._closing())

    def _closing(self) -> Iterator[PagePart]:
        called = {type(part) for part in self.narrative}
        if self.remarks and Remarks not in called:
            yield self.remarks
        if Downloads not in called:
            yield self.downloads
        yield self.citation


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a report's page shows that does not come from the report itself.

    Attributes:
        title: The report's title.
        previous: The agency's report on the year before, where the reader of the page may see it.
        related: Further pages about the report.
        downloads: The files of the report.
        address: The page's address for a citation: a full URL, or what is known of it.
        sha256: Hash over data and narrative.
        schema: Version of the JSON export's schema.
    """

    title: str
    previous: Report | None
    related: tuple[Link, ...]
    downloads: Downloads
    address: str
    sha256: str
    schema: int


def report_page(report: Report, agency: Agency, narrative: Sequence[PagePart], context: ReportContext) -> ReportPage:
    """Build the page of a report.

    Args:
        report: The report.
        agency: Who reports.
        narrative: The parts that the narrative calls for, in its order.
        context: What does not come from the report itself.
    """
    tables = [part for part in narrative if isinstance(part, ReportTable)]
    header_called = any(isinstance(part, ReportHeader) for part in narrative)
    box = SummaryBox(summary(report, context.previous), context.related, frozenset(_rows(tables)))
    return ReportPage(
        title=context.title,
        head=PageHead(None if header_called else report_header(report, agency), corrections_line(report), box),
        narrative=tuple(narrative),
        remarks=remarks_of(report),
        downloads=context.downloads,
        citation=_citation(report, agency, tables, context),
    )


def report_header(report: Report, agency: Agency) -> ReportHeader:
    """The header of a report's page."""
    return ReportHeader(
        agency=agency.name,
        year=report.year,
        scope=agency.scope,
        published=report.published,
        authority=report.form.authority if report.form is not None else None,
        unpublished=None if report.is_public else report.status,
        retold=report.retold,
    )


def _rows(tables: Sequence[ReportTable]) -> Iterator[str]:
    """Ids of the rows that the page shows, in its order."""
    return (row.id for table in tables for block in table.view.blocks for row in block.rows)


def _citation(report: Report, agency: Agency, tables: Sequence[ReportTable], context: ReportContext) -> Citation:
    date = report.published
    published = say("cite.published", {"date": date.date}) if date else say("cite.undated")
    parts = {"agency": agency.name, "title": context.title, "published": published, "address": context.address}
    if report.retold is not None:
        parts |= {"by": report.retold.by, "original": report.retold.original}
    line = say("cite.retold" if report.retold is not None else "cite.line", parts)
    return Citation(line, context.sha256, context.schema, _example_row(report, tables))


def _example_row(report: Report, tables: Sequence[ReportTable]) -> str:
    """Id of a row of the page, to show how one links to it: requests received, else the first; empty without one."""
    cell = report.form.role("received") if report.form is not None else None
    example = f"{cell.table}-{cell.row}" if cell is not None else ""
    rows = tuple(_rows(tables))
    return example if example in rows else next(iter(rows), "")
