"""Sets aside further copies of the form's tables in a document: those of other offices, years or periods.

A caption above them or at the start of their annex says so, and the report's own tables have every row that they have.
As a caption may also stand below its table, a remark says for each table of the form which copy was taken.
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
        lines: Positions of their captions and of all lines below, each with whether the line belongs to a table.
        captions: The captions above the copies of each table of the form, by the table's id.
        origins: Where the first of these copies begins, by the table's id.
        with_figures: Ids of the tables of which a copy may have figures, so that it might be the one to take.
    """

    lines: Mapping[int, bool] = field(default_factory=dict)
    captions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    with_figures: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Labels:
    """The labels and figures of one copy of a table of the form.

    Attributes:
        names: Ids of the rows, or names of the groups of columns, whose labels it has.
        figures: The texts of its figures, in order.
        lines: The positions of its lines.
    """

    names: set[str] = field(default_factory=set)
    figures: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


_Tables = dict[str, _Labels]
"""Copies of the form's tables, by the tables' ids."""
_Sets = dict[CaptionReach, _Tables]
"""The copies that stand below each caption."""


def other_sets(document: TokenisedDocument, aside: Container[int]) -> OtherSets:
    """Find the tables of other offices, years and periods; none unless all of them are clearly set off.

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
        scope.whose is Whose.OTHER and _is_near(scope, tables) and _are_within(tables, own, scope)
        for scope, tables in sets.items()
    ):
        return OtherSets()
    every = [(labels, own[table]) for tables in sets.values() for table, labels in tables.items()]
    if not any(_stands_again(labels, of_own) for labels, of_own in every):
        return OtherSets()
    return _set_aside(document, scopes, sets, [number for number in captions if document.lines[number].table])


def _sets(document: TokenisedDocument, scopes: Sequence[CaptionReach], aside: Container[int]) -> _Sets:
    """The copies of the form's tables in the scope of each caption."""
    sets: _Sets = {}
    tables_of_sections = {section.number: section.table or "" for section in document.form.sections}
    near, before = "", OWN
    for number, (line, scope) in enumerate(zip(document.lines, scopes, strict=True)):
        near = tables_of_sections[line.section] if line.section else near if scope is before else ""
        before = scope
        if line.section or number in aside or line.left_out or not (line.table or line.complete):
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
    """Whether tables begin right below their caption, or the caption is one whose tables may be far below."""
    return scope.far or min(min(labels.lines) for labels in tables.values()) - scope.start <= _NEAR


def _stand_below(captions: Sequence[int], sets: _Sets, own: _Tables) -> bool:
    """Whether a caption with a year or period follows a table and precedes none: then all may follow their tables."""
    lines = {number for tables in (own, *sets.values()) for labels in tables.values() for number in labels.lines}
    return any(number - 1 in lines and lines.isdisjoint(range(number + 1, number + 1 + _NEAR)) for number in captions)


def _stands_again(labels: _Labels, own: _Labels) -> bool:
    """Whether a copy has enough labels of the report's own table, and other figures."""
    return len(labels.names) >= _FEWEST_NAMES and labels.figures != own.figures


def _are_within(tables: _Tables, own: _Tables, scope: CaptionReach) -> bool:
    """Whether the report's own tables have figures, and every row of the copies.

    Noughts of an annex do not count: the report's own table may have dashes in their place.
    """
    of_no_weight = "0" if scope.far else ""
    return all(
        table in own
        and labels.names <= own[table].names
        and bool(own[table].figures)
        and _HALF * len(own[table].figures) >= sum(figure.strip() != of_no_weight for figure in labels.figures)
        for table, labels in tables.items()
    )


def _set_aside(
    document: TokenisedDocument, scopes: Sequence[CaptionReach], sets: _Sets, in_grids: Sequence[int]
) -> OtherSets:
    """Set the copies aside, with their captions and those in grids, where a caption may look like a row."""
    of_tables = set(in_grids)
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
    copies = [(table, labels) for tables in sets.values() for table, labels in tables.items()]
    with_figures = frozenset(table for table, labels in copies if _may_hold_figures(labels, document.lines))
    return OtherSets(lines, {table: tuple(texts) for table, texts in captions.items()}, origins, with_figures)


def _may_hold_figures(labels: _Labels, lines: Sequence[TokenLine]) -> bool:
    """Whether a copy has figures, or rows with words that may stand in the place of one, as of a picture."""
    own = [lines[number] for number in labels.lines]
    rows = [line for line in own if line.matches and not line.matches[0].of("column")]
    beside = (line for line in lines[labels.lines[0] : labels.lines[-1] + 1] if line.table and not line.matches)
    return bool(labels.figures) or any(token.is_unknown for line in (*rows, *beside) for token in line.tokens)


def _beside(number: int) -> tuple[int, int]:
    """The positions around a line whose words were moved to one of them, as the first line of a long label is."""
    return number - 1, number + 1


def _pieces(lines: Sequence[TokenLine], last: int) -> Iterator[int]:
    """The positions of a line and of those before it that are pieces of the same line of text, such as its number."""
    pieces = takewhile(lambda place: lines[place].origin == lines[last].origin, range(last, -1, -1))
    return iter((last,)) if lines[last].table else pieces
