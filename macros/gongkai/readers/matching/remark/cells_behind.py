"""Cells after the figures of a row that say something of them: a sign, a unit of many, words that correct a figure."""

import re
from collections.abc import Sequence

from gongkai.figures import Kind, written
from gongkai.forms import Row, Table
from gongkai.readers.document import Origin
from gongkai.readers.document.signs import PIECES
from gongkai.readers.matching.figure_text import MULTIPLES, collapse_spaces
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.solve import SolvedRow
from gongkai.readers.matching.tokenise import Token
from gongkai.readers.remarks import Doubt

_SIGN = re.compile(r"[-－−—–﹣‐‑‒]|减|减少|下降|降低?|负数?")
_CORRECTS = re.compile(r"(?=.*\d).*(?:更正|应为|应是|实为|实际为|为准|改为|修正|(?<!无)误)", re.DOTALL)
"""Words that give another figure than the one in the cell."""
_UNIT_WORDS = re.compile(rf"计量单位|[单数]位|以(?![上下内])|[为是按计{PIECES}页\s:：()（）]")
"""What stands around a multiple in a cell with a unit, and changes nothing by itself."""
_CHANGES = re.compile(
    rf"(?:[{MULTIPLES}%％‰‱余多许来约几倍成]|以[上下内]|左右|上下|不[足到满]|大约|[将接]?近|超过?|至[少多]|[约概]数|百分[比点])+"
)


def remark_sign_behind(solved: SolvedRow, behind: Sequence[Token], table: Table, collector: ResultCollector) -> None:
    """Remark on a plus or minus sign in the cell after a change (增减) that is the last figure of its row.

    A stroke (``/``) is none: it stands in cells that a row does not have.

    Args:
        solved: The row.
        behind: The cells of its line after its own.
        table: The form's table.
        collector: Takes the remark.
    """
    columns, figures = table.columns(solved.row), solved.fit.figures
    cells = [*solved.candidate.cells[len(columns) :], *behind]
    text = collapse_spaces(cells[0].text) if cells else ""
    last = figures[-1] if len(figures) == len(columns) else None
    if columns[-1].kind is not Kind.CHANGE or last is None or not last.value or not _SIGN.fullmatch(text):
        return
    figure_text = written(last)
    args = (("taken", figure_text), ("note", text))
    collector.remark(
        Doubt.GUESSED, "sign-behind", cells[0].origin, text=f"{figure_text} {text}", table=table.id,
        row=table.rows[solved.row].id, col=columns[-1].id, args=args,
    )  # fmt: skip


def makes_another(text: str) -> bool:
    """Whether a cell beside a figure makes it another one, or but about right: ``万件``, ``%``, ``件以上``, ``余``.

    Args:
        text: The cell's text.
    """
    return _CHANGES.fullmatch(_UNIT_WORDS.sub("", text)) is not None


def remark_words_behind(words: str, origin: Origin, row: Row, table: Table, collector: ResultCollector) -> None:
    """Keep the words after the figures of a row as a note; where they correct a figure, a person has to look.

    Args:
        words: The words.
        origin: Where the row is.
        row: The form's row.
        table: The form's table.
        collector: Takes the remark and the note.
    """
    corrects = _CORRECTS.match(words) is not None
    doubt, code = (Doubt.GUESSED, "aside-corrects") if corrects else (Doubt.NOTED, "aside")
    collector.remark(doubt, code, origin, text=words, table=table.id, row=row.id)
    collector.notes.append((collector.place(table, table.row_index[row.id]), words))
