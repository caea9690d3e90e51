"""Drafts as Word files, written as the XML that Word, WPS and their users leave behind, which python-docx cannot."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.readers.corpus.writers import STATUTORY
from tests.readers.mess.carried import carries

if TYPE_CHECKING:
    from tests.readers.corpus.sheet import Cell, Table
    from tests.readers.mess.draft import Draft

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.numbering+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"/></Relationships>'
)
NUMBERING = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def run(text: str, properties: str = "") -> str:
    """A run of text; line breaks in it are breaks of Word."""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")]
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(parts)}</w:r>"


def plain(text: str) -> str:
    """As most text is."""
    return run(text)


def simple_field(text: str) -> str:
    """A field with its result."""
    return f'<w:fldSimple w:instr=" =SUM(LEFT) ">{run(text)}</w:fldSimple>'


def complex_field(text: str) -> str:
    """A field as Word writes it: its instruction, then its result."""
    instruction = '<w:r><w:instrText xml:space="preserve"> =SUM(LEFT) </w:instrText></w:r>'
    return FIELD.format("begin") + instruction + FIELD.format("separate") + run(text) + FIELD.format("end")


def directed(text: str) -> str:
    """Text whose direction somebody has set."""
    return f'<w:dir w:val="ltr">{run(text)}</w:dir>'


def overridden(text: str) -> str:
    """Text whose direction is overridden."""
    return f'<w:bdo w:val="ltr">{run(text)}</w:bdo>'


def controlled(text: str) -> str:
    """Text in a content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def tracked(text: str) -> str:
    """Text that replaced another one, with the change still on record."""
    return (
        '<w:del w:id="1" w:author="a"><w:r><w:delText>88</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{run(text)}</w:ins>'
    )


def with_hidden(text: str) -> str:
    """Text beside which there is hidden text."""
    return run(text) + run("99", "<w:vanish/>")


def in_pieces(text: str) -> str:
    """A run a character, as spelling checkers leave text."""
    return "".join(map(run, text))


def smart_tagged(text: str) -> str:
    """Text in a smart tag."""
    return f'<w:smartTag w:uri="u" w:element="e">{run(text)}</w:smartTag>'


WAYS = (simple_field, complex_field, directed, overridden, controlled, tracked, with_hidden, in_pieces, smart_tagged)


class WordWriter:
    """Writes one draft; some of its figures in one of the ways above."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.way = draft.dice.choice(WAYS)
        if not carries(draft.kind, self.way.__name__):
            self.way = plain
        self.share = draft.dice.choice([0, 0.1, 1])
        self.numbered = draft.drawn(0.3)
        self.boxed = draft.drawn(0.1) and carries(draft.kind, "boxed")
        self.repeated = draft.drawn(0.2)
        self.pictures = draft.dice.sample(sorted(draft.sheet.cells), 2) if draft.drawn(0.15) else []
        if not carries(draft.kind, "pictures"):
            self.pictures = []

    def write(self) -> bytes:
        """The file."""
        sheet = self.draft.sheet
        parts = [self.paragraph(text) for text in (*sheet.before, sheet.title)]
        for number, title in sheet.sections.items():
            parts.append(self.heading(title))
            parts += [self.paragraph(text) for text in sheet.prose.get(number, [])]
            parts += [
                self.table(table) + self.paragraph("") for table in sheet.tables.get(STATUTORY.get(number, ""), [])
            ]
        parts += [self.paragraph(text) for text in sheet.after]
        return self.file("".join(parts))

    def file(self, content: str) -> bytes:
        """A file of paragraphs and tables."""
        body = f'<w:document xmlns:w="{W}"><w:body>{content}<w:sectPr/></w:body></w:document>'
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", TYPES)
            archive.writestr("_rels/.rels", RELS.format("officeDocument", "word/document.xml"))
            archive.writestr("word/_rels/document.xml.rels", RELS.format("numbering", "numbering.xml"))
            archive.writestr("word/numbering.xml", NUMBERING)
            archive.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{body}')
        return file.getvalue()

    def paragraph(self, text: str) -> str:
        """A paragraph of text, sometimes in a content control."""
        return f"<w:p>{plain(text)}</w:p>"

    def heading(self, title: str) -> str:
        """The title of a section; numbered by Word where the whole document is."""
        number, sign, words = title.partition("、")
        if not (self.numbered and sign and len(number) == 1):
            return f"<w:p>{run(title, '<w:b/>')}</w:p>"
        numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{numbering}{plain(words)}</w:p>"

    def table(self, table: Table) -> str:
        """A table; cells over several rows as Word writes them, begun once and gone on with in each row below."""
        open_cells: dict[int, tuple[int, int]] = {}
        rows = []
        for number, line in enumerate(table):
            cells, column = [], 0
            waiting = list(line)
            while waiting or column in open_cells:
                if column in open_cells:
                    left, width = open_cells[column]
                    cells.append(self.cell("<w:p/>", column, width, "<w:vMerge/>"))
                    open_cells[column] = (left - 1, width)
                    if left == 1:
                        del open_cells[column]
                    column += width
                    continue
                cell = waiting.pop(0)
                merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
                cells.append(self.cell(self.content(cell), column, cell.colspan, merge))
                if cell.rowspan > 1:
                    open_cells[column] = (cell.rowspan - 1, cell.colspan)
                column += cell.colspan
            header = "<w:trPr><w:tblHeader/></w:trPr>" if self.repeated and number == 0 else ""
            rows.append(f"<w:tr>{header}{''.join(cells)}</w:tr>")
        return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"

    def cell(self, content: str, column: int, width: int, merge: str) -> str:
        """A cell that begins at a column."""
        span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        return f"<w:tc><w:tcPr>{self.width(column, width)}{span}{merge}</w:tcPr>{content}</w:tc>"

    def width(self, column: int, width: int) -> str:
        """How wide a cell is, where the file says it."""
        del column, width
        return ""

    def content(self, cell: Cell) -> str:
        """The paragraphs of a cell."""
        if cell.at in self.pictures:
            self.draft.unreadable.add(cell.at)
            return "<w:p><w:r><w:pict/></w:r></w:p>"
        written = self.way if cell.at and cell.text and self.draft.drawn(self.share) else plain
        if cell.at and written in (simple_field, complex_field) and not cell.text.strip():
            self.draft.unreadable.add(cell.at)  # a field whose result is a space may have been calculated or not
        paragraph = f"<w:p>{written(cell.text)}</w:p>"
        if self.boxed and cell.at and self.draft.drawn(0.02):
            return f"<w:p><w:r><w:pict><w:txbxContent>{paragraph}</w:txbxContent></w:pict></w:r></w:p>"
        return paragraph


def as_word(draft: Draft) -> bytes:
    """A Word file."""
    return WordWriter(draft).write()
