"""How the files are used in Excel, DuckDB and pandas: texts to be typed, that the tests run as they stand."""

from collections.abc import Mapping
from string import ascii_uppercase

from gongkai.findings import say
from gongkai.forms import CellId
from gongkai.renders.export.tidy import HEAD, SCOPE
from gongkai.reports.agencies import Scope

NAMES = ("excel", "duckdb", "pandas")
"""What there is an example for, on every site."""
WITH_PARQUET = (*NAMES, "parquet")
"""Likewise on a site that publishes Parquet."""


def example_texts(file: str, cell: CellId) -> Mapping[str, str]:
    """By name of the example what is typed to list and add up one cell over all reports but the consolidated ones.

    Args:
        file: Name of the file, in the folder that the program works in.
        cell: The cell.
    """
    letters = {f"in_{key}": ascii_uppercase[HEAD.index(name)] for key, name in _COLUMNS.items()}
    names = {"file": file, "scope": SCOPE[Scope.CONSOLIDATED], **cell._asdict(), **letters}
    return {name: say(f"data.examples.{name}.text", names) for name in WITH_PARQUET}


_COLUMNS = {"scope": "报告范围", "value": "数值", "table": "表代号", "row": "行代号", "column": "列代号"}
"""The columns that Excel calls by their letters."""
