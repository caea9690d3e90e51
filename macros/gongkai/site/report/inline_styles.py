"""Replaces styles in tags by classes of our style sheet: a strict content security policy forbids inline styles.

Python-Markdown aligns the cells of a table by such a style, and so do authors who write a table as HTML. In the same
pass a link that opens a window of its own gets ``noopener``.
"""

import re

import markdown
from markdown.postprocessors import Postprocessor

_BEFORE_OURS = -9.5
"""After the last look at the content (``safe_content``, -9), before our tables come in (``slot_extension``, -10)."""
_CELL = re.compile(r"<t[dh]\b[^<>]*>")
_ALIGNED = re.compile(r' style="text-align: (left|center|right);"')
_CLASS = re.compile(r' class="([^"]*)"')
_WINDOW = re.compile(r"<a\b[^<>]*\starget=[^<>]*>")
_REL = re.compile(r' rel="([^"]*)"')


class NoInlineStyles(markdown.Extension):
    """Registers the postprocessor; one instance a build, appended to the site's Markdown extensions."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Run when the content is complete but for what our macros print."""
        md.postprocessors.register(_Classes(md), "gongkai-no-styles", _BEFORE_OURS)


class _Classes(Postprocessor):
    def run(self, text: str) -> str:
        if 'style="text-align' in text:
            text = _CELL.sub(lambda tag: _without_style(tag[0]), text)
        return _WINDOW.sub(lambda tag: _with_word(tag[0], _REL, "rel", "noopener"), text) if "target=" in text else text


def _without_style(tag: str) -> str:
    side = _ALIGNED.search(tag)
    return tag if side is None else _with_word(_ALIGNED.sub("", tag), _CLASS, "class", f"gk-to-{side[1]}")


def _with_word(tag: str, attribute: re.Pattern[str], name: str, word: str) -> str:
    """A tag with one more word in an attribute that is a list of words; unchanged where the word is in it already."""
    words = attribute.search(tag)
    if words is None:
        return f'{tag[:-1]} {name}="{word}">'
    if word in words[1].split():
        return tag
    return tag.replace(words[0], f' {name}="{words[1]} {word}"', 1)
