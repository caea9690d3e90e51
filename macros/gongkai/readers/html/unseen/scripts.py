"""Finds what the scripts within a page write into its tables, or into what is around them. No script is run.

A script counts where a statement names a table, a part of it or what is around it, and puts a text there, or hides or
removes it; so do statements on a variable that stands for it. What a click does is left aside, as are scripts in files
that are not at hand: nobody knows what they do.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from gongkai.readers.document.form_words import row_names_in
from gongkai.readers.html.cell_parts import text_of
from gongkai.readers.html.running.flow import Flow
from gongkai.readers.html.running.functions import PageFunctions
from gongkai.readers.html.running.named_parts import CALL, PARTS, NamedParts, is_put_together, names_any_text
from gongkai.readers.html.running.reach import CHARACTERS_A_STEP, reach_of
from gongkai.readers.html.running.script_texts import own_handlers
from gongkai.readers.html.styles.counted import TooManyStylesError, take
from gongkai.readers.html.styles.sheets.set_by_scripts import SET, sets_styles, styles_set
from gongkai.readers.html.unseen.global_names import is_handed_on
from gongkai.readers.html.unseen.hiding_names import changes_state, given_names, gives_by_variable, hiding_names
from gongkai.readers.html.unseen.left_pages import replaces_page
from gongkai.readers.html.unseen.statements import (
    edits_selection,
    hides_all,
    is_rendered_into,
    may_write,
    replaces,
    shows_again,
    without_wrapping,
)

_LONGEST = 2_000
"""Characters of the styles that scripts set on one element."""
_STRING = etree.XPath("string()")
_BY_NAME = re.compile(r"\[[^\]\d]{1,60}\]\s*=(?!=)")
"""A value that is set by the name of a property."""
_WRITING_NAME = re.compile(
    r"count_?up|odometer|appendTo|prependTo|insertAfter|replaceAll|\bmount\b|^define$|\bTabulator\b|\bcreateRoot\b|\bReactDOM\b",
    re.IGNORECASE,
)
_OF_WIDGET = re.compile(r"\bel(?:em)?\s*:\s*[\"'][#.]")
_BESIDE = re.compile(r"\.(?:before|after|insertBefore)\(")
_TO_OTHERS = re.compile(
    r"\.(?:next|prev|siblings|parents?|closest|(?:next|previous)(?:Element)?Sibling|parent(?:Node|Element))\b"
)
"""How a script gets from one part of a table to others."""
_TOGGLES = re.compile(r"\.(?:toggleClass|classList\.toggle)\([^)]{0,200}")
"""What is nearly always done by somebody's click, as for a dark page or an open menu."""
_PATTERNS = frozenset({
    *("v-for", "v-if", "v-else-if", "v-else", "v-show", "x-for", "x-if", "x-show", "ng-repeat", "data-ng-repeat"),
    *("ng-if", "ng-show", "ng-hide", "th:each", "th:if", "th:unless", "wx:for", "wx:if", "hx-get", "hx-post"),
    *("sse-swap", "data-url"),
})  # fmt: skip
_OF_SERVER = ("php", "?php", "?=", "#echo", "#include", "#exec")
"""How marks begin that a server replaces by a text before it sends a page."""
_PRINTS = re.compile(r"print", re.IGNORECASE)
_WALKS = re.compile(
    r"\bnew\s+Proxy\(|createTreeWalker|createNodeIterator|\bdocument\s*\.\s*(?:evaluate|elements?FromPoint|caret\w{5,8}FromPoint)\("
)
_WALKS_ON = re.compile(r"\.(?:child(?:ren|Nodes)|(?:first|next|last|previous)(?:Element)?(?:Child|Sibling))\b")
"""How a function gets from an element to what is in it."""
_THIS = re.compile(r"(?<![\w$.])this\b")
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


@dataclass(frozen=True, slots=True)
class _PageParts:
    """What is known of a page whose scripts are looked at.

    Attributes:
        tables: Its tables with figures.
        names: The names of these, of their parts and of what is around them.
        hiding: Classes, ids and attributes by which its sheets hide something.
        flow: When the statements of its scripts are run.
        functions: The functions of its scripts.
    """

    tables: Collection[Any]
    names: NamedParts
    hiding: set[str]
    flow: Flow
    functions: PageFunctions


def written_parts(root: Any, tables: Collection[Any], scripts: Sequence[str]) -> WrittenParts:
    """The tables, and parts of tables, into which the scripts within a page write.

    Args:
        root: Its outermost element.
        tables: Those with figures.
        scripts: The texts of its scripts.
    """
    changing = {table for table in tables if any(map(_writes_in_place, table.iter("script")))}
    changing |= {table for table in tables if any(map(_is_pattern, table.iter(*PARTS)))}
    programs = {cell for table in tables for cell in table.iter("td", "th") if len(cell) and _has_program(cell)}
    programs |= {part for table in tables for part in table.iter("*") if _writes_by_itself(part)}
    judges = (
        may_write,
        edits_selection,
        _WRITING_NAME.search,
        _OF_WIDGET.search,
        _BY_NAME.search,
        changes_state,
        sets_styles,
    )
    writing = [text for text in scripts if any(judge(text) for judge in judges)] if tables else []
    flow = Flow(scripts)
    names = NamedParts(tables if writing else ())
    hiding = hiding_names(root, names.all) if any(map(changes_state, writing)) else set()
    page = _PageParts(tables, names, hiding, flow, PageFunctions(scripts))
    try:
        hits = {item for script in writing for item in _changed_by(script, page)}
        hits |= set(tables) if any(replaces_page(script, flow) for script in scripts) else set()
    except TooManyStylesError:  # whoever writes a page decides how many names and statements it has
        hits = set(tables)
    whole, parts = _sorted(hits, tables)
    of_form = {table for table in tables if row_names_in(str(_STRING(table)))} if changing or whole else set()
    return WrittenParts(frozenset((changing | whole) & of_form), frozenset(programs | parts))


