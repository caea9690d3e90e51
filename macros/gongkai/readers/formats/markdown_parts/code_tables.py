"""Tables in code: as LaTeX writes them, and as programs print lists of lists."""

import html
from collections.abc import Sequence

from gongkai.readers.formats.markdown_parts.latex import with_latex_tables
from gongkai.readers.formats.markdown_parts.printed_lists import with_printed_lists


def code_tables_as_html(text: str) -> str:
    """A text with each such table as one of a web page, on a line of its own.

    Args:
        text: The text.
    """
    return with_printed_lists(with_latex_tables(text, _as_html), _as_html)


def code_tables_with_tabs(text: str) -> str:
    """A text with each such table as lines with tabs between cells.

    Args:
        text: The text.
    """
    return with_printed_lists(with_latex_tables(text, _with_tabs), _with_tabs)


def _as_html(rows: Sequence[Sequence[str]]) -> str:
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>" for line in lines).replace("\n", "<br>")
    return f"\n\n<table>{table}</table>\n\n"


def _with_tabs(rows: Sequence[Sequence[str]]) -> str:
    return "\n" + "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in rows) + "\n"
