"""Escapes text of a document for Markdown, so that none of it becomes a heading, a list or a template by chance."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SIGNS = str.maketrans({
    **{sign: f"\\{sign}" for sign in "\\`*_[]#"},
    **{sign: f"&#{ord(sign)};" for sign in "{}~^|$"},
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
})  # fmt: skip
_INDENT = " " * 4
_NUMBER = re.compile(r"^(\d+)([.)])")
_BULLET = re.compile(r"^[-+]")
_OPENING = re.compile(r"^(?:[:：](?=\s)|!!!|\?\?\?|===)")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200d\u2028\u2029\u2060\ufeff\ue000-\uf8ff\ufff0-\uffff]")
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
EDGES = " \n\u00a0\u3000"
"""What is taken away from both ends of a text."""
_PAGE = re.compile(r"(?<!\s)\s*[—–]\s*\d{1,3}\s*[—–]\s*$", re.MULTILINE)


def clean(text: str) -> str:
    """A text without control characters and page numbers; Kangxi radicals become the characters that they stand for.

    Args:
        text: As read; extraction from PDF leaves radicals.
    """
    return _PAGE.sub("", legible(text)).strip(EDGES)


def legible(text: str) -> str:
    """A text without control characters, radicals as characters; page numbers and blanks at its ends stay.

    Args:
        text: As read.
    """
    plain = _CONTROL.sub(" ", text.replace("\t", " "))
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), plain)


def escaped(text: str) -> str:
    """A text as one line of Markdown.

    Args:
        text: As read.
    """
    return at_begin(signs(" ".join(clean(text).split("\n"))))


def signs(text: str) -> str:
    """Characters of a line, those that Markdown or templates give a meaning as what stands for them.

    Args:
        text: As it is to be read.
    """
    return text.translate(_SIGNS)


def at_begin(line: str) -> str:
    """A line of Markdown that begins with nothing that would make it a list or a box.

    Args:
        line: The line; its other signs stand for themselves.
    """
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


@dataclass(frozen=True, slots=True)
class MarkdownItem:
    """An item of a list: its text as Markdown, the number that the document gives it, and how deep its list is."""

    text: str
    number: int | None = None
    depth: int = 0


def bullets(items: Sequence[MarkdownItem]) -> str:
    """A list with those within it; items that the document numbers keep their numbers.

    Args:
        items: Its items in order. One that is deeper than the item before it is in that item.
    """
    lines: list[str] = []
    before: MarkdownItem | None = None
    depth = 0
    for item in items:
        depth = 0 if before is None else min(item.depth, depth + 1)
        sign = "-" if item.number is None else f"{item.number}."
        if before is not None and not depth and (sign == "-") != lines[-1].startswith("-"):
            lines.append("")
        lines.append(f"{_INDENT * depth}{sign} {item.text}")
        before = item
    return "\n".join(lines)


def grid(rows: Sequence[Sequence[str]]) -> str:
    """A table that is not one of the form's, as a Markdown table whose head is its first row.

    Args:
        rows: Texts of the cells by row.
    """
    texts = [[" ".join(paragraphs(cell)) or " " for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in texts]
    return "\n".join([lines[0], "|" + " --- |" * len(texts[0]), *lines[1:]])
