"""The columns of the files that hold every figure: what each is called, what type it has, what it says."""

from dataclasses import dataclass
from functools import cache

from gongkai.renders.export.tidy import HEAD, SCOPE, STATUS, TELLER
from gongkai.words import words

_TYPES = {"年度": "integer", "数值": "number", "各项之和": "number"}
"""Types of Table Schema of the columns that do not hold text."""
_WORDS = {"报告范围": tuple(SCOPE.values()), "状态": tuple(STATUS.values()), "来源": tuple(TELLER.values())}
FIGURES_KEY = ("机关代号", "年度", "表代号", "行代号", "列代号")
"""The columns that tell the lines of all figures apart."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a file of data.

    Attributes:
        name: Its head.
        type: Its type in the words of Table Schema: ``string``, ``integer`` or ``number``.
        meaning: What it says, for people.
        words: The words that may be in it; empty where there may be any.
    """

    name: str
    type: str
    meaning: str
    words: tuple[str, ...] = ()


@cache
def figure_columns() -> tuple[DataColumn, ...]:
    """The columns of the files of all figures, in order."""
    meanings = words()["data"]["columns"]
    return tuple(
        DataColumn(name, _TYPES.get(name, "string"), str(meanings[name]), _WORDS.get(name, ())) for name in HEAD
    )
