"""Tables of the form that stand in a document once more and are not the report's: of other offices, years, periods.

A line above them or at the start of their annex says so, and the report's own tables have every row that they have.
Which ones were taken is said of each table of the form, as a caption may as well stand below its table.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from gongkai.readers.document import Origin
from gongkai.readers.matching.assign.aside.captions import Whose
from gongkai.readers.matching.assign.aside.scopes import OWN, CaptionReach, scopes_of
from gongkai.readers.matching.assign.table_choice import table_named_by
from gongkai.readers.matching.tokenise import TokenisedDocument, TokenLine

_NEAR = 3
"""Lines after a caption within which its tables begin."""
_FEWEST_NAMES = 3
"""The fewest rows, or groups of columns, whose labels show that a table of the form is there once more."""
_HALF = 2
"""The report's own table has at least one figure for each two of the other table."""


@dataclass(frozen=True, slots=True)
class OtherSets:
    """The tables that are set aside.

    Attributes:
        lines: Positions of all lines below their captions, and of these, each with whether it is of a table.
        captions: By id of the form's table what stands above those of them that are like it.
        origins: Likewise where the first of them begins.
    """

    lines: Mapping[int, bool] = field(default_factory=dict)
    captions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(slots=True)
class _Labels:
    """What lines have of one table of the form.

    Attributes:
        names: Ids of its rows, or names of its groups of columns.
        figures: Texts of figures, in order.
        lines: Positions of the lines.
    """

    names: set[str] = field(default_factory=set)
    figures: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


_Tables = dict[str, _Labels]
"""By id of the form's table what lines have of it."""
_Sets = dict[CaptionReach, _Tables]
"""By what holds for the lines."""


def other_sets(document: TokenisedDocument, aside: Container[int]) -> OtherSets:
    """Find the tables of others.

    Args:
        document: The lines.
        aside: Positions of lines that are set aside already.
    """
    scopes, captions = scopes_of(document)
    if not any(scope.whose is Whose.OTHER for scope in scopes):
        return OtherSets()
    sets = _sets(document, scopes, aside)
    own = sets.pop(OWN, {})
    if _stand_below(captions, sets, own) or not all(
        scope.whose is Whose.OTHER and _is_near(scope, tables) and _are_within(tables, own)
        for scope, tables in sets.items()
    ):
        return OtherSets()
    every = [(labels, own[table]) for tables in sets.values() for table, labels in tables.items()]
    if not any(_stands_again(labels, of_own) for labels, of_own in every):
        return OtherSets()
    return _set_aside(document, scopes, sets)


def _sets(document: TokenisedDocument, scopes: Sequence[CaptionReach], aside: Container[int]) -> _Sets:
    """By scope what stands there of the tables of the form."""
    sets: _Sets = {}
    tables_of_sections = {section.number: section.table or "" for section in document.form.sections}
    near, before = "", OWN
    for number, (line, scope) in enumerate(zip(document.lines, scopes, strict=True)):
        near = tables_of_sections[line.section] if line.section else near if scope is before else ""
        before = scope
        if line.section or number in aside or line.other_year or not (line.table or line.complete):
            continue
        near = table_named_by(line.matches, near) or near
        if near and (line.matches or line.figures):
            labels = sets.setdefault(scope, {}).setdefault(near, _Labels())
            labels.names.update(_names(line, near))
            labels.figures += [token.text for token in line.figures]
            labels.lines.append(number)
    return sets


def _names(line: TokenLine, table: str) -> Iterator[str]:
    for match in line.matches:
        if not match.partial:
            yield from (item.name for item in match.of("row", "heads", table=table))


def _is_near(scope: CaptionReach, tables: _Tables) -> bool:
    """Whether the tables of a scope begin right below its caption, or it is one of which they may be far below."""
    return scope.far or min(min(labels.lines) for labels in tables.values()) - scope.start <= _NEAR


def _stand_below(captions: Sequence[int], sets: _Sets, own: _Tables) -> bool:
    """Whether one of the captions that name a time stands right below a table, and above none: so may all of them."""
    lines = {number for tables in (own, *sets.values()) for labels in tables.values() for number in labels.lines}
    return any(number - 1 in lines and lines.isdisjoint(range(number + 1, number + 1 + _NEAR)) for number in captions)


def _stands_again(labels: _Labels, own: _Labels) -> bool:
    """Whether labels are those of a table that the report has as well, with other figures."""
    return len(labels.names) >= _FEWEST_NAMES and labels.figures != own.figures


def _are_within(tables: _Tables, own: _Tables) -> bool:
    """Whether the report's own tables have every row of others, and figures."""
    return all(
        table in own
        and labels.names <= own[table].names
        and bool(own[table].figures)
        and _HALF * len(own[table].figures) >= len(labels.figures)
        for table, labels in tables.items()
    )


def _set_aside(document: TokenisedDocument, scopes: Sequence[CaptionReach], sets: _Sets) -> OtherSets:
    of_tables: set[int] = set()
    captions: dict[str, list[str]] = {}
    origins: dict[str, Origin] = {}
    for scope, tables in sets.items():
        of_tables.update(_pieces(document.lines, scope.start))
        for table, labels in tables.items():
            of_tables.update(labels.lines)
            captions.setdefault(table, []).append(scope.text)
            origins.setdefault(table, document.lines[labels.lines[0]].origin)
    lines = {
        number: number in of_tables or line.table > 0 or (line.moved and not of_tables.isdisjoint(_beside(number)))
        for number, (line, scope) in enumerate(zip(document.lines, scopes, strict=True))
        if scope in sets or number in of_tables
    }
    return OtherSets(lines, {table: tuple(texts) for table, texts in captions.items()}, origins)


def _beside(number: int) -> tuple[int, int]:
    """The positions before and after a line, to one of which its words were moved: the first line of a long label."""
    return number - 1, number + 1


def _pieces(lines: Sequence[TokenLine], last: int) -> Iterator[int]:
    """The positions of a line and of those before it that are pieces of the same line of text, such as its number."""
    pieces = takewhile(lambda place: lines[place].origin == lines[last].origin, range(last, -1, -1))
    return iter((last,)) if lines[last].table else pieces
