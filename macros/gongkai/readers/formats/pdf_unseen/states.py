"""Notes the graphics state in which things on a PDF page are drawn: opacity, clipping path, rendering mode, layer.

pdfminer ignores the operators that set them (``gs``, ``W``, ``Tr``, ``BDC``), so the layout of a page is computed here.
This module needs the extra for PDF; it is imported where a page is at hand, which proves that the extra is there.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pdfminer.layout import LTCurve
from pdfminer.pdffont import PDFType3Font
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import resolve1
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from gongkai.readers.formats.pdf_drawn import Bounds, beyond, bounds_of, bounds_with_curves, common_bounds
from gongkai.readers.formats.pdf_unseen.budget import ReadingBudget
from gongkai.readers.formats.pdf_unseen.glyphs import other_digits
from gongkai.readers.formats.pdf_unseen.layers import entries_of, is_off, layers_off
from gongkai.readers.formats.pdf_unseen.own_codes import read_own_codes

for _name in ("psparser", "pdfinterp"):  # they log each token of a page, tens of thousands of times
    logging.getLogger(f"pdfminer.{_name}").disabled = True

_MIXED = 0.5
_PLAIN_MODES = ("Normal", "Compatible")
_EDGE = 0.5
"""Points by which the middle of a character may lie outside the clipping path."""
_CODE = 3
"""Position of a character's code among the arguments of ``render_char`` that follow the matrix and the font."""
_OUTLINES = (1, 5)
"""Text rendering modes that draw outlines only (ISO 32000-1, 9.3.6)."""
_NO_INK = (3, 7)
"""Text rendering modes that draw nothing (ISO 32000-1, 9.3.6)."""

_CLIPPING = (4, 5, 6, 7)
"""Text rendering modes after which all is drawn within the characters only."""
_WHOLE = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class DrawnStates:
    """What the graphics state says of the things on a page, each known by the ``id()`` of pdfminer's object.

    Attributes:
        opacities: The opacity of what is not quite opaque.
        cut: Characters outside the clipping path, or on a layer that is not shown.
        without_ink: Characters in a rendering mode that draws nothing, such as the result of OCR.
        other_glyphs: Characters that are drawn as other ones than the file says, where either is a digit.
        mirrored: Characters that are drawn as a mirror shows them.
        masked: Digits below a mask, which may leave nothing of them to be seen.
        beyond: How far lines across go on to the left and right of the clipping path, which shows none of that.
    """

    opacities: dict[int, float] = field(default_factory=dict)
    cut: set[int] = field(default_factory=set)
    without_ink: set[int] = field(default_factory=set)
    other_glyphs: set[int] = field(default_factory=set)
    mirrored: set[int] = field(default_factory=set)
    masked: set[int] = field(default_factory=set)
    beyond: dict[int, tuple[float, float]] = field(default_factory=dict)


def lay_out(page: Any) -> DrawnStates:
    """Lay a page out as pdfplumber does, and hand the layout to it.

    Args:
        page: A page of pdfplumber whose characters nobody has asked for yet.
    """
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    interpreter = _Interpreter(page.pdf.rsrcmgr, device)
    interpreter.layers_off = layers_off(page.pdf.doc.catalog)
    interpreter.process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - where pdfplumber keeps what it has laid out itself
    states: DrawnStates = device.states
    return states


def opacity_in(state: Any) -> float:
    """The opacity of fills that a graphics state dictionary (``ExtGState``) sets; 1 where it sets none.

    Args:
        state: A dictionary of the file, or a reference to one.
    """
    entries = entries_of(state)
    share, mode = resolve1(entries.get("ca")), resolve1(entries.get("BM"))
    opacity = float(share) if isinstance(share, (int, float)) else 1.0
    return opacity if mode is None or getattr(mode, "name", mode) in _PLAIN_MODES else min(opacity, _MIXED)


