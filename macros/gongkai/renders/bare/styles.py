"""Styles of the bare copy: they are in the tags, as editors of other sites strip style sheets, classes and ids."""

_LINE = "border:1px solid #8a94a3;padding:4px 6px"
_HEAD = f"{_LINE};background:#f0f4f9;color:#1d2430;font-weight:normal"

STYLES = {
    "h1": "text-align:center;font-size:1.5em;line-height:1.5;margin:.6em 0 1em",
    "h2": "font-size:1.2em;line-height:1.5;margin:1.6em 0 .6em",
    "p": "line-height:1.8;margin:0 0 .8em;text-indent:2em",
    "li": "line-height:1.8",
    "table": "border-collapse:collapse;width:100%;margin:1em 0;font-size:.9em;line-height:1.5",
    "div": "overflow-x:auto",
    "caption": "text-align:left;font-weight:bold;padding:4px 0",
}
"""Style of an element by its tag; a ``div`` is kept around tables alone, so that a wide one moves within it."""

PLAIN = "line-height:1.8;margin:0 0 .8em"
"""For a paragraph that is not of the text: above or below a table, or in a list."""

BOLD = "font-weight:bold"

RULED = (("border", "1"), ("cellspacing", "0"), ("cellpadding", "4"), ("width", "100%"))
"""Attributes of a table: editors that drop its styles keep them, and so its lines."""

NOT_COPIED = "-webkit-user-select:none;user-select:none;text-align:center;color:#5b6472"
"""For the title above what is pasted: whoever opens the file sees it, and takes all of the file but it."""

FAULT = "border:2px solid #c00000;color:#c00000;padding:4px 8px;line-height:1.8"
"""For what says that a report has errors."""

WIDE = ";min-width:44em"
"""For a table with many columns: on a phone it is moved within its frame, and its rows can be read."""


def head_style(align: str) -> str:
    """Style of a cell of a head.

    Args:
        align: ``left``, ``right`` or ``center``.
    """
    return f"{_HEAD};text-align:{align}"


def cell_style(align: str, *, bold: bool = False) -> str:
    """Style of a cell of a table's body; see ``head_style``."""
    return f"{_LINE};text-align:{align}" + (f";{BOLD}" if bold else "")
