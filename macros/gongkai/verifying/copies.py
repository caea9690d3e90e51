"""One file that holds a report, compared with what the report should say: every cell, and the text where it has one.

Files are read by the readers of the import. A report as JSON or as one of our lists of cells is compared by its ids.
"""

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.errors import UsageError
from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.forms import CellIds, FormRegistry
from gongkai.readers.document import Document
from gongkai.readers.facts.identity import DocumentIdentity, identify
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import MatchResult, match_document
from gongkai.readers.workbook import OwnWorkbook, own_workbook, tidy_report
from gongkai.renders.formats.plain_words import FORMAT as PLAIN_WORDS
from gongkai.reports.tidy_columns import HEAD
from gongkai.verifying.expected import ExpectedReport, expected_of_json, read_json
from gongkai.verifying.json_words import key_texts, observation_texts
from gongkai.verifying.model import Discrepancy

LISTS = frozenset({".csv"})
DATA = frozenset({".json"})
TEXTS = frozenset({".txt"})
_IDS = HEAD[-3:]
_FEWEST_ALIKE = 0.5
"""How much alike a passage is to one that is missing, for it to be shown as what stands there instead."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was read.

    Attributes:
        agency: The name of the agency that it gives; a slug for a file that Gongkai wrote; empty where it gives none.
        year: The year reported on, if it says one.
        document: The file as a document; None for one that holds data alone.
        own: What it holds where this software has written it as data.
    """

    agency: str
    year: int | None
    document: Document | None = None
    own: OwnWorkbook | None = None
    stamped: bool = False


def read_copy(path: Path, registry: FormRegistry) -> Copy:
    """Read a file and see whose report it holds.

    Args:
        path: The file.
        registry: The forms at hand.

    Raises:
        ReadError: It cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in DATA:
        expected = expected_of_json(path.read_bytes(), registry, name=path.name)
        return Copy(expected.agency, expected.year, stamped=True)
    if suffix in LISTS:
        own = tidy_report(path.read_bytes(), registry, name=path.name)
        if own is not None:
            return Copy(own.stamp.agency, own.stamp.year, own=own, stamped=True)
    document = read_document(path)
    own = own_workbook(document, registry, name=path.name)
    if own is not None:
        return Copy(own.stamp.agency, own.stamp.year, document, own, stamped=True)
    identity: DocumentIdentity = identify(document)
    return Copy(identity.agency, identity.year, document)


def differences(
    path: Path, copy: Copy, expected: ExpectedReport, registry: FormRegistry, *, display_path: str
) -> Iterator[Discrepancy]:
    """What a file says otherwise than it should.

    Args:
        path: The file.
        copy: The file as it was read.
        expected: What it should say.
        registry: The forms at hand.
        display_path: The file as it is shown.
    """
    if _is_plain_words(path):
        yield from _word_differences(path, expected, display_path)
        return
    if path.suffix.lower() in DATA:
        yield from _json_differences(read_json(path.read_bytes(), name=path.name), expected, display_path)
        return
    if copy.own is not None and copy.document is None and expected.lines:
        yield from line_differences(lines_of(path.read_bytes()), lines_of(expected.lines), expected, display_path)
        return
    if copy.own is not None:
        matched, texts = copy.own.matched, copy.own.page or ""
    else:
        if copy.document is None:
            raise UsageError(say("verify.no-json", {"name": display_path}))
        yield from _identity_differences(copy, expected, display_path)
        matched = match_document(copy.document, tuple(registry), expected.year)
        texts = "\n".join(block.text for block in copy.document.paragraphs())
    if expected.form is not None:
        yield from _figure_differences(matched, expected, display_path)
    if copy.own is None and path.suffix.lower() not in LISTS:
        yield from _text_differences(texts, expected, display_path)


def _word_differences(path: Path, expected: ExpectedReport, display_path: str) -> Iterator[Discrepancy]:
    if not expected.words:
        return
    original, copied = (data.decode("utf-8", "replace").splitlines() for data in (expected.words, path.read_bytes()))
    for number in range(max(len(original), len(copied))):
        pair = tuple(lines[number] if number < len(lines) else "" for lines in (original, copied))
        if pair[0] != pair[1]:
            place = say("verify.line", {"number": number + 1})
            yield Discrepancy("line", display_path, expected.agency, expected.year, None, None, None, place, *pair)


def _is_plain_words(path: Path) -> bool:
    """Whether a text file is a report in plain words, under any name: it says so itself."""
    if path.suffix.lower() not in TEXTS:
        return False
    text = path.read_bytes().decode("utf-8", "replace")
    return path.name == PLAIN_WORDS.file or any(say(f"plain-words.{key}") in text for key in ("drawn", "retold"))


def cell_difference(
    expected: ExpectedReport, cell: CellIds, display_path: str, *texts: str, code: str = "cell"
) -> Discrepancy:
    """A difference in a cell; the texts are what the data say and what the file says."""
    original, actual = texts
    return Discrepancy(
        code, display_path, expected.agency, expected.year, *cell, _named(expected, cell), original, actual
    )


def _named(expected: ExpectedReport, cell: CellIds) -> str:
    """A cell in words; by its ids where the form has none such."""
    table = expected.form.table_index.get(cell[0]) if expected.form is not None else None
    row = table.row_index.get(cell[1]) if table is not None else None
    column = table.column_index(row, cell[2]) if table is not None and row is not None else None
    if table is None or row is None or column is None:
        return ".".join(cell)
    names = {"table": table.name.short, "row": table.rows[row].name.short, "column": table.columns(row)[column].printed}
    return say("verify.cell-name", names)


def _figure_differences(matched: MatchResult, expected: ExpectedReport, display_path: str) -> Iterator[Discrepancy]:
    if matched.form is None or matched.form != expected.form:
        name = matched.form.id if matched.form is not None else ""
        original = expected.form.id if expected.form is not None else ""
        yield Discrepancy("tables", display_path, expected.agency, expected.year, expected=original, actual=name)
        return
    for cell, figure in expected.figures.items():
        copied = matched.figures.get(cell)
        if copied is None or not _same(figure, copied, units=expected.units):
            yield cell_difference(expected, cell, display_path, figure_text(figure), figure_text(copied))


def _same(original: Figure, copied: Figure, *, units: bool) -> bool:
    if units:
        return original == copied
    return (original.value, original.state, original.note) == (copied.value, copied.state, copied.note)


def figure_text(figure: Figure | None) -> str:
    """A figure as a message quotes it; of a blank, the word for one."""
    if figure is None:
        return say("verify.unread")
    return say("verify.blank") if figure.state is State.BLANK else written(figure)


def _identity_differences(copy: Copy, expected: ExpectedReport, display_path: str) -> Iterator[Discrepancy]:
    if copy.year is not None and copy.year != expected.year:
        pair = (str(expected.year), str(copy.year))
        yield Discrepancy("year", display_path, expected.agency, expected.year, None, None, None, "", *pair)
    if copy.agency and copy.agency not in expected.name and expected.name not in copy.agency:
        pair = (expected.name, copy.agency)
        yield Discrepancy("agency", display_path, expected.agency, expected.year, None, None, None, "", *pair)


def _text_differences(text: str, expected: ExpectedReport, display_path: str) -> Iterator[Discrepancy]:
    """The passages of the report that are nowhere in a text, in which there may be anything else."""
    plain = _plain(text)
    lines = [line for line in map(_plain, text.splitlines()) if line]
    for passage in expected.texts:
        original = _plain(passage)
        if original and original not in plain:
            near = difflib.get_close_matches(original, lines, n=1, cutoff=_FEWEST_ALIKE)
            yield Discrepancy(
                "text", display_path, expected.agency, expected.year, None, None, None, "",
                *_around(original, near[0] if near else ""),
            )  # fmt: skip


def _around(original: str, actual: str) -> tuple[str, str]:
    """Two passages from a little before where they begin to differ, no longer than one can take in."""
    at = next((n for n, pair in enumerate(zip(original, actual, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, at - _SHOWN // 3)
    before = "…" if start else ""
    return tuple(f"{before}{text[start : start + _SHOWN]}" if text else "" for text in (original, actual))  # type: ignore[return-value]  # two


def _plain(text: str) -> str:
    """A text without what a CMS, a word processor or Markdown may write otherwise: blanks and forms of characters."""
    return re.sub(r"[\s\\]+", "", unicodedata.normalize("NFKC", text))


def lines_of(data: bytes) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    """The lines of a list of cells, by the ids of table, row and column."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {tuple(line.get(name) or "" for name in _IDS): line for line in reader}


