"""Classes by which known frameworks hide a text or strike it out: their sheets are in files that are not at hand."""

import re

_HIDE = frozenset({
    *("hidden", "hide", "d-none", "invisible", "opacity-0", "layui-hide", "layui-hidden", "is-hidden", "uk-hidden"),
    *("uk-invisible", "am-hide", "mui-hidden", "weui-hidden", "display-none", "displaynone", "visibility-hidden"),
})  # fmt: skip
_STRIKE = frozenset({"line-through", "text-decoration-line-through", "uk-text-line-through", "text-line-through"})
_ON_DESKS = re.compile(
    r"(?:d|visible|show|display)-(?:sm|md|lg|xl|xxl|pc|desktop)\b|(?:sm|md|lg|xl|2xl):|(?:show|active|in|open|shown)$"
)
"""A class by which the same frameworks show it on a wide screen all the same, or have shown it."""


def by_class(names: str) -> dict[str, str]:
    """The values that such a class of an element stands for; empty for none.

    Args:
        names: All of its classes.
    """
    classes = names.split()
    if any(map(_ON_DESKS.match, classes)):
        return {}
    values = {"display": "none"} if not _HIDE.isdisjoint(classes) else {}
    return values | ({"text-decoration-line": "line-through"} if not _STRIKE.isdisjoint(classes) else {})
