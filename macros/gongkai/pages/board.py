"""The filing board of a year (报送进度表): who has filed, who is late, what was found. For the office alone."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from gongkai.findings import Finding, say
from gongkai.reports import Agency
from gongkai.reports.signing.reviews import OfficeReview


class FilingState(Enum):
    """How far the report of an agency has come; the order is that of the tally."""

    MISSING = "missing"
    """未报送: there is none, or a draft that no import made, and it is not due yet or has no date."""
    OVERDUE = "overdue"
    """逾期: there is none, or a draft that no import made, and the date has passed."""
    FAULTY = "faulty"
    """有差错: it has an error."""
    CORRECTED = "corrected"
    """已更正: it has no error and was corrected after publication."""
    EXPLAINED = "explained"
    """已作说明: it has no error but for what a signed explanation lets pass."""
    CLEAR = "clear"
    """无问题: it has no error."""

    @property
    def word(self) -> str:
        """Its name, as boards write it."""
        return say(f"board.states.{self.value}")


class ReviewState(Enum):
    """How far the competent office has come with the report of an agency."""

    MISSING = "missing"
    """未报送: there is none, or a draft that nobody sent back and no import made."""
    FILED = "filed"
    """已报送: it has come in, and nobody has reviewed it as it is now."""
    RETURNED = "returned"
    """退回修改: it was sent back and has not been changed since."""
    PASSED = "passed"
    """审核通过: it passed as it is now, and has not been published."""
    PUBLISHED = "published"
    """已公布: it is published, by its date or by the ledger."""

    @property
    def word(self) -> str:
        """Its name, as boards write it."""
        return say(f"review.states.{self.value}")


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """How the review of a report stands.

    Attributes:
        state: See ``ReviewState``.
        last: The last review that was entered; None where there was none.
        is_void: Whether it is about other content than the report has now.
    """

    state: ReviewState
    last: OfficeReview | None = None
    is_void: bool = False


NOT_FILED = ReviewStanding(ReviewState.MISSING)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An agency on the board.

    Attributes:
        agency: The agency.
        state: See ``FilingState``.
        due: By when its report is due; None where nobody states a date.
        filed: When it was filed; None where it was not, or nobody wrote that down.
        days_late: By how many days it was, or is, late; 0 where it is not.
        errors: How many errors it has.
        warnings: How many warnings.
        explained: How many findings an explanation lets pass.
        totals: Requests received, concluded and carried over; None where one of them is not given.
        received_before: Requests received in the year before; None where that is not known.
        review: How its review stands.
    """

    agency: Agency
    state: FilingState
    due: dt.date | None
    filed: dt.date | None
    days_late: int
    errors: int = 0
    warnings: int = 0
    explained: int = 0
    totals: tuple[int, ...] | None = None
    received_before: int | None = None
    review: ReviewStanding = NOT_FILED

    @property
    def was_returned(self) -> bool:
        """Whether the office has sent it back and waits for it to be changed."""
        return self.review.state is ReviewState.RETURNED

    @property
    def change(self) -> int | None:
        """How many requests more were received than in the year before; None where that is not known."""
        if self.totals is None or self.received_before is None:
            return None
        return self.totals[0] - self.received_before


@dataclass(frozen=True, slots=True)
class FilingBoard:
    """Who has filed the report on a year, who has not, and by when it is due.

    Attributes:
        year: The year reported on.
        today: The day on which it was asked what is overdue.
        rows: The agencies that report on the year, in the order of lists.
    """

    year: int
    today: dt.date
    rows: tuple[BoardRow, ...]

    def only(self, words: Collection[str]) -> "FilingBoard":
        """The same with those agencies alone whose state or review has one of some names."""
        rows = tuple(row for row in self.rows if not {row.state.word, row.review.state.word}.isdisjoint(words))
        return replace(self, rows=rows)

    @property
    def tally(self) -> Mapping[FilingState, int]:
        """How many agencies are in each state."""
        return {state: sum(row.state is state for row in self.rows) for state in FilingState}

    @property
    def review_tally(self) -> Mapping[ReviewState, int]:
        """How many agencies are in each state of review."""
        return {state: sum(row.review.state is state for row in self.rows) for state in ReviewState}


@dataclass(frozen=True, slots=True)
class OfficeView:
    """What an internal site shows and no public one does.

    Attributes:
        boards: The board of each year that has a report, the newest first.
        findings: By slug of an agency what was found of it, in the order of lists; ``None`` is for the site as a whole.
    """

    boards: tuple[FilingBoard, ...]
    findings: Mapping[str | None, tuple[Finding, ...]]