def line_differences(
    copied: Mapping[tuple[str, ...], Mapping[str, str]],
    original: Mapping[tuple[str, ...], Mapping[str, str]],
    expected: ExpectedReport,
    display_path: str,
) -> Iterator[Discrepancy]:
    """What the lines of a list say otherwise than they should, and lines that there should not be."""
    for ids, line in original.items():
        actual = copied.get(ids)
        for name, text in line.items():
            if actual is None or (actual.get(name) or "") != text:
                pair = (f"{name} {text}", f"{name} {actual.get(name) or ''}" if actual is not None else "")
                yield cell_difference(expected, ids, display_path, *pair)  # type: ignore[arg-type]  # three ids
                break
    for ids in copied.keys() - original.keys():
        values = "，".join(map(str, copied[ids].values()))
        yield cell_difference(expected, ids, display_path, "", values)  # type: ignore[arg-type]  # three ids


def _json_differences(
    document: Mapping[str, Any], expected: ExpectedReport, display_path: str
) -> Iterator[Discrepancy]:
    own, other = _cells(expected.document), _cells(document)
    for cell in [*own, *(other.keys() - own.keys())]:
        if own.get(cell) != other.get(cell):
            yield cell_difference(expected, cell, display_path, *observation_texts(own.get(cell), other.get(cell)))
    for key in [*expected.document, *(document.keys() - expected.document.keys())]:
        if key != "observations" and expected.document.get(key) != document.get(key):
            pair = key_texts(expected.document.get(key), document.get(key))
            yield Discrepancy("key", display_path, expected.agency, expected.year, None, None, None, key, *pair)


def _cells(document: Mapping[str, Any]) -> dict[CellIds, Mapping[str, Any]]:
    return {
        (str(item.get("table")), str(item.get("row")), str(item.get("column"))): item
        for item in document.get("observations", ())
        if isinstance(item, dict)
    }
