"""Compare every figure of every file of a built site with its JSON, and bring the files in again.

    python -m tests.renders.equal [--agencies 8] [--years 7]

A demo district and this repository's own site are built with all formats. Page, Word, PDF, both kinds of CSV, the CSV
and the Parquet of each year, and Excel after LibreOffice has worked out its formulas are read cell by cell. Then Word,
PDF, Excel and CSV files are imported into new sites, and their observations and the blocks of their text compared.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import html

from gongkai.demo import demo_files
from gongkai.importing import Job, Options, import_files
from gongkai.site_config import read_layout
from gongkai.starting import fill_folder
from gongkai.workspace import Workspace
from tests.importing.test_tidy_list import observations
from tests.importing.test_word import blocks_of, json_facts
from tests.importing.test_workbook import layout
from tests.renders import workbooks
from tests.renders.test_pdf import figures as pdf_figures
from tests.renders.word_files import agrees
from tests.renders.word_files import figures as word_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.reports import Report
    from gongkai.reports.layout import Layout

Cell = tuple[str, str, str]
Items = dict[Cell, dict[str, Any]]
Key = tuple[str, int]
AT_ONCE = 20
"""Workbooks that LibreOffice is given at a time."""
ROOT = Path(__file__).parents[2]
SETTINGS = "  - gongkai:\n      parquet: true\n      formats: {pdf: true}\n"


def items_of(folder: Path) -> Items:
    """What the JSON of a report says of each cell."""
    document = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {(item["table"], item["row"], item["column"]): item for item in document["observations"]}


def page(folder: Path, items: Items) -> dict[Cell, str]:
    """By cell what the page shows; the cells of a row stand in printed order, as in JSON."""
    tree = html.document_fromstring((folder / "index.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    rows: dict[tuple[str, str], list[Cell]] = {}
    for cell in items:
        rows.setdefault(cell[:2], []).append(cell)
    shown = {}
    for (table, row), cells in rows.items():
        (line,) = tree.xpath(f"//tr[@id='{table}-{row}']")
        for note in line.xpath(".//sup"):
            note.drop_tree()
        texts = [" ".join(cell.text_content().split()) for cell in line.xpath("td")]
        shown.update(zip(cells, texts, strict=True))
    return shown


def by_ids(lines: Iterable[Mapping[str, Any]]) -> dict[Cell, str]:
    """By cell what a line of data says: the number, 不适用, or nothing."""
    return {
        (line["表代号"], line["行代号"], line["列代号"]): "不适用"
        if line["状态"] == "不适用"
        else workbooks.digits(line["数值"])
        for line in lines
    }


def of_year(lines: Iterable[Mapping[str, Any]], key: Key) -> Iterator[Mapping[str, Any]]:
    """The lines of one report."""
    return (line for line in lines if (line["机关代号"], int(line["年度"])) == key)


def csv_lines(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def parquet_lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a Parquet file."""
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def numbers(items: Items) -> dict[Cell, str]:
    """By cell what a file of numbers says of it."""
    return {
        cell: "不适用" if item["status"] == "not-applicable" else workbooks.digits(item["value"])
        for cell, item in items.items()
    }


def texts_differ(shown: Mapping[Cell, str], items: Items) -> list[Cell]:
    """The cells that show another figure, unit or remark than JSON says, or that one of both lacks."""
    wrong = [cell for cell in shown.keys() & items.keys() if not agrees(shown[cell], items[cell])]
    return [*wrong, *(shown.keys() ^ items.keys())]


def numbers_differ(shown: Mapping[Cell, str], items: Items) -> list[Cell]:
    """The same of files of numbers."""
    wanted = numbers(items)
    return [cell for cell in shown.keys() | wanted.keys() if shown.get(cell) != wanted.get(cell)]


