"""Words with attributes, as pandoc writes those of web pages: ``[12]{style="color:red"}``, ``[]{lang="EN-US"}``."""

import html
import re

_SPAN = re.compile(r"\[([^\[\]]*)\]\{([^{}]*)\}")
_ATTRIBUTES = re.compile(r"(?:\s*(?:[.#][\w-]+|[\w:-]+=(?:\"[^\"]*\"|[^\s\"]+)))+\s*")
_STYLE = re.compile(r"(?<![\w:-])style=\"([^\"]*)\"")
_RAISED = re.compile(r"(?<![\w-])\.(?:superscript|subscript)(?![\w-])")
_DEEPEST = 10
"""How many such words may be within each other."""


def spans_as_html(text: str) -> str:
    """The text with such words as HTML where they are raised or have a style that may hide them; else plain.

    Args:
        text: A line, or the text of a cell.
    """
    for _ in range(_DEEPEST if "]{" in text else 0):
        before, text = text, _SPAN.sub(_as_html, text)
        if text == before:
            break
    return text


def _as_html(span: re.Match[str]) -> str:
    if not _ATTRIBUTES.fullmatch(span[2]):
        return span[0]
    style = _STYLE.search(span[2])
    if _RAISED.search(span[2]):
        return f"<sup>{span[1]}</sup>"
    if style is None or not span[1].strip():
        return span[1]
    return f'<span style="{html.escape(style[1])}">{span[1]}</span>'
