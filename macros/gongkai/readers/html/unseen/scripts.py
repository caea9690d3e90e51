"""Finds what the scripts within a page write into its tables, or into what is around them. No script is run.

A script counts where a statement names a table, a part of it or what is around it, and puts a text there, or hides or
removes it; so do statements on a variable that stands for it. What a click does is left aside, as are scripts in files
that are not at hand: nobody knows what they do.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from gongkai.readers.document.form_words import row_names_in
from gongkai.readers.html.cell_parts import text_of
from gongkai.readers.html.running.flow import Flow
from gongkai.readers.html.running.script_texts import statement_at
from gongkai.readers.html.styles.counted import MOST_STEPS, TooManyStylesError, take
from gongkai.readers.html.styles.sheets.set_by_scripts import SET, sets_styles, styles_set
from gongkai.readers.html.unseen.global_names import global_names, is_handed_on, name_at
from gongkai.readers.html.unseen.hiding_names import changes_state, given_names, hiding_names
from gongkai.readers.html.unseen.left_pages import replaces_page
from gongkai.readers.html.unseen.statements import hides_all, may_write, replaces, shows_again

_MOST_NAMES, _DEEPEST = 2_000, 3
"""Names that are looked at, and variables that lead to others."""
_CHARACTERS_A_STEP = 20
_LONGEST = 2_000
"""Characters of the styles that scripts set on one element."""
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "input"})
_STRING = etree.XPath("string()")
_BY_NAME = re.compile(r"\[[^\]\d]{1,60}\]\s*=(?!=)")
"""A value that is set by the name of a property."""
_WRITING_NAME = re.compile(
    r"count_?up|odometer|appendTo|prependTo|insertAfter|replaceAll|\bmount\b|^define$|\bTabulator\b",
    re.IGNORECASE,
)
_OF_WIDGET = re.compile(r"\bel(?:em)?\s*:\s*[\"'][#.]")
_ON_EVENT = re.compile(
    r"\.(?:on|bind|live|delegate|one|click|dblclick|hover|change|focus|blur|submit|mouse\w+|key\w+|addEventListener)\("
    r"|\.on(?:click|change|mouse\w+|key\w+)\s*=|(?<=.)\.(?:find|querySelector(?:All)?|getElementsBy\w+)\("
)
_CALL = re.compile(
    r"(?P<name>(?<![\w$])[\w$]{1,60})\s*\(\s*(?P<quote>[\"'`])(?P<text>[^\"'`\n]{1,200}?)(?:(?P=quote)\s*(?P<more>\+)?|(?P<rest>\$\{))"
    r"|\bel(?:em)?\s*:\s*[\"'](?P<elem>[#.][\w-]+)[\"']|document\s*\.\s*(?P<body>all(?=\s*\[)|body|documentElement|[bf]gColor|(?:first|last)(?:Element)?Child|child(?:ren|Nodes))\b"
    r"|getElementById\(\s*(?P<computed>[A-Za-z_$][\w$.\[\]]{0,60})\s*\)"
)
_BESIDE = re.compile(r"\.(?:before|after|insertBefore)\(")
_TO_OTHERS = re.compile(
    r"\.(?:next|prev|siblings|parents?|closest|(?:next|previous)(?:Element)?Sibling|parent(?:Node|Element))\b"
)
"""How a script gets from one part of a table to others."""
_TOGGLES = re.compile(r"\.(?:toggleClass|classList\.toggle)\([^)]{0,200}")
"""What is nearly always done by somebody's click, as for a dark page or an open menu."""
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
_BEFORE_SIBLING = re.compile(r"[^\s>+~]{1,80}\s{0,9}[+~]\s{0,9}")
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


def written_parts(root: Any, tables: Collection[Any], scripts: Sequence[str]) -> WrittenParts:
    """The tables, and parts of tables, into which the scripts within a page write.

    Args:
        root: Its outermost element.
        tables: Those with figures.
        scripts: The texts of its scripts.
    """
    changing = {table for table in tables if any(map(_writes_in_place, table.iter("script")))}
    changing |= {table for table in tables if any(map(_is_pattern, table.iter(*_PARTS)))}
    programs = {cell for table in tables for cell in table.iter("td", "th") if len(cell) and _has_program(cell)}
    judges = (may_write, _WRITING_NAME.search, _OF_WIDGET.search, _BY_NAME.search, changes_state, sets_styles)
    writing = [text for text in scripts if any(judge(text) for judge in judges)] if tables else []
    flow = Flow(scripts)
    names = _Names(tables if writing else ())
    hiding = hiding_names(root, names.all) if any(map(changes_state, writing)) else set()
    try:
        hits = {item for script in writing for item in _written_by(script, names, tables, hiding, flow)}
        hits |= set(tables) if any(replaces_page(script, flow) for script in scripts) else set()
    except TooManyStylesError:  # whoever writes a page decides how many names and statements it has
        hits = set(tables)
    whole, parts = _sorted(hits, tables)
    of_form = {table for table in tables if row_names_in(str(_STRING(table)))} if changing or whole else set()
    return WrittenParts(frozenset((changing | whole) & of_form), frozenset(programs | parts))


