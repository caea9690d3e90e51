"""The heads of a table of lines of print: which stand beside each other, and over which columns of figures."""

from collections.abc import Sequence

from gongkai.readers.matching.tokenise.printed.pieces import Label


def heads_of(labels: Sequence[Label], lines: Sequence[int]) -> list[tuple[int, list[Label]]]:
    """The heads that stand beside each other, those of the columns below all others, each row with its line.

    Heads of one row break over different numbers of lines and stand at different heights.
    """
    parts: dict[int, list[Label]] = {}
    for label in labels:
        parts.setdefault(sum(line < label.first for line in lines), []).append(label)
    heads: list[tuple[int, list[Label]]] = []
    for part in parts.values():
        lowest = [label for label in part if label.is_of_column() and not _is_over_any(label, part)]
        rows: list[list[Label]] = []
        for label in [label for label in part if label not in lowest]:
            last = rows[-1] if rows else []
            if last and label.first <= max(other.last for other in last) and not any(map(label.covers, last)):
                last.append(label)
            else:
                rows.append([label])
        heads += [(row[0].first, row) for row in rows]
        if lowest:
            heads.append((max(label.last for label in part), lowest))
    return heads


def _is_over_any(label: Label, others: Sequence[Label]) -> bool:
    """Whether another head stands below a head."""
    return any(other.first > label.last and label.covers(other) for other in others)


def set_over(columns: Sequence[int], labels: Sequence[Label], *, zone: int, width: int) -> bool:
    """Assign the heads to the columns of figures one by one, if there are as many of both.

    Args:
        columns: The columns of figures.
        labels: The heads.
        zone: The first column of figures.
        width: Columns of the table.

    Returns:
        True if a head had to be moved past a neighbouring column: where a table continues on the next page, its labels
        may lack a cell, so that all of its figures stand further left than its heads.
    """
    for label in labels:  # the head of one column may reach over a strip beside it that has no figure
        within = [column for column in columns if label.left <= column <= label.right]
        if label.is_of_column() and label.left >= zone and len(within) < 2:  # noqa: PLR2004 - one column or none
            label.left = label.right = within[0] if within else label.left
    if any(label.is_of_column() and zone <= label.left < label.right for label in labels):
        return False  # it may be the head of either column
    heads = [label for label in labels if label.left == label.right >= zone and label.is_of_column()]
    heads.sort(key=lambda label: label.left)
    apart = {label.left for label in heads}  # the order of two heads in one column is unknown
    if not len(apart) == len(heads) == len(columns) or not _are_first_of_block(heads):
        return False
    between = zip(heads, (-1, *columns), (*columns[1:], width), strict=False)
    are_beside = all(before < label.left < behind for label, before, behind in between)
    are_over = [label.left for label in heads] == list(columns)
    if not are_over:
        for label, column in zip(heads, columns, strict=True):
            label.left = label.right = column
    return not are_beside and not are_over


def _are_first_of_block(heads: Sequence[Label]) -> bool:
    """Whether heads are those of the first columns of one block: a head may name columns in several of them."""
    blocks: dict[tuple[str, int], set[int]] = {}
    for item in (item for label in heads if label.match is not None for item in label.match.of("column")):
        blocks.setdefault((item.table, item.block), set()).add(item.column)
    return any(set(range(len(heads))) <= columns for columns in blocks.values())


def makes_column(label: Label, zone: int) -> bool:
    """Whether a head stands over a column of figures, even if none of them is there; heads of several do not."""
    of_several = label.match is not None and bool(label.match.of("heads"))
    return label.left == label.right >= zone and not of_several
