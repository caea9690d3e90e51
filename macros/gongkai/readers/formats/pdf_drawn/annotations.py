"""What is put onto the pages of a PDF besides their text: fields of a form that is filled in, texts typed on, marks.

Every viewer shows them, while the reader of the text passes over them. So they are drawn into the pages before.
What the notes among them say opens only in a viewer: it is told apart from the pages.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from gongkai.readers.formats.pdf_drawn.crowded import CrowdedPageError
from gongkai.readers.formats.pdf_drawn.outlines import DigitsByFont, other_digits_of_fonts

_SHOWN = (
    "FREETEXT",
    "WIDGET",
    "STAMP",
    "STRIKEOUT",
    "INK",
    "LINE",
    "POLYLINE",
    "SQUARE",
    "CIRCLE",
    "POLYGON",
    "REDACT",
    "WATERMARK",
)
"""Kinds that change what is read; links, notes that open, highlights and underlines do not."""
_WITHOUT_NOTE = ("FREETEXT", "WIDGET", "LINK")
"""Kinds whose words stand on the page, or that say where a click leads."""
_LONGEST = 300
"""Characters of a note that are kept."""
_MOST = 1000
"""The most annotations of a file that are drawn: each takes a millisecond, and a form has a few hundred fields."""
_MOST_OF_ANY = 20_000
"""The most of any kind on a page; links among them are passed over."""
_EMPTY = 2
"""Bytes of an empty text of the library, with its end."""
_ROUGH = 0.05
"""Scale at which a page is drawn once, by which the library gives marks the appearance that the file leaves out."""
_HIDDEN = 0b10_0010
"""Flags of what no viewer shows: hidden, and not for the screen."""
_CROSS = "q {left} {bottom} m {right} {top} l S Q"
"""Drawn in place of what has no appearance: a line over the place, which is taken for a mark by hand."""
_INSET = 0.2
"""Share of the width and height at each side that the line leaves free, so that it is no diagonal of a cell."""


@dataclass(frozen=True, slots=True)
class PageNote:
    """What a note on a page of a PDF says.

    Attributes:
        page: The page, from 1.
        text: Its words.
        is_on_page: Whether they stand on the page, as those of a text that was typed onto it do.
    """

    page: int
    text: str
    is_on_page: bool


def with_annotations(data: bytes, *, most_pages: int) -> tuple[bytes, tuple[PageNote, ...], DigitsByFont]:
    """The file with its annotations and form fields drawn into the pages; unchanged if there is nothing to draw.

    Args:
        data: A PDF file; returned unchanged if the library cannot read it because it is broken or locked.
        most_pages: A file with more pages is returned unchanged too: it is refused later.

    Returns:
        The file, what the notes on its pages say, and the digits that its fonts draw as others.

    Raises:
        CrowdedPageError: There are more annotations than in any report.
    """
    import pypdfium2  # noqa: PLC0415 - an extra, which pdfplumber brings
    from pypdfium2 import raw  # noqa: PLC0415 - of the same extra

    notes: list[PageNote] = []
    try:
        with pypdfium2.PdfDocument(data) as file:
            if len(file) > most_pages:
                return data, (), {}
            if file.get_formtype() != raw.FORMTYPE_NONE:
                file.init_forms()
            count, pages = 0, list(file)
            fonts = other_digits_of_fonts(pages, raw)
            for number, page in enumerate(pages, 1):
                notes += dict.fromkeys(_notes(page, raw, number))
                count += _draw(page, raw)
                if max(count, len(notes)) > _MOST:
                    raise CrowdedPageError(f"{_MOST} 处批注")
            if not count:
                return data, tuple(notes), fonts
            changed = BytesIO()
            file.save(changed)
    except pypdfium2.PdfiumError:
        return data, (), {}
    return changed.getvalue(), tuple(notes), fonts


def _notes(page: Any, raw: Any, number: int) -> Iterator[PageNote]:
    """What the notes on a page say, and the texts that were typed onto it."""
    if raw.FPDFPage_GetAnnotCount(page.raw) > _MOST_OF_ANY:
        raise CrowdedPageError(f"一页 {_MOST_OF_ANY} 处批注、链接")
    without = {getattr(raw, f"FPDF_ANNOT_{name}"): name for name in _WITHOUT_NOTE}
    for annotation in _annotations(page, raw):
        kind = without.get(raw.FPDFAnnot_GetSubtype(annotation))
        size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
        if kind in ("WIDGET", "LINK") or size <= _EMPTY or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAnnot_GetStringValue(annotation, b"Contents", ctypes.cast(buffer, raw.FPDF_WIDESTRING), size)
        words = " ".join(buffer.raw.decode("utf-16-le", "replace").rstrip("\0").split())
        if words:
            yield PageNote(number, words[:_LONGEST], is_on_page=kind is not None)


def _draw(page: Any, raw: Any) -> int:
    """Draw the annotations that change what is read into a page, unless there are too many; returns their number."""
    visible_kinds = {getattr(raw, f"FPDF_ANNOT_{name}") for name in _SHOWN}
    kinds = [raw.FPDFAnnot_GetSubtype(annotation) for annotation in _annotations(page, raw)]
    count = sum(kind in visible_kinds for kind in kinds)
    if not 0 < count <= _MOST:
        return count
    for number in reversed(range(len(kinds))):
        if kinds[number] not in visible_kinds:
            raw.FPDFPage_RemoveAnnot(page.raw, number)
    for annotation in _annotations(page, raw):
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_STRIKEOUT:
            _fit_to_text(annotation, raw)
    page.render(scale=_ROUGH)
    for annotation in _annotations(page, raw):
        if not _has_appearance(annotation, raw) and not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            _cross_out(annotation, raw)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    return count


def _annotations(page: Any, raw: Any) -> Iterator[Any]:
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        yield annotation
        raw.FPDFPage_CloseAnnot(annotation)


def _fit_to_text(annotation: Any, raw: Any) -> None:
    """Give a mark the box of the text that it strikes out, to which the library fits the line that it draws."""
    quads = [raw.FS_QUADPOINTSF() for _ in range(raw.FPDFAnnot_CountAttachmentPoints(annotation))]
    for number, quad in enumerate(quads):
        raw.FPDFAnnot_GetAttachmentPoints(annotation, number, quad)
    across = [getattr(quad, f"x{corner}") for quad in quads for corner in range(1, 5)]
    up = [getattr(quad, f"y{corner}") for quad in quads for corner in range(1, 5)]
    if quads:
        raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(min(across), max(up), max(across), min(up)))


def _has_appearance(annotation: Any, raw: Any) -> bool:
    """Whether an annotation says how it looks; a field without a value looks like nothing."""
    is_field = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
    if raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY:
        return True
    return is_field and bool(raw.FPDFAnnot_GetStringValue(annotation, b"V", None, 0) <= _EMPTY)


def _cross_out(annotation: Any, raw: Any) -> None:
    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, box)
    width, height = box.right - box.left, box.top - box.bottom
    line = _CROSS.format(
        left=box.left + _INSET * width,
        right=box.right - _INSET * width,
        bottom=box.bottom + _INSET * height,
        top=box.top - _INSET * height,
    )
    text = ctypes.create_string_buffer(f"{line}\0".encode("utf-16-le"))
    raw.FPDFAnnot_SetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, ctypes.cast(text, raw.FPDF_WIDESTRING))