def compared(
    site: Path, reports: Mapping[Key, Report], worked_out: Mapping[Key, Path]
) -> Iterator[tuple[str, Key, int, list[Cell]]]:
    """By kind of file and report how many cells were compared, and which differ; a file that is not there is passed.

    Args:
        site: A built site.
        reports: Its reports.
        worked_out: Their workbooks as LibreOffice has saved them.
    """
    years: dict[Path, list[Any]] = {}
    for key, report in reports.items():
        folder = site / key[0] / str(key[1])
        items = items_of(folder)
        texts = {"page": page(folder, items)}
        if (folder / "report.docx").is_file():
            texts["docx"] = word_figures((folder / "report.docx").read_bytes(), report)
        if (folder / "report.pdf").is_file():
            texts["pdf"] = pdf_figures((folder / "report.pdf").read_bytes(), report)
        for name, shown in texts.items():
            yield name, key, len(items), texts_differ(shown, items)
        data = {"csv": by_ids(csv_lines(folder / "report.csv"))}
        for name, lines_of in (("csv", csv_lines), ("parquet", parquet_lines)):
            path = site / "data" / f"figures-{key[1]}.{name}"
            if path.is_file():
                lines = years.setdefault(path, lines_of(path) if path not in years else [])
                data[f"{name} of the year"] = by_ids(of_year(lines, key))
        if key in worked_out:
            data["xlsx"] = workbooks.figures(worked_out[key].read_bytes())
        for name, shown in data.items():
            yield name, key, len(items), numbers_differ(shown, items)


def work_out(site: Path, keys: Iterable[Key], folder: Path) -> dict[Key, Path]:
    """The workbooks of a site, saved by LibreOffice after it has worked out their formulas."""
    (folder / "given").mkdir(parents=True)
    named = {}
    for key in keys:
        data = (site / key[0] / str(key[1]) / "report.xlsx").read_bytes()
        given = folder / "given" / f"{key[0]}-{key[1]}.xlsx"
        given.write_bytes(workbooks.without_results(data))
        named[key] = given
    paths = list(named.values())
    for start in range(0, len(paths), AT_ONCE):
        workbooks.convert(paths[start : start + AT_ONCE], "xlsx", folder)
    return {key: folder / path.name for key, path in named.items()}


def brought_in(site: Path, place: Layout, kind: str, folder: Path) -> Iterator[tuple[Key, list[str]]]:
    """By report what is not equal after its files of a kind were imported into a new site."""
    first = Workspace(place, reserved=())
    again = replace(layout(folder / "again"), hard_paragraphs=place.hard_paragraphs)
    jobs = []
    for slug, year in first.reports:
        file = site / slug / str(year) / f"report.{kind}"
        jobs.append(Job(file, slug, None, None, f"{slug}/{year}/{file.name}"))
    import_files(again, jobs, Options(), judge=lambda copy: Workspace(copy, reserved=()).findings_of)
    second = Workspace(again, reserved=())
    for key in first.reports:
        if key not in second.reports:
            yield key, ["report"]
            continue
        before, after = first.report_export(*key), second.report_export(*key)
        parts = {"observations": observations(before) == observations(after)}
        if kind in ("docx", "pdf"):  # every total that is printed is one that was written
            parts["observations"] = json_facts(before) == json_facts(after)
        if kind != "csv":
            parts["text"] = blocks_of(before) == blocks_of(after)
        yield key, [name for name, equal in parts.items() if not equal]


def check(folder: Path) -> bool:
    """Build a site, compare and print; whether all is equal."""
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^  - gongkai:.*\n", SETTINGS, text, count=1), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder / "site")]
    subprocess.run(command, cwd=folder, check=True)
    place, site = read_layout(folder), folder / "site"
    reports = Workspace(place, reserved=()).reports
    cells: Counter[str] = Counter()
    wrong: list[str] = []
    for name, key, count, differ in compared(site, reports, work_out(site, reports, folder / "worked-out")):
        cells[name] += count
        wrong += [f"{name} {key} {cell}" for cell in differ]
    print(f"{len(reports)} reports")
    for name, count in cells.items():
        print(f"  {name}: {count} cells")
    for kind in ("docx", "pdf", "xlsx", "csv"):
        (folder / kind).mkdir()
        results = list(brought_in(site, place, kind, folder / kind))
        differ = [f"{kind} imported {key}: {', '.join(parts)}" for key, parts in results if parts]
        print(f"  {kind} imported: {len(results)} reports", flush=True)
        wrong += differ
    print(*wrong or ["  all equal"], sep="\n", flush=True)
    return not wrong


def main() -> int:
    """Compare a demo district and this repository's site."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--agencies", type=int, default=8)
    parser.add_argument("--years", type=int, default=7)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        own, demo = Path(name) / "own", Path(name) / "demo"
        for part in ("data", "docs", "overrides", "macros"):
            shutil.copytree(ROOT / part, own / part)
        shutil.copyfile(ROOT / "mkdocs.yml", own / "mkdocs.yml")
        fill_folder(demo, demo_files(wanted.agencies, wanted.years, seed=1), force=False)
        return 0 if all([check(own), check(demo)]) else 1


if __name__ == "__main__":
    sys.exit(main())
