"""A paragraph that begins with its name twice: text was pasted behind the name that the new report has already."""

import re

_NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是]{1,2}[ \t]*)?"
_AGAIN = rf"{_NUMBER}(?P=name)(?:情况|方面|工作)?"
_DOUBLED = re.compile(
    r"^(?P<label>(?P<stars>\*\*|__)(?P<name>[^*_\n:：。，,；]{2,20})(?:(?P=stars)[ \t]*[:：]|[:：](?P=stars)))"
    r"[ \t\u3000]*"
    rf"(?:(?:\*\*|__){_AGAIN}(?:[:：。](?:\*\*|__)|(?:\*\*|__)[ \t]*[:：。])|{_AGAIN}[:：。])[ \t\u3000]*(?=\S)",
    re.MULTILINE,
)


def doubled_labels(text: str, start: int = 0) -> list[re.Match[str]]:
    """Every name of a paragraph in bold that is written a second time behind it, ``name`` and all that is to go.

    Args:
        text: The source of a narrative.
        start: Where its text begins.
    """
    return list(_DOUBLED.finditer(text, start))


def folded_label(line: str) -> str:
    """A line with its name once.

    Args:
        line: A line of a narrative's source.
    """
    return _DOUBLED.sub(r"\g<label>", line)
