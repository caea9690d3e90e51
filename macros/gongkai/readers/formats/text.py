"""Reads plain text: lines as paragraphs, runs of lines with tabs as grids, “key: value” lines at the top as metadata.

Wrapped lines are joined. Text in which the cells of a table run into each other stays as it is, for the matcher.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.readers.document import Document
from gongkai.readers.document.draft_blocks import DraftBlock, name_tables_by_number, number_blocks
from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.spans import WIDEST, SourceCell, SourceRow, TooLargeError
from gongkai.readers.document.titles import is_title
from gongkai.readers.document.whitespace import (
    collapse_spaces,
    fills_line,
    join_wrapped_lines,
    starts_paragraph,
    without_widthless,
    wrap_column,
)
from gongkai.readers.files.decoding import decode
from gongkai.readers.files.refusals import check_lines, refuse
from gongkai.readers.formats.markdown_parts.code_tables import code_tables_with_tabs
from gongkai.readers.formats.text_tables import NumberedLine, rows_with_tabs
from gongkai.readers.formats.text_tables.barred import BAR
from gongkai.readers.formats.text_tables.row_numbers import without_row_numbers
from gongkai.readers.formats.text_tables.spread import close_up

_KEYS = (
    *(
        "标题",
        "名称",
        "发布时间",
        "发布日期",
        "成文日期",
        "生成日期",
        "公开日期",
        "文号",
        "发文字号",
        "发布机构",
        "发文机关",
    ),
    *("发布单位", "来源", "信息来源", "索引号", "栏目", "主题分类", "原文链接", "链接", "网址"),
)
_HEAD = re.compile(rf"\s*({'|'.join(_KEYS)})\s*[:：]\s*(.{{0,120}})")  # a longer line is the document, run together
_ANY_KEY = re.compile(r"\s*([\u4e00-\u9fff]{2,8})\s*[:：]\s*(.*)")
_BODY = re.compile(r"[=＝\-—*#\s]{3,}正\s*文[=＝\-—*#\s]{3,}")
_DIGIT = re.compile(r"\d")
_CELL = re.compile(r"[+\-＋－−]?[\d０-９][\d０-９,，.．]*[件家起项个宗次条份人]?|[/／\-－—–]+|不适用|␣")
_GLUED_ROW_END = re.compile(r"(?:(?:大?约|近)?[\d０-９][.．]?[件家起项个宗次条份人]?|[—–－-]){5}$")
"""The end of a line with figures, or dashes in their place, for most columns of a row and no gaps between them."""
_NAMED_FIGURE = re.compile(
    r"(?:^|(?<=[\s；;，,、|]))[\u3400-\u9fff]{2,8}"
    r"(?:[\s：:=—（(_＿-]*[\d０-９][\d０-９,.]*[\s_＿]*[）)件家起项个宗次条份人]?|\s*[：:=]\s*(?:不适用|[/／—-])?)(?=[\s；;，,、|]|$)"
)
"""A column of a row by name, with its figure or blank."""
_FEWEST_NAMED = 4
_FIRST_FIGURE = re.compile(r"\s*(?:大?约|近)?[\d０-９]")
_LONGEST_ROW_END = 30
"""Characters at the end of a line that ``_GLUED_ROW_END`` may need."""
_GAP_BEFORE_END = re.compile(r"\S(?: {2,}|\u3000)\s*\S+\s*$")
"""More than the space between two words, before the last one of a line."""
_RULE = re.compile(r"[=＝*#_~\-—]{4,}")
_FULL_STOPS, _SENTENCE_SIGN = ("。", "！", "？"), re.compile(r"[。；，？！：]")
_QUOTE = re.compile(r"^(?:> ?)+")
_LONGEST_HEAD = 40
_LINE_END = re.compile(r"\r\n|\r|\n")
_NUMBER_ALONE = re.compile(r"[1-9][0-9]{0,2}")
_MARKED_NUMBER = re.compile(r"[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d{1,3}\s*页.{0,12}")
"""The number of a page with signs or words that say so."""
_PAGES_OF_ONE_FEED = 2
_EDGES = ((-1, 0), (0, 1))
"""Where a number stands beside the only form feed: in the last line of the first page, or the first of the second."""
_MOST_BLANK = 3
"""Most columns at the end of a table that belong to it although they are empty in every row, e.g. totals left blank."""
_WIDEST = 40
"""Cells that a row of the form may have: 复议诉讼 has 15, and its 18 heads may stand before them in one row."""
_FEWEST_WORDS = 3
_LONGEST_WORD = 10


def read_text(data: bytes, *, name: str) -> Document:
    """The document of a plain text.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It holds no text or is in no known encoding.
    """
    check_lines(data, name=name)
    text = code_tables_with_tabs(without_widthless(decode(data, name=name)))
    text_lines = _with_marked_page_numbers(_without_quotes(close_up(text)))
    lines = list(enumerate(without_row_numbers(list(text_lines)), 1))
    if not any(text.strip() for _, text in lines):
        raise refuse("no-text", name=name)
    meta, body = _head(lines)
    edge = wrap_column([text for _, text in body if "\t" not in text.strip()])
    drafts = name_tables_by_number(text_drafts(body, edge=edge, is_csv=name.lower().endswith(".csv")))
    return Document("txt", number_blocks(drafts), meta, meta.get("标题", ""))


def _with_marked_page_numbers(text: str) -> Iterator[str]:
    """The lines of a text, with dashes put around page numbers: numbers alone beside form feeds that count up.

    They are the last lines of pages or the first ones, whichever more pages have, and every other page has one. Later
    stages know ``— 3 —`` as a page number, which cannot stand in for a missing figure. A number beside the only form
    feed is marked as well, as nothing tells what it is, unless the page has its number in another manner, or there is
    one on both sides of it: a figure is one of them.
    """
    pages = [_LINE_END.split(page) for page in text.split("\f")]
    filled = [[place for place, line in enumerate(page) if line.strip()] or [0] for page in pages]
    has_marked = any(_MARKED_NUMBER.fullmatch(page[own[-1]].strip()) for page, own in zip(pages, filled, strict=True))
    beside = [_number_beside(pages, filled, edge, place) for edge, place in _EDGES]
    has_two = len(pages) == _PAGES_OF_ONE_FEED and all(beside)
    offsets = [_offsets(pages, filled, edge) for edge, _ in _EDGES]
    counts = [Counter(offset for offset in own if offset is not None) for own in offsets]
    most = max(max(own.values(), default=0) for own in counts)
    fewest = max(2, sum(any(map(str.strip, page)) for page in pages) // 2)
    for (edge, only), own_offsets, agreeing in zip(_EDGES, offsets, counts, strict=True):
        for number, (page, own, offset) in enumerate(zip(pages, filled, own_offsets, strict=True)):
            is_only = len(pages) == _PAGES_OF_ONE_FEED and number == only and not has_marked
            is_only &= not has_two or (offset == 1 and [beside[0] == "1", beside[1] == "2"].count(True) == 1)
            counts_up = offset is not None and agreeing[offset] >= fewest and max(agreeing.values()) == most
            if counts_up or (offset is not None and is_only):
                page[own[edge]] = f"— {page[own[edge]].strip()} —"
    return (line for page in pages for line in page)


def _offsets(pages: Sequence[Sequence[str]], filled: Sequence[Sequence[int]], edge: int) -> list[int | None]:
    """By how much the number alone on the first or last filled line of each page is above that of the page, if any."""
    texts = [page[own[edge]].strip() for page, own in zip(pages, filled, strict=True)]
    return [int(text) - number if _NUMBER_ALONE.fullmatch(text) else None for number, text in enumerate(texts)]


def _number_beside(pages: Sequence[Sequence[str]], filled: Sequence[Sequence[int]], edge: int, place: int) -> str:
    """The number alone on the first or last filled line of a page; empty where there is none."""
    line = pages[place][filled[place][edge]].strip() if place < len(pages) else ""
    return line if _NUMBER_ALONE.fullmatch(line) else ""


def _without_quotes(text: str) -> str:
    """A text without the sign of a quotation before its lines, as mail has it, if every line has one."""
    lines = text.splitlines()
    is_quoted = any(lines) and all(line.startswith(">") for line in lines if line.strip())
    return "\n".join(_QUOTE.sub("", line) for line in lines) if is_quoted else text


def text_drafts(lines: Sequence[NumberedLine], *, edge: int | None, is_csv: bool = False) -> Iterator[DraftBlock]:
    """Paragraphs and tab-separated tables of lines, in order.

    Args:
        lines: The lines of the text, with their numbers.
        edge: The column at which lines are wrapped, if they are.
        is_csv: Whether they are those of a CSV file.
    """
    table: list[NumberedLine] = []
    paragraph: list[NumberedLine] = []
    for number, text in rows_with_tabs(lines, is_csv=is_csv):
        if "\t" in text and (text.strip() or table):
            yield from _paragraphs(paragraph)
            table.append((number, text))
            paragraph = []
            continue
        yield from _table(table)
        table = []
        if paragraph and not _continues(paragraph[-1][1], text, edge):
            yield from _paragraphs(paragraph)
            paragraph = []
        if text.strip():
            paragraph.append((number, text))
    yield from _paragraphs(paragraph)
    yield from _table(table)


def _continues(before: str, text: str, edge: int | None) -> bool:
    if edge is None or not text.strip() or _tabular(before) or _tabular(text):
        return False
    if _ends_in_figures(before) or _is_glued_row(before, text):  # a row, before a heading without a number
        return False
    if _begins_with_figures(text) or _CELL.fullmatch(text.strip()) or _is_figure_and_label(text, edge):
        return False  # a row with its label last; or one cell a line, after a label that fills its line by chance
    has_no_number = is_section_title(text) and not (fills_line(text, edge) or _SENTENCE_SIGN.search(text))
    if is_title(before) or is_title(text) or is_section_title(before) or has_no_number:
        return False  # a list of titles, as long as each other; or a title, as the rest of a sentence has a full stop
    if before.rstrip().endswith(_FULL_STOPS) and not ("、" in text or _SENTENCE_SIGN.search(text)):
        return False  # an office that signs, or a line such as a heading: no sentence goes on there
    return fills_line(before, edge) and not starts_paragraph(text)


def _ends_in_figures(text: str) -> bool:
    """Whether a line has several words, and figures for the last two of them, or a gap before one at its end."""
    words = text.split()
    if words and _CELL.fullmatch(words[-1]) and _GAP_BEFORE_END.search(text):
        return True
    return len(words) >= _FEWEST_WORDS and all(_CELL.fullmatch(word.lstrip("大约近")) for word in words[-2:])


def _begins_with_figures(text: str) -> bool:
    """Whether a line has several words, and figures for the first two of them."""
    words = text.split()
    return len(words) >= _FEWEST_WORDS and all(_CELL.fullmatch(word.lstrip("大约近")) for word in words[:2])


def _is_figure_and_label(text: str, edge: int) -> bool:
    """Whether a line is a figure and a word behind it, as the row of a single column with its label last."""
    words = text.split()
    is_row = len(words) == _FEWEST_WORDS - 1 and _CELL.fullmatch(words[0].lstrip("大约近")) is not None
    return is_row and not (_SENTENCE_SIGN.search(text) or fills_line(text, edge))


def _is_glued_row(before: str, text: str) -> bool:
    """Whether a line ends in figures without gaps, and neither it nor the one below is a sentence or more of them."""
    if _SENTENCE_SIGN.search(before + text) or _FIRST_FIGURE.match(text):
        return False
    return _GLUED_ROW_END.search(before.rstrip()[-_LONGEST_ROW_END:]) is not None


def _tabular(text: str) -> bool:
    """Whether a line looks like a row of a table: with bars, names and figures, or short words without punctuation."""
    words = text.split()
    if len(BAR.findall(text)) > 1 or len(_NAMED_FIGURE.findall(text)) >= _FEWEST_NAMED:
        return True
    if len(words) < _FEWEST_WORDS or _SENTENCE_SIGN.search(text):
        return False
    return all(len(word) <= _LONGEST_WORD for word in words)


def _paragraphs(lines: Sequence[NumberedLine]) -> Iterator[DraftBlock]:
    text = join_wrapped_lines([collapse_spaces(text) for _, text in lines])
    if text and not _RULE.fullmatch(text):
        yield DraftBlock(text, line=lines[0][0])


def _table(lines: Sequence[NumberedLine]) -> Iterator[DraftBlock]:
    """A table from a run of lines with tabs, without the columns on the right that are empty in every row.

    Up to ``_MOST_BLANK`` of these stay where rows differ in length: then the writer has typed the tabs of cells that
    are blank. A row without figures, such as one of heads, keeps all its cells.
    """
    if any(line.count("\t") > 2 * WIDEST for _, line in lines):
        raise TooLargeError
    rows = [[collapse_spaces(text) for text in line.split("\t")] for _, line in lines]
    if not rows:
        return
    width = max((index for row in rows for index, text in enumerate(row) if text), default=-1) + 1
    if width:
        widths = {len(row) for row in rows}
        width = max(widths) if len(widths) > 1 and max(widths) - width <= _MOST_BLANK else width
        filled_up = len(widths) == 1 and len(rows) > 1  # all rows as long as each other, as a spreadsheet writes them
        yield DraftBlock(
            rows=tuple(
                SourceRow(tuple(SourceCell(text, line=number) for text in _own(row, width, filled_up=filled_up)))
                for (number, _), row in zip(lines, rows, strict=True)
            ),
            line=lines[0][0],
        )


def _own(row: list[str], width: int, *, filled_up: bool) -> list[str]:
    """The cells of a row that belong to the table.

    Args:
        row: The texts between tabs.
        width: How many columns the table has.
        filled_up: Whether all rows were padded to one length, so that cells after ``width`` mean nothing.
    """
    without_figure = len(row) <= _WIDEST and not any(map(_DIGIT.search, row))
    return row if without_figure and not filled_up else row[:width]


def _head(lines: list[NumberedLine]) -> tuple[dict[str, str], list[NumberedLine]]:
    """The metadata in the first lines, and the other lines.

    Before a line 正文 every line is metadata; one that is not “key: value” is a key without a value.
    """
    for index, (_, text) in enumerate(lines[:_LONGEST_HEAD]):
        if _BODY.fullmatch(text.strip()):
            return _pairs(lines[:index]), lines[index + 1 :]
    start = 0
    while start < len(lines) and (not lines[start][1].strip() or _HEAD.fullmatch(lines[start][1])):
        start += 1
    return _pairs(lines[:start]), lines[start:]


def _pairs(lines: Sequence[NumberedLine]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for _, text in lines:
        pair = _ANY_KEY.fullmatch(text)
        if pair:
            pairs.setdefault(pair[1], pair[2].strip())
        elif text.strip() and not _RULE.fullmatch(text.strip()):
            pairs.setdefault(text.strip(), "")
    return pairs
