"""An official document as data for the template that typst sets: strings, numbers, lists; no markup."""

from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.figures import printed
from gongkai.pages.official import (
    LineKind,
    OfficialBlock,
    OfficialDocument,
    OfficialGrid,
    OfficialHeading,
    OfficialItem,
    OfficialLine,
    OfficialTable,
    TextRun,
    note_mark,
)
from gongkai.pages.official.characters import possible
from gongkai.pages.official.columns import column_widths, equal_widths
from gongkai.pages.official.titles import title_lines
from gongkai.tables import BodyRow, HeadCell

PORTRAIT, LANDSCAPE = 442, 637
"""Length of a line in portrait and in landscape: 156 and 225 mm, in points."""

Data = dict[str, Any]


def document_data(document: OfficialDocument) -> Data:
    """An official document as plain values, which the template of Typst reads as JSON."""
    blocks = _Blocks()
    return {
        "title": possible(document.title),
        "lines": possible("\n".join(title_lines(document.title))),
        "head": [_line(line, first=False) for line in document.head],
        "sections": [
            {"landscape": section.landscape, "blocks": list(blocks.of(section.blocks))} for section in document.sections
        ],
    }


class _Blocks:
    """Blocks as data, one section after the other."""

    def __init__(self) -> None:
        self._level = 0
        self._kind: LineKind | None = None

    def of(self, blocks: Sequence[OfficialBlock]) -> Iterator[Data]:
        """The blocks of a section, the items of a list together."""
        items: list[OfficialItem] = []
        for block in blocks:
            if isinstance(block, OfficialItem):
                items.append(block)
                continue
            yield from _lists(items)
            items = []
            yield self._block(block)
        yield from _lists(items)

    def _block(self, block: OfficialBlock) -> Data:
        if isinstance(block, OfficialTable):
            return _table(block)
        if isinstance(block, OfficialGrid):
            return _grid(block)
        if isinstance(block, OfficialLine):
            first, self._kind = block.kind is not self._kind, block.kind
            return _line(block, first=first)
        if isinstance(block, OfficialHeading):
            self._level = min(block.level, self._level + 1)  # PDF/UA forbids a heading that skips a level
            return {"type": "heading", "level": self._level, "runs": _runs(block.runs)}
        return {"type": "paragraph", "runs": _runs(block.runs)}


def _lists(items: Sequence[OfficialItem]) -> Iterator[Data]:
    """Items as nested lists: a deeper item belongs to the item before it."""
    current: Data | None = None
    depth = min((item.depth for item in items), default=0)
    inner: list[OfficialItem] = []
    for item in items:
        if item.depth > depth and current is not None:
            inner.append(item)
            continue
        if current is not None:
            current["items"][-1]["inner"] = list(_lists(inner))
        inner = []
        if current is None or current["numbered"] is not (item.number is not None) or item.number == 1:
            if current is not None:
                yield current
            current = {"type": "list", "numbered": item.number is not None, "items": []}
        current["items"].append({"runs": _runs(item.runs), "inner": []})
    if current is not None:
        current["items"][-1]["inner"] = list(_lists(inner))
        yield current


def _line(line: OfficialLine, *, first: bool) -> Data:
    return {"type": "line", "kind": line.kind.value, "text": possible(line.text), "first": first}


def _runs(runs: Sequence[TextRun]) -> list[Data]:
    return [
        {"text": possible(run.text), "strong": run.strong, "emphasis": run.emphasis, "href": possible(run.href)}
        for run in runs
    ]


def _table(table: OfficialTable) -> Data:
    parts = []
    for block in table.view.blocks:
        heads = [_head(cell) for row in block.head for cell in row]
        parts.append({"head": heads, "body": [cell for row in block.rows for cell in _row(row)]})
    width = LANDSCAPE if table.landscape else PORTRAIT
    return {
        "type": "table",
        "landscape": table.landscape,
        "tight": table.tight,
        "caption": possible(table.caption),
        "widths": column_widths(table.view, width),
        "parts": parts,
    }


def _grid(grid: OfficialGrid) -> Data:
    head, *body = ([_cell(runs=_runs(cell), label=True) for cell in row] for row in grid.rows)
    part = {"head": head, "body": [cell for row in body for cell in row]}
    widths = equal_widths(len(grid.rows[0]), PORTRAIT)
    return {"type": "table", "landscape": False, "tight": False, "caption": "", "widths": widths, "parts": [part]}


def _row(row: BodyRow) -> Iterator[Data]:
    """The heads and the figures of a row; numbers of its notes are after its own label, or its first figure."""
    for head in row.heads:
        yield _head(head) | {"mark": note_mark(row.notes) if head is row.heads[-1] else ""}
    for number, cell in enumerate(row.cells):
        notes = cell.notes if row.heads or number else (*row.notes, *cell.notes)
        runs = _runs([TextRun(printed(cell.figure))])
        yield _cell(runs=runs, colspan=cell.colspan, mark=note_mark(notes))


def _head(head: HeadCell) -> Data:
    label = head.scope in {"", "row", "rowgroup"}
    runs = _runs([TextRun(head.text)])
    return _cell(runs=runs, colspan=head.colspan, label=label) | {"rowspan": head.rowspan, "head": not label}


def _cell(*, runs: list[Data], colspan: int = 1, label: bool = False, mark: str = "") -> Data:
    return {"runs": runs, "colspan": colspan, "rowspan": 1, "label": label, "head": False, "mark": mark}
