"""Tables of a PDF without lines at their left and right sides, as statistical ones are drawn."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from gongkai.readers.formats.pdf_ruled.open_sides import open_sides
from gongkai.readers.formats.pdf_ruled.own_lines import at_own_lines
from tests.readers.print_page import words


def edge(x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    """A line, across or between columns."""
    sizes = {"width": x1 - x0, "height": bottom - top, "orientation": "h" if top == bottom else "v"}
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, **sizes}


def sides_of(*edges: dict[str, Any], text: float = 42.0) -> list[tuple[float, float, float]]:
    """Where lines are missing: place, upper and lower end."""
    page = SimpleNamespace(edges=[*edges], chars=[*words("规章", text, 108), *words("7", 180, 108)])
    return [(side["x0"], side["top"], side["bottom"]) for side in open_sides(page)]


ACROSS = [edge(40, 240, top, top) for top in (100.0, 125.0, 150.0)]
BETWEEN = [edge(x, x, 100, 150) for x in (100.0, 160.0)]
FRAME = [edge(x, x, 100, 150) for x in (40.0, 240.0)]


def test_first_and_last_column_without_a_line_at_their_sides_have_one() -> None:
    assert sides_of(*ACROSS, *BETWEEN) == [(40, 100, 150), (240, 100, 150)]


def test_table_with_a_frame_lacks_no_line() -> None:
    assert sides_of(*ACROSS, *BETWEEN, *FRAME) == []


def test_lines_that_go_on_a_little_beyond_a_frame_have_no_column_there() -> None:
    frame = [edge(x, x, 100, 150) for x in (52.0, 228.0)]

    assert sides_of(*ACROSS, *BETWEEN, *frame, text=60.0) == []


def test_lines_across_alone_are_no_table() -> None:
    assert sides_of(*ACROSS) == []


def test_lines_of_another_table_do_not_move_those_of_a_cell() -> None:
    own = [edge(x, x, 100, 150) for x in (40.0, 97.0, 99.2, 160.0)]
    page = SimpleNamespace(edges=[*own, edge(101.5, 101.5, 300, 400)])

    assert at_own_lines(page, (40, 100, 160, 150), [(40, 100, 99.9, 150), (99.9, 100, 160, 150)]) == [
        (40, 100, 98.1, 150),
        (98.1, 100, 160, 150),
    ]
