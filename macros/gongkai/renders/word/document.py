"""An official document as a Word file: the parts of the model one after the other, in the layout of GB/T 9704-2012.

Measures are those of its sections 5 and 6: A4 with margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters. A
page in landscape is the same page turned, so that its lines take up the same room.
"""

from gongkai.pages.official import (
    LineKind,
    OfficialBlock,
    OfficialDocument,
    OfficialGrid,
    OfficialHeading,
    OfficialItem,
    OfficialLine,
    OfficialParagraph,
    OfficialSection,
    OfficialTable,
)
from gongkai.pages.official.titles import title_lines
from gongkai.renders.word.comments import Comments
from gongkai.renders.word.file import word_file
from gongkai.renders.word.lists import Lists
from gongkai.renders.word.markup import NAMESPACE, Links, escaped, paragraph, run
from gongkai.renders.word.table import grid_xml, table_xml
from gongkai.reports.model import Moment

_NAMESPACES = f'{NAMESPACE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_LINE, _CHARACTER = 579, -850
"""Height of a line in twentieths of a point, and what is added to a character's width in 4096ths of a point."""
PORTRAIT, LANDSCAPE = 8844, 12756
"""Length of a line in portrait and in landscape: 156 and 225 mm, in twentieths of a point."""
_FOOTERS = '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="even" r:id="rId6"/>'
_PORTRAIT_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1264" w:gutter="0"/>'
)
_LANDSCAPE_PAGE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1588" w:right="2098" w:bottom="1474" w:left="1984" w:header="851" w:footer="754" w:gutter="0"/>'
)
_ABOVE = '<w:keepNext/><w:spacing w:before="400" w:after="0" w:line="400" w:lineRule="exact"/>'
"""Sets what a document is from apart from its text, and keeps it together."""
_THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""Lets the paragraph that ends a section take no room, so that a table may fill its page."""
_LINE_STYLES = {
    LineKind.DRAFT: "DraftMark",
    LineKind.FAULTS: "Faults",
    LineKind.TITLE: "RemarkTitle",
    LineKind.TABLE_NOTE: "TableNote",
}


def word_document(document: OfficialDocument) -> bytes:
    """The Word file of a document."""
    writer = _Writer()
    body = writer.body(document)
    return word_file(
        {
            "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": writer.lists.part(),
            "word/comments.xml": writer.comments.part(),
            "docProps/core.xml": _properties(document.title, document.published),
        },
        writer.links.relationships,
    )


def _properties(title: str, published: Moment | None) -> str:
    """What the file says of itself: no author, and no day but that of publication."""
    day = f"{published.date.isoformat()}T00:00:00Z" if published is not None else ""
    created = f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>' if day else ""
    return (
        f"<cp:coreProperties {_CORE}><dc:title>{escaped(title)}</dc:title>"
        f"<dc:language>zh-CN</dc:language>{created}</cp:coreProperties>"
    )


class _Writer:
    """A file while it is written."""

    def __init__(self) -> None:
        self.comments = Comments()
        self.lists = Lists()
        self.links = Links()
        self._kind: LineKind | None = None

    def body(self, document: OfficialDocument) -> str:
        head = [self._line(line) for line in document.head]
        title = run("\n".join(title_lines(document.title)))
        head.append(paragraph("Title", self.comments.anchored(title, document.remarks)))
        parts = ["".join(head)]
        for number, section in enumerate(document.sections):
            parts.extend(self._block(block, section) for block in section.blocks)
            page = _page(section, first=not number)
            last = number == len(document.sections) - 1
            parts.append(page if last else paragraph("Gap", "", _THIN + page))
        return "".join(parts)

    def _block(self, block: OfficialBlock, section: OfficialSection) -> str:
        width = LANDSCAPE if section.landscape else PORTRAIT
        if isinstance(block, OfficialTable):
            caption = paragraph("Caption", run(block.caption)) if block.caption else ""
            table = table_xml(block, width, self.comments)
            return f"{caption}{table}{'' if section.landscape else paragraph('Gap', '')}"
        if isinstance(block, OfficialGrid):
            return grid_xml(block, width, self.links) + paragraph("Gap", "")
        if isinstance(block, OfficialLine):
            return self._line(block)
        content = self.comments.anchored(self.links.runs(block.runs), block.remarks)
        if isinstance(block, OfficialHeading):
            return paragraph(f"Heading{min(block.level, 6)}", content)
        if isinstance(block, OfficialItem):
            return paragraph("ListParagraph", content, self.lists.item(block.depth, block.number))
        assert isinstance(block, OfficialParagraph)  # noqa: S101 - the last of the kinds
        return paragraph("Normal", content)

    def _line(self, line: OfficialLine) -> str:
        first, self._kind = line.kind is not self._kind, line.kind
        above = _ABOVE if first and line.kind is LineKind.SOURCE else ""
        return paragraph(_LINE_STYLES.get(line.kind, "Remark"), run(line.text), above)


def _page(section: OfficialSection, *, first: bool) -> str:
    """The layout of the pages of a section; the feet of the first go for all."""
    grid = f'<w:docGrid w:type="linesAndChars" w:linePitch="{_LINE}" w:charSpace="{_CHARACTER}"/>'
    size = _LANDSCAPE_PAGE if section.landscape else _PORTRAIT_PAGE
    kind = '<w:type w:val="nextPage"/>'
    return f"<w:sectPr>{_FOOTERS if first else ''}{kind}{size}{grid}</w:sectPr>"
