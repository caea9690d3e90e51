"""Finds what the scripts within a page write into its tables, or into what is around them. No script is run.

A script counts where a statement names a table, a part of it or what is around it, and puts a text there, or hides or
removes it; so do statements on a variable that stands for it. What a click does is left aside, as are scripts in files
of their own: nobody knows what they do.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from gongkai.readers.document.form_words import row_names_in
from gongkai.readers.html.cell_parts import text_of
from gongkai.readers.html.styles.counted import MOST_STEPS, TooManyStylesError, take

_MOST_SOURCE, _LONGEST, _MOST_NAMES, _DEEPEST = 400_000, 1_500, 2_000, 3
"""Characters of all scripts of a page and of one statement, names that are looked at, variables that lead to others."""
_CHARACTERS_A_STEP = 20
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "input"})
_NO_CODE = re.compile(r"json|template|html|text/(?!java|ecma|babel|jsx)", re.IGNORECASE)
"""Types of ``script`` elements that hold data."""
_LINE_COMMENT = re.compile(r"(?<![:\"'`\\\w])//[^\n]*")
_COMMENT = re.compile(rf"/\*.*?\*/|{_LINE_COMMENT.pattern}", re.DOTALL)
_HANDLERS = etree.XPath("//@onload | //@onerror | //@onpageshow")
_SETS = r"\.(?:innerHTML|outerHTML|innerText|outerText|textContent|nodeValue|data|value)\s*[-+*]?=(?!=)"
_STRING = etree.XPath("string()")
_MAY_WRITE = re.compile(
    rf"{_SETS}|\.(?:hidden|style\.(?:display|visibility|opacity))\s*=(?!=)"
    r"|\.(?:html|text|val|append|prepend|before|after|replaceWith|replaceChildren|replaceData|insertAdjacent\w+|load"
    r"|appendChild|insertBefore|replaceChild|removeChild|countTo)\(\s*[^)\s]"
    r"|\.(?:insertRow|deleteRow|insertCell|deleteCell|remove|empty|hide|detach|fadeOut|slideUp|count(?:er)?up"
    r"|DataTable|bootstrapTable|datagrid)\("
    r"|\.css\([^)]{0,200}\b(?:display|visibility|opacity)|\.addClass\(\s*[\"'](?:[\w-]*-)?(?:hide|hidden|none|invisible)\b",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    rf"{_SETS}|\.(?:html|text|load|replaceWith|replaceChildren)\(\s*[^)\s]|\.(?:empty|remove)\(", re.IGNORECASE
)
_OWN_CONTENT, _ITS_FIGURES = (
    re.compile(r"\.html\(\)|innerHTML|\.replace\(", re.IGNORECASE),
    re.compile(r"replace\(\s*([/\"'])\d+\1"),
)
"""A text that a script takes from where it puts it, and one in whose figures it replaces something."""
_WRITING_NAME = re.compile(r"count_?up|odometer|appendTo|prependTo|insertAfter|replaceAll", re.IGNORECASE)
_OF_WIDGET = re.compile(r"\belem\s*:\s*[\"'][#.]")
_ON_EVENT = re.compile(
    r"\.(?:on|bind|live|delegate|one|click|dblclick|hover|change|focus|blur|submit|mouse\w+|key\w+|addEventListener)\("
    r"|\.on(?:click|change|mouse\w+|key\w+)\s*=|(?<=.)\.(?:find|querySelector(?:All)?|getElementsBy\w+)\("
)
_CALL = re.compile(
    r"(?P<name>(?<![\w$])[\w$]{1,60})\s*\(\s*(?P<quote>[\"'`])(?P<text>[^\"'`\n]{1,200}?)(?:(?P=quote)\s*(?P<more>\+)?|(?P<rest>\$\{))"
    r"|\belem\s*:\s*[\"'](?P<elem>[#.][\w-]+)[\"']|document\s*\.\s*(?P<body>body|documentElement)\b"
    r"|getElementById\(\s*(?P<computed>[A-Za-z_$][\w$.\[\]]{0,60})\s*\)"
    rf"|(?P<bare>(?<![\w$])[A-Za-z_]\w{{0,60}})(?={_SETS})"
)
_BESIDE = re.compile(r"\.(?:before|after|insertBefore)\(")
_ON_PARTS = re.compile(r"\.(?:each|children|filter|eq|first|last)\(")
_BEFORE = re.compile(r"([\w$]+)\s*(?:=|\bof\b)\s*[^=;{}]*$")
"""The variable that a statement sets, as far as it goes before a name."""
_PATTERNS = frozenset({
    *("v-for", "v-if", "v-else-if", "v-else", "v-show", "x-for", "x-if", "x-show", "ng-repeat", "data-ng-repeat"),
    *("ng-if", "ng-show", "ng-hide", "th:each", "th:if", "th:unless", "wx:for", "wx:if", "hx-get", "hx-post"),
    *("sse-swap", "data-url"),
})  # fmt: skip
_OF_SERVER = ("php", "?php", "?=", "#echo", "#include", "#exec")
"""How marks begin that a server replaces by a text before it sends a page."""
_WORD = re.compile(r"(?<=[\"'`])[\w-]+(?=[\"'`])|(?<![\w$-])[\w-]+(?=\s*:)")
"""A text of one word, or a name of data."""
_PSEUDO = re.compile(r":[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?|\[[^\]]*\]")
_SIMPLE = re.compile(r"([#.]?)([\w-]+)")
_PRINTS, _WALKS = re.compile(r"print", re.IGNORECASE), re.compile(r"createTreeWalker|createNodeIterator")
_WRITES_HERE = re.compile(r"\bdocument\s*\.\s*write")


@dataclass(frozen=True, slots=True)
class WrittenParts:
    """What scripts write into.

    Attributes:
        tables: Tables that they change, as a whole, in rows, or in cells that they find by their place.
        elements: Parts of tables that they name by an id or a class.
    """

    tables: frozenset[Any] = frozenset()
    elements: frozenset[Any] = frozenset()


def written_parts(root: Any, tables: Collection[Any]) -> WrittenParts:
    """The tables, and parts of tables, into which the scripts within a page write.

    Args:
        root: Its outermost element.
        tables: Those with figures.
    """
    changing = {table for table in tables if any(map(_writes_in_place, table.iter("script")))}
    changing |= {table for table in tables if any(map(_is_pattern, table.iter(*_PARTS)))}
    programs = {cell for table in tables for cell in table.iter("td", "th") if len(cell) and _has_program(cell)}
    judges = (_MAY_WRITE, _WRITING_NAME, _OF_WIDGET)
    scripts = [text for text in _sources(root) if any(judge.search(text) for judge in judges)] if tables else []
    names = _Names(tables if scripts else ())
    try:
        hits = {item for script in scripts for item in _written_by(script, names, tables)}
    except TooManyStylesError:  # whoever writes a page decides how many names and statements it has
        hits = set(tables)
    whole, parts = _sorted(hits, tables)
    of_form = {table for table in tables if row_names_in(str(_STRING(table)))} if changing or whole else set()
    return WrittenParts(frozenset((changing | whole) & of_form), frozenset(programs | parts))


def _written_by(script: str, names: "_Names", tables: Collection[Any]) -> Iterator[Any]:
    """The tables into which a script writes, and the parts of them that it names."""
    if _WALKS.search(script) and _MAY_WRITE.search(script):
        yield from tables
    for match in islice(_CALL.finditer(script), _MOST_NAMES):
        hits = names.named_by(match, script)
        reach = _reach(script, match, names.steps_left) if hits else ""
        around = {item for item in hits if item not in tables and next(item.iter("table"), None) is not None}
        own = hits - around
        if all(item.tag == "table" for item in own):
            reach = _BESIDE.sub("", reach)
        if match["elem"] or _WRITING_NAME.search(match["name"] or "") or _MAY_WRITE.search(reach):
            yield from own
        if around and _replaces(reach) and not _PRINTS.search(script):
            yield from (table for table in tables if not around.isdisjoint(table.iterancestors()))


def _sorted(hits: set[Any], tables: Collection[Any]) -> tuple[set[Any], set[Any]]:
    """Whole tables, and the parts of others that have an id or a class of their own within cells."""
    whole, own = set(), set()
    for element in hits:
        line = (element, *element.iterancestors())
        table = next(item for item in line if item in tables)
        is_of_cell = any(item.tag in ("td", "th") for item in line[: line.index(table)])
        if is_of_cell and (element.get("id") or element.get("class") or element.tag == "input"):
            own.add(element)
        else:
            whole.add(table)
    return whole, own


def _sources(root: Any) -> Iterator[str]:
    """The texts of the scripts of a page, and of what it does once something is there."""
    room = _MOST_SOURCE
    scripts = (script.text for script in root.iter("script") if not _NO_CODE.search(script.get("type") or ""))
    for text in (*scripts, *map(str, _HANDLERS(root))):
        room -= len(text or "")
        if text and room > 0:
            yield _without_comments(text)


def _without_comments(text: str) -> str:
    """The text of a script without its comments.

    Behind the last end of a comment none is looked for: each of many beginnings would be followed to the end.
    """
    before, end, behind = text.rpartition("*/")
    return _COMMENT.sub("", before + end) + _LINE_COMMENT.sub("", behind)


def _writes_in_place(script: Any) -> bool:
    """Whether a script among the rows of a table, outside of its cells, writes where it stands."""
    return script.getparent().tag in _PARTS - {"td", "th"} and _WRITES_HERE.search(script.text or "") is not None


def _replaces(reach: str) -> bool:
    """Whether a statement replaces what is around a table by anything but the same with other mark-up."""
    match = _REPLACES.search(_ON_PARTS.split(reach)[0])
    if match is None:
        return False
    rest = reach[match.end() - 1 :]
    return _OWN_CONTENT.search(rest) is None or _ITS_FIGURES.search(rest) is not None


def _is_pattern(part: Any) -> bool:
    """Whether a part of a table is one that a framework repeats, leaves out or fetches as soon as it runs."""
    if _PATTERNS.isdisjoint(part.keys()):
        return False
    return "ng-scope" not in (part.get("class") or "").split()  # by which Angular marks what it has written already


class _Names:
    """The names by which scripts may find tables, their parts and what is around them."""

    def __init__(self, tables: Collection[Any]) -> None:
        self.steps_left = [MOST_STEPS]
        self._words: dict[str, set[str]] = {}
        self._elements: defaultdict[str, list[Any]] = defaultdict(list)
        inside = [item for table in tables for item in table.iter("*")]
        around = dict.fromkeys(item for table in tables for item in table.iterancestors())
        for item in (*inside, *around):
            for name in (item.get("id"), item.get("name")):
                if name:
                    self._elements[f"#{name}"].append(item)
            for name in (item.get("class") or "").split():
                self._elements[f".{name}"].append(item)
            if item.tag in _PARTS or item.tag in ("body", "html"):
                self._elements[item.tag].append(item)

    def named_by(self, match: re.Match[str], script: str) -> set[Any]:
        """The elements that a place in a script names."""
        if match["body"]:
            return set(self._elements["body"])
        if match["bare"]:
            is_variable = re.search(rf"(?<![\w$.]){match['bare']}\s*=(?!=)", script) is not None
            return set() if is_variable else set(self._elements.get(f"#{match['bare']}", ()))
        if match["computed"]:
            words = set(_WORD.findall(script)) if script not in self._words else self._words[script]
            self._words = {script: words}
            return {item for name, items in self._ids() if name[1:] in words for item in items}
        function, text = match["name"] or "", match["elem"] or match["text"].strip()
        if match["more"] or match["rest"]:
            numbered = re.compile(rf"#{re.escape(text.lstrip('#'))}(?:\d+|(?<=[-_])\w+)")
            return {item for name, items in self._ids() if text and numbered.fullmatch(name) for item in items}
        if function == "getElementsByClassName":
            text = "".join(f".{name}" for name in text.split())
        elif f"#{text}" in self._elements and function not in ("getElementsByTagName", "querySelector"):
            text = f"#{text}"
        return {item for one in text.split(",") for item in self._selected(one)}

    def _ids(self) -> list[tuple[str, list[Any]]]:
        take(self.steps_left, len(self._elements))
        return [(name, items) for name, items in self._elements.items() if name[0] == "#"]

    def _selected(self, selector: str) -> Iterator[Any]:
        names = re.split(r"[\s>+~]+", _PSEUDO.sub("", selector).strip())
        names = [name for name in names if name.lower() != "tbody"] or ["table"]  # which need not be written
        compounds = [_SIMPLE.findall(name) for name in names]
        if not compounds or not all(compounds):
            return
        *others, last = compounds
        sign, name = max(last)  # a tag alone, else a class or an id
        for item in self._elements.get(f"{sign}{name}", ()):
            around = list(item.iterancestors())
            take(self.steps_left, 1 + len(around))
            if _is(item, last) and all(any(_is(one, other) for one in around) for other in others):
                yield item


def _is(element: Any, compound: list[tuple[str, str]]) -> bool:
    classes = (element.get("class") or "").split()
    names = {"": (element.tag,), "#": (element.get("id"), element.get("name")), ".": classes}
    return all(name in names[sign] for sign, name in compound)


def _reach(script: str, match: re.Match[str], steps_left: list[int], depth: int = 0) -> str:
    """The statement from a name on, and those on the variable that it sets; without what an event does."""
    statement = _statement(script, match.start())
    take(steps_left, len(statement))
    end = _ON_EVENT.search(statement)
    texts = [statement[: end.start()] if end else statement]
    before = script[max(0, match.start() - 120) : match.start()].rpartition("\n")[2]
    variable = _BEFORE.search(before)
    if variable is not None and depth < _DEEPEST:
        uses = re.compile(rf"(?<![\w$.]){re.escape(variable[1])}(?=\s*[.\[])|\$\(\s*{re.escape(variable[1])}\s*\)")
        take(steps_left, len(script) // _CHARACTERS_A_STEP)
        texts += (_reach(script, use, steps_left, depth + 1) for use in islice(uses.finditer(script), 20))
    return "\n".join(texts)


def _statement(script: str, begin: int) -> str:
    """A statement from a place in it on."""
    depth, quote = 0, ""
    for place in range(begin, min(len(script), begin + _LONGEST)):
        character = script[place]
        if quote:
            quote = "" if character == quote and script[place - 1] != "\\" else quote
        elif character in "\"'`":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]":
            depth = max(depth - 1, 0)
        elif character == "}":
            depth -= 1
            if depth < 0:
                return script[begin:place]
        elif (character == ";" or (character == "\n" and script[place:].lstrip()[:1] != ".")) and not depth:
            return script[begin:place]
    return script[begin : begin + _LONGEST]


def _has_program(cell: Any) -> bool:
    """Whether a cell has a mark for a program of the server, or has nothing but a script."""
    if any(map(_is_of_server, cell.iterdescendants())):
        return True
    scripts = (script for script in cell.iter("script") if script.get("src") or (script.text or "").strip())
    return next(scripts, None) is not None and not text_of(cell)


def _is_of_server(element: Any) -> bool:
    if element.tag is etree.ProcessingInstruction:
        return element.target in _OF_SERVER
    return element.tag is etree.Comment and (element.text or "").startswith(_OF_SERVER)  # as the parser takes "<?="
