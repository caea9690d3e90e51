"""What more than one step of reading a PDF refuses: pages on which there is more than in any report."""

MOST_MARKS = 60_000
"""Characters, lines, boxes and pictures of a page at most; one with more is a drawing."""
_OF_PAGE = f"一页 {MOST_MARKS // 10_000} 万个字和线"


class CrowdedPageError(Exception):
    """A file has more characters, shapes or annotations than any report.

    Attributes:
        limit: The limit that is passed, in words for the clerk.
    """

    def __init__(self, limit: str = _OF_PAGE) -> None:
        super().__init__(limit)
        self.limit = limit
