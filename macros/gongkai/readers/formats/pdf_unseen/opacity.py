"""How opaque the things on a PDF page are: a faint 0 behind 12 must not read 120, and a marker covers nothing.

pdfminer ignores the operator that sets the opacity (``gs``), so the layout of a page that uses it is computed here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

OPACITY = "opacity"
"""Key of the opacity of what is not quite opaque; that of things with which the colours below are mixed is a half."""
_FAINTEST = 0.1
"""The share of its colour up to which a text cannot be seen."""
_MIXED = 0.5
_PLAIN_MODES = ("Normal", "Compatible")
_DEEPEST = 8
"""Drawings within drawings that are looked into for their states."""


def mark_opacity(page: Any) -> None:
    """Give what is not opaque its ``OPACITY``.

    Args:
        page: A page of pdfplumber whose characters nobody has asked for yet; its characters, shapes and pictures are
            changed.
    """
    if not _has_state(page.page_obj.resources, set()):
        return
    opacities = _lay_out(page)
    laid_out: defaultdict[str, list[Any]] = defaultdict(list)
    for item in drawn_on(page):
        laid_out[kind_of(item)].append(item)
    for kind, own in page.objects.items():
        for one, item in zip(own, laid_out[kind], strict=True):
            if id(item) in opacities:
                one[OPACITY] = opacities[id(item)]


def is_faint(mark: Any) -> bool:
    """Whether something is so transparent that nobody sees it.

    Args:
        mark: A character, shape or picture.
    """
    return bool(mark.get(OPACITY, 1) <= _FAINTEST)


def drawn_on(page: Any) -> Iterator[Any]:
    """What is drawn on a page, in order, as pdfminer has it.

    Args:
        page: A page of pdfplumber.
    """
    yield from _leaves(page.layout)


def kind_of(item: Any) -> str:
    """The name that pdfplumber has for the kind of a thing of pdfminer.

    Args:
        item: A character, shape or picture.
    """
    return type(item).__name__.removeprefix("LT").lower()


def _has_state(resources: Any, seen: set[int], depth: int = 0) -> bool:
    """Whether a state of graphics that a page, or a drawing within it, may use is not quite opaque."""
    from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1  # noqa: PLC0415 - an extra; whoever has a page has it

    entries = _entries(resources)
    if any(_opacity(state) < 1 for state in _entries(entries.get("ExtGState")).values()):
        return True
    for drawing in _entries(entries.get("XObject")).values() if depth < _DEEPEST else ():
        number = drawing.objid if isinstance(drawing, PDFObjRef) else id(drawing)
        if number not in seen:
            seen.add(number)
            stream = resolve1(drawing)
            if isinstance(stream, PDFStream) and _has_state(stream.get("Resources"), seen, depth + 1):
                return True
    return False


def _entries(value: Any) -> dict[Any, Any]:
    """The entries of a dictionary of the file; none where something else is in its place."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - of the same extra

    resolved_value = resolve1(value)
    return resolved_value if isinstance(resolved_value, dict) else {}


def _opacity(state: Any) -> float:
    """The opacity of what is filled, as a state of graphics sets it; 1 where it sets none."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - of the same extra

    entries = _entries(state)
    share, mode = resolve1(entries.get("ca")), resolve1(entries.get("BM"))
    opacity = float(share) if isinstance(share, (int, float)) else 1.0
    return opacity if mode is None or getattr(mode, "name", mode) in _PLAIN_MODES else min(opacity, _MIXED)


def _lay_out(page: Any) -> dict[int, float]:
    """Lay a page out as pdfplumber does, and give it what came out.

    Returns:
        The opacity of what is not opaque, by the id of what pdfminer has for it.
    """
    device = _noting_device()(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _heedful_interpreter()(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - where pdfplumber keeps what it has laid out itself
    opacities: dict[int, float] = device.opacities
    return opacities


def _heedful_interpreter() -> Any:
    """An interpreter that knows the opacity; a class made here, as the extra may be absent."""
    from pdfminer.pdfinterp import PDFPageInterpreter  # noqa: PLC0415 - of the same extra

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

        def execute(self, streams: Any) -> None:
            device: Any = self.device
            outer, device.interpreter = device.interpreter, self
            super().execute(streams)
            device.interpreter = outer

        def do_q(self) -> None:
            super().do_q()
            self.opacities.append(self.opacity)

        def do_Q(self) -> None:  # noqa: N802 - the operator's name
            super().do_Q()
            if self.opacities:
                self.opacity = self.opacities.pop()

        def do_gs(self, name: Any) -> None:
            state = _entries(_entries(self.resources.get("ExtGState")).get(getattr(name, "name", name)))
            if "ca" in state or "BM" in state:
                self.opacity = self.around * _opacity(state)

    return Interpreter


def _noting_device() -> Any:
    """A device that notes how opaque is what it draws."""
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent  # noqa: PLC0415 - of the same extra

    class Device(PDFPageAggregatorWithMarkedContent):
        """One that notes the opacity of what is drawn."""

        interpreter: Any = None

        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            self.opacities: dict[int, float] = {}

        def render_string(self, *drawing: Any) -> None:
            self._note(super().render_string, drawing)

        def render_image(self, *drawing: Any) -> None:
            self._note(super().render_image, drawing)

        def paint_path(self, *drawing: Any) -> None:
            self._note(super().paint_path, drawing)

        def _note(self, draw: Callable[..., None], drawing: tuple[Any, ...]) -> None:
            drawn = self.cur_item._objs  # noqa: SLF001 - nothing else has what was drawn so far
            before = len(drawn)
            draw(*drawing)
            if self.interpreter.opacity < 1:
                self.opacities.update((id(item), self.interpreter.opacity) for item in drawn[before:])

    return Device


def _leaves(item: Any) -> Iterator[Any]:
    from pdfminer.layout import LTContainer  # noqa: PLC0415 - of the same extra

    for one in item:
        if isinstance(one, LTContainer):
            yield from _leaves(one)
        else:
            yield one
