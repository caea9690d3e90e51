"""What a phone leaves out of a table: the switch that shows it, and the line that names it. No script is needed."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from gongkai.findings import say
from gongkai.forms.names import unnumbered
from gongkai.renders.html.markup import EMPTY, escape, fill
from gongkai.tables import TableView
from gongkai.tables.folding import Fold
from gongkai.tables.model import BodyBlock, RowSkeleton


def full_id(name: str) -> str:
    """Id of the switch that shows all figures of a wide table on a phone."""
    return f"{name}-h-full"


@lru_cache(maxsize=1024)
def fold_switch(name: str, label: str) -> Markup:
    """What a phone leaves out of a table is shown when this is switched on; no script.

    Args:
        name: Id of the table.
        label: Key of its label, which says what is left out.
    """
    switch = '<input type="checkbox" class="gk-full" id="{}"><label class="gk-switch" for="{}">{}</label>'
    return fill(switch, escape(full_id(name)), escape(full_id(name)), escape(say(label)))


def folded_line(key: str, *, count: int, names: str) -> Markup:
    """The line that names the rows that a phone leaves out.

    Args:
        key: Key of its text.
        count: How many rows there are.
        names: Their names.
    """
    return fill('<p class="gk-folded">{}</p>', escape(say(key, {"count": count, "names": names})))


def folded_rows(view: TableView, folds: Mapping[RowSkeleton, Fold]) -> Markup:
    """The line that names the rows that a phone leaves out."""
    if not folds:
        return EMPTY
    groups = [_group_names(block, folds) for block in view.blocks]
    names = "；".join(_in_group(group, "、".join(rows)) for of_block in groups for group, rows in of_block.items())
    every = len(folds) == sum(len(block.rows) for block in view.blocks)
    return folded_line("fold.all" if every else "fold.rest", count=len(folds), names=names)


def _group_names(block: BodyBlock, folds: Mapping[RowSkeleton, Fold]) -> Mapping[str, Sequence[str]]:
    """The names of the rows of a block that are left out, by the group that they are in: 其他 alone says too little."""
    names: dict[str, list[str]] = {}
    above: list[
        tuple[str, int]
    ] = []  # heads that go on over rows, the outermost first: what they say, the row after their last
    for place, row in enumerate(block.rows):
        above = [(text, end) for text, end in above if end > place]
        above += [(head.text, place + head.rowspan) for head in row.heads[:-1]]
        if row.skeleton in folds:
            group = unnumbered(above[-1][0]) if len(above) > 1 else ""
            names.setdefault(group, []).append(unnumbered(row.heads[-1].text))
    return names


def _in_group(group: str, names: str) -> str:
    return say("fold.of-group", {"group": group, "names": names}) if group else names
