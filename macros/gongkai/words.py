"""Every public word and message of the package, from ``words.zh.yml``, which whoever adds a page adds to.

A miswritten file is refused with its line: read in another way than it is meant, it would take words away from pages
that nobody has touched.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from gongkai import located


class WordsError(Exception):
    """``words.zh.yml`` is not what it should be; the message says where and what, for whoever has changed it."""


class NoWordsError(KeyError):
    """There is no text of a key, which is the argument, in ``words.zh.yml``."""


class NoFieldError(KeyError):
    """A text has a field that it is not given; the arguments are the field and the key of the text."""


@cache
def words() -> Mapping[str, Any]:
    """The words, as a tree.

    Raises:
        WordsError: The file is no YAML, or uses a key twice.
    """
    file = resources.files("gongkai").joinpath("words.zh.yml")
    tree, faults = located.parse(file.read_text(encoding="utf-8"))
    if not isinstance(tree, located.Mapping) or faults:
        mark = faults[0].mark if faults else located.Mark(1, 1)
        raise WordsError(f"{located.FilePlace(str(file), *mark)} {_what_is_wrong(tree, faults)}")
    for first, again in _repeated(tree):
        where = located.FilePlace(str(file), *again.mark)
        raise WordsError(
            f"{where} “{again.text}”写了两次（第 {first.mark.line} 行已有），后一处会盖掉前一处。请换一个键名。"
        )
    loaded: Mapping[str, Any] = located.plain(tree)
    return loaded


def _what_is_wrong(tree: located.Node | None, faults: tuple[located.Fault, ...]) -> str:
    """What is wrong with the YAML, in the words of the file itself as far as it can be read in spite of it."""
    readable: Any = located.plain(tree) if isinstance(tree, located.Mapping) else {}
    try:
        wording: str = readable["findings"]["syntax"][faults[0].reason]
        return wording.format(**faults[0].details)
    except (LookupError, TypeError, ValueError):
        return "从这里起不是正确的 YAML，读不出来。请核对冒号、缩进、引号和括号。"


def _repeated(node: located.Node) -> Iterator[tuple[located.Scalar, located.Scalar]]:
    """The repeated keys of all mappings, as (first occurrence, this occurrence)."""
    if isinstance(node, located.Mapping):
        yield from located.duplicates(node)
        for _, value in node.pairs:
            yield from _repeated(value)
