"""Classes by which known frameworks hide or colour a text, or strike it out: their sheets are in files not at hand."""

import re
from functools import lru_cache

_HIDE = frozenset({
    *("hidden", "hide", "d-none", "invisible", "opacity-0", "layui-hide", "layui-hidden", "is-hidden", "uk-hidden"),
    *("uk-invisible", "am-hide", "mui-hidden", "weui-hidden", "display-none", "displaynone", "visibility-hidden"),
})  # fmt: skip
_STRIKE = frozenset({"line-through", "text-decoration-line-through", "uk-text-line-through", "text-line-through"})
_ON_DESKS = re.compile(
    r"(?:d|visible|show|display)-(?:sm|md|lg|xl|xxl|pc|desktop)\b|(?:sm|md|lg|xl|2xl):|(?:show|active|in|open|shown)$"
)
"""A class by which the same frameworks show it on a wide screen all the same, or have shown it."""


_LOOKS = {
    re.compile(r"text-(?:white|light|body-bg)|text-[a-z]+-(?:50|100)|white-text|c-white"): {"color": "#fff"},
    re.compile(r"text-transparent|text-opacity-0"): {"color": "transparent"},
    re.compile(r"text-hide|text-\[0(?:px|rem|em)?\]"): {"font-size": "0"},
    re.compile(r"scale(?:-[xy])?-0"): {"transform": "scale(0)"},
    re.compile(r"opacity-(?:5|10)"): {"opacity": "0.05"},
    re.compile(r"bg-(?:white|light|body|transparent|[a-z]+-(?:50|100))"): {"background-color": "#fff"},
    re.compile(r"(?:table|thead|bg|navbar)-(?:dark|inverse)|bg-black"): {"background-color": "#212529"},
    re.compile(r"(?:table|thead|navbar)-(?:dark|inverse)"): {"color": "#fff"},
    re.compile(r"(?:bg|btn|badge|alert)-[\w-]+|badge|btn"): {"background-color": "#607080"},
}
"""What other classes stand for; of colours of a ground that no white or black text is lost on, any one."""


@lru_cache(maxsize=1024)
def by_class(names: str) -> dict[str, str]:
    """The values that such a class of an element stands for; empty for none.

    Args:
        names: All of its classes.
    """
    classes = names.split()
    if any(map(_ON_DESKS.match, classes)):
        return {}
    values = {"display": "none"} if not _HIDE.isdisjoint(classes) else {}
    for pattern, looks in _LOOKS.items() if classes else ():
        values = (looks if any(map(pattern.fullmatch, classes)) else {}) | values
    return values | ({"text-decoration-line": "line-through"} if not _STRIKE.isdisjoint(classes) else {})
