"""Compare the workbook of a report with XlsxWriter alone writing the same cells, and print the ratio.

    python -m tests.bench.spreadsheet [--agencies 5] [--years 7] [--runs 5]

What a report's workbook asks of XlsxWriter is written down once and asked again of a bare workbook, cell by cell with
the same styles. Processor time; the shortest of some runs, as other processes can only make a run longer.
"""

import argparse
import io
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from gongkai.demo import demo_files
from gongkai.renders.export import ReportExport
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.styles import STYLES
from gongkai.renders.spreadsheet.workbook import report_workbook
from gongkai.reports.layout import Layout
from gongkai.starting import fill_folder
from gongkai.workspace import Workspace

LIMIT = 1.5
"""At most how much longer a workbook may take than its cells alone."""
ASKED = ("write_string", "write_number", "write_formula", "write_blank", "merge_range", "conditional_format")

Call = tuple[int, str, tuple[Any, ...]]
"""Number of a sheet, name of a method, arguments."""


@contextmanager
def recorded() -> Iterator[list[Call]]:
    """Write down what sheets are asked for."""
    calls: list[Call] = []
    kept = {name: getattr(Worksheet, name) for name in ASKED}
    inside = 0

    def recording(name: str) -> Callable[..., Any]:
        def call(sheet: Any, *args: Any) -> Any:
            nonlocal inside
            if not inside:
                calls.append((sheet.index, name, args))
            inside += 1  # a method that calls another is asked once
            try:
                return kept[name](sheet, *args)
            finally:
                inside -= 1

        return call

    try:
        for name in ASKED:
            setattr(Worksheet, name, recording(name))
        yield calls
    finally:
        for name, method in kept.items():
            setattr(Worksheet, name, method)


def bare(calls: list[Call], styles: Any) -> bytes:
    """The same cells in a workbook without anything else.

    Args:
        calls: What to write.
        styles: By a format of the recorded workbook the properties of a like one.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    formats = {known: book.add_format(properties) for known, properties in styles.items()}
    sheets = [book.add_worksheet() for _ in range(1 + max(number for number, _, _ in calls))]
    for number, name, args in calls:
        if name == "conditional_format":
            rule = {**args[-1], "format": formats[args[-1]["format"]]}
            sheets[number].conditional_format(*args[:-1], rule)
        else:
            getattr(sheets[number], name)(*(formats.get(arg, arg) if _is_format(arg) else arg for arg in args))
    book.close()
    return file.getvalue()


def _is_format(value: Any) -> bool:
    return type(value).__name__ == "Format"


def styles_of(export: ReportExport) -> tuple[list[Call], dict[Any, dict[str, Any]]]:
    """What a workbook asks for, and by format its properties."""
    styles: dict[Any, dict[str, Any]] = {}
    plain = Book.style

    def style(book: Book, name: str, number: str = "") -> Any:
        known = plain(book, name, number)
        styles.setdefault(known, {**STYLES[name], **({"num_format": number} if number else {})})
        return known

    try:
        Book.style = style  # type: ignore[method-assign]
        with recorded() as calls:
            report_workbook(export)
    finally:
        Book.style = plain  # type: ignore[method-assign]
    return calls, styles


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
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "site"
        fill_folder(folder, demo_files(chosen.agencies, chosen.years, seed=1), force=False)
        site = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
        exports = [site.report_export(*key) for key in site.reports]
    asked = [styles_of(export) for export in exports]
    ours = best(lambda: all(map(report_workbook, exports)) or None, chosen.runs) / len(exports)
    theirs = best(lambda: all(bare(*item) for item in asked) or None, chosen.runs) / len(exports)
    ratio = ours / theirs
    print(f"workbook of a report       {ours * 1000:7.2f} ms")
    print(f"XlsxWriter, the same cells {theirs * 1000:7.2f} ms")
    print(
        f"ratio                      {ratio:7.3f}   at most {LIMIT}   {'holds' if ratio <= LIMIT else 'DOES NOT HOLD'}"
    )


if __name__ == "__main__":
    main()
