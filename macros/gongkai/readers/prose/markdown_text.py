"""Escapes text of a document for Markdown, so that none of it becomes a heading, a list or a template by chance."""

import re
import unicodedata
from collections.abc import Sequence

_SIGNS = str.maketrans({
    **{sign: f"\\{sign}" for sign in "\\`*_[]#"},
    **{sign: f"&#{ord(sign)};" for sign in "{}~^|$"},
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
})  # fmt: skip
_NUMBER = re.compile(r"^(\d+)([.)])")
_BULLET = re.compile(r"^[-+]")
_OPENING = re.compile(r"^(?:[:：](?=\s)|!!!|\?\?\?|===)")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200d\u2028\u2029\u2060\ufeff\ue000-\uf8ff\ufff0-\uffff]")
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_PAGE = re.compile(r"\s*[—–]\s*\d{1,3}\s*[—–]\s*$", re.MULTILINE)


def clean(text: str) -> str:
    """A text without control characters and page numbers; Kangxi radicals become the characters that they stand for.

    Args:
        text: As read; extraction from PDF leaves radicals.
    """
    plain = _PAGE.sub("", _CONTROL.sub(" ", text.replace("\t", " ")))
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), plain).strip(" \n\u00a0\u3000")


def escaped(text: str) -> str:
    """A text as one line of Markdown.

    Args:
        text: As read.
    """
    line = " ".join(clean(text).split("\n")).translate(_SIGNS)
    line = _BULLET.sub(r"\\\g<0>", _NUMBER.sub(r"\1\\\2", line))
    return _OPENING.sub(lambda match: f"&#{ord(match[0][0])};{match[0][1:]}", line)


def paragraphs(text: str) -> list[str]:
    """A paragraph of a document as paragraphs of Markdown: a line break of its author begins a new one.

    Args:
        text: As read.
    """
    return [escaped(line) for line in clean(text).split("\n") if clean(line)]


def heading(text: str, level: int) -> str:
    """A heading.

    Args:
        text: As read.
        level: 1 to 6.
    """
    return f"{'#' * level} {' '.join(paragraphs(text))}"


def bullets(items: Sequence[tuple[int | None, str]]) -> str:
    """A list; items that the document numbers keep their numbers.

    Args:
        items: Number, if any, and text.
    """
    lines: list[str] = []
    for number, text in items:
        sign = "-" if number is None else f"{number}."
        if lines and (sign == "-") != lines[-1].startswith("-"):
            lines.append("")
        lines.append(f"{sign} {' '.join(paragraphs(text))}")
    return "\n".join(lines)


def grid(rows: Sequence[Sequence[str]]) -> str:
    """A table that is none of the form's, as a Markdown table; its first row is its head.

    Args:
        rows: Texts of the cells by row.
    """
    written = [[" ".join(paragraphs(cell)) or " " for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in written]
    return "\n".join([lines[0], "|" + " --- |" * len(written[0]), *lines[1:]])
