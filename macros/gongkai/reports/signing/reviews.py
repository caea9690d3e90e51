"""What the competent office made of reports (审核): passed or sent back, a line each beside the data, never published.

A line holds the year, the day, the result, the hash of the content that it was about, and the reason. Lines are only
added, so that a file is the history of its agency's reviews; of a report the last line counts. A result is about the
content of its day: what was sent back and then changed has been filed anew, and what passed and was changed has not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from gongkai.figures import whole_number
from gongkai.findings import say

_PARTS = 5
_NONE = "-"
"""Stands where a report cannot be read, so that there is no hash, and where no reason is given."""


class ReviewResult(Enum):
    """What a review has come to."""

    RETURNED = "returned"
    """退回修改."""
    PASSED = "passed"
    """审核通过."""

    @property
    def word(self) -> str:
        """Its name, as boards and files write it."""
        return say(f"review.states.{self.value}")


@dataclass(frozen=True, slots=True)
class OfficeReview:
    """A review of a report.

    Attributes:
        year: The year reported on.
        date: The day, ``YYYY-MM-DD``.
        result: What it has come to.
        bound: The hash of the content that was reviewed; None for a report that could not be read.
        reason: Why it was sent back; empty where it passed.
    """

    year: int
    date: str
    result: ReviewResult
    bound: str | None
    reason: str = ""

    @property
    def line(self) -> str:
        """The review as a line of the file."""
        return "\t".join((str(self.year), self.date, self.result.word, self.bound or _NONE, self.reason or _NONE))


def read_review(line: str) -> OfficeReview | None:
    """A review from its line; None for a line that is none."""
    parts = line.split("\t")
    results = {item.word: item for item in ReviewResult}
    if len(parts) != _PARTS or parts[2] not in results:
        return None
    year, (_, date, word, bound, reason) = whole_number(parts[0]), parts
    if year is None:
        return None
    return OfficeReview(year, date, results[word], bound if bound != _NONE else None, reason if reason != _NONE else "")


def read_reviews(text: str) -> tuple[tuple[OfficeReview, ...], tuple[int, ...]]:
    """The reviews of a file in order, and the numbers of its lines that are none."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if _counts(line)]
    reviews = [(number, read_review(line)) for number, line in lines]
    return tuple(item for _, item in reviews if item is not None), tuple(
        number for number, item in reviews if item is None
    )


def latest_reviews(reviews: Iterable[OfficeReview]) -> Mapping[int, OfficeReview]:
    """The review that counts, by year."""
    return {item.year: item for item in reviews}


def reviews_text(before: str, added: Iterable[OfficeReview]) -> str:
    """A file with some reviews more; what was there stays as it is."""
    return "\n".join([*_head(before), *(item.line for item in added), ""])


def _head(before: str) -> Iterator[str]:
    if before.strip():
        yield before.rstrip("\n")
    else:
        yield f"# {say('review.head')}"


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")
