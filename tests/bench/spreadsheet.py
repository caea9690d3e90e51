"""Compare the workbook of a report with XlsxWriter alone writing the same cells, and print the ratio.

    python -m tests.bench.spreadsheet [--agencies 5] [--years 7] [--runs 5]

The cells of a finished workbook, its merged ranges and the numbers of its formats are read from its XML, and XlsxWriter
writes them into a bare workbook. Processor time; the shortest of some runs, as others can only make a run longer.
"""

import argparse
import io
import re
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from lxml import etree
from xlsxwriter.utility import xl_cell_to_rowcol

from gongkai.demo import demo_files
from gongkai.renders.spreadsheet.workbook import report_workbook
from gongkai.reports.layout import Layout
from gongkai.starting import fill_folder
from gongkai.workspace import Workspace

LIMIT = 0.75
"""At most how long a workbook may take, next to its cells alone written by XlsxWriter."""
_LOOK = {"border": 1, "text_wrap": True, "font_name": "宋体", "valign": "vcenter"}

Call = tuple[int, str, tuple[Any, ...], int]
"""Number of a sheet, name of a method, arguments, number of a format."""


def calls_of(workbook: bytes) -> list[Call]:
    """What XlsxWriter is asked for to write the cells of a workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        texts = [
            "".join(item.itertext()) for item in etree.fromstring(parts.read("xl/sharedStrings.xml")).findall("{*}si")
        ]
        names = sorted(name for name in parts.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
        sheets = [etree.fromstring(parts.read(name)) for name in names]
    return [call for number, sheet in enumerate(sheets) for call in _calls(number, sheet, texts)]


def _calls(number: int, sheet: Any, texts: list[str]) -> Iterator[Call]:
    for merged in sheet.iterfind(".//{*}mergeCell"):
        first, last = merged.get("ref").split(":")
        yield number, "merge_range", (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last), ""), 0
    for cell in sheet.iterfind(".//{*}c"):
        place, style = xl_cell_to_rowcol(cell.get("r")), int(cell.get("s", "0"))
        formula, value = cell.findtext("{*}f"), cell.findtext("{*}v")
        if formula is not None:
            yield number, "write_formula", (*place, f"={formula}"), style
        elif value is None:
            yield number, "write_blank", (*place, None), style
        elif cell.get("t") == "s":
            yield number, "write_string", (*place, texts[int(value)]), style
        else:
            yield number, "write_number", (*place, float(value)), style


def bare(calls: list[Call]) -> bytes:
    """The same cells in a workbook without anything else."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    styles = {call[-1] for call in calls}
    formats = {
        style: book.add_format({**_LOOK, "indent": style % 15, "font_size": 8 + style // 15}) for style in styles
    }
    sheets = [book.add_worksheet() for _ in range(1 + max(call[0] for call in calls))]
    for number, name, args, style in calls:
        getattr(sheets[number], name)(*args, formats[style])
    book.close()
    return file.getvalue()


def best(work: Callable[[], None], runs: int) -> float:
    """The shortest processor time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, default=5)
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "site"
        fill_folder(folder, demo_files(options.agencies, options.years, seed=1), force=False)
        site = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        exports = [site.report_export(*key) for key in site.reports]
    calls = [calls_of(report_workbook(export)) for export in exports]
    ours = best(lambda: all(map(report_workbook, exports)) or None, options.runs) / len(exports)
    theirs = best(lambda: all(map(bare, calls)) or None, options.runs) / len(exports)
    ratio = ours / theirs
    print(f"workbook of a report       {ours * 1000:7.2f} ms")
    print(f"XlsxWriter, the same cells {theirs * 1000:7.2f} ms")
    print(
        f"ratio                      {ratio:7.3f}   at most {LIMIT}   {'holds' if ratio <= LIMIT else 'DOES NOT HOLD'}"
    )


if __name__ == "__main__":
    main()
