"""The figures of a year as Parquet: the columns of the CSV, with types; the same bytes for the same lines.

Numbers are decimal, never floating: ten places hold a 分 of an amount in 亿元. Texts are as they are.
"""

from pathlib import Path
from typing import Any, BinaryIO

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.renders.open_data.columns import figure_columns

_DIGITS, _PLACES = 38, 10
_BLOCK = 1 << 24
"""Bytes that are read at a time; a group of rows holds as much."""
_LEVEL = 3
"""How hard zstd tries."""


def write_parquet(source: BinaryIO, target: Path) -> None:
    """Write a year's figures.

    Args:
        source: The lines as CSV with their head, texts as they are.
        target: The file.

    Raises:
        WorkspaceError: A number has more digits than the file holds.
    """
    import pyarrow as pa  # noqa: PLC0415 - it comes with an extra, and takes a quarter of a second
    from pyarrow import csv, parquet  # noqa: PLC0415 - of the same extra

    types: dict[str, Any] = {
        "string": pa.string(),
        "integer": pa.int32(),
        "number": pa.decimal128(_DIGITS, _PLACES),
    }
    schema = pa.schema([(column.name, types[column.type]) for column in figure_columns()])
    convert = csv.ConvertOptions(
        column_types=schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True
    )
    reading = csv.ReadOptions(use_threads=False, block_size=_BLOCK)
    try:
        lines = csv.open_csv(source, reading, csv.ParseOptions(newlines_in_values=True), convert)
        with parquet.ParquetWriter(
            target, schema, version="2.6", compression="zstd", compression_level=_LEVEL
        ) as writer:
            for batch in lines:
                writer.write_batch(batch)
    except pa.ArrowInvalid as error:
        raise WorkspaceError(say("data.parquet-digits", {"file": target.name, "why": error})) from error
