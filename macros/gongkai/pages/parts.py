"""The parts of a report's page: facts and texts, no markup. ``report`` builds a page of them."""

from dataclasses import dataclass

from markupsafe import Markup

from gongkai.forms import Form
from gongkai.pages.in_words.summary import Summary
from gongkai.reports import Report
from gongkai.reports.agencies import Scope
from gongkai.reports.model import Moment, Retelling, Status
from gongkai.tables import TableView
from gongkai.tables.explanation import ExplainedRow


@dataclass(frozen=True, slots=True)
class Link:
    """A name and the address that it leads to, as seen from the page.

    Attributes:
        name: What people read.
        address: Where it leads.
        saved_as: What a browser calls the file that it saves; empty where it is called as the address is.
    """

    name: str
    address: str
    saved_as: str = ""


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """Who reports on what year, on which form, published when.

    Attributes:
        agency: Full name of the agency.
        year: The year reported on.
        scope: Whose figures the report holds; None where that is not stated.
        published: When it was published; None where the document has no date.
        authority: Document number of the notice that prescribes the form; None for a report without a form.
        retold: Who tells it in the agency's place, and where the original stands; None for the agency's own.
        unpublished: State of a report that only a preview shows; None for one that is published.
    """

    agency: str
    year: int
    scope: Scope | None
    published: Moment | None
    authority: str | None
    unpublished: Status | None
    retold: Retelling | None = None


@dataclass(frozen=True, slots=True)
class CorrectionsLine:
    """That a report was corrected: how often, and the day of the last correction (``YYYY-MM-DD``)."""

    count: int
    last: str


@dataclass(frozen=True, slots=True)
class SummaryBox:
    """The summary of a report, and what else there is on it.

    Attributes:
        summary: None where the form has no table of requests.
        related: Further pages about the report.
        rows: Ids of the rows that the page shows; a key figure is linked to its row where that is one of them.
    """

    summary: Summary | None
    related: tuple[Link, ...] = ()
    rows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PageHead:
    """What is below the title: header, line on corrections, summary.

    Attributes:
        header: None where the narrative calls for the header elsewhere.
        corrections: None where there are none.
        summary: See ``SummaryBox``.
    """

    header: ReportHeader | None
    corrections: CorrectionsLine | None
    summary: SummaryBox


@dataclass(frozen=True, slots=True)
class Explanation:
    """What explains the figures of a table.

    Attributes:
        rows: What there is to say of each row, in the form's order.
        form: The form, which says what its rows and columns count.
        glossary: Address of the glossary as seen from the page; None where the site has none.
    """

    rows: tuple[ExplainedRow, ...]
    form: Form
    glossary: str | None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table that the narrative calls for.

    Attributes:
        view: The table; its id begins with agency and year where it is another report's.
        explanation: What explains its figures; None where nothing does.
        chart_of: The report whose outcomes of requests are drawn below the table; None for no chart.
    """

    view: TableView
    explanation: Explanation | None = None
    chart_of: Report | None = None


@dataclass(frozen=True, slots=True)
class Remarks:
    """Remarks on sections and the corrections, each a sentence; remarks on tables are part of the tables."""

    sections: tuple[str, ...]
    corrections: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.sections or self.corrections)


@dataclass(frozen=True, slots=True)
class Downloads:
    """Files of the report, and the address of the page's bare copy; None where none is made."""

    files: tuple[Link, ...]
    bare: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite the page, and what it can be verified by.

    Attributes:
        line: The line to copy.
        sha256: Hash over data and narrative.
        schema: Version of the JSON export's schema.
        row: Id of a row of the page, as an example of an address within it; empty where the page shows none.
    """

    line: str
    sha256: str
    schema: int
    row: str


@dataclass(frozen=True, slots=True)
class FinishedHtml:
    """A part of a page that is no report's, as HTML.

    Attributes:
        html: The part.
        ids: Ids in it, to which links can lead.
    """

    html: Markup
    ids: frozenset[str] = frozenset()


PagePart = PageHead | ReportHeader | ReportTable | Remarks | Downloads | Citation | FinishedHtml
"""Whatever takes a place of its own on a page."""
