"""Remarks for reviewers as comments of Word, each anchored at the text that it speaks of.

They are the program's: no person is named as their author, and they have no date.
"""

from collections.abc import Sequence

from gongkai.findings import say
from gongkai.renders.word.markup import NAMESPACE, escaped, paragraph, run

_REFERENCE = '<w:rStyle w:val="CommentReference"/>'


class Comments:
    """The comments of a file, while it is written."""

    def __init__(self) -> None:
        """Begin without any."""
        self._comments: list[str] = []

    def anchored(self, content: str, remarks: Sequence[str]) -> str:
        """The runs of a paragraph with comments on them.

        Args:
            content: The runs; there may be none.
            remarks: What the comments say.
        """
        before = after = ""
        for text in remarks:
            number = len(self._comments)
            author = escaped(say("official.comments"))
            sign = f"<w:r><w:rPr>{_REFERENCE}</w:rPr><w:annotationRef/></w:r>"
            body = paragraph("CommentText", sign + run(text))
            self._comments.append(
                f'<w:comment w:id="{number}" w:author="{author}" w:initials="{author[:1]}">{body}</w:comment>'
            )
            before += f'<w:commentRangeStart w:id="{number}"/>'
            after += f'<w:commentRangeEnd w:id="{number}"/>'
            after += f'<w:r><w:rPr>{_REFERENCE}</w:rPr><w:commentReference w:id="{number}"/></w:r>'
        return f"{before}{content}{after}"

    def part(self) -> str:
        """The part of the file that holds them."""
        return f"<w:comments {NAMESPACE}>{''.join(self._comments)}</w:comments>"
