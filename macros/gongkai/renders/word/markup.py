"""Text and paragraphs as WordprocessingML.

The XML is put together as text: what makes a file slow is an object for each element, and a report has thousands.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from gongkai.pages.official import TextRun
from gongkai.pages.official.characters import possible

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""Of the elements of a part, as an attribute of its root."""
_ACTIVE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_BREAK = re.compile("\r\n|[\r\n\u2028\u2029]")


@lru_cache(maxsize=16384)
def escaped(text: str) -> str:
    """A text within an element or an attribute."""
    return possible(text).translate(_ACTIVE)


@lru_cache(maxsize=16384)
def run(text: str, properties: str = "") -> str:
    """Characters in one style; each line break is one of the text, not of the paragraph."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in _BREAK.split(text))
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{style}{lines}</w:r>" if text else ""


class Links:
    """The addresses that the text of a file leads to, while it is written; the file names them in a part of its own."""

    def __init__(self) -> None:
        """Begin without any."""
        self._names: dict[str, str] = {}

    def runs(self, parts: Iterable[TextRun]) -> str:
        """Some runs, those with an address as links."""
        return "".join(self._linked(part) for part in parts)

    def _linked(self, part: TextRun) -> str:
        if not part.href:
            return run(part.text, _STYLES[part.strong, part.emphasis])
        name = self._names.setdefault(part.href, f"link{len(self._names) + 1}")
        style = _LINK + ("<w:b/><w:bCs/>" if part.strong else "")
        return f'<w:hyperlink r:id="{name}" w:history="1">{run(part.text, style)}</w:hyperlink>'

    @property
    def relationships(self) -> str:
        """Each address with its name."""
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        return "".join(
            f'<Relationship Id="{name}" Type="{kind}" Target="{escaped(address)}" TargetMode="External"/>'
            for address, name in self._names.items()
        )


def paragraph(style: str, content: str, more: str = "") -> str:
    """A paragraph.

    Args:
        style: Id of its style.
        content: Its runs.
        more: Further properties of it.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


_LINK = '<w:rStyle w:val="Hyperlink"/>'
_STRONG, _EMPHASIS = '<w:rStyle w:val="Strong"/>', '<w:rStyle w:val="Emphasis"/>'
_STYLES = {
    (False, False): "",
    (True, False): _STRONG,
    (False, True): _EMPHASIS,
    (True, True): f"{_EMPHASIS}<w:b/><w:bCs/>",
}
"""Properties of a run by whether its emphasis is strong, and whether it has any."""

NOTE_MARK = '<w:rStyle w:val="NoteMark"/>'
"""Properties of the numbers of notes in a cell."""