class _Interpreter(PDFPageInterpreter):
    """An interpreter that keeps the states; a form XObject begins with the states of the place where it is drawn."""

    around = opacity = 1.0
    bounds: Bounds | None = None
    layers_off: frozenset[int] = frozenset()
    is_on_hidden_layer = is_masked = False

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self.kept_states: list[tuple[float, Bounds | None, bool]] = []
        self.marked: list[bool] = []
        self.texts_to_clip: list[tuple[float, float]] = []

    def init_resources(self, resources: Any) -> None:
        fonts = entries_of(entries_of(resources).get("Font"))
        self.budget().take_fonts(fonts)
        super().init_resources(resources)
        for name, spec in fonts.items():
            font: Any = self.fontmap[name]
            if not hasattr(font, "gongkai_other_digits"):
                read_own_codes(font, entries_of(spec))
                font.gongkai_other_digits = other_digits(font, entries_of(spec))

    def budget(self) -> ReadingBudget:
        """The steps that are left for the file, which its pages share."""
        shared: Any = self.rsrcmgr
        if not hasattr(shared, "gongkai_budget"):
            shared.gongkai_budget = ReadingBudget()
        return shared.gongkai_budget  # type: ignore[no-any-return]

    def subinterp(self) -> PDFPageInterpreter:
        inner: Any = super().subinterp()  # made by dup(), of this class
        inner.around = inner.opacity = self.opacity
        inner.bounds, inner.layers_off, inner.is_masked = self.bounds, self.layers_off, self.is_masked
        inner.is_on_hidden_layer = self.is_hidden()
        return inner  # type: ignore[no-any-return]

    def execute(self, streams: Any) -> None:
        device: Any = self.device
        outer, device.interpreter = device.interpreter, self
        if device.bounds_of_figure is not None:
            self.bounds = common_bounds(self.bounds, bounds_of(device.bounds_of_figure, self.ctm))
            device.bounds_of_figure = None
        super().execute(streams)
        device.interpreter = outer

    def is_hidden(self) -> bool:
        return self.is_on_hidden_layer or any(self.marked)

    def do_q(self) -> None:
        super().do_q()
        self.kept_states.append((self.opacity, self.bounds, self.is_masked))

    def do_Q(self) -> None:  # noqa: N802 - the operator's name
        super().do_Q()
        if self.kept_states:
            self.opacity, self.bounds, self.is_masked = self.kept_states.pop()

    def do_gs(self, name: Any) -> None:
        state = entries_of(entries_of(self.resources.get("ExtGState")).get(getattr(name, "name", name)))
        if "ca" in state or "BM" in state:
            self.opacity = self.around * opacity_in(state)
        if "SMask" in state:
            self.is_masked = isinstance(resolve1(state["SMask"]), dict)

    def do_sh(self, name: Any) -> None:
        device: Any = self.device
        device.paint_shading(getattr(name, "name", name))

    def do_ET(self) -> None:  # noqa: N802 - likewise
        super().do_ET()
        if self.texts_to_clip:
            self.bounds = common_bounds(self.bounds, bounds_of(self.texts_to_clip, _WHOLE))
            self.texts_to_clip = []

    def do_W(self) -> None:  # noqa: N802 - likewise
        points = [
            (float(step[place]), float(step[place + 1]))
            for step in self.curpath
            for place in range(1, len(step) - 1, 2)
        ]
        if points:
            self.bounds = common_bounds(self.bounds, bounds_of(points, self.ctm))

    def do_W_a(self) -> None:  # noqa: N802 - likewise
        self.do_W()

    def do_Do(self, name: Any) -> None:  # noqa: N802 - likewise
        self.budget().take_form()
        layer = getattr(resolve1(self.xobjmap.get(getattr(name, "name", name))), "attrs", {}).get("OC")
        self.marked.append(layer is not None and is_off(layer, self.layers_off))
        super().do_Do(name)
        self.marked.pop()

    def do_BMC(self, tag: Any) -> None:  # noqa: N802 - likewise
        super().do_BMC(tag)
        self.marked.append(False)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 - likewise
        super().do_BDC(tag, props)
        layer = entries_of(self.resources.get("Properties")).get(getattr(props, "name", None))
        self.marked.append(getattr(tag, "name", "") == "OC" and is_off(layer, self.layers_off))

    def do_EMC(self) -> None:  # noqa: N802 - likewise
        super().do_EMC()
        if self.marked:
            self.marked.pop()


