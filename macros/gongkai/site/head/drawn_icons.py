"""The icons of the head that our style sheet draws: a page names each in 30 bytes, in place of a drawing of 200."""

import re
from functools import cache
from pathlib import Path

_STYLE = Path(__file__).parents[1] / "theme/assets/gongkai/gongkai.css"
_RULE = re.compile(r"^\.(gk-i-[a-z]+) \{ --gk-icon: url\([^)]*%3Cpath d='([^']+)'/%3E", re.MULTILINE)
_ICON = re.compile(r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24"><path d="([^"]+)"/></svg>')
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def with_drawn_icons(html: str) -> str:
    """HTML of a page's head whose icons are named where the style sheet has them.

    A site may have chosen others, and Material may draw one anew: these stay, without the namespace that HTML does not
    look at.

    Args:
        html: A part of the head as Material's templates write it.
    """
    drawn = _drawn()
    with_names = _ICON.sub(lambda icon: f"<i class={drawn[icon[1]]}></i>" if icon[1] in drawn else icon[0], html)
    return with_names.replace(_NAMESPACE, "")


@cache
def _drawn() -> dict[str, str]:
    """The class of the icon that the style sheet draws, by drawing."""
    return {path: name for name, path in _RULE.findall(_STYLE.read_text(encoding="utf-8"))}