def _changed_by(script: str, page: _PageParts) -> Collection[Any]:
    """The tables that a script changes, and the parts of them that it names."""
    if _WALKS.search(script) and (may_write(script) or not page.hiding.isdisjoint(given_names(script))):
        return page.tables
    hits = set(_written_by(script, page))
    return page.tables if edits_selection(script) and not hits else hits


def _written_by(script: str, page: _PageParts) -> Iterator[Any]:
    """The tables into which a script writes, and the parts of them that it names."""
    is_for_print = _PRINTS.search(script) is not None
    for match, hits in page.names.named_in(script):
        reach, handed = reach_of(script, match, page.names, page.functions) if hits else ("", "")
        around = {item for item in hits if item not in page.tables and next(item.iter("table"), None) is not None}
        own = hits - around
        if names_any_text(match, own) and not replaces(reach):
            own = set()
        if declared := styles_set(reach, script):
            is_done = around and _is_done(script, match.start(), page)
            _note(declared, hits if is_done else own)
        if all(item.tag == "table" for item in own):
            reach, handed = (_BESIDE.sub("", without_wrapping(text)) for text in (reach, handed))
        if _is_handed_to_writer(script, match) or may_write(reach) or (own and may_write(handed)):
            yield from own
            if _TO_OTHERS.search(reach):
                yield from (table for table in page.tables if not own.isdisjoint(table.iterdescendants()))
        if not page.hiding.isdisjoint(given_names(reach)) or (own and _gives_any(reach, script, page)):
            yield from own
        if not around or is_for_print:
            continue
        is_walked = _WALKS_ON.search(handed) is not None and may_write(handed)
        is_taken = (
            is_walked
            or is_rendered_into(script, match.start())
            or replaces(reach)
            or replaces(handed)
            or not page.hiding.isdisjoint(given_names(_TOGGLES.sub("", reach)))
        )
        is_itself = match[0].endswith("currentScript")  # which scripts of all kinds remove once they are run
        if is_taken or (not is_itself and hides_all(reach) and _is_done(script, match.start(), page)):
            yield from (table for table in page.tables if not around.isdisjoint(table.iterancestors()))


def _gives_any(reach: str, script: str, page: _PageParts) -> bool:
    """Whether a statement gives a class that a script puts together, and by which something is hidden."""
    take(page.names.steps_left, len(page.hiding))
    if not page.hiding or not gives_by_variable(reach):
        return False
    return any(is_put_together(name, page.names.words_of(script)) for name in page.hiding)


def _note(declared: str, elements: set[Any]) -> None:
    for element in elements:
        element.set(SET, ";".join(filter(None, (element.get(SET), declared)))[:_LONGEST])


def _is_done(script: str, place: int, page: _PageParts) -> bool:
    """Whether a statement of a script that hides something is run in any case, and not taken back."""
    take(page.names.steps_left, len(script) // CHARACTERS_A_STEP)
    return page.flow.is_certain(script, place) and not shows_again(script)


def _is_handed_to_writer(script: str, match: re.Match[str]) -> bool:
    """Whether elements are handed to what certainly, or for all one knows, writes into them."""
    if match.re is not CALL:
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
    return script.getparent().tag in PARTS - {"td", "th"} and _WRITES_HERE.search(script.text or "") is not None


def _is_pattern(part: Any) -> bool:
    """Whether a part of a table is one that a framework repeats, leaves out or fetches as soon as it runs."""
    if _PATTERNS.isdisjoint(part.keys()):
        return False
    return "ng-scope" not in (part.get("class") or "").split()  # by which Angular marks what it has written already


def _has_program(cell: Any) -> bool:
    """Whether a cell has a mark for a program of the server, or has nothing but a script."""
    if any(map(_is_of_server, cell.iterdescendants())):
        return True
    scripts = (script for script in cell.iter("script") if script.get("src") or (script.text or "").strip())
    return next(scripts, None) is not None and not text_of(cell)


def _writes_by_itself(part: Any) -> bool:
    """Whether an element rewrites itself, or what is around it, without anybody's click."""
    return any(_THIS.search(code) and may_write(code.replace("this", "document.it")) for code in own_handlers(part))


def _is_of_server(element: Any) -> bool:
    if element.tag is etree.ProcessingInstruction:
        return element.target in _OF_SERVER
    return element.tag is etree.Comment and (element.text or "").startswith(_OF_SERVER)  # as the parser takes "<?="
