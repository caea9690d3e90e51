"""Joins labels and figures that are on lines of their own: the rows of tables of text."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.matching.tokenise.apart.counted_pages import mark_counted_pages
from gongkai.readers.matching.tokenise.apart.document_sides import TableStretch, settle_in_document
from gongkai.readers.matching.tokenise.apart.figure_lines import join_figure_lines
from gongkai.readers.matching.tokenise.apart.heads_ahead import part_heads
from gongkai.readers.matching.tokenise.apart.page_counts import (
    count_cells,
    counts_on,
    has_number_at_end,
    is_page_alone,
    page_of,
    pages_outside,
)
from gongkai.readers.matching.tokenise.apart.sides import settle_sides
from gongkai.readers.matching.tokenise.apart.stacked_lines import join_stacked_lines
from gongkai.readers.matching.tokenise.apart.stretches import FigureLine, LabelLine, Stretch, stretches
from gongkai.readers.matching.tokenise.model import LabelMatch, LabelSide, SideDoubt, TokenLine


def join_rows(lines: Sequence[TokenLine], form: Form) -> tuple[TokenLine, ...]:
    """Join the labels of rows and their figures where these are on lines of their own.

    Args:
        lines: All lines of a document.
        form: Its form.
    """
    joined, paged = mark_counted_pages(list(part_heads(lines)), form)
    some, mostly_beside = _settled(tuple(joined), form)
    for number, line in enumerate(joined):
        if line.either and not (is_page_alone(line.figures) and _tables_of(line.matches) <= mostly_beside):
            joined[number] = replace(line, either="")  # it is usual that figures stand between the halves of labels
    for item in some:
        is_plain = not (item.sided.open or item.alone or item.paged or item.is_interrupted or item.stretch.is_counted)
        if not is_plain or item.sided.side is not LabelSide.BEHIND:
            _join(joined, item)
    for number, doubt in paged.items():
        joined[number] = replace(joined[number], either=joined[number].either or doubt)
    return join_stacked_lines(join_figure_lines(joined))


def _settled(lines: Sequence[TokenLine], form: Form) -> tuple[list[TableStretch], frozenset[str]]:
    """The stretches of a document with the figures of their labels; tables most rows of which have theirs beside."""
    unnamed = _unnamed_rows(lines, form)
    unnamed_last = frozenset((table, row) for table, row in unnamed if row == len(form.table_index[table].rows) - 1)
    some = [
        TableStretch(
            stretch,
            _tables(lines, stretch),
            settle_sides(stretch),
            lacks_first=_lacks(lines[stretch.labels[0].number], -1, unnamed),
            lacks_last=_lacks(lines[stretch.labels[stretch.ends[1]].number], 1, unnamed_last),
        )
        for stretch in stretches(lines, form)
    ]
    beside = [table for line in lines if line.figures and not line.either for table in _tables_of(line.matches)]
    apart: list[str] = []
    for item in some:
        for label, own in zip(item.stretch.labels, item.sided.own, strict=True):
            (beside if _is_beside(lines, label, own) else apart).extend(item.tables)
    mostly = frozenset(table for table in set(beside) if beside.count(table) > apart.count(table))
    some = [replace(item, alone=_alone(lines, item)) if item.tables <= mostly else item for item in some]
    return settle_in_document(_with_pages(lines, _with_numbers_at_end(some))), mostly


def _with_pages(lines: Sequence[TokenLine], some: Sequence[TableStretch]) -> list[TableStretch]:
    """The stretches, with those labels noted whose only figure counts on with numbers outside the tables."""
    inside = {number for item in some for gap in item.stretch.gaps for line in gap for number in line.numbers}
    pages = pages_outside(lines, inside)
    return [
        replace(
            item,
            paged=frozenset(
                place
                for place, own in enumerate(item.sided.own)
                if (page := page_of(own)) is not None and counts_on(own[0].numbers[0], page, pages)
            ),
        )
        for item in some
    ]


def _unnamed_rows(lines: Sequence[TokenLine], form: Form) -> frozenset[tuple[str, int]]:
    """The rows of the form's tables that have no label anywhere in a document, each with the id of its table."""
    label_rows = {
        (meaning.table, meaning.row) for line in lines for match in line.matches for meaning in match.of("row")
    }
    return frozenset((table.id, row) for table in form.tables for row in range(len(table.rows))) - label_rows


def _lacks(label: TokenLine, step: int, unnamed: Collection[tuple[str, int]]) -> bool:
    """Whether the row that is ``step`` rows after a label's own has no label, whichever row the label is of."""
    rows = [(meaning.table, meaning.row + step) for match in label.matches for meaning in match.of("row")]
    return bool(rows) and all(row in unnamed for row in rows)


