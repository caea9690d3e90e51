"""Characters of a PDF page that are drawn so transparent that nobody sees them: a faint 0 behind 12 must not read 120.

pdfminer passes over the operator that sets the opacity (``gs``), so such a page is laid out here, with heed to it.
"""

from collections.abc import Iterator
from typing import Any

FAINT = "faint"
"""Key that a character has which cannot be seen."""
_FAINTEST = 0.1
"""The share of its colour up to which a text cannot be seen."""
_DEEPEST = 8
"""Drawings within drawings that are looked into for their states."""


def mark_faint(page: Any) -> None:
    """Mark the characters that cannot be seen with ``FAINT``.

    Args:
        page: A page of pdfplumber whose characters nobody has asked for yet; they are changed.
    """
    if not _has_faint_state(page.page_obj.resources, set()):
        return
    faint = _lay_out(page)
    for mark, item in zip(page.chars, _characters(page.layout), strict=True):
        if id(item) in faint:
            mark[FAINT] = True


def _has_faint_state(resources: Any, seen: set[int], depth: int = 0) -> bool:
    """Whether a state of graphics that a page, or a drawing within it, may use is as good as transparent."""
    from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1  # noqa: PLC0415 - an extra; whoever has a page has it

    kept = _entries(resources)
    if any(_opacity(state) <= _FAINTEST for state in _entries(kept.get("ExtGState")).values()):
        return True
    for drawing in _entries(kept.get("XObject")).values() if depth < _DEEPEST else ():
        number = drawing.objid if isinstance(drawing, PDFObjRef) else id(drawing)
        if number not in seen:
            seen.add(number)
            stream = resolve1(drawing)
            if isinstance(stream, PDFStream) and _has_faint_state(stream.get("Resources"), seen, depth + 1):
                return True
    return False


def _entries(value: Any) -> dict[Any, Any]:
    """The entries of a dictionary of the file; none where something else is in its place."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - of the same extra

    kept = resolve1(value)
    return kept if isinstance(kept, dict) else {}


def _opacity(state: Any) -> float:
    """The opacity of what is filled, as a state of graphics sets it; 1 where it sets none."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - of the same extra

    share = resolve1(_entries(state).get("ca"))
    return float(share) if isinstance(share, (int, float)) else 1.0


def _lay_out(page: Any) -> set[int]:
    """Lay a page out as pdfplumber does, and give it what came out.

    Returns:
        The ids of the characters that cannot be seen.
    """
    from pdfminer.pdfinterp import PDFPageInterpreter  # noqa: PLC0415 - of the same extra
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent  # noqa: PLC0415 - of the same extra

    faint: set[int] = set()

    class Interpreter(PDFPageInterpreter):
        """One that knows the opacity; a drawing within the page begins with that of its place."""

        around = opacity = 1.0

        def init_state(self, ctm: Any) -> None:
            super().init_state(ctm)
            self.opacities: list[float] = []

        def subinterp(self) -> PDFPageInterpreter:
            inner = super().subinterp()
            inner.around = inner.opacity = self.opacity  # type: ignore[attr-defined]  # made by dup(), of this class
            return inner

        def do_q(self) -> None:
            super().do_q()
            self.opacities.append(self.opacity)

        def do_Q(self) -> None:  # noqa: N802 - the operator's name
            super().do_Q()
            if self.opacities:
                self.opacity = self.opacities.pop()

        def do_gs(self, name: Any) -> None:
            state = _entries(_entries(self.resources.get("ExtGState")).get(getattr(name, "name", name)))
            if "ca" in state:
                self.opacity = self.around * _opacity(state)

        def do_TJ(self, seq: Any) -> None:  # noqa: N802 - the operator's name
            drawn = device.cur_item._objs  # noqa: SLF001 - nothing else has what was drawn so far
            before = len(drawn)
            super().do_TJ(seq)
            if self.opacity <= _FAINTEST:
                faint.update(map(id, drawn[before:]))

    device = PDFPageAggregatorWithMarkedContent(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - where pdfplumber keeps what it has laid out itself
    return faint


def _characters(item: Any) -> Iterator[Any]:
    """The characters of what was laid out, in the order of pdfplumber's."""
    from pdfminer.layout import LTChar, LTContainer  # noqa: PLC0415 - of the same extra

    for one in item:
        if isinstance(one, LTChar):
            yield one
        elif isinstance(one, LTContainer):
            yield from _characters(one)
