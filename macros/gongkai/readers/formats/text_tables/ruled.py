"""Tables in text with rules of dashes between their rows, as pandoc, Emacs and database programs print them.

A cell may span several lines and several columns: the crossings of the rules say which. What it covers
becomes empty cells, as in a table of a spreadsheet.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from unicodedata import east_asian_width

from gongkai.readers.formats.text_tables.delimited import NumberedLine

_BARS = "|│║┃"
_BAR = re.compile(f"[{_BARS}]")
_CROSSINGS = "+┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛┠┨┯┷╟╢╒╤╕╞╪╡╘╧╛"
_DASHES = r"\-=─━═"
_RULE = re.compile(rf"\s*[{_BARS}{_CROSSINGS}][{_BARS}{_CROSSINGS}{_DASHES}:\s]+")
_DASHED = re.compile(f"[{_DASHES}]{{2}}")
_PART_OF_RULE = re.compile(rf"[{_CROSSINGS}][{_DASHES}]{{3,}}[{_CROSSINGS}]")
"""In a line with text: a rule below some cells only, as others go on in the next row."""
_CROSSING = re.compile(f"[{_CROSSINGS}]")
_FIGURE = re.compile(r"[\d０-９]")
_FEWEST = 3
"""Rules in a table: above it, below its heads, below it."""


def tabbed_rules(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with those of ruled tables as one line a row and tabs between its cells.

    Args:
        lines: Numbers and texts.
    """
    runs = _runs(lines)
    line_by_line = _are_rows([run for run in runs if _is_ruled_table(run)])
    return [row for run in runs for row in (_rows(run, line_by_line=line_by_line) if _is_ruled_table(run) else run)]


def _runs(lines: Sequence[NumberedLine]) -> list[list[NumberedLine]]:
    """The lines divided into runs that may be a ruled table and runs that cannot."""
    runs: list[list[NumberedLine]] = []
    was_table = False
    for line in lines:
        is_table = _is_rule(line[1]) or (was_table and _BAR.search(line[1]) is not None)
        if not runs or is_table != was_table:
            runs.append([])
        runs[-1].append(line)
        was_table = is_table
    return runs


def _is_rule(text: str) -> bool:
    """Whether a line is a rule: dashes, at least one crossing, and nothing else; that of Markdown has bars alone."""
    return bool(_RULE.fullmatch(text) and _DASHED.search(text) and _CROSSING.search(text))


def _is_ruled_table(run: Sequence[NumberedLine]) -> bool:
    return sum(_is_rule(text) or _PART_OF_RULE.search(text) is not None for _, text in run) >= _FEWEST


def _sections(run: Sequence[NumberedLine]) -> list[list[NumberedLine]]:
    """The lines of text between the rules of a table."""
    sections: list[list[NumberedLine]] = [[]]
    for number, text in run:
        is_rule, is_part = _is_rule(text), _PART_OF_RULE.search(text) is not None
        if not is_rule:
            sections[-1].append((number, _without_rule(text) if is_part else text))
        if is_rule or is_part:
            sections.append([])
    return [section for section in sections if section]


def _are_rows(runs: Sequence[Sequence[NumberedLine]]) -> bool:
    """Whether the rules are around heads alone, so that each line is a row: most sections have several figures."""
    sections = [section for run in runs for section in _sections(run)]
    counts = [most for lines in sections if (most := _most_figures([_BAR.split(text) for _, text in lines]))]
    return 2 * sum(most > 1 for most in counts) > len(counts)


def _rows(run: Sequence[NumberedLine], *, line_by_line: bool) -> list[NumberedLine]:
    """The rows of a table."""
    sections = _sections(run)
    columns = _Columns([text for _, text in run if _is_rule(text)], [text for lines in sections for _, text in lines])
    if line_by_line:
        sections = [[line] for section in sections for line in section]
    return [(lines[0][0], "\t".join(_joined([columns.cells(text) for _, text in lines]))) for lines in sections]


def _most_figures(lines: Sequence[Sequence[str]]) -> int:
    """In how many lines the column with most figures has one."""
    return max(sum(_FIGURE.search(cell) is not None for cell in column) for column in zip_longest(*lines, fillvalue=""))


def _without_rule(text: str) -> str:
    """The text of a line above a rule that is not below all of its cells, with bars in place of the crossings."""
    return _CROSSING.sub("|", re.sub(f"[{_DASHES}]{{2,}}", lambda dashes: " " * len(dashes[0]), text))


def _joined(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cells of a row from the lines that it spans."""
    for parts in zip_longest(*lines, fillvalue=""):
        yield " ".join(filter(None, parts))


class _Columns:
    """The columns of a table, by the places of crossings and bars.

    A bar or a dash of a box takes one place in some fonts and two in others: what fits the text is taken.
    """

    def __init__(self, rules: Sequence[str], rows: Sequence[str]) -> None:
        self._edges: list[int] | None = None
        self._wide = False
        for wide in (False, True):
            edges = sorted({place for rule in rules for place in _places(rule, _CROSSING, wide=wide)})
            if all(set(_places(row, _BAR, wide=wide)) <= set(edges) for row in rows):
                self._edges, self._wide = edges, wide
                break

    def cells(self, row: str) -> list[str]:
        """The cells of a line; a cell over several columns has empty ones after it."""
        parts = [part.strip() for part in _BAR.split(row.strip().strip(_BARS) if self._edges is None else row)]
        if self._edges is None:
            return parts
        bars = _places(row, _BAR, wide=self._wide)
        cells: list[str] = []
        for (left, right), text in zip(pairwise(bars), parts[1:], strict=False):
            covered = sum(left < edge < right for edge in self._edges)
            cells += [text, *[""] * covered]
        return cells


def _places(text: str, sign: re.Pattern[str], *, wide: bool) -> list[int]:
    """Where signs stand in a line, counted in the places that its characters take up."""
    places = []
    at = 0
    for character in text:
        if sign.match(character):
            places.append(at)
        kind = east_asian_width(character)
        at += 2 if kind in "WF" or (wide and kind == "A") else 1
    return places
