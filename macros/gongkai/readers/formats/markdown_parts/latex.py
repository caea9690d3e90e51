"""Tables as LaTeX writes them (``tabular``, ``array``), which converters of PDFs and language models put into text.

Each becomes rows of cells; a cell over several columns has empty ones behind it. Commands that change how a text is
set are left out. Any other one stays as it is written, so that what it does to a figure is not passed over.
"""

import re
from collections.abc import Callable, Iterator, Sequence

_EDGE = re.compile(r"\\(begin|end)\s?\{(tabular[xy*]?|(?:long|super)table|array)\}")
_WITH_WIDTH = frozenset({"tabular*", "tabularx", "tabulary"})
_BEFORE = re.compile(r"(?:\$\$?|\\\[|\\begin\{table\*?\}(?:\[\w*\])?|\\centering)\s*$")
_BEHIND = re.compile(r"\s*(?:\$\$?|\\\]|\\end\{table\*?\})")
_ROW_END, _CELL_END = re.compile(r"\\\\(?:\s*\[[\w.-]*\])?|\\tabularnewline\b"), re.compile(r"(?<!\\)&")
_RULES = re.compile(
    r"\\(?:[hc]line|(?:top|mid|bottom|cmid)rule|end(?:first)?head|end(?:last)?foot)(?![a-z])(?:\([lr]+\))?(?:\{[\d-]*\})?"
)
_WIDE = re.compile(r"\s*\\multicolumn\s*\{\s*(\d{1,2})\s*\}")
_SPAN = re.compile(r"\\(?:multicolumn\s*\{[^{}]*\}\s*\{[^{}]*\}|multirow\s*(?:\[\w\]\s*)?\{[^{}]*\}\s*\{[^{}]*\})\s*\{")
_SETTING = re.compile(
    r"\\(?:text(?:bf|rm|sf|tt|it|normal)?|math(?:bf|rm|sf|it)|mbox|makecell(?:\[\w*\])?|shortstack(?:\[\w*\])?"
    r"|thead|underline|emph)\s?\{"
)
_LINES = re.compile(r"\\(?:makecell|shortstack|thead)(?:\[\w*\])?\{[^{}]*\}")
_PLAIN = re.compile(
    r"\\(?:bfseries|centering|raggedright|small|footnotesize|large|normalsize|displaystyle|quad)(?![a-z])"
)
_SPACE, _SIGN = re.compile(r"\\[,;: ]|~"), re.compile(r"\\([%_#&{}])")
_DEEPEST, _LONGEST_FORMAT, _LONGEST_SIGNS = 4, 2_000, 80
"""How many commands may be within each other in a cell; characters of the format of the columns, and before a table."""


def with_latex_tables(text: str, as_written: Callable[[Sequence[Sequence[str]]], str]) -> str:
    """A text with other words in place of such tables, in as many lines at least.

    Args:
        text: The text.
        as_written: How the rows of a table are written.
    """
    if "\\begin" not in text:
        return text
    pieces: list[str] = []
    end = 0
    for first, behind, name, inner in _tables(text):
        rows = _rows(inner, name)
        if not rows:
            continue
        before, after = _BEFORE.search(text[max(end, first - _LONGEST_SIGNS) : first]), _BEHIND.match(text, behind)
        start, stop = first - len(before[0] if before else ""), after.end() if after else behind
        table = as_written(rows)
        missing = max(text.count("\n", start, stop) - table.count("\n"), 0)
        pieces += [text[end:start], table, "\n" * missing]
        end = stop
    return "".join((*pieces, text[end:]))


def _tables(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where tables that are in no other one begin and end, with their kind and what they hold.

    Those within them, which break a cell into lines, become their text.
    """
    depth, start, inner_end, name = 0, 0, 0, ""
    inner: list[str] = []
    for edge in _EDGE.finditer(text):
        if edge[1] == "begin":
            depth += 1
            if depth == 1:
                start, inner_end, name, inner = edge.start(), edge.end(), edge[2], []
                continue
        if not depth:
            continue
        piece = text[inner_end : edge.start()]
        is_within = depth - (edge[1] == "begin") > 1
        inner.append(_ROW_END.sub(" ", _without_format(piece)) if is_within else piece)
        inner_end = edge.end()
        if edge[1] == "end":
            depth -= 1
            if not depth:
                yield start, edge.end(), name, "".join(inner)


def _without_format(text: str, count: int = 1) -> str:
    """What a table holds behind the format of its columns, and its width where it has one."""
    optional = re.match(r"\s*(?:\[\w*\])?\s*", text)
    place = optional.end() if optional else 0
    for _ in range(count):
        depth = 0
        for at in range(place, min(len(text), place + _LONGEST_FORMAT)):
            depth += (text[at] == "{") - (text[at] == "}")
            if depth <= 0:
                place = at + 1 if text[at] == "}" else place
                break
        while text[place : place + 1] == " ":
            place += 1
    return text[place:]


def _rows(inner: str, name: str) -> list[list[str]]:
    body = _without_format(inner, 2 if name in _WITH_WIDTH else 1)
    lines = (_RULES.sub(" ", line).strip() for line in _ROW_END.split(_shielded(body)))
    rows = [[text for cell in _CELL_END.split(line) for text in _cell(cell)] for line in lines if line]
    return rows if any(len(row) > 1 for row in rows) else []


def _shielded(body: str) -> str:
    r"""The text with a space for the breaks of lines within ``\\makecell{…}``: they end no row."""
    return _LINES.sub(lambda own: _ROW_END.sub(" ", own[0]), body)


def _cell(text: str) -> Iterator[str]:
    """The text of a cell, and the empty cells that it covers."""
    wide = _WIDE.match(text)
    for _ in range(_DEEPEST):
        before, text = text, _opened(_opened(text, _SPAN), _SETTING)
        if text == before:
            break
    text = _SPACE.sub(" ", _PLAIN.sub(" ", text)).replace("{,}", ",").replace("\t", " ")
    text = " ".join(_SIGN.sub(r"\1", text.replace("$", "")).split())
    yield text[1:-1] if text.startswith("{") and text.endswith("}") else text
    yield from [""] * (int(wide[1]) - 1 if wide else 0)


def _opened(text: str, command: re.Pattern[str]) -> str:
    """A text without the first of some commands and the bracket that closes it."""
    match = command.search(text)
    if match is None:
        return text
    depth = 1
    for place in range(match.end(), len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if not depth:
            return text[: match.start()] + text[match.end() : place] + text[place + 1 :]
    return text
