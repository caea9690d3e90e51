"""Which layers of a PDF viewers do not show at first (optional content, ISO 32000-1, 8.11).

This module needs the extra for PDF; it is imported where a page is at hand, which proves that the extra is there.
"""

from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1


def entries_of(value: Any) -> dict[Any, Any]:
    """The entries of a dictionary of the file; none where something else is in its place.

    Args:
        value: A dictionary, or a reference to one.
    """
    resolved_value = resolve1(value)
    return resolved_value if isinstance(resolved_value, dict) else {}


def layers_off(catalog: Any) -> frozenset[int]:
    """The numbers of the layers of a file that viewers do not show at first.

    Args:
        catalog: The root of its objects.
    """
    properties = entries_of(catalog.get("OCProperties"))
    default = entries_of(properties.get("D"))
    are_off = getattr(resolve1(default.get("BaseState")), "name", "") == "OFF"
    others = _numbers(properties.get("OCGs")) - _numbers(default.get("ON")) if are_off else frozenset()
    return _numbers(default.get("OFF")) | others


def _numbers(layers: Any) -> frozenset[int]:
    """The numbers of layers, of a list of them or of one alone."""
    parts = resolve1(layers) if isinstance(resolve1(layers), list) else [layers]
    return frozenset(part.objid for part in parts if isinstance(part, PDFObjRef))


def is_off(layer: Any, numbers_off: frozenset[int]) -> bool:
    """Whether a layer is not shown, or what belongs to several ones (ISO 32000-1, 8.11.2.2).

    Args:
        layer: A layer, or a set of them, of the file.
        numbers_off: The numbers of the layers that are not shown.
    """
    if not numbers_off:
        return False
    entries = entries_of(layer)
    own = _numbers(entries.get("OCGs") if "OCGs" in entries else layer)
    policy = getattr(resolve1(entries.get("P")), "name", "AnyOn")
    off = own & numbers_off
    hidden = {"AnyOn": bool(own) and off == own, "AllOn": bool(off), "AnyOff": not off, "AllOff": off != own}
    return hidden.get(policy, False)