class _Device(PDFPageAggregatorWithMarkedContent):
    """A device that notes the states of what is drawn."""

    interpreter: Any = None
    bounds_of_figure: list[tuple[float, float]] | None = None
    """The corners of the form XObject that is about to be drawn."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.states = DrawnStates()

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        super().begin_figure(name, bbox, matrix)
        left, low, right, high = bbox
        self.bounds_of_figure = [(left, low), (right, low), (left, high), (right, high)]

    def end_figure(self, name: str) -> None:
        super().end_figure(name)
        self.bounds_of_figure = None

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        if textstate.render in _OUTLINES:  # drawn in the colour of lines, whatever colour fills have
            graphicstate = graphicstate.copy()
            graphicstate.ncolor, graphicstate.ncs = graphicstate.scolor, graphicstate.scs
            ncs = graphicstate.scs
        for item in self._noted(super().render_string, (textstate, seq, ncs, graphicstate)):
            if textstate.render in _CLIPPING:
                self.interpreter.texts_to_clip += ((item.x0, item.y0), (item.x1, item.y1))
            if textstate.render in _NO_INK:
                self.states.without_ink.add(id(item))
            elif self._is_cut(item):
                self.states.cut.add(id(item))
            elif self.interpreter.is_masked and item.get_text().isdigit():
                self.states.masked.add(id(item))

    def render_char(self, matrix: Any, font: Any, *drawing: Any) -> float:
        size, stretch, rise, *more = drawing
        if size < 0:  # characters of such a size are turned by a half, as by a matrix
            matrix = (*(-part for part in matrix[:4]), *matrix[4:])
            return -self.render_char(matrix, font, -size, stretch, -rise, *more)
        a, b, c, d, across, up = matrix
        matrix = (a, b, c, d, across + rise * c, up + rise * d)  # the line on which a raised character stands
        width = super().render_char(matrix, font, size, stretch, 0, *more)
        item: Any = self.cur_item._objs[-1]  # noqa: SLF001 - nothing else has what was drawn last
        is_upright = stretch * (matrix[0] * matrix[3] - matrix[1] * matrix[2]) > 0
        is_drawn_here = isinstance(font, PDFType3Font)  # by parts of the file that may mirror it back
        if (is_upright or not is_drawn_here) and drawing[_CODE] in getattr(font, "gongkai_other_digits", ()):
            self.states.other_glyphs.add(id(item))
        if not (is_upright or is_drawn_here):
            self.states.mirrored.add(id(item))
        return width

    def render_image(self, *drawing: Any) -> None:
        self._noted(super().render_image, drawing)

    def paint_path(self, *drawing: Any) -> None:
        for item in self._noted(super().paint_path, drawing):
            if isinstance(item, LTCurve):
                item.set_bbox(bounds_with_curves(item.bbox, item.original_path or ()))
            if (lengths := beyond(item, self.interpreter.bounds)) is not None:
                self.states.beyond[id(item)] = lengths

    def paint_shading(self, name: object) -> None:
        """Put an area without edges where a shading fills all that the clipping path leaves free."""
        left, low, right, high = self.interpreter.bounds or self.cur_item.bbox
        if left < right and low < high:
            corners = [(left, low), (right, low), (right, high), (left, high)]
            area = LTCurve(0, corners, fill=True, non_stroking_color=str(name), original_path=[])
            area.pts = []
            self._noted(self.cur_item.add, (area,))

    def _noted(self, draw: Callable[..., None], drawing: tuple[Any, ...]) -> list[Any]:
        """Draw, note the opacity, and return what was drawn."""
        drawn: list[Any] = self.cur_item._objs  # noqa: SLF001 - nothing else has what was drawn so far
        before = len(drawn)
        draw(*drawing)
        if self.interpreter.opacity < 1:
            self.states.opacities.update((id(item), self.interpreter.opacity) for item in drawn[before:])
        return drawn[before:]

    def _is_cut(self, item: Any) -> bool:
        if self.interpreter.is_hidden():
            return True
        if self.interpreter.bounds is None:
            return False
        left, low, right, high = self.interpreter.bounds
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        return not (left - _EDGE <= x <= right + _EDGE and low - _EDGE <= y <= high + _EDGE)