def _written_by(script: str, names: "_Names", tables: Collection[Any], hiding: set[str], flow: Flow) -> Iterator[Any]:
    """The tables into which a script writes, and the parts of them that it names."""
    if _WALKS.search(script) and may_write(script):
        yield from tables
    is_for_print = _PRINTS.search(script) is not None
    for match, hits in names.named_in(script):
        reach = _reach(script, match, names.steps_left) if hits else ""
        around = {item for item in hits if item not in tables and next(item.iter("table"), None) is not None}
        own = hits - around
        if declared := styles_set(reach, script):
            is_done = around and _is_done(script, match.start(), names.steps_left, flow)
            _note(declared, hits if is_done else own)
        if all(item.tag == "table" for item in own):
            reach = _BESIDE.sub("", reach)
        if _is_handed_to_writer(script, match) or may_write(reach):
            yield from own
            if _TO_OTHERS.search(reach):
                yield from (table for table in tables if not own.isdisjoint(table.iterdescendants()))
        if not hiding.isdisjoint(given_names(reach)):
            yield from own
        if not around or is_for_print:
            continue
        is_taken = replaces(reach) or not hiding.isdisjoint(given_names(_TOGGLES.sub("", reach)))
        if is_taken or (hides_all(reach) and _is_done(script, match.start(), names.steps_left, flow)):
            yield from (table for table in tables if not around.isdisjoint(table.iterancestors()))


def _note(declared: str, elements: set[Any]) -> None:
    for element in elements:
        element.set(SET, ";".join(filter(None, (element.get(SET), declared)))[:_LONGEST])


def _is_done(script: str, place: int, steps_left: list[int], flow: Flow) -> bool:
    """Whether a statement of a script that hides something is run in any case, and not taken back."""
    take(steps_left, len(script) // _CHARACTERS_A_STEP)
    return flow.is_certain(script, place) and not shows_again(script)


def _is_handed_to_writer(script: str, match: re.Match[str]) -> bool:
    """Whether elements are handed to what certainly, or for all one knows, writes into them."""
    if match.re is not _CALL:
        return is_handed_on(script, match)
    return bool(match["elem"] or _WRITING_NAME.search(match["name"] or ""))


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


def _writes_in_place(script: Any) -> bool:
    """Whether a script among the rows of a table, outside of its cells, writes where it stands."""
    return script.getparent().tag in _PARTS - {"td", "th"} and _WRITES_HERE.search(script.text or "") is not None


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
            for name in (item.tag, item.get("is")):
                if name and (name in _PARTS or name in ("body", "html") or "-" in name):
                    self._elements[name].append(item)
        self._of_ids = {name[1:]: items for name, items in self._elements.items() if name[0] == "#"}

    def named_in(self, script: str) -> Iterator[tuple[re.Match[str], set[Any]]]:
        """The places in a script that name elements, each with these."""
        for match in islice(_CALL.finditer(script), _MOST_NAMES):
            yield match, self.named_by(match, script)
        for match in islice(global_names(script, self._of_ids), _MOST_NAMES):
            yield match, set(self._of_ids[name_at(match)])

    @property
    def all(self) -> set[str]:
        """All of them, ids and classes with their signs."""
        return {*self._elements, *_PARTS}

    def named_by(self, match: re.Match[str], script: str) -> set[Any]:
        """The elements that a place in a script names."""
        if match["body"]:
            return set(self._elements["body"])
        if match["computed"]:
            words = set(_WORD.findall(script)) if script not in self._words else self._words[script]
            self._words = {script: words}
            return {item for name, items in self._ids() if name[1:] in words for item in items}
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

    def _ids(self) -> list[tuple[str, list[Any]]]:
        take(self.steps_left, len(self._elements))
        return [(f"#{name}", items) for name, items in self._of_ids.items()]

    def _selected(self, selector: str) -> Iterator[Any]:
        names = re.split(r"[\s>]+", _BEFORE_SIBLING.sub("", _PSEUDO.sub("", selector)).strip())
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
    names = {"": (element.tag, element.get("is")), "#": (element.get("id"), element.get("name")), ".": classes}
    return all(name in names[sign] for sign, name in compound)


def _reach(script: str, match: re.Match[str], steps_left: list[int], depth: int = 0) -> str:
    """The statement from a name on, and those on the variable that it sets; without what an event does."""
    statement = statement_at(script, match.start())
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
