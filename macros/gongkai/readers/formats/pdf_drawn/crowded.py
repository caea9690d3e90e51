"""The refusal of PDF pages with more on them than on any page of a report; several steps of reading raise it."""

MOST_MARKS = 60_000
"""The most characters, lines, boxes and pictures of a page; one with more is a drawing."""
_OF_PAGE = f"一页 {MOST_MARKS // 10_000} 万个字和线"


class CrowdedPageError(Exception):
    """A file has more characters, shapes or annotations than any report.

    Attributes:
        limit: The limit that is exceeded, in words for the clerk.
    """

    def __init__(self, limit: str = _OF_PAGE) -> None:
        super().__init__(limit)
        self.limit = limit
