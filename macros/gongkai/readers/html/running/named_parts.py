"""The parts of tables, and what is around these, that scripts name: by ids, classes, tags, or as all of a page."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from gongkai.readers.html.styles.counted import MOST_STEPS, take
from gongkai.readers.html.unseen.global_names import global_names, name_at

PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "input"})
"""The tags of tables, and of what is in them."""
_MOST_NAMES = 2_000
_LONGEST_NAME, _STEPS_OF_ID = 24, 40
"""Characters of a name that may be put together, and what it costs to look at an id, as against a comparison."""
_EVERY = (
    r"document\s*\.\s*all(?=\s*\[\s*[^\"'`\s])"
    r"|(?:(?<==)|(?<==\s)|(?<=of\s)|(?<=from\()|(?<=\.\.\.))document\s*\.\s*all(?=\s*[;,\n)\]])"
)
"""All elements of a page; whether a browser knows that name for them is what old scripts ask."""
CALL = re.compile(
    r"(?P<name>(?:(?<![\w$])[\w$]{1,60}|\]))\s*\(\s*(?P<quote>[\"'`])(?P<text>[^\"'`\n]{1,200}?)(?:(?P=quote)\s*(?P<more>\+)?|(?P<rest>\$\{))"
    r"|\bel(?:em)?\s*:\s*[\"'](?P<elem>[#.][\w-]+)[\"']"
    rf"|(?P<every>{_EVERY})|document\s*\.\s*(?P<body>all(?=\s*\[)|body|currentScript|documentElement|[bf]gColor|dir|(?:first|last)(?:Element)?Child|child(?:ren|Nodes))\b"
    r"|document\s*\[\s*(?P<key>[A-Za-z_$][\w$.]{0,60})\s*\](?=\s*[.\[])"
    r"|(?:getElementById|document\s*\[[^\]\n]{1,60}\])\(\s*(?P<computed>[A-Za-z_$][\w$.\[\]]{0,60})\s*\)"
    r"|(?<![\w$.])(?:window|self|globalThis)\s*\[\s*(?P<variable>[A-Za-z_$][^\]\n]{0,60})\]"
    r"|(?:querySelector(?:All)?|getElementsBy\w{4,9})\(\s*(?P<selector>[A-Za-z_$][\w$.\[\]]{0,60})\s*\)"
    r"|(?P<puzzle>(?:querySelector(?:All)?|getElements?By\w{2,9})\(\s*(?:\[\s*[\"'`]|String\s*\.\s*from|atob\(|unescape\())"
)
"""Where a script names elements."""
_WORD = re.compile(r"(?<=[\"'`])[\w-]+(?=[\"'`])|(?<![\w$-])[\w-]+(?=\s*:)")
"""A text of one word, or a name of data."""
_QUOTED, _MOST_QUOTED = re.compile(r"[\"'`]([#.]?[A-Za-z][\w #.>+~:()-]{0,60})[\"'`]"), 200
"""A text that may be a selector, where a script finds elements by one that is worked out."""
_PSEUDO = re.compile(r":[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?|\[[^\]]*\]")
_ANY = re.compile(r"\*|:(?:contains|not|has|is|where|matches|empty|root|scope|(?:first|last|only|nth)-[\w-]+)\b")
"""What finds elements whatever they are called; jQuery has other signs, for fields of forms."""
_WITHIN = re.compile(r"\[\s{0,9}([\w-]{1,60})[^\]]{0,200}\]|\((?:[^()]|\([^()]{0,100}\)){0,200}\)")
"""What stands in the brackets of a selector."""
_ATTRIBUTE = re.compile(r"\[([\w-]+)\]")
_BEFORE_SIBLING = re.compile(r"[^\s>+~]{1,80}\s{0,9}[+~]\s{0,9}")
_BY_TAG, _SIMPLE_NAME = re.compile(r"(?:[\w#.> -]{0,100}[\s>])?([A-Za-z][A-Za-z0-9]{0,9})"), re.compile(r"[\w-]+")
_SIMPLE = re.compile(r"([#.]?)([\w-]+)")


class NamedParts:
    """The names by which scripts may find tables, their parts and what is around them."""

    def __init__(self, tables: Collection[Any]) -> None:
        """Look at tables.

        Args:
            tables: Those with figures.
        """
        self.steps_left = [MOST_STEPS]
        self._words: dict[str, set[str]] = {}
        self._by_words: dict[str, set[Any]] = {}
        self._by_texts: dict[str, set[Any]] = {}
        self._elements: defaultdict[str, list[Any]] = defaultdict(list)
        self._with_attribute: defaultdict[str, list[Any]] = defaultdict(list)
        inside = self._inside = [item for table in tables for item in table.iter("*")]
        around = dict.fromkeys(item for table in tables for item in table.iterancestors())
        for item in (*inside, *around):
            for name in item.keys():  # noqa: SIM118 - an element of lxml is no mapping
                self._with_attribute[name].append(item)
            for name in (item.get("id"), item.get("name")):
                if name:
                    self._elements[f"#{name}"].append(item)
            for name in (item.get("class") or "").split():
                self._elements[f".{name}"].append(item)
            for name in (item.tag, item.get("is")):
                if name and (name in ("body", "html") or "-" in name):
                    self._elements[name].append(item)
        for item in inside:
            self._elements[str(item.tag)].append(item)
        self._of_ids = {name[1:]: items for name, items in self._elements.items() if name[0] == "#"}

    def named_in(self, script: str) -> Iterator[tuple[re.Match[str], set[Any]]]:
        """The places in a script that name elements, each with these.

        Args:
            script: The script.
        """
        for match in islice(CALL.finditer(script), _MOST_NAMES):
            yield match, self.named_by(match, script)
        for match in islice(global_names(script, self._of_ids), _MOST_NAMES):
            yield match, set(self._of_ids[name_at(match)])

    @property
    def all(self) -> set[str]:
        """All of them, ids and classes with their signs."""
        return {*self._elements, *PARTS}

    def named_by(self, match: re.Match[str], script: str) -> set[Any]:
        """The elements that a place in a script names.

        Args:
            match: One of ``CALL``.
            script: The script.
        """
        if match["every"] or match["puzzle"] or match["selector"]:
            return self._quoted_in(script) if match["selector"] else set(self._inside)
        if match["body"] or match["key"]:
            return set(self._elements["body"])
        if match["computed"] or match["variable"]:
            return self._computed_in(script)
        function, text = match["name"] or "", match["elem"] or match["text"].strip()
        if function.startswith("createElement"):
            return set()
        if match["more"] or match["rest"]:
            numbered = re.compile(rf"#{re.escape(text.lstrip('#'))}(?:\d+|(?<=[-_])\w+)")
            return {item for name, items in self._ids() if text and numbered.fullmatch(name) for item in items}
        if function == "getElementsByClassName":
            text = "".join(f".{name}" for name in text.split())
        elif f"#{text}" in self._elements and function not in ("getElementsByTagName", "querySelector"):
            text = f"#{text}"
        return {item for one in text.split(",") for item in self._selected(one)}

    def words_of(self, script: str) -> set[str]:
        """The texts of one word in a script, and names of its data.

        Args:
            script: The script.
        """
        words = set(_WORD.findall(script)) if script not in self._words else self._words[script]
        self._words = {script: words}
        return words

    def _computed_in(self, script: str) -> set[Any]:
        """The elements whose ids a script may put together."""
        if script not in self._by_words:
            take(self.steps_left, _STEPS_OF_ID * len(self._of_ids))
            words = self.words_of(script)
            ids = (items for name, items in self._of_ids.items() if is_put_together(name, words))
            self._by_words = {script: {item for items in ids for item in items}}
        return self._by_words[script]

    def _quoted_in(self, script: str) -> set[Any]:
        """The elements that any text of a script names, if it is a selector."""
        if script not in self._by_texts:
            texts = {quoted[1] for quoted in islice(_QUOTED.finditer(script), _MOST_QUOTED)}
            self._by_texts[script] = {item for text in texts for one in text.split(",") for item in self._selected(one)}
        return self._by_texts[script]

    def _ids(self) -> list[tuple[str, list[Any]]]:
        take(self.steps_left, len(self._of_ids))
        return [(f"#{name}", items) for name, items in self._of_ids.items()]

    def _selected(self, selector: str) -> Iterator[Any]:
        parts = re.split(r"[\s>]+", _BEFORE_SIBLING.sub("", _WITHIN.sub(_name_alone, selector)).strip())
        has_bodies = parts[-1].lower() == "tbody" and "tbody" in self._elements
        parts = [part for part in parts if part.lower() != "tbody"] or ["table"]  # which need not be written
        parts += ["tbody"] if has_bodies else []
        *others, last = (_SIMPLE.findall(_PSEUDO.sub("", part)) for part in parts)
        attributes = [] if last else _ATTRIBUTE.findall(parts[-1])
        if not last and not attributes and not _ANY.search(parts[-1]):
            return
        if not all(part or _ANY.search(text) for part, text in zip(others, parts, strict=False)):
            return
        for item in self._candidates(last, attributes):
            around = list(item.iterancestors())
            take(self.steps_left, 1 + len(around))
            if _is(item, last) and all(any(_is(one, other) for one in around) for other in others if other):
                yield item

    def _candidates(self, compound: list[tuple[str, str]], attributes: list[str]) -> list[Any]:
        """The elements that a tag, class, id or attribute of a selector finds; without any, all in tables."""
        if compound:
            sign, name = max(compound)  # a tag alone, else a class or an id
            return self._elements.get(f"{sign}{name}", [])
        return self._with_attribute.get(attributes[0], []) if attributes else self._inside


def names_any_text(match: re.Match[str], elements: Collection[Any]) -> bool:
    """Whether a place in a script names elements by a tag of texts alone, as all ``p`` or ``a``, in tables or not.

    Args:
        match: One of ``CALL``, or another.
        elements: Those that it names.
    """
    selector = _BY_TAG.fullmatch(match["text"] or "") if match.re is CALL else None
    return (
        selector is not None
        and PARTS.isdisjoint(_SIMPLE_NAME.findall(selector[0]))
        and all(item.tag == selector[1].lower() for item in elements)
    )


def is_put_together(name: str, words: Collection[str]) -> bool:
    """Whether a name is one of some words, or several of them and of numbers one after the other.

    Args:
        name: An id or a class.
        words: Those of a script.
    """
    if name in words or len(name) > _LONGEST_NAME:
        return name in words
    ends = {0}
    for end in range(1, len(name) + 1):
        if any(name[begin:end] in words or name[begin:end].isdecimal() for begin in ends):
            ends.add(end)
    return len(name) in ends and not name.isdecimal()


def _name_alone(match: re.Match[str]) -> str:
    """What stands in brackets of a selector, without spaces: of an attribute its name, of a condition nothing."""
    return f"[{match[1]}]" if match[1] else ""


def _is(element: Any, compound: list[tuple[str, str]]) -> bool:
    classes = (element.get("class") or "").split()
    names = {"": (element.tag, element.get("is")), "#": (element.get("id"), element.get("name")), ".": classes}
    return all(name in names[sign] for sign, name in compound)
