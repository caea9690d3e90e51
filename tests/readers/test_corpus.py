"""Reports of our own in every file kind and every mess: each figure comes in as it stands, or is said to be unsure.

A case names the mess, the file, and how many cells at least have to be right outright where that is not all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest

from gongkai.figures import BLANK, Figure, Kind, Reading, read
from gongkai.readers.files.office_conversion import ManyConversions
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from gongkai.readers.remarks import Doubt
from tests.readers.by_libreoffice import DocumentToConvert, digest, kept_document, known_sources
from tests.readers.corpus import messes as m
from tests.readers.corpus import writers as w
from tests.readers.corpus.sheet import FORMS, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from gongkai.readers.matching import MatchResult
    from tests.readers.corpus.sheet import Sheet

pytestmark = pytest.mark.slow

OLD, NEW = "gia-2019", "gia-2021"
UNSURE = {Doubt.GUESSED, Doubt.AMBIGUOUS, Doubt.UNREADABLE, Doubt.MISSING}
LAYOUT = '<div class="top">网站首页 | 政务公开</div><table><tr><td width="100%"><div>{}</div></td></tr></table>'


def none(sheet: Sheet) -> None:
    """No mess at all."""
    del sheet


@dataclass(frozen=True)
class Case:
    """A document.

    Attributes:
        name: What it shows, and the name of its file with the suffix.
        form: Form of the report.
        write: Makes the file.
        mess: What is made of the tables before.
        right: Cells of every hundred that have to be right outright.
        by: The kind that LibreOffice makes of the file, if it does.
    """

    name: str
    form: str
    write: Callable[[Sheet], bytes]
    mess: Callable[[Sheet], None] = none
    right: int = 100
    by: str = ""


PAGE, TEXT, MD, WORD, BOOK = w.as_html, w.as_text, w.as_markdown, w.as_docx, w.as_xlsx
WORD_WHOLE = partial(WORD, designs=True)
CASES = (
    Case("plain-old.html", OLD, PAGE),
    Case("plain-new.html", NEW, PAGE),
    Case("saved-by-word.html", NEW, w.word_html, m.blanks("")),
    Case("gb18030.html", OLD, partial(PAGE, charset="gb18030")),
    Case("layout-table.html", NEW, partial(PAGE, wrap=LAYOUT), m.chrome),
    Case("lines-by-br.html", NEW, partial(PAGE, paragraph="{}<br>"), m.metadata),
    Case("blank-nbsp.html", OLD, PAGE, m.blanks("\u00a0")),
    Case("blank-nothing.html", NEW, PAGE, m.blanks("")),
    Case("blank-slash.html", OLD, PAGE, m.blanks("/")),
    Case("blank-dash.html", NEW, PAGE, m.blanks("—")),
    Case("blank-hyphen.docx", NEW, WORD, m.blanks("-")),
    Case("blank-totals.html", OLD, PAGE, m.blank_totals),
    Case("wide-digits.html", NEW, PAGE, m.wide_digits),
    Case("separators.html", OLD, PAGE, m.separators),
    Case("unit-in-cell.html", OLD, PAGE, m.unit_in_cell),
    Case("remark-in-cell.html", NEW, PAGE, m.remark_in_cell),
    Case("signed-changes.html", OLD, PAGE, m.signed_changes),
    Case("kangxi-radicals.html", NEW, PAGE, m.radicals),
    Case("corner-quotes.html", OLD, PAGE, m.quotes),
    Case("straight-quotes.docx", NEW, WORD, m.straight_quotes),
    Case("narrow-brackets.html", NEW, PAGE, m.narrow_brackets),
    Case("numbering-pause.html", OLD, PAGE, m.numbering("、")),
    Case("numbering-wide-dot.html", NEW, PAGE, m.numbering("．")),
    Case("split-heads.html", NEW, PAGE, m.split_heads),
    Case("spaced-labels.docx", OLD, WORD, m.spaced_labels),
    Case("lost-rowspans.html", NEW, PAGE, m.lost_rowspans),
    Case("emptied-rowspans.html", OLD, PAGE, m.emptied_rowspans),
    Case("shifted-colspans.html", OLD, PAGE, m.shifted_colspans),
    Case("repeated-label.html", NEW, PAGE, m.repeated_label),
    Case("labels-behind.html", NEW, PAGE, m.labels_behind),
    Case("broken-over-pages.html", OLD, PAGE, m.broken_over_pages),
    Case("repeated-head.docx", NEW, WORD, m.repeated_head),
    Case("footnote-row.html", NEW, PAGE, m.footnote),
    Case("misprints.html", NEW, PAGE, m.misprints),
    Case("label-variants.html", OLD, PAGE, m.variants),
    Case("label-variants.docx", NEW, WORD, m.variants),
    Case("unknown-row.html", NEW, PAGE, m.unknown_row),
    Case("empty-edges.xlsx", NEW, BOOK, m.empty_edges),
    Case("renamed-sections.html", OLD, PAGE, m.renamed_sections),
    Case("wrong-total.html", NEW, PAGE, m.wrong_total),
    Case("counted-twice.html", OLD, PAGE, m.doubled_part),
    Case("old-other-row.html", NEW, PAGE, m.one_row_other),
    Case("blocks-apart.html", NEW, PAGE, m.titled_blocks_apart),
    Case("tabs.txt", OLD, TEXT),
    Case("tabs-blank.txt", NEW, TEXT, m.blanks("")),
    Case("glued-old.txt", OLD, partial(TEXT, glue=""), right=0),
    Case("glued-new.txt", NEW, partial(TEXT, glue=""), right=0),
    Case("pipes.md", NEW, MD),
    Case("pipes-emptied.md", OLD, partial(MD, fill="")),
    Case("merged.docx", OLD, WORD_WHOLE),
    Case("one-sheet.xlsx", OLD, BOOK),
    Case("three-sheets.xlsx", NEW, partial(BOOK, sheets=True)),
    Case("figures-as-text.xlsx", NEW, partial(BOOK, numbers=False), m.separators),
    Case("by-libreoffice-old.docx", OLD, PAGE, by="docx"),
    Case("by-libreoffice-new.docx", NEW, PAGE, m.metadata, by="docx"),
    Case("printed-old.pdf", OLD, WORD_WHOLE, right=99, by="pdf"),
    Case("printed-new.pdf", NEW, WORD_WHOLE, right=99, by="pdf"),
    Case("word-97.doc", NEW, WORD_WHOLE, by="doc"),
    Case("rich-text.rtf", OLD, WORD_WHOLE, by="rtf"),
    Case("excel-97.xls", OLD, BOOK, by="xls"),
    Case("swapped-blocks.html", NEW, PAGE, m.swapped_blocks),
    Case("subtotal-column.html", OLD, PAGE, m.subtotal_column),
    Case("marked-labels.html", NEW, PAGE, m.marked_labels),
    Case("controls.html", OLD, partial(PAGE, figure='<input type="text" value="{}">')),
    Case("text-areas.html", NEW, partial(PAGE, figure="<textarea>{}</textarea>")),
    Case("unseen.html", NEW, partial(PAGE, figure='{}<span style="font-size:0px">7</span>')),
    Case("struck-out.html", OLD, partial(PAGE, figure="<s>9</s>{}"), right=0),
    Case("raised-by-style.html", NEW, partial(PAGE, figure='{}<span style="vertical-align: super">2</span>'), right=0),
    Case("pictures.html", NEW, partial(PAGE, figure='<img src="n.png" alt="{}">'), right=0),
    Case("commas.txt", OLD, partial(TEXT, glue=",")),
    Case("semicolons.txt", NEW, partial(TEXT, glue=";")),
    Case("spaces.txt", NEW, partial(TEXT, glue="  ")),
    Case("drawn-lines.txt", OLD, partial(TEXT, glue="│", edge="│")),
    Case("a-cell-a-line.txt", OLD, partial(TEXT, glue="\n")),
)
SOURCES = {"docx": ".html", "pdf": ".docx", "doc": ".docx", "rtf": ".docx", "xls": ".xlsx"}
CONVERTED = ("doc", "rtf")
"""Kinds that are read by LibreOffice first."""
BY_ONE_START = [pytest.mark.heavy, pytest.mark.xdist_group("old Word files")]


def sheet_of(case: Case) -> Sheet:
    """The sheet of a case after its mess: other figures in every case."""
    messy = sheet(case.form, seed=CASES.index(case))
    case.mess(messy)
    return messy


def made_by_libreoffice() -> list[DocumentToConvert]:
    """What LibreOffice has written, and is to write anew where a case has changed."""
    return [
        DocumentToConvert(case.name, case.write(sheet_of(case)), SOURCES[case.by], case.by) for case in CASES if case.by
    ]


def test_documents_that_libreoffice_wrote_are_made_of_what_the_cases_say_now() -> None:
    digests = known_sources()
    changed = [item.name for item in made_by_libreoffice() if digests.get(item.name) != digest(item.source)]
    assert changed == [], "run python -m tests.readers.by_libreoffice"


def test_there_are_enough_documents_of_every_kind() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
    kinds = {case.name.rpartition(".")[2] for case in CASES}
    assert kinds == {"html", "docx", "xlsx", "txt", "md", "pdf", "doc", "rtf", "xls"}
    assert {case.form for case in CASES} == {OLD, NEW}


@pytest.mark.parametrize("case", [case for case in CASES if not case.by], ids=lambda case: case.name)
def test_document_is_taken_as_it_stands(case: Case) -> None:
    hold(case, case.write(sheet_of(case)))


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=BY_ONE_START if case.by in CONVERTED else [], id=case.name) for case in CASES if case.by],
)
def test_document_that_libreoffice_wrote_is_taken_as_it_stands(case: Case, request: pytest.FixtureRequest) -> None:
    ready = request.getfixturevalue("ready") if case.by in CONVERTED else None
    hold(case, kept_document(case.name), ready)


@pytest.fixture(scope="module")
def ready() -> Iterator[Path]:
    """The folder in which LibreOffice has converted the documents that it reads, in one start."""
    with ManyConversions() as conversions:
        names = [case.name for case in CASES if case.by in CONVERTED]
        for name in names:
            conversions.add(kept_document(name))
        conversions.begin()
        conversions.finish()
        assert len(list(conversions.folder.glob("*.docx"))) == len(names)
        yield conversions.folder


def hold(case: Case, data: bytes, ready: Path | None = None) -> None:
    """Read a document and compare every cell; `ready` is where LibreOffice has converted it."""
    wanted = sheet_of(case)
    document = read_document(data, name=case.name, ready=ready)
    matched = match_document(document, tuple(FORMS.values()), wanted.year)
    assert matched.form is not None
    assert matched.form.id == case.form
    wrong, right = [], 0
    for at, text in wanted.cells.items():
        expected, actual = figure(at, text, wanted), matched.figures.get(at)
        if actual is not None and same(expected, actual):
            right += not needs_look(at, matched)
        elif not needs_look(at, matched):
            wrong.append(f"{'.'.join(at)}: {text!r} became {actual}")
    assert wrong == []
    assert 100 * right >= case.right * len(wanted.cells), [r for r in matched.remarks if r.doubt in UNSURE][:12]


def figure(at: tuple[str, str, str], text: str, wanted: Sheet) -> Figure:
    """A figure as it was printed."""
    table = FORMS[wanted.form].table_index[at[0]]
    row = table.row_index[at[1]]
    column = table.column_index(row, at[2])
    kind: Kind = table.columns(row)[column or 0].kind
    if not text:
        return BLANK
    reading = read(text, kind)
    assert isinstance(reading, Reading), (text, reading)
    return reading.figure


def same(expected: Figure, actual: Figure) -> bool:
    """Whether two figures hold the same number, unit and remark."""
    parts: Iterable[str] = ("value", "state", "unit", "note")
    return all(getattr(expected, part) == getattr(actual, part) for part in parts)


def needs_look(at: tuple[str, str, str], matched: MatchResult) -> bool:
    """Whether a remark says that a cell needs a look."""
    return any(
        remark.doubt in UNSURE and remark.table == at[0] and remark.row in (None, at[1]) and remark.col in (None, at[2])
        for remark in matched.remarks
    )