def _alone(lines: Sequence[TokenLine], item: TableStretch) -> frozenset[int]:
    """The labels whose figures are one number on a line of its own, which may be that of a page."""
    labels = enumerate(zip(item.stretch.labels, item.sided.own, strict=True))
    return frozenset(
        place for place, (label, own) in labels if page_of(own) is not None and not _is_beside(lines, label, own)
    )


def _is_beside(lines: Sequence[TokenLine], label: LabelLine, figures: Iterable[FigureLine]) -> bool:
    """Whether figures stand right before their label, in the same line of text."""
    last = [lines[line.numbers[-1]] for line in figures][-1:]
    own = lines[label.number]
    return any(line.origin == own.origin and line.span[1] == own.span[0] for line in last)


def _with_numbers_at_end(some: Sequence[TableStretch]) -> list[TableStretch]:
    """The stretches, with those labels noted that have a number on a line above or below their other figures.

    Where most rows of a table are on several lines, it is how they break.
    """
    changed = []
    for item in some:
        rows = [own for other in some if item.is_of_table(other) for own in other.sided.own if count_cells(own) > 1]
        places = frozenset(place for place, own in enumerate(item.sided.own) if has_number_at_end(own))
        is_usual = 2 * sum(len(own) > 1 for own in rows) > len(rows)
        changed.append(item if is_usual else replace(item, alone=item.alone | places))
    return changed


def _tables(lines: Sequence[TokenLine], stretch: Stretch) -> frozenset[str]:
    """Ids of the form's tables that the labels of a stretch may be of."""
    return frozenset(table for label in stretch.labels for table in _tables_of(lines[label.number].matches))


def _tables_of(matches: Iterable[LabelMatch]) -> frozenset[str]:
    """Ids of the form's tables that have rows of some names."""
    return frozenset(meaning.table for match in matches for meaning in match.of("row"))


def _join(lines: list[TokenLine], item: TableStretch) -> None:
    """Put rows in place of the lines of their labels; nothing is left of the lines of figures.

    Figures of one column of which nothing says whose they are go to no label.
    """
    stretch, sided = item.stretch, item.sided
    if not sided.is_proven and max(label.width or 0 for label in stretch.labels) == max(stretch.counts) == 1:
        for number in (number for gap in stretch.gaps for line in gap for number in line.numbers):
            lines[number] = replace(lines[number], complete=False)
        return
    has_bare = any(label.of_form and not own for label, own in zip(stretch.labels, sided.own, strict=True))
    for place, (label, own) in enumerate(zip(stretch.labels, sided.own, strict=True)):
        if label.of_form:
            below_row = _are_below_row(lines, own, label.number)
            either = "either" if has_bare and _are_of_group(lines, own) else _doubt(item, place)
            _empty(lines, own)
            row = _row(lines[label.number], own, either=either)
            side = None if sided.is_proven else sided.side
            lines[label.number] = replace(row, side=side, below_row=below_row)


def _are_of_group(lines: Sequence[TokenLine], figures: Iterable[FigureLine]) -> bool:
    """Whether figures stand beside the label of a group: they may be the group's own, and its rows may be blank."""
    return any(match.of("group") for line in figures for number in line.numbers for match in lines[number].matches)


def _are_below_row(lines: Sequence[TokenLine], figures: Iterable[FigureLine], label: int) -> bool:
    """Whether figures stand before their label and right below a row that has its own beside its label."""
    first = min((line.numbers[0] for line in figures), default=label)
    above = next((line for line in lines[first - 1 :: -1] if not (line.page_number or line.footnote)), None)
    if not 0 < first < label or above is None or above.is_paired or above.is_grid:
        return False
    return bool(above.figures) and any(match.of("row") for match in above.matches)


def _empty(lines: list[TokenLine], figures: Iterable[FigureLine]) -> None:
    for number in (number for line in figures for number in line.numbers):
        labels = tuple(token for token in lines[number].tokens if token.match is not None)
        lines[number] = replace(lines[number], tokens=labels, moved=not labels)


def _doubt(item: TableStretch, place: int) -> SideDoubt:
    """Why the figures of a label may be none of its own."""
    if place not in item.sided.open:
        return "alone" if place in item.alone else "page-count" if place in item.paged else ""
    return "counted" if place in item.sided.counted else "either"


def _row(labels: TokenLine, figures: Sequence[FigureLine], *, either: SideDoubt) -> TokenLine:
    tokens = [token for line in figures for token in line.tokens]
    first = len(labels.tokens)
    behind = tuple(replace(token, column=first + place) for place, token in enumerate(tokens))
    return replace(
        labels,
        tokens=(*labels.tokens, *behind),
        stacked=len(figures) > 1,
        glued=len(figures) == 1 and len(tokens) > 1,
        is_paired=True,
        either=either,
    )
