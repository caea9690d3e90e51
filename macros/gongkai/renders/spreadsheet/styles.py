"""The looks of a workbook: one main colour, that of the site, light rules, figures in line, text that wraps."""

from collections.abc import Mapping
from typing import Any

BLUE, INK, GREY, LINE = "#1F4E8C", "#1D2430", "#66707F", "#C6CED9"
_HEAD, _SUM, _INPUT = "#EAF0F8", "#F4F6F9", "#FFFDF2"
_RED, _ROSE = "#9C0006", "#FFC7CE"
TEXT = 49
"""Number of the format of text among those of every workbook: what is typed over it stays text, too."""

_FONT: Mapping[str, Any] = {"font_name": "宋体", "font_size": 10.5, "font_color": INK, "valign": "vcenter"}
_TEXT: Mapping[str, Any] = {**_FONT, "num_format": TEXT, "text_wrap": True}
_BOXED: Mapping[str, Any] = {"border": 1, "border_color": LINE}
_LABEL: Mapping[str, Any] = {**_TEXT, **_BOXED, "align": "left", "indent": 1}
_FIGURE: Mapping[str, Any] = {**_FONT, **_BOXED, "align": "right", "indent": 1, "num_format": "0"}
_SMALL: Mapping[str, Any] = {**_TEXT, "font_size": 9, "font_color": GREY, "align": "left"}
_OPEN: Mapping[str, Any] = {"bg_color": _INPUT, "locked": False}

STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {**_TEXT, "font_size": 9, "font_color": GREY, "text_wrap": False},
    "caption": {**_TEXT, "font_size": 14, "bold": True, "font_color": BLUE, "text_wrap": False},
    "faulty": {**_TEXT, "font_size": 14, "bold": True, "font_color": _RED, "align": "left"},
    "state": {**_FONT, "font_size": 9, "font_color": GREY},
    "head": {**_TEXT, **_BOXED, "align": "center", "bold": True, "bg_color": _HEAD, "font_color": BLUE},
    "corner": {**_TEXT, **_BOXED, "align": "center", "bg_color": _HEAD, "font_size": 9},
    "label": _LABEL,
    "group": {**_LABEL, "align": "center", "indent": 0},
    "sum-label": {**_LABEL, "bold": True, "bg_color": _SUM},
    "figure": _FIGURE,
    "sum": {**_FIGURE, "bold": True, "bg_color": _SUM},
    "none": {**_FIGURE, "align": "center", "indent": 0, "font_color": GREY, "num_format": TEXT},
    "sum-none": {**_FIGURE, "align": "center", "indent": 0, "font_color": GREY, "num_format": TEXT, "bg_color": _SUM},
    "input": {**_FIGURE, **_OPEN},
    "check-head": {**_TEXT, **_BOXED, "align": "center", "font_size": 9, "font_color": GREY},
    "check": {**_FIGURE, "font_size": 9, "font_color": GREY},
    "wrong": {"bg_color": _ROSE, "font_color": _RED, "bold": True},
    "wrong-state": {"font_color": _RED, "bold": True},
    "past": {**_FIGURE, "font_color": GREY},
    "past-none": {**_FIGURE, "font_color": GREY, "align": "center", "indent": 0, "font_size": 9, "num_format": TEXT},
    "past-head": {**_TEXT, **_BOXED, "align": "center", "font_size": 9, "font_color": GREY},
    "counts": {**_SMALL, **_BOXED},
    "small": _SMALL,
    "h1": {**_TEXT, "font_size": 16, "bold": True, "align": "center", "font_color": BLUE},
    "h2": {**_TEXT, "font_size": 12, "bold": True, "font_color": BLUE},
    "h3": {**_TEXT, "bold": True},
    "text": {**_TEXT, "align": "left", "valign": "top", "indent": 1},
    "item": {**_TEXT, "align": "left", "valign": "top", "indent": 2},
    "here": {**_TEXT, "align": "left", "font_color": GREY, "indent": 1},
    "written": {**_TEXT, **_BOXED, "valign": "top", "bg_color": _INPUT, "locked": False},
    "cell": {**_FONT, "num_format": "General"},
    "cell-text": {**_FONT, "num_format": TEXT},
    "mark": {"font_size": 8, "font_color": GREY, "num_format": TEXT},
}
"""The properties of each style by its name, in the words of XlsxWriter."""
