"""Messy documents of all kinds drawn at random: every cell is read right or said to be open, and no figure is lost.

Those that LibreOffice makes of others are kept in ``mess/kept``, as it takes seconds to start: the kind and the seed
are in the name, and ``python -m tests.readers.mess 1 --seed 61 --kinds "word pdf" --keep FOLDER --all`` makes one anew.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.readers.remarks import Doubt, Remark
from tests.readers.mess.carried import BARE, CANNOT, carries
from tests.readers.mess.draw import APART, EVERY, KINDS, MESSES, STRUCTURED, DraftDocument, draw
from tests.readers.mess.judge import is_torn, judge
from tests.readers.mess.programs import PROGRAMS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("reads_here")]

_WRITTEN = tuple(kind for kind in EVERY if kind not in PROGRAMS)
_LATEST = ("filled in", "by column", "numbered pages")
KEPT = sorted((Path(__file__).parent / "mess/kept").iterdir())


@pytest.mark.parametrize("first", range(0, 294, 49))
def test_no_cell_of_a_messy_document_is_wrong_in_silence(first: int) -> None:
    verdicts = [judge(draw(seed, tuple(KINDS))) for seed in range(first, first + 49)]

    assert [(verdict.name, verdict.faults[:3]) for verdict in verdicts if verdict.faults] == []
    plain = [item.plain for item in verdicts if item.kind in STRUCTURED]
    assert sum(right for _, right in plain) >= 0.985 * sum(cells for cells, _ in plain)


@pytest.mark.parametrize(
    ("seed", "kinds"),
    [
        pytest.param(201740127, _LATEST, id="a number in a row that counts on with pages far away is no page"),
        pytest.param(205100240, ("numbered pages",), id="a page number above the first label shows no side of labels"),
        pytest.param(205200109, ("by column",), id="columns that all lack figures are those of the form"),
        pytest.param(205000467, _LATEST, id="a sentence beside rows that were read otherwise is quoted"),
        pytest.param(205000641, _LATEST, id="a sentence whose figures have no unit is quoted"),
        pytest.param(205000430, _LATEST, id="a sentence with gaps is no line of the narrative"),
        pytest.param(231102581, _WRITTEN, id="rows without labels beside a table of another year are two tables"),
        pytest.param(226003931, _WRITTEN, id="figures of heads that count on by chance are no pages"),
        pytest.param(226000842, _WRITTEN, id="a cell too many moves others where the total cannot be read"),
        pytest.param(238602619, _WRITTEN, id="a text between two years moves left where a cell before it is lacking"),
        pytest.param(
            226100445, _WRITTEN, id="rows named twice whose cells are gone are doubted though they are several"
        ),
    ],
)
def test_drawn_document_that_was_misread_is_read_or_said(seed: int, kinds: tuple[str, ...]) -> None:
    assert judge(draw(seed, kinds)).faults == []


def kept(path: Path) -> DraftDocument:
    """A document that a program made, with what was drawn."""
    kind, _, seed = path.stem.rpartition("-")
    kind = kind.replace("-", " ")
    return replace(draw(int(seed), (kind,)), name=path.name, data=path.read_bytes())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_messy_document_that_libreoffice_made_is_read_right_or_said(path: Path) -> None:
    verdict = judge(kept(path))

    assert verdict.faults == []
    assert verdict.plain[1] >= (0.9 if verdict.kind in BARE else 0.985) * verdict.plain[0]


@pytest.mark.parametrize(("rest", "is_quoted"), [("2项 5起 0", True), ("2项 7起 0", False)])
def test_a_figure_that_is_torn_over_two_lines_is_quoted_where_both_pieces_are(rest: str, *, is_quoted: bool) -> None:
    remarks = [
        Remark(Doubt.GUESSED, "columns", text="（七）总计 12 21 10", table="requests", row="outcome_total"),
        Remark(Doubt.UNKNOWN, "foreign-row", text=rest, table="requests"),
    ]

    assert is_torn(("requests", "outcome_total", "research"), "215", remarks) is is_quoted
    assert not is_torn(("requests", "carried_out", "research"), "215", remarks)


def test_table_of_what_cannot_be_carried_names_messes_and_kinds() -> None:
    drawn = {mess.__name__ for _, mess in (*MESSES, *APART)}
    of_writers = {
        "columns_beside",
        "another_table",
        "pictures",
        "tracked",
        "boxed",
        "bare formulas",
        "controls",
        "styles",
        "simple_field",
        "complex_field",
    }
    assert {mess for mess, _ in CANNOT} <= drawn | of_writers
    assert {kind for _, kind in CANNOT} <= set(EVERY)
    assert not carries("book", "missing_cells")
    assert not carries("page pdf", "missing_cells")
    assert not carries("page pdf", "dropped_blanks")
    assert carries("page", "missing_cells")
