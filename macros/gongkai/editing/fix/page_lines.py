"""The lines of a page that are text: not front matter, not code."""

import re
from collections.abc import Callable

from gongkai.narrative.front import read_front

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def with_lines(text: str, change: Callable[[str], str]) -> str:
    """A page with its lines changed; front matter and code between fences stay as they are.

    Args:
        text: The page.
        change: Gives what is in place of a line; newlines may be in it.
    """
    body = read_front(text).body
    return text[:body] + "\n".join(change(line) if is_text else line for line, is_text in lines_of(text[body:]))


def lines_of(body: str) -> list[tuple[str, bool]]:
    """The lines of a page after its front matter, each with whether it is text and no code.

    Args:
        body: The text after the front matter.
    """
    lines, fence = [], ""
    for line in body.split("\n"):
        match = _FENCE.match(line)
        if fence:
            lines.append((line, False))
            fence = "" if match is not None and match[1].startswith(fence) and not line.strip(f" {fence[0]}") else fence
        else:
            fence = match[1] if match is not None and "`" not in line[match.end() :] else ""
            lines.append((line, not fence))
    return lines
