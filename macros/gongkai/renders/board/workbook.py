"""The filing board as a workbook: a row an agency, to be filtered and sorted."""

from gongkai.findings import say
from gongkai.pages.board import FilingBoard, FilingState
from gongkai.renders.board.columns import cells, heads
from gongkai.renders.board.text import tally_text
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.sheet import set_page

_TITLE, _TALLY, _HEADS = range(3)
_WIDTHS = (30, 10, 10, 12, 12, 9, 8, 8, 8, 10, 10, 12, 12)
_RED = (FilingState.OVERDUE, FilingState.FAULTY)


def board_workbook(board: FilingBoard) -> bytes:
    """The workbook of a board."""
    title = say("board.title", {"year": board.year, "today": board.today.isoformat()})
    book = Book(title=title)
    sheet = book.sheet(say("board.sheet", {"year": board.year}))
    sheet.write_string(_TITLE, 0, title, book.style("caption"))
    sheet.write_string(_TALLY, 0, tally_text(board), book.style("title"))
    for column, (head, wide) in enumerate(zip(heads(), _WIDTHS, strict=True)):
        sheet.write_string(_HEADS, column, head, book.style("head"))
        sheet.set_column(column, column, wide)
    for number, row in enumerate(board.rows, start=_HEADS + 1):
        for column, cell in enumerate(cells(row)):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, book.style("figure"))
            else:
                sheet.write_string(number, column, cell or "", book.style("label"))
    last = _HEADS + len(board.rows)
    for state in _RED:
        red = {"type": "cell", "criteria": "==", "value": f'"{state.word}"'}
        sheet.conditional_format(_HEADS + 1, 1, max(last, _HEADS + 1), 1, {**red, "format": book.style("wrong")})
    sheet.autofilter(_HEADS, 0, max(last, _HEADS), len(_WIDTHS) - 1)
    sheet.freeze_panes(_HEADS + 1, 1)
    sheet.repeat_rows(_HEADS)
    set_page(sheet, landscape=True)
    return book.bytes()
